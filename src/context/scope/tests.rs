//! What hosts do with values, from the outside.

use crate::context::{Context, Error, ErrorKind, JsResult, JsValue, PromiseState, Scope, Type};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

fn run<T>(work: impl FnOnce(&mut Scope<'_>) -> JsResult<T>) -> Result<T, Error> {
    let mut context = Context::default();
    context.vm().heap.set_stress(true);
    context.run(work)
}

fn summary(result: Result<impl std::fmt::Debug, Error>) -> String {
    result.unwrap_err().report().expect("an exception").summary.clone()
}

#[test]
fn values_have_types() {
    run(|scope| {
        let types = [
            ("undefined", Type::Undefined),
            ("null", Type::Null),
            ("true", Type::Boolean),
            ("1.5", Type::Number),
            ("1n", Type::BigInt),
            ("'a'", Type::String),
            ("Symbol()", Type::Symbol),
            ("({})", Type::Object),
            ("(() => 1)", Type::Function),
            ("new Proxy(class {}, {})", Type::Function),
        ];
        for (text, of_type) in types {
            assert_eq!(scope.eval("types", text)?.type_of(), of_type, "{text}");
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn data_comes_back() {
    run(|scope| {
        let map = BTreeMap::from([("a".to_owned(), vec![1u8, 2]), ("b".to_owned(), vec![])]);
        let value = scope.write(map.clone())?;
        assert_eq!(scope.inspect(&value)?, "{ a: [ 1, 2 ], b: [] }");
        assert_eq!(scope.read::<BTreeMap<String, Vec<u8>>>(&value)?, map);
        let value = scope.write(i128::MAX)?;
        assert_eq!(scope.read::<i128>(&value)?, i128::MAX);
        let value = scope.write(Some("ä\u{1F600}"))?;
        assert_eq!(scope.read::<Option<String>>(&value)?.as_deref(), Some("ä\u{1F600}"));
        assert_eq!(scope.read::<Option<String>>(&JsValue::NULL)?, None);
        let bytes = scope.bytes(b"bytes")?;
        assert_eq!(scope.to_bytes(&bytes)?, b"bytes");
        let view = scope.eval("view", "new DataView(new Uint8Array([1, 2, 3]).buffer, 1, 1)")?;
        assert_eq!(scope.to_bytes(&view)?, [2]);
        Ok(())
    })
    .unwrap();
}

#[test]
fn reading_is_strict() {
    let read = |text: &str| {
        summary(run(|scope| {
            let value = scope.eval("value", text)?;
            scope.read::<u8>(&value)
        }))
    };
    let expected = "TypeError: an integer from 0 to 255 is expected, not";
    assert_eq!(read("'1'"), format!("{expected} '1'"));
    assert_eq!(read("256"), format!("{expected} 256"));
    assert_eq!(read("1.5"), format!("{expected} 1.5"));
    assert_eq!(read("NaN"), format!("{expected} NaN"));
    let endless = summary(run(|scope| {
        let value = scope.eval("value", "({ length: 4294967295 })")?;
        scope.read::<Vec<Option<f64>>>(&value)
    }));
    assert_eq!(endless, "RangeError: Invalid array length");
}

#[test]
fn exceptions_pass_through_native_functions() {
    let mut context = Context::default();
    let setup = context.run(|scope| {
        let call = scope.function("call", 1, |scope, arguments| {
            let function = arguments.get(scope, 0);
            scope.call(&function, &JsValue::UNDEFINED, &[])
        })?;
        scope.set_global("call", &call)
    });
    setup.unwrap();
    let value = context.eval("caught", b"try { call(() => { throw 7 }) } catch (e) { e }").unwrap();
    assert_eq!(value.as_number(), Some(7.0));
    let error = context.eval("thrown.js", b"call(() => {\n  null.x })").unwrap_err();
    assert_eq!(
        error.report().unwrap().position,
        (2, 8),
        "where it was thrown, not where it passed"
    );
    let deep = context.eval("deep", b"let f = () => call(f); try { f() } catch (e) { e.name }");
    assert_eq!(context.to_display_string(&deep.unwrap()).unwrap(), "RangeError");
}

#[test]
fn terminations_pass_through_native_functions() {
    let mut context = Context::default();
    let handle = context.interrupt_handle();
    let setup = context.run(|scope| {
        let swallow = scope.function("swallow", 1, move |scope, arguments| {
            handle.terminate();
            let function = arguments.get(scope, 0);
            let result = scope.call(&function, &JsValue::UNDEFINED, &[]);
            assert!(result.unwrap_err().is_termination());
            Ok(JsValue::UNDEFINED)
        })?;
        scope.set_global("swallow", &swallow)
    });
    setup.unwrap();
    let result = context.run_script("main", b"for (;;) try { swallow(() => 1) } catch {}");
    assert!(matches!(result, Err(Error::Terminated(_))));
    assert_eq!(context.eval("after", b"1 + 1").unwrap().as_number(), Some(2.0));
}

#[test]
fn a_panic_ends_the_script() {
    let mut context = Context::default();
    let setup = context.run(|scope| {
        let panic = scope.function("panic", 0, |_, _| panic!("out of cheese"))?;
        scope.set_global("panic", &panic)
    });
    setup.unwrap();
    let result = context.run_script("main", b"try { panic() } catch {}");
    let Err(Error::Terminated(termination)) = result else { panic!("it must end") };
    assert_eq!(termination.to_string(), "internal error: out of cheese");
    assert!(context.run_script("after", b"").is_ok());
}

#[test]
fn values_stay_in_their_context() {
    let mut one = Context::default();
    let object = one.eval("one", b"({})").unwrap();
    let mut other = Context::default();
    let result = other.run(|scope| scope.set_global("stolen", &object));
    let expected = "TypeError: a value cannot be used in another context than its own";
    assert_eq!(summary(result), expected);
    drop(one);
    // A handle may outlive its context.
    assert_eq!(object.clone().type_of(), Type::Object);
}

/// Counts how many there are.
struct Counted(Rc<Cell<i32>>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

#[test]
fn native_values_die_with_their_objects() {
    let alive = Rc::new(Cell::new(0));
    let mut context = Context::default();
    let count = alive.clone();
    let setup = context.run(|scope| {
        let class = scope
            .class("Counted", 0, move |_, _| {
                count.set(count.get() + 1);
                Ok(Counted(count.clone()))
            })?
            .static_method("two", 0, |_, _| Ok(2.into()))?
            .finish();
        scope.set_global("Counted", &class)
    });
    setup.unwrap();
    context
        .run_script("main", b"let keep = new Counted; for (let i = 0; i < 1000; i++) new Counted")
        .unwrap();
    context.vm().heap.collect();
    // The stack is scanned conservatively: a few may seem to be referred to.
    assert!((1..20).contains(&alive.get()), "{} are alive", alive.get());
    drop(context);
    assert_eq!(alive.get(), 0);
}

#[test]
fn methods_want_their_own_instances() {
    let mut context = Context::default();
    let setup = context.run(|scope| {
        let class = scope
            .class("Box", 1, |scope, arguments| Ok(RefCell::new(arguments.get(scope, 0))))?
            .accessor(
                "value",
                |_, this: &RefCell<JsValue>| Ok(this.borrow().clone()),
                |_, this, value| {
                    *this.borrow_mut() = value;
                    Ok(())
                },
            )?
            .finish();
        scope.set_global("Box", &class)
    });
    setup.unwrap();
    let shown = |context: &mut Context, text: &str| {
        let value = context.eval("main", text.as_bytes());
        value
            .and_then(|value| context.to_display_string(&value))
            .unwrap_or_else(|error| error.report().expect("an exception").summary.clone())
    };
    let context = &mut context;
    assert_eq!(
        shown(context, "const b = new Box(1); b.value = 'x'; b.value + Box.name + Box.length"),
        "xBox1"
    );
    assert_eq!(
        shown(context, "Object.getOwnPropertyDescriptor(Box.prototype, 'value').get.call({})"),
        "TypeError: Method get Box.prototype.value called on incompatible receiver {}"
    );
    assert_eq!(
        shown(context, "Box()"),
        "TypeError: Class constructor Box cannot be invoked without 'new'"
    );
    assert_eq!(shown(context, "Object.keys(new (class extends Box {})(1)).length"), "0");
    assert_eq!(shown(context, "new (class A extends Box {})(1).constructor.name"), "A");
}

#[test]
fn promises_are_settled_and_seen() {
    let mut context = Context::default();
    let (promise, resolver) = context.run(|scope| scope.promise()).unwrap();
    let state = |context: &mut Context| context.run(|scope| scope.promise_state(&promise)).unwrap();
    assert!(matches!(state(&mut context), Some(PromiseState::Pending)));
    let rejected = context.run(|scope| {
        let reason = scope.error(ErrorKind::Error, "no")?;
        resolver.reject(scope, &reason)
    });
    rejected.unwrap();
    assert!(matches!(state(&mut context), Some(PromiseState::Rejected(_))));
    assert_eq!(summary(context.check_rejections()), "Error: no");
    let none = context.run(|scope| scope.promise_state(&JsValue::TRUE)).unwrap();
    assert!(none.is_none());
}

#[test]
fn iteration_closes_iterators() {
    let mut context = Context::default();
    let text =
        b"var log = []; function* g() { try { yield 1; yield 2 } finally { log.push('closed') } }";
    context.run_script("main", text).unwrap();
    let result = context.run(|scope| {
        let generator = scope.eval("main", "g()")?;
        scope.for_each(&generator, |scope, item| {
            assert_eq!(item.as_number(), Some(1.0));
            Err(scope.throw_type_error("enough"))
        })
    });
    assert_eq!(summary(result), "TypeError: enough");
    let log = context.eval("main", b"log").unwrap();
    assert_eq!(context.inspect(&log).unwrap(), "[ 'closed' ]");
}

#[test]
fn syntax_errors_know_their_place() {
    let error = run(|scope| scope.eval("bad.js", "1;\n  let let")).unwrap_err();
    let report = error.report().unwrap();
    assert_eq!((report.source_name.as_deref(), report.position), (Some("bad.js"), (2, 7)));
}

#[test]
fn texts_of_functions_are_bodies() {
    let compile = |text: &str| run(|scope| scope.compile_function("f.js", &["a"], text.as_bytes()));
    for text in ["}); (function () {", "return 1 }", "await 1", "\"use strict\"; with (a) {}"] {
        let error = compile(text).unwrap_err();
        assert!(error.report().unwrap().summary.starts_with("SyntaxError"), "{text}");
    }
    let error = compile("a.b =\n").unwrap_err();
    assert_eq!(error.report().unwrap().position, (2, 1));
    let error = run(|scope| {
        let function = scope.compile_function("f.js", &["a"], b"return a.b.c // here")?;
        let object = scope.object()?;
        scope.call(&function, &JsValue::UNDEFINED, &[object])
    })
    .unwrap_err();
    let report = error.report().unwrap();
    assert_eq!((report.position, report.source_line.as_str()), ((1, 12), "return a.b.c // here"));
}
