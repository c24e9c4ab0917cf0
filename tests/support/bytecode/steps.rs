//! Single steps: one opcode, with what its operands must be.

use super::function::{GLOBALS, Kind, TO_THIS, VARIABLES, Writer};
use jsrun::bytecode::builder::{Label, Register};
use jsrun::bytecode::instruction::{MAX_OPERANDS, OperandKind};
use jsrun::bytecode::template::{Constant, EvalTemplate};
use jsrun::handlers::{OPCODES, Op, TABLE};
use jsrun::value::Value;
use jsrun_parser::scope::surroundings::Describer;
use jsrun_parser::{Arena, ParseOptions, parse};
use std::rc::Rc;

/// What programs compute with most.
const FREQUENT: [Op; 34] = [
    Op::Add,
    Op::Add,
    Op::Sub,
    Op::Mul,
    Op::Div,
    Op::Rem,
    Op::AddImm,
    Op::Increment,
    Op::BitAnd,
    Op::BitOr,
    Op::Shl,
    Op::Shr,
    Op::Ushr,
    Op::Neg,
    Op::Lt,
    Op::Ge,
    Op::StrictEq,
    Op::LooseEq,
    Op::GetProperty,
    Op::GetProperty,
    Op::SetProperty,
    Op::SetProperty,
    Op::DefineProperty,
    Op::GetElement,
    Op::GetElement,
    Op::SetElement,
    Op::SetElement,
    Op::GetLength,
    Op::GetGlobal,
    Op::SetGlobal,
    Op::Call,
    Op::Call,
    Op::Construct,
    Op::NewObject,
];

/// Jumps that a random branch takes; `jump_if_done` has a step of its own.
fn is_branch(op: Op) -> bool {
    op.info().operands.contains(&OperandKind::Target)
        && op != Op::JumpAlways
        && op != Op::JumpIfDone
        && op != Op::JumpIfResumedByNext
        && op != Op::JumpIfGeneratorRecord
}

