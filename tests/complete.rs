//! Completion: which names it finds, where, and that it runs nothing.

use jsrun::context::Context;

fn context() -> Context {
    let mut context = Context::default();
    let world = r#"
        var fruit = { apple: { core: 1, "two words": 2, 5: 5 }, apricot: 2, banana: 3, get juice() { calls++; return { sweet: 1 } } };
        var calls = 0, nothing = null, text = "t", deep = [[{ inside: 1 }]];
        let lexical = { low: 1, large: 2 }, unset;
        class Base { inherited() {} static fixed = 1 }
        class Derived extends Base { own() {} #hidden = 1 }
        const made = new Derived();
        const proxy = new Proxy({ target: 1 }, { ownKeys() { calls++; return [] }, getPrototypeOf() { calls++; return null } });
        const behind = Object.create(proxy, { front: { value: 1 } });
        const bare = Object.create(null, { only: { value: 1 } });
        var größe = { länge: 1 };
        function named(first) {}
        var early = () => later;
    "#;
    context.eval_input("REPL1", world.as_bytes()).expect("the world is made");
    context.eval_input("REPL2", b"let broken = missing").expect_err("it stays in its dead zone");
    context
}

/// The names that stand where `|` is, up to four of them.
#[track_caller]
fn found(context: &mut Context, text: &str) -> String {
    let cursor = text.find('|').expect("a cursor");
    let candidates = context.complete(&text.replace('|', ""), cursor);
    assert!(candidates.start <= cursor && text.is_char_boundary(candidates.start));
    let begun = &text[candidates.start..cursor];
    assert!(candidates.names.iter().all(|name| name.starts_with(begun)), "{candidates:?}");
    assert!(candidates.names.is_sorted());
    let shown: Vec<&str> = candidates.names.iter().take(4).map(String::as_str).collect();
    let more = if candidates.names.len() > 4 { " ..." } else { "" };
    format!("{}{more}", shown.join(" "))
}

#[test]
fn names() {
    let mut context = context();
    for (text, expected) in [
        ("frui|", "fruit"),
        ("lex|", "lexical"),
        ("unse|", "unset"),
        ("broke|", "broken"),
        ("nam|", "named"),
        ("parseF|", "parseFloat"),
        ("instanc|", "instanceof"),
        ("typ|", "typeof"),
        ("größ|", "größe"),
        ("größe.lä|", "länge"),
        ("fruit.ap|", "apple apricot"),
        ("fruit.ap|ple.core", "apple apricot"),
        ("fruit . ap|", "apple apricot"),
        ("fruit?.ban|", "banana"),
        (
            "fruit.apple.|",
            "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ ...",
        ),
        ("fruit.apple.c|", "constructor core"),
        ("f(1, fruit.b|)", "banana"),
        ("let x = lexical.l|", "large low"),
        ("if (fruit) { fruit.ba|", "banana"),
        ("`${fruit.ba|", "banana"),
        ("'a' + fruit.ba|", "banana"),
        ("// c\nfruit.ba|", "banana"),
        ("{ fruit.ba|", "banana"),
        ("deep[0][0].ins|", "inside"),
        ("deep[0].len|", "length"),
        ("text.toUpp|", "toUpperCase"),
        ("'x'.toUpp|", "toUpperCase"),
        ("\"x\".leng|", "length"),
        ("`x`.toUpp|", "toUpperCase"),
        ("1..toFi|", "toFixed"),
        ("(1, 2) + [].ma|", "map"),
        ("[1, [2], 'a]'].ma|", "map"),
        ("/x/g.tes|", "test"),
        ("x = /a.b/.sour|", "source"),
        ("this.fru|", "fruit"),
        ("globalThis.fruit.ban|", "banana"),
        ("made.o|", "own"),
        ("made.inh|", "inherited"),
        ("Derived.fix|", "fixed"),
        ("Base.prototype.inh|", "inherited"),
        ("named.len|", "length"),
        ("Math.atan|", "atan atan2 atanh"),
        ("bare.|", "only"),
        ("fruit.constructor.ass|", "assign"),
        ("fruit.true|", ""),
    ] {
        assert_eq!(found(&mut context, text), expected, "{text}");
    }
}

#[test]
fn places_without_names() {
    let mut context = context();
    for text in [
        "'frui|",
        "\"fruit.|",
        "`fruit.|",
        "// frui|",
        "/* fruit.|",
        "1.|",
        "12|",
        "#hid|",
        "made.#hid|",
        "missing.|",
        "nothing.|",
        "unset.|",
        "broken.|",
        "fruit.nope.|",
        "fruit.juice.|",
        "f().|",
        "(fruit).|",
        "fruit[calls].|",
        "fruit['apple'].|",
        "fruit..|",
        ".|",
        "proxy.targ|",
        "proxy.x.|",
        "fruit.apple.two|",
        "fruit.apple.5|",
        "].|",
        "a }.|",
        "1 + .|",
    ] {
        assert_eq!(found(&mut context, text), "", "{text}");
    }
    assert_eq!(found(&mut context, "behind.fro|"), "front");
    assert_eq!(found(&mut context, "behind.tar|"), "");
    let calls = context.eval("test", b"calls").expect("it runs");
    assert_eq!(calls.as_number(), Some(0.0), "no getter and no trap has run");
    assert!(found(&mut context, "|").starts_with("AggregateError Array ArrayBuffer"));
    // A cursor that is in no text.
    assert!(context.complete("ab", 5).names.is_empty());
    assert!(context.complete("é", 1).names.is_empty());
}

#[test]
fn a_million_elements_are_no_names() {
    let mut context = Context::default();
    context
        .eval_input("REPL1", b"var long = Array(1e6).fill(0); var sparse = []; sparse[4e9] = 1")
        .expect("it runs");
    assert_eq!(found(&mut context, "long.fla|"), "flat flatMap");
    assert_eq!(found(&mut context, "sparse.fla|"), "flat flatMap");
}
