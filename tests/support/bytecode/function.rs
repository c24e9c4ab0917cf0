//! One function of a program: its registers, its structure of blocks, branches, loops and covered regions.

use super::{CONSTRUCTORS, ITERABLES, PARAMETERS, TEXT, VALUES};
use crate::support::random::Random;
use jsrun::bytecode::FunctionTemplate;
use jsrun::bytecode::builder::{Builder, Label, Register};
use jsrun::bytecode::template::{
    Constant, Declarations, EvalTemplate, GlobalLexical, GlobalVariable,
};
use jsrun::runtime::code::flags;
use jsrun::value::Value;

/// What a function is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The function that the driver calls.
    Program,
    /// Sloppy, may be constructed.
    Plain,
    /// Strict, may be constructed.
    Strict,
    /// Sees its surplus arguments.
    Surplus,
    /// A method.
    Method,
    /// An arrow function.
    Arrow,
    /// A class's constructor.
    Class,
    /// A derived class's constructor.
    Derived,
    /// A generator.
    Generator,
    /// An async function.
    Async,
    /// An async generator.
    AsyncGenerator,
}

impl Kind {
    /// Those of inner functions.
    pub const ALL: [Kind; 12] = [
        Kind::Plain,
        Kind::Plain,
        Kind::Strict,
        Kind::Surplus,
        Kind::Method,
        Kind::Arrow,
        Kind::Class,
        Kind::Derived,
        Kind::Generator,
        Kind::Generator,
        Kind::Async,
        Kind::AsyncGenerator,
    ];

    /// Is it the constructor of a class?
    pub fn is_class(self) -> bool {
        matches!(self, Kind::Class | Kind::Derived)
    }

    /// Can it be suspended?
    pub fn is_suspended(self) -> bool {
        matches!(self, Kind::Generator | Kind::Async | Kind::AsyncGenerator)
    }

    fn flags(self) -> u32 {
        match self {
            Kind::Program => flags::KEEPS_SURPLUS,
            Kind::Plain => flags::BASE_CONSTRUCTOR,
            Kind::Strict => flags::BASE_CONSTRUCTOR | flags::STRICT,
            Kind::Surplus => flags::BASE_CONSTRUCTOR | flags::KEEPS_SURPLUS,
            Kind::Method => flags::METHOD | flags::STRICT,
            Kind::Arrow => flags::ARROW,
            Kind::Class => flags::CLASS_CONSTRUCTOR | flags::BASE_CONSTRUCTOR | flags::STRICT,
            Kind::Derived => flags::CLASS_CONSTRUCTOR | flags::DERIVED_CONSTRUCTOR | flags::STRICT,
            Kind::Generator => flags::GENERATOR,
            Kind::Async => flags::ASYNC,
            Kind::AsyncGenerator => flags::ASYNC | flags::GENERATOR,
        }
    }
}

/// Variables of every environment: the last one may be uninitialised.
pub const VARIABLES: i32 = 5;

/// Property names of caches and string constants.
pub const KEYS: [&str; 14] = [
    "p",
    "q",
    "r",
    "s",
    "x",
    "y",
    "length",
    "constructor",
    "__proto__",
    "prototype",
    "name",
    "valueOf",
    "toString",
    "0",
];
/// Global names; some are nowhere, some the program declares.
pub const GLOBALS: [&str; 9] =
    ["$var", "$let", "$const", "$nowhere", "$accessor", "$p", "$q", "$l", "$k"];
const NUMBERS: [f64; 24] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    2.0,
    3.0,
    7.0,
    31.0,
    32.0,
    0.5,
    -2.5,
    1e300,
    5e-324,
    2147483647.0,
    2147483648.0,
    -2147483648.0,
    -2147483649.0,
    4294967295.0,
    4294967296.0,
    9007199254740991.0,
    1e21,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
];

