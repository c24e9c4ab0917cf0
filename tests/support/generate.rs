//! A generator of JavaScript programs from a seed.
//!
//! Invariants: every program ends (loops are bounded, functions spend fuel), catches what its statements throw and goes on, and
//! prints what it computes, so that a wrong result anywhere reaches the output.

use super::random::Random;
use std::fmt::Write;

const VARIABLES: [&str; 6] = ["a", "b", "c", "d", "g", "h"];
const PROPERTIES: [&str; 6] = ["p", "q", "r", "s", "x", "length"];
const NUMBERS: [&str; 26] = [
    "0",
    "1",
    "-1",
    "2",
    "3",
    "7",
    "10",
    "31",
    "32",
    "33",
    "100",
    "0.5",
    "-0",
    "1.5",
    "-2.5",
    "NaN",
    "1/0",
    "-1/0",
    "2147483647",
    "-2147483648",
    "2147483648",
    "4294967295",
    "4294967296",
    "9007199254740991",
    "1e300",
    "5e-324",
];
const STRINGS: [&str; 9] =
    ["''", "'a'", "'b'", "'12'", "'0x10'", "'x'", "'length'", "'abc'", "' 7 '"];
const BINARY: [&str; 24] = [
    "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>", "<", "<=", ">", ">=", "===", "!==",
    "==", "!=", "+", "-", "+", "<", "**",
];
const ASSIGN: [&str; 12] =
    ["=", "+=", "-=", "*=", "|=", "&=", "^=", ">>>=", "??=", "||=", "&&=", "%="];

/// Generates one program.
pub struct Generator {
    random: Random,
    out: String,
    indent: usize,
    /// Names in scope that may be read.
    names: Vec<String>,
    /// Of these, constants.
    constants: Vec<String>,
    functions: usize,
    classes: usize,
    fresh: usize,
    in_function: bool,
    loops: Vec<Option<String>>,
    depth: usize,
}

/// The program of a seed; `size` statements at the top.
pub fn program(seed: u64, size: usize) -> String {
    let mut g = Generator {
        random: Random(seed),
        out: String::new(),
        indent: 0,
        names: VARIABLES.iter().map(|v| (*v).to_owned()).collect(),
        constants: vec![],
        functions: 0,
        classes: 0,
        fresh: 0,
        in_function: false,
        loops: vec![],
        depth: 0,
    };
    g.program(size);
    g.out
}

impl Generator {
    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn program(&mut self, size: usize) {
        if self.random.one_in(4) {
            self.line("'use strict';");
        }
        self.line("$messages = true;");
        self.line("var $fuel = 3000, a = 1, b = 2.5, c = 'abc', d = {p: 1, q: 2};");
        self.line("let g = [1, 2.5, , 'x'], h = undefined;");
        self.line("function mk(p, q) { return {p: p, q: q}; }");
        self.line("function P(x) { this.x = x; this.p = x; } P.prototype.r = 5; P.prototype.m = function (v) { return this.p + v; };");
        self.line("var coerce = {valueOf: function () { print('valueOf'); return 3; }, toString: function () { print('toString'); return 't'; }};");
        let functions = 2 + self.random.below(3);
        for _ in 0..functions {
            self.function();
        }
        if self.random.one_in(2) {
            self.class();
        }
        let rounds = [1, 3, 12][self.random.below(3)];
        self.line(&format!("for (let $i = 0; $i < {rounds}; $i++) {{"));
        self.indent += 1;
        for _ in 0..size {
            self.guarded(3);
        }
        self.indent -= 1;
        self.line("}");
        self.line("print(a, b, c, d, g, h, $fuel > 0);");
    }

    /// A statement whose exception is caught.
    fn guarded(&mut self, depth: usize) {
        self.line("try {");
        self.indent += 1;
        let mark = self.names.len();
        self.statement(depth);
        if self.random.one_in(3) {
            self.statement(depth);
        }
        self.names.truncate(mark);
        self.indent -= 1;
        let name = self.name();
        self.line(&format!("}} catch (e) {{ print('caught', e, {name}); }}"));
    }

    fn fresh(&mut self, prefix: &str) -> String {
        self.fresh += 1;
        format!("{prefix}{}", self.fresh)
    }