impl Writer<'_> {
    /// One opcode, whose exception and result are noted.
    pub(super) fn step(&mut self) {
        self.guarded(|w| w.bare_step());
    }

    /// One opcode.
    pub(super) fn bare_step(&mut self) {
        let op = if self.random.one_in(2) {
            Op(self.random.below(OPCODES) as u8)
        } else {
            FREQUENT[self.random.below(FREQUENT.len())]
        };
        self.opcode(op);
    }

    /// A jump that depends on a value.
    pub(super) fn random_jump(&mut self, to: Label) {
        loop {
            let op = Op(self.random.below(OPCODES) as u8);
            if is_branch(op) {
                return self.general(op, Some(to));
            }
        }
    }

    /// An opcode with what its layout says, and values in its registers.
    fn general(&mut self, op: Op, target: Option<Label>) {
        let mut operands = [0; MAX_OPERANDS];
        let mut result = None;
        for (operand, kind) in operands.iter_mut().zip(op.info().operands) {
            *operand = match kind {
                OperandKind::Destination => {
                    let r = self.destination();
                    result = Some(r);
                    r.0
                }
                OperandKind::Source => self.value().0,
                OperandKind::Immediate => self.immediate() as u32,
                OperandKind::Constant => self.constant().0,
                OperandKind::Cache => {
                    let key = self.key();
                    self.b.cache(key.as_bytes()).0
                }
                OperandKind::Target => target.expect("jumps are made by branches").0,
                OperandKind::Register => {
                    panic!("{op:?} takes several registers: it needs a step of its own")
                }
            };
        }
        self.b.instruction(op, operands);
        if let Some(r) = result {
            self.note(r);
        }
    }

    fn constant(&mut self) -> jsrun::bytecode::builder::ConstantIndex {
        match self.random.below(4) {
            0 => {
                let key = self.key();
                self.b.string(key.as_bytes())
            }
            1 => {
                let digits = ["0", "1", "7", "18446744073709551616", "0xff"];
                let digits = digits[self.random.below(digits.len())];
                self.b.bigint(digits.as_bytes())
            }
            _ => self.number(),
        }
    }

    fn global_cache(&mut self) -> jsrun::bytecode::builder::CacheIndex {
        let name = GLOBALS[self.random.below(GLOBALS.len())];
        self.b.cache(name.as_bytes())
    }

    /// The code of an earlier function.
    fn code(
        &mut self,
        wanted: impl Fn(Kind) -> bool,
    ) -> Option<jsrun::bytecode::builder::ConstantIndex> {
        let found: Vec<u32> =
            (0..self.kinds.len() as u32).filter(|i| wanted(self.kinds[*i as usize])).collect();
        if found.is_empty() {
            return None;
        }
        let index = found[self.random.below(found.len())];
        Some(self.b.constant(Constant::Function(index)))
    }

    /// Makes a function in [`Writer::function`]; nothing if there is no code for it.
    fn make_function(&mut self) -> bool {
        let Some(code) = self.code(|kind| !kind.is_class()) else { return false };
        self.b.new_function(self.function, code, self.inner);
        true
    }

    /// A value as the first and a word as the second of two neighbouring registers.
    fn pair(&mut self, first: Register, second: Register) -> Register {
        let pair = self.call;
        self.b.mov(pair, first);
        self.b.mov(Register(pair.0 + 1), second);
        pair
    }

    /// A function just made, and what it is to be defined as.
    fn method_pair(&mut self, plus: i32) -> Option<Register> {
        if !self.make_function() {
            return None;
        }
        let (pair, sort) = (self.call, self.random.below(3) as i32 + plus);
        self.b.mov(pair, self.function);
        self.b.load_int(Register(pair.0 + 1), sort);
        Some(pair)
    }

    fn level(&mut self) -> (i32, i32) {
        (self.random.below(2) as i32, self.random.below(VARIABLES as usize - 1) as i32)
    }

    /// Fills the outgoing call: a callee, `this`, arguments.
    fn outgoing(&mut self, callee: Register) -> i32 {
        let this = self.value();
        self.b.mov(self.call, callee);
        self.b.mov(Register(self.call.0 + TO_THIS), this);
        self.arguments()
    }

    /// A callee: a function just made, mostly.
    fn callee(&mut self) -> Register {
        if !self.random.one_in(3) && self.make_function() { self.function } else { self.value() }
    }

    /// A constructor: a class, one of the given ones, or any value.
    fn constructor(&mut self) -> Register {
        match self.random.below(4) {
            0 => self.value(),
            1 if self.make_function() => self.function,
            _ => self.constructors[self.random.below(self.constructors.len())],
        }
    }

    /// An array of what an iteration gives, as the argument of a spread call.
    fn spread(&mut self, callee: Register, this: Register) {
        let (call, array) = (self.call, Register(self.call.0 + TO_THIS + 1));
        self.b.mov(call, callee);
        self.b.mov(Register(call.0 + TO_THIS), this);
        self.b.new_array(array, 2);
        let (v, of) = (self.value(), self.iterable());
        self.b.append_element_to(array, v);
        self.b.append_spread(array, of);
    }

    fn iterable(&mut self) -> Register {
        self.iterables[self.random.below(self.iterables.len())]
    }

    /// Emits an opcode and whatever it needs.
    pub(super) fn opcode(&mut self, op: Op) {
        let (v, d) = (self.value(), self.destination());
        match op {
            // Their operands are instructions, or the program's own structure uses them.
            Op::StartGenerator | Op::StartAsync | Op::Complete | Op::Fail => {}
            _ if ABSENT.iter().any(|(absent, _)| *absent == op) => {}
            Op::JumpAlways | Op::LoopHint | Op::Ret => {}
            _ if is_branch(op) => {
                let over = self.b.label();
                self.general(op, Some(over));
                self.note(v);
                self.b.bind(over);
            }
            Op::LoadSpecial => {
                let all = [Value::UNDEFINED, Value::NULL, Value::TRUE, Value::FALSE];
                let bits = all[self.random.below(4)].bits() as i32;
                self.b.load_special(d, bits);
            }
            Op::Increment => {
                let by = if self.random.one_in(2) { 1 } else { -1 };
                self.b.increment(d, v, by);
                self.note(d);
            }
            Op::Throw => {
                let over = self.b.label();
                self.random_jump(over);
                self.b.throw(v);
                self.b.bind(over);
            }
            Op::ThrowError => {
                let (over, kind) = (self.b.label(), self.random.below(2) as i32);
                self.random_jump(over);
                let message = self.b.string(b"a message");
                self.b.throw_error(kind, message);
                self.b.bind(over);
            }
            Op::GetLength => {
                let cache = self.b.cache(b"length");
                self.b.get_length(d, v, cache);
                self.note(d);
            }
            Op::GetSuper => {
                let (receiver, key) = (self.value(), self.value());
                let pair = self.pair(receiver, key);
                self.b.get_super(d, v, pair);
                self.note(d);
            }
            Op::SetSuper => {
                let (receiver, stored, key) = (self.value(), self.value(), self.value());
                let pair = self.pair(receiver, stored);
                self.b.set_super(v, key, pair);
            }
            Op::GetGlobal => {
                let cache = self.global_cache();
                self.b.get_global(d, cache);
                self.note(d);
            }
            Op::GetGlobalOrUndefined => {
                let cache = self.global_cache();
                self.b.get_global_or_undefined(d, cache);
                self.note(d);
            }
            Op::SetGlobal => {
                let cache = self.global_cache();
                self.b.set_global(v, cache);
            }
            Op::InitializeGlobal => {
                let name = ["$l", "$k"][self.random.below(2)];
                let cache = self.b.cache(name.as_bytes());
                self.b.initialize_global(v, cache);
            }
            Op::DeleteGlobal => {
                let name = GLOBALS[self.random.below(GLOBALS.len())];
                let key = self.b.string(name.as_bytes());
                self.b.delete_global(d, key);
                self.note(d);
            }
            Op::DeclareGlobals => {}
            Op::GetPrivate | Op::SetPrivate | Op::DefinePrivate | Op::HasPrivate => {
                let (n, stored) = (self.names[self.random.below(2)], self.value());
                let cache = self.b.private_cache();
                match op {
                    Op::GetPrivate => {
                        let pair = self.pair(v, n);
                        self.b.get_private(d, pair, cache);
                    }
                    Op::SetPrivate => {
                        let pair = self.pair(v, n);
                        self.b.set_private(pair, stored, cache);
                    }
                    Op::DefinePrivate => self.b.define_private(v, n, stored),
                    _ => self.b.has_private(d, v, n),
                }
                self.note(d);
            }
            Op::DefinePrivateMethod => {
                let n = self.names[self.random.below(2)];
                if let Some(pair) = self.method_pair(0) {
                    self.b.define_private_method(v, n, pair);
                }
            }
            Op::NewPrivateName => {
                let k = self.b.string(b"#fresh");
                let n = self.names[1];
                self.b.new_private_name(n, k);
            }
            _ if self.scope_opcode(op, v, d) => {}
            _ if self.dynamic_opcode(op, v, d) => {}
            _ if self.disposal_opcode(op, v, d) => {}
            _ if self.call_opcode(op, v, d) => {}
            _ if self.object_opcode(op, v, d) => {}
            _ if self.iteration_opcode(op, v, d) => {}
            _ if self.suspension_opcode(op, v, d) => {}
            _ => self.general(op, None),
        }
    }

    fn scope_opcode(&mut self, op: Op, v: Register, d: Register) -> bool {
        let (depth, i) = self.level();
        let last = VARIABLES - 1;
        let at = if self.random.one_in(3) { last } else { i };
        let is_inner = self.kind != Kind::Program;
        match op {
            Op::CalleeEnvironment if is_inner => self.b.callee_environment(self.inner),
            Op::GetOuter if is_inner => self.b.get_outer(d, depth, i),
            Op::GetOuterChecked if is_inner => self.b.get_outer_checked(d, depth, at),
            Op::SetOuter if is_inner => self.b.set_outer(depth, i, v),
            Op::SetOuterChecked if is_inner => self.b.set_outer_checked(depth, at, v),
            // The program closes over nothing.
            Op::CalleeEnvironment
            | Op::GetOuter
            | Op::GetOuterChecked
            | Op::SetOuter
            | Op::SetOuterChecked => return true,
            Op::NewEnvironment => self.environment(self.inner, self.outer),
            Op::CopyEnvironment => self.b.copy_environment(self.inner, self.inner),
            Op::ParentEnvironment => self.b.parent_environment(self.outer, self.inner),
            Op::GetVariable => self.b.get_variable(d, self.inner, i),
            Op::GetVariableChecked => self.b.get_variable_checked(d, self.outer, at),
            Op::SetVariable => {
                let at = if self.random.one_in(6) { last } else { i };
                self.b.set_variable(self.inner, at, v);
            }
            Op::SetVariableChecked => self.b.set_variable_checked(self.inner, at, v),
            Op::CheckInitialized => {
                let what = if self.random.one_in(3) { self.uninitialized } else { v };
                let k = self.b.string(b"name");
                self.b.check_initialized(what, k);
            }
            Op::CheckThis => {
                let what = if self.random.one_in(3) { self.uninitialized } else { v };
                self.b.check_this(what);
            }
            _ => return false,
        }
        self.note(d);
        true
    }

    fn dynamic_opcode(&mut self, op: Op, v: Register, d: Register) -> bool {
        let (key, limit) = (self.key(), self.random.below(4) as u32);
        let lookup = Constant::Lookup { name: key.as_bytes().into(), limit };
        let lookup = self.b.constant(lookup);
        let (found, over) = (self.call, self.b.label());
        match op {
            Op::MakeDynamic => self.b.make_dynamic(self.inner, v),
            Op::FindDynamic => self.b.find_dynamic(found, self.inner, lookup),
            Op::GetDynamic | Op::SetDynamic | Op::DeleteDynamic | Op::DynamicThis => {
                self.b.make_dynamic(self.inner, v);
                self.b.find_dynamic(found, self.inner, lookup);
                self.b.jump_if_undefined(found, over);
                match op {
                    Op::GetDynamic => self.b.get_dynamic(d, found, lookup),
                    Op::SetDynamic => self.b.set_dynamic(found, lookup, v),
                    Op::DeleteDynamic => self.b.delete_dynamic(d, found, lookup),
                    _ => self.b.dynamic_this(d, found),
                }
                self.b.bind(over);
            }
            Op::DeclareDynamic => {
                self.b.make_dynamic(self.inner, self.undefined);
                self.b.declare_dynamic(found, self.inner, lookup);
                self.b.set_dynamic(found, lookup, v);
            }
            Op::DirectEval => {
                let argument = Register(self.call.0 + TO_THIS + 1);
                self.b.mov(self.call, self.undefined);
                self.b.mov(argument, v);
                let site = self.evals.len() as i32;
                self.evals.push(eval_template());
                self.b.direct_eval(d, self.call, site);
            }
            _ => return false,
        }
        self.note(d);
        true
    }

    /// The capability stands in the first register of the outgoing call.
    fn disposal_opcode(&mut self, op: Op, v: Register, d: Register) -> bool {
        let (capability, end) = (self.call, self.b.label());
        let kind = self.value();
        let is_one = matches!(
            op,
            Op::NewDisposeCapability
                | Op::AddDisposable
                | Op::BeginDisposal
                | Op::DisposeNext
                | Op::DisposalFailed
                | Op::EndDisposal
        );
        if !is_one {
            return false;
        }
        self.b.new_dispose_capability(capability);
        match op {
            Op::AddDisposable => {
                let hint = self.random.below(2) as i32;
                self.b.add_disposable(capability, v, hint);
            }
            Op::BeginDisposal => self.b.begin_disposal(capability, kind, v),
            Op::DisposalFailed => self.b.disposal_failed(capability, v),
            _ => {}
        }
        let next = Register(capability.0 + 1);
        self.b.dispose_next(next, capability);
        self.b.jump_if_done(next, end);
        self.b.mov(d, next);
        self.b.bind(end);
        self.b.end_disposal(capability);
        self.note(d);
        true
    }

    fn call_opcode(&mut self, op: Op, v: Register, d: Register) -> bool {
        let call = self.call;
        match op {
            Op::Call => {
                let callee = self.callee();
                let argc = self.outgoing(callee);
                self.b.call(d, call, argc);
            }
            Op::Construct => {
                let callee = self.constructor();
                let argc = self.outgoing(callee);
                self.b.construct(d, call, argc);
                self.b.select_object(d, d, Register(call.0 + TO_THIS));
            }
            Op::SuperCall => {
                let (callee, target) = (self.constructor(), self.constructors[0]);
                let argc = self.outgoing(callee);
                self.b.mov(Register(call.0 + 1), target);
                self.b.super_call(d, call, argc);
                self.b.select_object(d, d, Register(call.0 + TO_THIS));
            }
            // The stack is never so deep that they are more than calls.
            Op::TailCall => {
                let callee = self.callee();
                let argc = self.outgoing(callee);
                self.b.tail_call(d, call, argc);
            }
            Op::CallSpread => {
                let callee = self.callee();
                self.spread(callee, v);
                self.b.call_spread(d, call);
            }
            Op::TailCallSpread => {
                let callee = self.callee();
                self.spread(callee, v);
                self.b.tail_call_spread(d, call);
            }
            Op::ConstructSpread => {
                let callee = self.constructor();
                self.spread(callee, v);
                self.b.construct_spread(d, call);
            }
            Op::SuperCallSpread => {
                let (callee, target) = (self.constructor(), self.constructors[0]);
                self.spread(callee, v);
                self.b.mov(Register(call.0 + 1), target);
                self.b.super_call_spread(d, call);
                self.b.select_object(d, d, Register(call.0 + TO_THIS));
            }
            Op::DerivedResult => {
                let this = if self.random.one_in(3) { self.uninitialized } else { self.value() };
                self.b.derived_result(d, v, this);
            }
            // The program itself is not called by what it makes: its frame may be large.
            Op::LoadCallee if self.kind == Kind::Program => return true,
            Op::UnmappedArguments | Op::RestArguments | Op::MappedArguments => {
                let knows = self.kind == Kind::Surplus
                    || self.kind == Kind::Program && op != Op::MappedArguments;
                if !knows {
                    return true;
                }
                match op {
                    Op::UnmappedArguments => self.b.unmapped_arguments(d),
                    Op::RestArguments => {
                        let from = self.random.below(4) as i32;
                        self.b.rest_arguments(d, from);
                    }
                    _ => {
                        let k = self.b.constant(Constant::ArgumentsMap([0, -1, 2].into()));
                        self.b.mapped_arguments(d, self.inner, k);
                    }
                }
            }
            _ => return false,
        }
        self.note(d);
        true
    }

    fn object_opcode(&mut self, op: Op, v: Register, d: Register) -> bool {
        match op {
            Op::NewObject => {
                let capacity = self.random.below(14) as i32;
                self.b.new_object(d, capacity);
            }
            Op::NewArray => {
                let (capacity, element) = (self.random.below(9) as i32, self.value());
                self.b.new_array(self.array, capacity);
                self.b.append_element_to(self.array, element);
                self.b.mov(d, self.array);
            }
            Op::AppendElementTo => {
                let what = if self.random.one_in(4) { self.hole } else { v };
                self.b.append_element_to(self.array, what);
            }
            Op::AppendSpread => {
                let of = self.iterable();
                self.b.new_array(self.array, 0);
                self.b.append_spread(self.array, of);
                self.b.mov(d, self.array);
            }
            Op::DefineMethod => {
                let (key, plus) = (self.value(), 4 * self.random.below(2) as i32);
                if let Some(pair) = self.method_pair(plus) {
                    self.b.define_method(v, key, pair);
                }
            }
            Op::CopyDataProperties => {
                let (from, key) = (self.value(), self.key());
                let mut excluded = self.undefined;
                if self.random.one_in(2) {
                    excluded = self.call;
                    let (k, name) = (self.b.string(key.as_bytes()), Register(self.call.0 + 1));
                    self.b.new_array(excluded, 1);
                    self.b.load_constant(name, k);
                    self.b.append_element_to(excluded, name);
                }
                self.b.copy_data_properties(v, from, excluded);
            }
            Op::NewFunction => {
                if self.make_function() {
                    self.b.mov(d, self.function);
                }
            }
            Op::SetFunctionName => {
                let prefix = self.random.below(3) as i32;
                if self.make_function() {
                    self.b.set_function_name(self.function, v, prefix);
                    self.b.mov(d, self.function);
                }
            }
            Op::NewClass => {
                let heritage = match self.random.below(4) {
                    0 => self.hole,
                    1 => v,
                    _ => self.constructor(),
                };
                if let Some(code) = self.code(Kind::is_class) {
                    let pair = self.pair(heritage, self.inner);
                    self.b.new_class(d, code, pair);
                    let last = self.constructors.len() - 1;
                    self.b.mov(self.constructors[last], d);
                }
            }
            Op::SetFields => {
                if self.make_function() {
                    let class = self.constructors[self.random.below(self.constructors.len())];
                    self.b.set_fields(class, self.function);
                }
            }
            Op::SetHomeObject => {
                if self.make_function() {
                    self.b.set_home_object(self.function, v);
                    self.b.mov(d, self.function);
                }
            }
            Op::NewRegexp => {
                let patterns = ["a|b", "(?<n>x)\\d*", "^\\w+$", "("];
                let pattern = patterns[self.random.below(patterns.len())];
                let flags = ["", "g", "y", "q"][self.random.below(4)];
                let (pattern, flags) =
                    (self.b.string(pattern.as_bytes()), self.b.string(flags.as_bytes()));
                self.b.new_regexp(d, pattern, flags);
            }
            Op::TemplateObject => {
                let strings = [
                    Some(b"a".as_slice().into()),
                    None,
                    Some(b"a".as_slice().into()),
                    Some(b"\\u".as_slice().into()),
                ];
                let k = self.b.constant(Constant::Template(strings.into()));
                let site = self.template_sites as i32;
                self.template_sites += 1;
                self.b.template_object(d, k, site);
            }
            _ => return false,
        }
        self.note(d);
        true
    }

    /// `await` of a register.
    fn await_register(&mut self, v: Register, d: Register) {
        let live = self.live();
        self.b.await_value(self.coroutine, v, live);
        self.b.take_resumed(d);
    }

    fn suspension_opcode(&mut self, op: Op, v: Register, d: Register) -> bool {
        let (result, delegate, received) = (self.result, self.delegate, self.received);
        let (mode, live) = (Register(received.0 + 1), self.live());
        let is_async = matches!(self.kind, Kind::Async | Kind::AsyncGenerator);
        let yields = matches!(self.kind, Kind::Generator | Kind::AsyncGenerator);
        match op {
            Op::YieldValue | Op::TakeResumed | Op::JumpIfResumedByNext if yields => {
                self.b.yield_value(self.coroutine, v, live);
                self.b.take_resumed(d);
                let on = self.b.label();
                self.b.jump_if_resumed_by_next(on);
                if is_async {
                    self.await_register(d, d);
                }
                self.end(d);
                self.b.bind(on);
            }
            Op::AwaitValue if is_async => self.await_register(v, d),
            Op::YieldResult
            | Op::Delegate
            | Op::IteratorComplete
            | Op::GetDelegate
            | Op::GetResumedValue
            | Op::GetResumedMode
                if self.kind == Kind::Generator =>
            {
                let of = self.iterable();
                let (head, absent, end) = (self.b.label(), self.b.label(), self.b.label());
                self.b.get_delegate(delegate, of);
                self.b.load_special(received, Value::UNDEFINED.bits() as i32);
                self.b.load_int(mode, 0);
                self.b.bind(head);
                self.b.loop_hint();
                self.b.delegate(result, delegate, received);
                self.b.jump_if_done(result, absent);
                self.b.iterator_complete(d, result);
                self.b.jump_if_true(d, end);
                self.b.yield_result(self.coroutine, result, live);
                self.b.get_resumed_value(received);
                self.b.get_resumed_mode(mode);
                self.b.jump_always(head);
                self.b.bind(absent);
                self.b.iterator_close(delegate);
                self.b.bind(end);
            }
            Op::StepGenerator | Op::JumpIfGeneratorRecord if self.kind == Kind::Generator => {
                self.delegate_to_generator(d)
            }
            Op::GetAsyncIterator
            | Op::AsyncIteratorNext
            | Op::AsyncIteratorReturn
            | Op::IteratorResultValue
            | Op::RequireObject
                if is_async =>
            {
                let (of, end) = (self.iterable(), self.b.label());
                self.b.get_async_iterator(delegate, of);
                self.b.async_iterator_next(result, delegate);
                self.await_register(result, result);
                self.b.iterator_result_value(self.step, result);
                self.b.jump_if_done(self.step, end);
                self.b.mov(d, self.step);
                self.b.async_iterator_return(result, delegate);
                self.b.jump_if_done(result, end);
                self.await_register(result, result);
                self.b.require_object(result);
                self.b.bind(end);
            }
            Op::RequireObject => self.b.require_object(v),
            Op::YieldValue
            | Op::TakeResumed
            | Op::JumpIfResumedByNext
            | Op::AwaitValue
            | Op::YieldResult
            | Op::Delegate
            | Op::StepGenerator
            | Op::JumpIfGeneratorRecord
            | Op::IteratorComplete
            | Op::GetDelegate
            | Op::GetResumedValue
            | Op::GetResumedMode
            | Op::GetResumedCoroutine
            | Op::GetAsyncIterator
            | Op::AsyncIteratorNext
            | Op::AsyncIteratorReturn
            | Op::IteratorResultValue => return true,
            _ => return false,
        }
        self.note(d);
        true
    }

    /// Calls a function that makes a generator; false if there is none.
    fn make_generator(&mut self, d: Register) -> bool {
        let (code, call) = (self.code(|kind| kind == Kind::Generator), self.call);
        let Some(code) = code else { return false };
        self.b.new_function(self.function, code, self.inner);
        let argc = self.outgoing(self.function);
        self.b.call(d, call, argc);
        true
    }

    /// Delegates to a generator, which is stepped without result objects.
    fn delegate_to_generator(&mut self, d: Register) {
        let (result, delegate, received) = (self.result, self.delegate, self.received);
        if !self.make_generator(d) {
            return;
        }
        let (head, returned, end) = (self.b.label(), self.b.label(), self.b.label());
        let live = self.live();
        self.b.get_delegate(delegate, d);
        self.b.load_special(received, Value::UNDEFINED.bits() as i32);
        self.b.jump_if_generator_record(delegate, head);
        self.b.jump_always(end);
        self.b.bind(head);
        self.b.loop_hint();
        self.b.step_generator(result, delegate, received);
        self.b.jump_if_done(result, returned);
        self.b.yield_value(self.coroutine, result, live);
        self.b.get_resumed_value(received);
        self.b.jump_if_resumed_by_next(head);
        self.b.jump_always(end);
        self.b.bind(returned);
        self.b.get_resumed_value(d);
        self.b.bind(end);
    }

    /// Calls a function that makes a generator, and steps it.
    fn step_generator(&mut self, d: Register) {
        if !self.make_generator(d) {
            return;
        }
        self.b.get_iterator(self.record, d);
        for _ in 0..1 + self.random.below(4) {
            let end = self.b.label();
            self.b.iterator_next(self.step, self.record);
            self.b.jump_if_done(self.step, end);
            self.note(self.step);
            self.b.bind(end);
        }
    }

    fn iteration_opcode(&mut self, op: Op, v: Register, d: Register) -> bool {
        let (record, step) = (self.record, self.step);
        match op {
            Op::GetIterator if self.random.one_in(2) => self.step_generator(d),
            Op::GetIterator => {
                let of = if self.random.one_in(2) { v } else { self.iterable() };
                self.b.get_iterator(record, of);
            }
            Op::IteratorNext | Op::IteratorStep | Op::JumpIfDone | Op::EnumeratorNext => {
                let end = self.b.label();
                if op == Op::EnumeratorNext {
                    self.b.enumerator_next(step, self.enumerator);
                } else if op == Op::IteratorStep {
                    self.b.iterator_step(step, record);
                } else {
                    self.b.iterator_next(step, record);
                }
                self.b.jump_if_done(step, end);
                self.b.mov(d, step);
                self.b.bind(end);
            }
            Op::IteratorClose => self.b.iterator_close(record),
            Op::IteratorCloseSilently => self.b.iterator_close_silently(record),
            Op::IteratorRest => {
                let of = self.iterable();
                self.b.get_iterator(record, of);
                self.b.iterator_rest(d, record);
            }
            Op::GetEnumerator => self.b.get_enumerator(self.enumerator, v),
            _ => return false,
        }
        self.note(d);
        true
    }
}

/// A direct `eval` that stands in no function.
fn eval_template() -> EvalTemplate {
    let arena = Arena::new();
    let program = parse(&arena, b"eval()", &ParseOptions::script()).expect("valid");
    let surroundings = Describer::default().surroundings(&program.analysis, &program.names, 0);
    EvalTemplate { surroundings: Rc::new(surroundings), has_spread: false }
}

/// Opcodes that no program has, and why.
pub const ABSENT: [(Op, &str); 2] = [
    (Op::GetImport, "only a module's environment has imports: the scripts of modules"),
    (Op::ImportMeta, "only a module's environment has a place for it: the scripts of modules"),
];

/// The opcodes of a program.
pub fn opcodes_of(script: &jsrun::bytecode::CompiledScript) -> Vec<u8> {
    let mut found = vec![];
    for function in &script.functions {
        let mut at = 0;
        while at < function.bytecode.len() {
            let i = jsrun::bytecode::instruction::decode(&function.bytecode, at, |op| {
                TABLE[op as usize].operands
            });
            found.push(i.op);
            at += i.words as usize;
        }
    }
    found
}