/// Writes one function.
pub struct Writer<'r> {
    pub(super) random: &'r mut Random,
    pub(super) b: Builder,
    /// The functions that are there already, by their index.
    pub(super) kinds: &'r [Kind],
    pub(super) kind: Kind,
    /// Registers that hold values and may be written.
    pub(super) values: Vec<Register>,
    /// Registers that hold values and may only be read: `this`, counters.
    pub(super) readable: Vec<Register>,
    /// What can be iterated to its end.
    pub(super) iterables: Vec<Register>,
    pub(super) constructors: Vec<Register>,
    /// An environment with another around it.
    pub(super) inner: Register,
    /// An environment with nothing around it.
    pub(super) outer: Register,
    /// What a function that can be suspended is resumed from.
    pub(super) coroutine: Register,
    /// The first of two: what it was resumed with, and how.
    pub(super) received: Register,
    /// A result object of an iterator.
    pub(super) result: Register,
    /// The iteration that `yield*` delegates to.
    pub(super) delegate: Register,
    pub(super) record: Register,
    pub(super) enumerator: Register,
    pub(super) names: [Register; 2],
    /// An array literal under construction.
    pub(super) array: Register,
    pub(super) uninitialized: Register,
    pub(super) hole: Register,
    pub(super) undefined: Register,
    /// What an iteration gave, perhaps its end.
    pub(super) step: Register,
    /// A function just made.
    pub(super) function: Register,
    pub(super) log: Register,
    pub(super) exception: Register,
    /// Where outgoing calls are built: the last registers, since a callee's frame covers what is behind them.
    pub(super) call: Register,
    /// Registers that were taken for other uses.
    scratch: Register,
    taken: u32,
    pub(super) template_sites: u32,
    /// The surroundings of its direct `eval`s.
    pub(super) evals: Vec<EvalTemplate>,
    depth: usize,
}

/// Registers for counters and what a function computes for itself.
const SCRATCH: u32 = 20;
/// The most arguments of an outgoing call.
pub const MAX_ARGUMENTS: u32 = 4;
/// Words from the callee of an outgoing call to `this`.
pub const TO_THIS: u32 = 6;