    fn block(&mut self, depth: usize) {
        self.indent += 1;
        let (mark, constants) = (self.names.len(), self.constants.len());
        for _ in 0..1 + self.random.below(3) {
            self.statement(depth);
        }
        self.names.truncate(mark);
        self.constants.truncate(constants);
        self.indent -= 1;
    }

    fn function(&mut self) {
        let name = format!("f{}", self.functions);
        let parameters = self.random.below(4);
        let mut list: Vec<String> = (0..parameters).map(|i| format!("p{i}")).collect();
        let declared: Vec<String> = list.clone();
        if parameters > 0 && self.random.one_in(4) {
            let default = self.literal();
            let last = list.len() - 1;
            let _ = write!(list[last], " = {default}");
        }
        let mut extra = vec![];
        if self.random.one_in(5) {
            list.push("...rest".to_owned());
            extra.push("rest".to_owned());
        }
        let uses_arguments = self.random.one_in(5);
        self.line(&format!("function {name}({}) {{", list.join(", ")));
        self.indent += 1;
        self.line("if (--$fuel < 0) return 0;");
        let (names, loops, constants) =
            (self.names.len(), std::mem::take(&mut self.loops), self.constants.len());
        self.names.extend(declared);
        self.names.extend(extra);
        self.in_function = true;
        if self.random.one_in(4) {
            self.line("debugger;");
        }
        let local = self.fresh("v");
        let value = self.expression(2);
        let keyword = ["var", "let"][self.random.below(2)];
        self.line(&format!("{keyword} {local} = {value};"));
        self.names.push(local.clone());
        if uses_arguments {
            self.line(&format!("{local} = arguments.length + {local};"));
            self.names.push("arguments[0]".to_owned());
        }
        if self.random.one_in(3) {
            self.line(&format!("const k{local} = (z) => {local} = {local} + z;"));
            self.line(&format!("k{local}(1);"));
        }
        for _ in 0..1 + self.random.below(4) {
            if self.random.one_in(3) { self.guarded(2) } else { self.statement(2) }
        }
        let result = self.expression(2);
        self.line(&format!("return {result};"));
        self.in_function = false;
        self.names.truncate(names);
        self.constants.truncate(constants);
        self.loops = loops;
        self.indent -= 1;
        self.line("}");
        self.functions += 1;
    }

    fn class(&mut self) {
        let n = self.classes;
        let (x, y) = (self.expression(1), self.expression(1));
        self.line(&format!("class C{n} {{"));
        self.line("  #z = 1; w = 2; static s = 3;");
        self.line("  constructor(x) { this.x = x; this.y = this.x; }");
        self.line("  get z() { return this.#z; } set z(v) { this.#z = v; }");
        self.line("  m(v) { if (--$fuel < 0) return 0; this.#z += 1; return this.x + v; }");
        self.line("  static t(o) { return #z in o; }");
        self.line("}");
        self.line(&format!("class D{n} extends C{n} {{"));
        self.line(&format!("  constructor(x, y) {{ super({x}); this.q = y; }}"));
        self.line(&format!("  m(v) {{ return super.m({y}) + 1; }}"));
        self.line("}");
        self.classes += 1;
    }

    fn name(&mut self) -> String {
        let i = self.random.below(self.names.len());
        self.names[i].clone()
    }

    /// Something that can be assigned to.
    fn target(&mut self) -> String {
        match self.random.below(8) {
            0 | 1 => {
                let property = self.random.pick(&PROPERTIES[..5]);
                let o = self.random.pick(&["d", "g", "mk(1, 2)"]);
                format!("{o}.{property}")
            }
            2 => {
                // No key that would make an array too long to walk through.
                let i = if self.random.one_in(2) { self.expression(1) } else { self.name() };
                let o = self.random.pick(&["d", "g"]);
                if self.random.one_in(3) {
                    format!("{o}[{}]", self.random.pick(&["'x'", "-1", "1.5", "2", "'1'", "NaN"]))
                } else {
                    format!("{o}[({i}) % 40]")
                }
            }
            _ => {
                for _ in 0..5 {
                    let name = self.name();
                    if !self.constants.contains(&name) {
                        return name;
                    }
                }
                "a".to_owned()
            }
        }
    }