impl<'r> Writer<'r> {
    /// A writer; `kinds` are those of the functions before it.
    pub fn new(random: &'r mut Random, kinds: &'r [Kind], kind: Kind) -> Writer<'r> {
        let nothing = Register(0);
        Writer {
            random,
            b: Builder::new(0),
            kinds,
            kind,
            values: vec![],
            readable: vec![],
            iterables: vec![],
            constructors: vec![],
            inner: nothing,
            outer: nothing,
            received: nothing,
            result: nothing,
            delegate: nothing,
            record: nothing,
            enumerator: nothing,
            coroutine: nothing,
            names: [nothing; 2],
            array: nothing,
            uninitialized: nothing,
            hole: nothing,
            undefined: nothing,
            step: nothing,
            function: nothing,
            log: nothing,
            exception: nothing,
            call: nothing,
            scratch: nothing,
            taken: 0,
            template_sites: 0,
            evals: vec![],
            depth: 0,
        }
    }

    /// The function that the driver calls: `size` steps, then all registers.
    pub fn outer(mut self, size: usize) -> FunctionTemplate {
        self.b = Builder::new(1 + PARAMETERS);
        let parameters: Vec<Register> = (1..=PARAMETERS).map(Register).collect();
        let (values, rest) = parameters.split_at(VALUES as usize);
        let (iterables, constructors) = rest.split_at(ITERABLES as usize);
        assert_eq!(constructors.len(), CONSTRUCTORS as usize);
        self.values.extend(values);
        self.iterables.extend(iterables);
        self.constructors.extend(constructors);
        if self.random.one_in(12) {
            // From here on registers do not fit the compact form.
            self.b.allocate_many(66_000);
        }
        self.prepare();
        self.b.new_array(self.log, 8);
        self.b.load_special(self.outer, Value::UNDEFINED.bits() as i32);
        self.environment(self.outer, self.outer);
        self.environment(self.inner, self.outer);
        let declarations = self.b.constant(Constant::Declarations(declarations()));
        self.guarded(|w| w.b.declare_globals(declarations));
        self.block(size);
        for v in self.values.clone() {
            self.note(v);
        }
        let log = self.log;
        self.b.ret(log);
        self.template("program", PARAMETERS)
    }

    /// A function that others make and call.
    pub fn inner(mut self, name: &str, size: usize) -> FunctionTemplate {
        let parameters = self.random.below(4) as u32;
        self.b = Builder::new(1 + parameters);
        self.values.extend((1..=parameters).map(Register));
        self.prepare();
        self.spend_fuel();
        // Its own list: what happened is in the results and effects.
        self.b.new_array(self.log, 0);
        self.b.callee_environment(self.inner);
        self.b.parent_environment(self.outer, self.inner);
        let callee = self.take();
        self.b.load_callee(callee);
        self.readable.push(callee);
        for _ in 0..ITERABLES {
            let (array, v) = (self.take(), self.value());
            self.b.new_array(array, 1);
            self.b.append_element_to(array, v);
            self.iterables.push(array);
        }
        self.constructors.push(callee);
        if self.kind == Kind::Derived {
            self.call_super(callee);
        } else {
            self.readable.push(Register(0));
        }
        if self.kind.is_suspended() {
            self.suspended_body(size);
            return self.template(name, parameters);
        }
        self.block(size);
        let v = self.value();
        self.end(v);
        self.template(name, parameters)
    }

    /// Returns from the function.
    pub(super) fn end(&mut self, v: Register) {
        let result = self.take();
        match self.kind {
            Kind::Derived => self.b.derived_result(result, v, Register(0)),
            kind if kind.is_suspended() => self.b.complete(result, self.coroutine, v),
            _ => self.b.mov(result, v),
        }
        self.b.ret(result);
        self.taken -= 1;
    }

    /// The body of a function that can be suspended, from its coroutine to its end.
    fn suspended_body(&mut self, size: usize) {
        let (coroutine, failed) = (self.coroutine, self.b.label());
        if self.kind == Kind::Async {
            self.b.start_async(coroutine);
        } else {
            let live = self.live();
            self.b.start_generator(live);
            self.b.get_resumed_coroutine(coroutine);
        }
        let exception = self.take();
        let handler = self.b.open_handler(failed, exception);
        self.block(size);
        let v = self.value();
        self.end(v);
        self.b.close_handler(handler);
        self.b.bind(failed);
        self.b.fail(exception, coroutine, exception);
        self.b.ret(exception);
    }

    /// How many registers are read behind a suspension: all but those of outgoing calls.
    pub(super) fn live(&self) -> i32 {
        self.call.0 as i32
    }

    fn template(self, name: &str, parameters: u32) -> FunctionTemplate {
        FunctionTemplate {
            name: name.as_bytes().into(),
            flags: self.kind.flags(),
            parameter_count: parameters,
            length: parameters,
            evals: self.evals.into(),
            template_sites: self.template_sites,
            span: (0, TEXT - 1),
            ..self.b.finish().into_template()
        }
    }

    /// Takes the registers, and gives each something that it may hold.
    fn prepare(&mut self) {
        for _ in 0..5 {
            let v = self.b.allocate();
            let k = self.number();
            self.b.load_constant(v, k);
            self.values.push(v);
        }
        let first = self.b.allocate_many(19);
        let at = |i: u32| Register(first.0 + i);
        (self.inner, self.outer, self.record, self.enumerator) = (at(0), at(1), at(2), at(3));
        (self.names, self.array, self.step, self.function) = ([at(4), at(5)], at(6), at(7), at(8));
        (self.uninitialized, self.hole, self.undefined) = (at(9), at(10), at(11));
        (self.log, self.exception) = (at(12), at(13));
        (self.coroutine, self.received) = (at(14), at(15));
        (self.result, self.delegate) = (at(17), at(18));
        self.scratch = self.b.allocate_many(SCRATCH);
        self.call = self.b.allocate_many(TO_THIS + 1 + MAX_ARGUMENTS);
        for i in 0..TO_THIS + 1 + MAX_ARGUMENTS {
            self.b.load_special(Register(self.call.0 + i), Value::UNDEFINED.bits() as i32);
        }
        self.b.load_special(self.uninitialized, Value::UNINITIALIZED.bits() as i32);
        self.b.load_special(self.hole, Value::HOLE.bits() as i32);
        self.b.load_special(self.undefined, Value::UNDEFINED.bits() as i32);
        self.b.load_special(self.exception, Value::UNDEFINED.bits() as i32);
        for r in [self.coroutine, self.received, Register(self.received.0 + 1), self.result] {
            self.b.load_special(r, Value::UNDEFINED.bits() as i32);
        }
        self.b.load_special(self.function, Value::UNDEFINED.bits() as i32);
        self.b.load_special(self.step, Value::DONE.bits() as i32);
        self.b.load_special(self.enumerator, Value::DONE.bits() as i32);
        self.b.new_array(self.array, 0);
        self.b.get_iterator(self.record, self.array);
        self.b.get_delegate(self.delegate, self.array);
        for (name, text) in self.names.into_iter().zip(["#m", "#n"]) {
            let k = self.b.string(text.as_bytes());
            self.b.new_private_name(name, k);
        }
    }

    /// A new environment inside another, with all but its last variable initialised.
    pub(super) fn environment(&mut self, dst: Register, parent: Register) {
        let made = self.take();
        self.b.new_environment(made, parent, VARIABLES);
        for i in 0..VARIABLES - 1 {
            let v = self.value();
            self.b.set_variable(made, i, v);
        }
        self.b.mov(dst, made);
        self.taken -= 1;
    }

    /// `if (--$fuel < 0) return undefined`
    fn spend_fuel(&mut self) {
        let (fuel, zero) = (self.take(), self.take());
        let go_on = self.b.label();
        let cache = self.b.cache(b"$fuel");
        self.b.get_global(fuel, cache);
        self.b.add_imm(fuel, fuel, -1);
        let cache = self.b.cache(b"$fuel");
        self.b.set_global(fuel, cache);
        self.b.load_int(zero, 0);
        self.b.jump_ge(fuel, zero, go_on);
        if self.kind == Kind::Derived {
            let message = self.b.string(b"no fuel");
            self.b.throw_error(0, message);
        } else {
            let undefined = self.undefined;
            self.b.ret(undefined);
        }
        self.b.bind(go_on);
    }

    /// `this = super(…)`
    fn call_super(&mut self, callee: Register) {
        let (call, parent) = (self.call, self.take());
        let argc = self.arguments();
        self.guarded(|w| {
            w.b.super_constructor(parent, callee);
            w.b.mov(call, parent);
            w.b.load_new_target(Register(call.0 + 1));
            w.b.super_call(Register(0), call, argc);
            w.b.select_object(Register(0), Register(0), Register(call.0 + TO_THIS));
            w.b.initialize_fields(callee, Register(0));
        });
    }

    /// Puts random arguments where calls are built, and says how many.
    pub(super) fn arguments(&mut self) -> i32 {
        let argc = self.random.below(MAX_ARGUMENTS as usize + 1) as u32;
        for i in 0..argc {
            let v = self.value();
            self.b.mov(Register(self.call.0 + TO_THIS + 1 + i), v);
        }
        argc as i32
    }

    /// A register that nothing else uses, until it is given back.
    fn take(&mut self) -> Register {
        assert!(self.taken < SCRATCH);
        self.taken += 1;
        Register(self.scratch.0 + self.taken - 1)
    }

    // Operands

    /// A register that holds a value.
    pub(super) fn value(&mut self) -> Register {
        let i = self.random.below(self.values.len() + self.readable.len());
        if i < self.values.len() { self.values[i] } else { self.readable[i - self.values.len()] }
    }

    /// A register for a result. The first ones, which were given, mostly keep what they hold: results are numbers and
    /// `undefined` more often than objects.
    pub(super) fn destination(&mut self) -> Register {
        let kept = if self.random.one_in(10) { 0 } else { self.values.len() - 5 };
        self.values[kept + self.random.below(self.values.len() - kept)]
    }

    pub(super) fn number(&mut self) -> jsrun::bytecode::builder::ConstantIndex {
        let n = NUMBERS[self.random.below(NUMBERS.len())];
        self.b.number(n)
    }

    pub(super) fn key(&mut self) -> &'static str {
        // The first ones mostly, so that sites meet what they know.
        let n = if self.random.one_in(3) { KEYS.len() } else { 4 };
        KEYS[self.random.below(n)]
    }

    pub(super) fn immediate(&mut self) -> i32 {
        let edges = [0, 1, -1, 2, 31, 127, -128, 32767, -32768, 32768, i32::MAX, i32::MIN];
        edges[self.random.below(edges.len())]
    }

    /// Notes a value.
    pub(super) fn note(&mut self, v: Register) {
        self.b.append_element_to(self.log, v);
    }

    // Structure

    /// Instructions whose exception is noted.
    pub(super) fn guarded(&mut self, emit: impl FnOnce(&mut Self)) {
        let (caught, after) = (self.b.label(), self.b.label());
        let position = self.random.below(TEXT as usize) as u32;
        self.b.at(position);
        if self.random.one_in(4) {
            let start = position.min(TEXT - 8);
            self.b.quote(jsrun_parser::source::Span { start, end: start + 5 });
        }
        let handler = self.b.open_handler(caught, self.exception);
        emit(self);
        self.b.close_handler(handler);
        self.b.jump_always(after);
        self.b.bind(caught);
        self.note(self.exception);
        if self.random.one_in(8) {
            let (v, e) = (self.destination(), self.exception);
            self.b.mov(v, e);
        }
        self.b.bind(after);
    }

    pub(super) fn block(&mut self, steps: usize) {
        let mut left = steps;
        while left > 0 {
            left -= 1;
            let inside = 1 + self.random.below(4).min(left);
            match self.random.below(20) {
                0 | 1 if self.depth < 2 => self.repeat(inside + 2),
                2 | 3 if self.depth < 3 => self.branch(inside),
                4 if self.depth < 3 => self.region(inside),
                5 if self.kind != Kind::Program => self.early_return(),
                _ => {
                    self.step();
                    continue;
                }
            }
            left = left.saturating_sub(inside);
        }
    }

    fn nested(&mut self, steps: usize) {
        self.depth += 1;
        self.block(steps);
        self.depth -= 1;
    }

    /// A loop of a fixed number of turns. Its counter may be read.
    fn repeat(&mut self, steps: usize) {
        let turns = [2, 3, 5, 12, 40][self.random.below(if self.depth == 0 { 5 } else { 3 })];
        let (i, end) = (self.take(), self.take());
        self.b.load_int(i, 0);
        self.b.load_int(end, turns);
        let head = self.b.bound_label();
        self.b.loop_hint();
        self.readable.push(i);
        self.nested(steps);
        self.readable.retain(|r| *r != i);
        self.b.increment(i, i, 1);
        self.b.jump_lt(i, end, head);
        self.taken -= 2;
    }

    /// A random jump over one of two blocks.
    fn branch(&mut self, steps: usize) {
        let (other, end) = (self.b.label(), self.b.label());
        self.random_jump(other);
        self.nested(steps);
        if self.random.one_in(2) {
            self.b.jump_always(end);
            self.b.bind(other);
            self.nested(1);
        } else {
            self.b.bind(other);
        }
        self.b.bind(end);
    }

    /// Steps that share a handler: what the first exception skips is not done.
    fn region(&mut self, steps: usize) {
        self.guarded(|w| {
            w.depth += 1;
            for _ in 0..steps {
                w.bare_step();
            }
            w.depth -= 1;
        });
    }

    fn early_return(&mut self) {
        let over: Label = self.b.label();
        self.random_jump(over);
        let v = self.value();
        self.end(v);
        self.b.bind(over);
    }
}

fn declarations() -> Declarations {
    let name = |text: &str| -> Box<[u8]> { text.as_bytes().into() };
    Declarations {
        is_eval: false,
        is_session: false,
        variables: vec![
            GlobalVariable { name: name("$p"), is_annex_b: false },
            GlobalVariable { name: name("$q"), is_annex_b: true },
        ],
        functions: vec![name("$f")],
        lexical: vec![
            GlobalLexical { name: name("$l"), is_constant: false },
            GlobalLexical { name: name("$k"), is_constant: true },
        ],
    }
}