    fn statement(&mut self, depth: usize) {
        self.depth += 1;
        let choice = if depth == 0 || self.depth > 12 {
            self.random.below(8)
        } else {
            self.random.below(26)
        };
        match choice {
            0..=2 => {
                let (t, op, e) = (self.target(), self.random.pick(&ASSIGN), self.expression(3));
                self.line(&format!("{t} {op} {e};"));
            }
            3 | 4 => {
                let e = self.expression(3);
                self.line(&format!("print({e});"));
            }
            5 => {
                let t = self.target();
                let form = ["++", "--"][self.random.below(2)];
                if self.random.one_in(2) {
                    self.line(&format!("{t}{form};"))
                } else {
                    self.line(&format!("print({form}{t});"))
                }
            }
            6 => self.line("debugger;"),
            7 => {
                let e = self.expression(2);
                self.line(&format!("{e};"));
            }
            8 | 9 => {
                let c = self.expression(2);
                self.line(&format!("if ({c}) {{"));
                self.block(depth - 1);
                if self.random.one_in(2) {
                    self.line("} else {");
                    self.block(depth - 1);
                }
                self.line("}");
            }
            10..=13 => self.counted_loop(depth),
            14 => self.iteration(depth),
            15 => {
                let (name, e) = (self.fresh("l"), self.expression(2));
                if self.random.one_in(3) {
                    self.line(&format!("const {name} = {e};"));
                    self.constants.push(name.clone());
                } else {
                    self.line(&format!("let {name} = {e};"));
                }
                self.names.push(name);
            }
            16 => self.guarded(depth - 1),
            17 => self.finally(depth),
            18 => self.switch(depth),
            19 => self.mutate_shape(),
            20 => {
                let e = self.expression(1);
                self.line(&format!("throw {e};"));
            }
            21 => {
                if let Some(label) = self.loops.last().cloned() {
                    let word = self.random.pick(&["break", "continue"]);
                    let c = self.expression(1);
                    match label {
                        Some(l) => self.line(&format!("if ({c}) {word} {l};")),
                        None => self.line(&format!("if ({c}) {word};")),
                    }
                } else if self.in_function {
                    let (c, e) = (self.expression(1), self.expression(1));
                    self.line(&format!("if ({c}) return {e};"));
                } else {
                    self.line(";");
                }
            }
            22 => {
                let e = self.random.pick(&["g", "'xyz'", "[1, 2, 3]", "d", "h", "[[1], 2]"]);
                let (x, y) = (self.target(), self.target());
                if self.random.one_in(2) {
                    self.line(&format!("[{x}, {y} = 3] = {e};"));
                } else {
                    self.line(&format!("({{p: {x}, q: {y} = 4}} = {e});"));
                }
            }
            23 => {
                let t = self.random.pick(&[
                    "d.p",
                    "d.q",
                    "g[1]",
                    "g[0]",
                    "d.s",
                    "P.prototype.r",
                    "d['x']",
                ]);
                self.line(&format!("delete {t};"));
            }
            24 => self.closures(depth),
            _ => {
                let e = self.expression(3);
                self.line(&format!("h = {e};"));
            }
        }
        self.depth -= 1;
    }

    fn counted_loop(&mut self, depth: usize) {
        let i = self.fresh("i");
        let count = [2, 3, 5, 20, 60][self.random.below(if depth > 1 { 5 } else { 3 })];
        let label = self.random.one_in(4).then(|| self.fresh("L"));
        let prefix = label.as_ref().map_or(String::new(), |l| format!("{l}: "));
        let body_first = match self.random.below(4) {
            0 => {
                self.line(&format!("var {i} = 0;"));
                self.line(&format!("{prefix}while ({i}++ < {count} && --$fuel > 0) {{"));
                true
            }
            1 => {
                self.line(&format!("var {i} = 0;"));
                self.line(&format!("{prefix}do {{"));
                false
            }
            2 => {
                self.line(&format!(
                    "{prefix}for (let {i} = {count}; {i} > 0 && --$fuel > 0; {i}--) {{"
                ));
                true
            }
            _ => {
                let step = self.random.pick(&["++", " += 1.5", " += 2", " -= -1"]);
                self.line(&format!(
                    "{prefix}for (let {i} = 0; {i} < {count} && --$fuel > 0; {i}{step}) {{"
                ));
                true
            }
        };
        self.names.push(i.clone());
        self.constants.push(i.clone());
        self.loops.push(label);
        self.block(depth - 1);
        self.loops.pop();
        self.names.pop();
        self.constants.pop();
        if body_first {
            self.line("}")
        } else {
            self.line(&format!("}} while (++{i} < {count} && --$fuel > 0);"))
        }
    }

    fn iteration(&mut self, depth: usize) {
        let v = self.fresh("e");
        let over =
            self.random.pick(&["g", "'ab'", "[1, 2.5, 'x']", "d", "[3, a, b]", "{p: 1, q: a}"]);
        let word = if over.starts_with('{') || self.random.one_in(2) { "in" } else { "of" };
        let word = if over == "d" { "in" } else { word };
        self.line(&format!("for (const {v} {word} {over}) {{ if (--$fuel < 0) break;"));
        self.names.push(v.clone());
        self.constants.push(v);
        self.loops.push(None);
        self.block(depth - 1);
        self.loops.pop();
        self.names.pop();
        self.constants.pop();
        self.line("}");
    }

    fn finally(&mut self, depth: usize) {
        self.line("try {");
        self.block(depth - 1);
        if self.random.one_in(2) {
            self.line("} catch (e) {");
            self.line("  print('inner', e);");
            self.block(depth - 1);
        }
        self.line("} finally {");
        self.line("  print('finally');");
        self.block(depth.saturating_sub(2));
        self.line("}");
    }

    fn switch(&mut self, depth: usize) {
        let e = self.expression(2);
        self.line(&format!("switch ({e}) {{"));
        for _ in 0..3 {
            let case = self.literal();
            self.line(&format!("case {case}: {{"));
            self.block(depth - 1);
            let stop = if self.random.one_in(2) { "break;" } else { "" };
            self.line(&format!("}} {stop}"));
        }
        if self.random.one_in(2) {
            self.line("default: print('default');");
        }
        self.line("}");
    }

    /// What makes caches stale.
    fn mutate_shape(&mut self) {
        let (v, n) = (self.literal(), self.random.below(4));
        let text = match self.random.below(10) {
            0 => format!("P.prototype.r = {v};"),
            1 => format!("P.prototype.n{n} = {v};"),
            2 => {
                "P.prototype = {r: 9, m: function () { return 8; }, __proto__: {r: 10}};".to_owned()
            }
            3 => format!("d = {{__proto__: {{p: {v}, s: 1}}, q: 3}};"),
            4 => format!("d.n{n} = {v};"),
            5 => format!("d = {{q: 1, p: {v}, r: 2}};"),
            6 => "d = {get p() { return 7; }, set p(v) { print('set', v); }, q: 1};".to_owned(),
            7 => format!("g = [{v}, , 3];"),
            8 => format!("g[g.length] = {v};"),
            _ => format!("d = new P({v});"),
        };
        self.line(&text);
    }

    fn closures(&mut self, depth: usize) {
        let (list, i) = (self.fresh("fs"), self.fresh("i"));
        self.line(&format!("let {list} = [];"));
        self.line(&format!(
            "for (let {i} = 0; {i} < 3; {i}++) {{ {list}[{i}] = () => {i} + (--$fuel, 1);"
        ));
        self.names.push(i.clone());
        self.constants.push(i);
        self.block(depth - 1);
        self.names.pop();
        self.constants.pop();
        self.line("}");
        self.line(&format!("print({list}[0](), {list}[1](), {list}[2]());"));
    }

    fn literal(&mut self) -> String {
        match self.random.below(12) {
            0..=5 => {
                let n = NUMBERS[self.random.below(NUMBERS.len())];
                if n.starts_with('-') || n.contains('/') { format!("({n})") } else { n.to_owned() }
            }
            6 | 7 => STRINGS[self.random.below(STRINGS.len())].to_owned(),
            8 => self.random.pick(&["true", "false", "null", "undefined"]).to_owned(),
            9 => self.random.pick(&["3n", "-5n", "12345678901234567890n"]).replace("-5n", "(-5n)"),
            10 => self
                .random
                .pick(&["{p: 1}", "{q: 2, p: 'y'}", "coerce", "[]", "[1, 2]"])
                .replace("{p: 1}", "({p: 1})")
                .replace("{q: 2, p: 'y'}", "({q: 2, p: 'y'})"),
            _ => format!("{}", self.random.below(200) as i64 - 100).replace('-', "0-"),
        }
    }

    /// An int or a double, most of the time: what hot code is made of.
    fn numeric(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.one_in(3) {
            return if self.random.one_in(2) {
                self.name()
            } else {
                NUMBERS[self.random.below(NUMBERS.len())].replace('-', "0-")
            };
        }
        let (x, op, y) = (
            self.numeric(depth - 1),
            BINARY[self.random.below(BINARY.len() - 1)],
            self.numeric(depth - 1),
        );
        // A BigInt shifted by itself would be too large to print.
        if op == "<<" { format!("({x} << +({y}))") } else { format!("({x} {op} {y})") }
    }

    fn expression(&mut self, depth: usize) -> String {
        if depth == 0 {
            return if self.random.one_in(3) { self.literal() } else { self.name() };
        }
        let d = depth - 1;
        match self.random.below(30) {
            0..=6 => self.numeric(depth),
            7 | 8 => {
                let (x, op, y) = (
                    self.expression(d),
                    BINARY[self.random.below(BINARY.len())],
                    self.expression(d),
                );
                match op {
                    "**" => format!("((+({x})) ** {y})"),
                    "<<" => format!("({x} << +({y}))"),
                    _ => format!("({x} {op} {y})"),
                }
            }
            9 => {
                let (op, x) = (
                    self.random.pick(&["-", "+", "!", "~", "typeof ", "void "]),
                    self.expression(d),
                );
                format!("{op}({x})")
            }
            10 => {
                let (x, op, y) =
                    (self.expression(d), self.random.pick(&["&&", "||"]), self.expression(d));
                format!("({x} {op} {y})")
            }
            11 => {
                let (x, y) = (self.expression(d), self.expression(d));
                format!("({x} ?? {y})")
            }
            12 => {
                let (c, x, y) = (self.expression(d), self.expression(d), self.expression(d));
                format!("({c} ? {x} : {y})")
            }
            13..=15 => {
                let p = self.random.pick(&PROPERTIES);
                let o = match self.random.below(5) {
                    0 => self.expression(d),
                    1 => "new P(4)".to_owned(),
                    2 => "g".to_owned(),
                    3 => "mk(a, 2)".to_owned(),
                    _ => "d".to_owned(),
                };
                let dot = if self.random.one_in(4) { "?." } else { "." };
                format!("({o}){dot}{p}")
            }
            16 | 17 => {
                let (o, k) = (
                    self.random.pick(&["g", "d", "c", "'hello'", "[5, 6, 7]"]),
                    self.expression(d),
                );
                format!("{o}[{k}]")
            }
            18..=20 if self.functions > 0 => {
                let f = self.random.below(self.functions);
                let arguments: Vec<String> =
                    (0..self.random.below(5)).map(|_| self.expression(d.min(1))).collect();
                match self.random.below(8) {
                    0 => format!("f{f}(...[{}])", arguments.join(", ")),
                    1 => format!("new f{f}({})", arguments.join(", ")),
                    _ => format!("f{f}({})", arguments.join(", ")),
                }
            }
            21 => {
                let (x, y) = (self.expression(d), self.expression(d));
                format!("({{p: {x}, q: {y}, m() {{ return this.p; }}}})")
            }
            22 => {
                let (x, y) = (self.expression(d), self.expression(d));
                let spread = if self.random.one_in(4) { ", ...'uv'" } else { "" };
                format!("[{x}, {y}{spread}]")
            }
            23 => {
                let (x, y) = (self.expression(d), self.expression(d));
                format!("`${{{x}}}-${{{y}}}`")
            }
            24 => {
                let (t, e) = (self.target(), self.expression(d));
                format!("({t} = {e})")
            }
            25 => {
                let v = self.expression(d);
                format!("new P({v}).m(1)")
            }
            26 if self.classes > 0 => {
                let (c, v) = (self.random.below(self.classes), self.expression(d));
                let text = [
                    "new C#(%)",
                    "new D#(1, %).m(2)",
                    "C#.t(%)",
                    "new C#(1).m(%)",
                    "(new C#(3).z = %)",
                    "C#.s + (%)",
                    "(new D#(%)).w",
                ];
                text[self.random.below(text.len())].replace('#', &c.to_string()).replace('%', &v)
            }
            27 => {
                let k = self.expression(d);
                format!("(({k}) in d)")
            }
            28 => {
                let e = self.expression(d);
                format!("(function (u) {{ return u + this?.p; }}).call(d, {e})")
            }
            29 => {
                let e = self.expression(d);
                format!("((u, w = u) => w + ({e}))(a)")
            }
            _ => self.name(),
        }
    }
}
