//! Calls from the runtime into functions of any sort.
//!
//! Invariant: a frame is complete, and `vm.frame` is the frame below it, when its function is entered; `vm.frame` is
//! as before when the call returns. Chains of bound functions are followed in a loop, and their arguments are placed
//! once, on the VM stack.

use super::frame::{
    ARGUMENT_COUNT, CALLEE, CALLER, Frame, HEADER_WORDS, NEW_TARGET, RESUMED, RETURN, SAVED_INDEX,
};
use super::{Arguments, Vm};
use crate::runtime::code::{Code, flags};
use crate::runtime::function::{BoundFunction, Function, NativeFunction};
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::Values;
use crate::runtime::proxy::ProxyObject;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::{Gc, RootVec};

/// What a chain of bound functions comes to.
struct Target {
    function: Value,
    this: Value,
    new_target: Value,
    /// How many arguments the chain adds.
    bound: usize,
}

const WORD: usize = size_of::<Value>();

/// A call has at most this many arguments.
const MAX_ARGUMENTS: usize = 1 << 24;

impl Vm {
    /// Call (https://tc39.es/ecma262/#sec-call)
    pub fn call(&mut self, callee: Value, this: Value, args: &[Value]) -> Res {
        if !callee.is_callable() {
            return Err(self.throw_not_callable(callee));
        }
        let target = self.bound_target(callee, this, Value::UNDEFINED)?;
        if let Some(function) = target.function.as_function() {
            let code = function.code.get();
            if code.has(flags::CLASS_CONSTRUCTOR) {
                return Err(self.throw_class_call(code));
            }
            self.enter_function(function, &target, target.this, callee, args)
        } else if let Some(function) = target.function.as_native_function() {
            let result = self.enter_native(function, &target, target.this, callee, args)?;
            Ok(if result == Value::PREPARED { self.run_prepared()? } else { result })
        } else {
            self.call_through_proxy(&target, callee, args)
        }
    }

    /// Call, where the caller makes the last step: a function compiled from source is not run, but its frame built, and the
    /// result is [`Value::PREPARED`]. So calls that go through the runtime (of bound functions, with spread arguments, by
    /// `apply`) nest no native frames.
    pub fn prepare_call(&mut self, callee: Value, this: Value, args: &[Value]) -> Res {
        if !callee.is_callable() {
            return Err(self.throw_not_callable(callee));
        }
        let target = self.bound_target(callee, this, Value::UNDEFINED)?;
        if let Some(function) = target.function.as_function() {
            let code = function.code.get();
            if code.has(flags::CLASS_CONSTRUCTOR) {
                return Err(self.throw_class_call(code));
            }
            self.prepared = self.build_frame(function, &target, target.this, callee, args)?;
            self.prepared_entry = code.entry.get();
            Ok(Value::PREPARED)
        } else if let Some(function) = target.function.as_native_function() {
            self.enter_native(function, &target, target.this, callee, args)
        } else {
            self.call_through_proxy(&target, callee, args)
        }
    }

    /// A call that ends a built-in function, whose own frame it replaces. For [[Call]] alone: what constructs looks at the
    /// result.
    pub fn tail_call(&mut self, callee: Value, this: Value, args: &[Value]) -> Res {
        let result = self.prepare_call(callee, this, args)?;
        // A frame that a builtin called here has prepared in turn has that builtin's caller: this one.
        if result == Value::PREPARED {
            // SAFETY: both frames are live, and the builtin's is the topmost.
            unsafe { *self.prepared.word(CALLER) = *self.frame.word(CALLER) };
        }
        Ok(result)
    }

    /// Runs the call that has been prepared.
    pub fn run_prepared(&mut self) -> Res {
        let (frame, caller) = (self.prepared, self.frame);
        // SAFETY: a prepared frame is complete and lies above the topmost one.
        let result = unsafe {
            match frame.saved_index() {
                0 => (self.run_function)(self, frame),
                _ => (self.resume_function)(self, frame),
            }
        };
        self.frame = caller;
        result
    }

    /// Construct, where the caller makes the last step. `this_slot` is a register of the topmost frame: it receives the object
    /// that the constructor initialises, which is the result unless the constructor returns another object.
    ///
    /// # Safety
    /// The slot is a register of a live frame.
    pub unsafe fn prepare_construct(
        &mut self,
        callee: Value,
        args: &[Value],
        new_target: Value,
        this_slot: *mut Value,
    ) -> Res {
        if !callee.is_constructor() {
            return Err(self.throw_not_constructor(callee));
        }
        let target = self.bound_target(callee, Value::UNDEFINED, new_target)?;
        let Some(function) = target.function.as_function() else {
            return self.construct(callee, args, new_target);
        };
        let mut this = Value::UNINITIALIZED;
        if !function.code.get().has(flags::DERIVED_CONSTRUCTOR) {
            self.check_stacks(0)?;
            let prototype = Intrinsic::ObjectPrototype;
            let object = self.ordinary_create_from_constructor(target.new_target, prototype)?;
            this = Value::cell(object);
            // SAFETY: promised by the caller.
            unsafe { *this_slot = this };
        }
        self.prepared = self.build_frame(function, &target, this, callee, args)?;
        self.prepared_entry = function.code.get().entry.get();
        Ok(Value::PREPARED)
    }

    /// Construct (https://tc39.es/ecma262/#sec-construct)
    pub fn construct(&mut self, callee: Value, args: &[Value], new_target: Value) -> Res {
        if !callee.is_constructor() {
            return Err(self.throw_not_constructor(callee));
        }
        let target = self.bound_target(callee, Value::UNDEFINED, new_target)?;
        if let Some(function) = target.function.as_function() {
            if function.code.get().has(flags::DERIVED_CONSTRUCTOR) {
                return self.enter_function(function, &target, Value::UNINITIALIZED, callee, args);
            }
            // What it makes may be found through a getter: the stack is checked before that, too.
            self.check_stacks(0)?;
            let this = self
                .ordinary_create_from_constructor(target.new_target, Intrinsic::ObjectPrototype)?;
            let result = self.enter_function(function, &target, Value::cell(this), callee, args)?;
            Ok(if result.is_object() { result } else { Value::cell(this) })
        } else if let Some(function) = target.function.as_native_function() {
            self.enter_native(function, &target, Value::UNDEFINED, callee, args)
        } else if let Some(proxy) = target.function.as_kind::<ProxyObject>() {
            let args = self.all_arguments(callee, &target, args)?;
            self.proxy_construct(proxy, &args, target.new_target)
        } else {
            Err(self.throw_not_constructor(callee))
        }
    }

    /// The call of a target that is a proxy, the only other sort of function.
    #[cold]
    fn call_through_proxy(&mut self, target: &Target, callee: Value, args: &[Value]) -> Res {
        let Some(proxy) = target.function.as_kind::<ProxyObject>() else {
            return Err(self.throw_not_callable(callee));
        };
        if target.bound == 0 {
            return self.proxy_call(proxy, target.this, args);
        }
        let args = self.all_arguments(callee, target, args)?;
        self.proxy_call(proxy, target.this, &args)
    }

    /// The arguments that a call through bound functions comes to, in a rooted list.
    #[cold]
    fn all_arguments(
        &mut self,
        callee: Value,
        target: &Target,
        args: &[Value],
    ) -> Res<RootVec<Value>> {
        let count = self.argument_total(target, args)?;
        let mut list = self.heap.root_vec();
        list.extend_from_slice(&vec![Value::UNDEFINED; count]);
        // SAFETY: the list has as many words as are placed, and placing allocates nothing.
        list.with_mut(|list| unsafe {
            Vm::place_arguments(list.as_mut_ptr(), callee, target, args)
        });
        Ok(list)
    }

    /// Follows a chain of bound functions: [[Call]] and [[Construct]] of bound functions
    /// (https://tc39.es/ecma262/#sec-bound-function-exotic-objects-call-thisargument-argumentslist).
    #[inline]
    fn bound_target(&mut self, callee: Value, this: Value, new_target: Value) -> Res<Target> {
        let mut target = Target { function: callee, this, new_target, bound: 0 };
        while let Some(function) = target.function.as_kind::<BoundFunction>() {
            target.bound += function.arguments.get().len();
            if target.bound > MAX_ARGUMENTS {
                return Err(self.throw_stack_overflow());
            }
            if target.new_target == target.function {
                target.new_target = function.target.get();
            }
            target.this = function.this.get();
            target.function = function.target.get();
        }
        Ok(target)
    }

    /// Places the arguments from `to` on: those of the chain from `callee`, innermost first, then those of the call.
    ///
    /// # Safety
    /// There is room for all of them.
    unsafe fn place_arguments(to: *mut Value, callee: Value, target: &Target, args: &[Value]) {
        let mut at = target.bound;
        // SAFETY: promised by the caller; `at` counts down by what is written.
        unsafe {
            std::ptr::copy(args.as_ptr(), to.add(at), args.len());
            let mut function = callee;
            while let Some(bound) = function.as_kind::<BoundFunction>() {
                let count = bound.arguments.get().len();
                at -= count;
                for i in 0..count {
                    *to.add(at + i) = Values::get(bound.arguments.get(), i);
                }
                function = bound.target.get();
            }
        }
        debug_assert_eq!(at, 0);
    }

    /// Writes a frame's header, with the present top frame as its caller.
    ///
    /// # Safety
    /// The header's words are free.
    unsafe fn write_header(&self, frame: Frame, target: &Target, argc: usize) {
        // SAFETY: promised by the caller.
        unsafe {
            *frame.0.offset(CALLEE) = target.function;
            *frame.0.offset(NEW_TARGET) = target.new_target;
            *frame.word(ARGUMENT_COUNT) = argc as u64;
            *frame.word(SAVED_INDEX) = 0;
            *frame.word(CALLER) = self.frame.0.expose_provenance() as u64;
            *frame.word(RETURN) = 0;
        }
    }

    /// Writes the header of a frame that was suspended.
    ///
    /// # Safety
    /// The header's words are free.
    pub(in crate::runtime) unsafe fn write_resumed_header(
        &self,
        frame: Frame,
        callee: Value,
        new_target: Value,
    ) {
        let target = Target { function: callee, this: Value::UNDEFINED, new_target, bound: 0 };
        // SAFETY: promised by the caller.
        unsafe { self.write_header(frame, &target, RESUMED as usize) }
    }

    fn argument_total(&mut self, target: &Target, args: &[Value]) -> Res<usize> {
        let argc = target.bound + args.len();
        if argc > MAX_ARGUMENTS { Err(self.throw_stack_overflow()) } else { Ok(argc) }
    }

    fn enter_function(
        &mut self,
        function: Gc<Function>,
        target: &Target,
        this: Value,
        callee: Value,
        args: &[Value],
    ) -> Res {
        let frame = self.build_frame(function, target, this, callee, args)?;
        let caller = self.frame;
        // SAFETY: the frame is complete, and its callee a `Function`.
        let result = unsafe { (self.run_function)(self, frame) };
        self.frame = caller;
        result
    }

    /// Builds the frame of a call above the topmost one.
    fn build_frame(
        &mut self,
        function: Gc<Function>,
        target: &Target,
        this: Value,
        callee: Value,
        args: &[Value],
    ) -> Res<Frame> {
        let code = function.code.get();
        let argc = self.argument_total(target, args)?;
        let declared = code.parameter_count as usize;
        // Surplus arguments that the function can see lie below its header; others where its locals begin.
        let below = if code.has(flags::KEEPS_SURPLUS) && argc > declared { argc } else { 0 };
        let top = self.stack_top();
        let start = top + WORD * (below + HEADER_WORDS);
        self.check_stacks(start + code.frame_bytes.max(WORD * (1 + argc - below)))?;
        let frame = Frame(std::ptr::with_exposed_provenance_mut(start));
        // SAFETY: all words from the top of the stack to the frame's end are free, and there is room for them; the
        // callee of the frame is a `Function`.
        unsafe {
            if below > 0 {
                let arguments = std::ptr::with_exposed_provenance_mut::<Value>(top);
                Vm::place_arguments(arguments, callee, target, args);
                std::ptr::copy_nonoverlapping(arguments, frame.0.add(1), declared);
            } else {
                Vm::place_arguments(frame.0.add(1), callee, target, args);
                for i in argc..declared {
                    *frame.0.add(1 + i) = Value::UNDEFINED;
                }
            }
            *frame.0 = this;
            self.write_header(frame, target, argc);
        }
        Ok(frame)
    }

    fn enter_native(
        &mut self,
        function: Gc<NativeFunction>,
        target: &Target,
        this: Value,
        callee: Value,
        args: &[Value],
    ) -> Res {
        let argc = self.argument_total(target, args)?;
        let start = self.stack_top() + WORD * HEADER_WORDS;
        self.check_stacks(start + WORD * (1 + argc))?;
        let frame = Frame(std::ptr::with_exposed_provenance_mut(start));
        // SAFETY: all words from the top of the stack to the frame's end are free, and there is room for them.
        unsafe {
            Vm::place_arguments(frame.0.add(1), callee, target, args);
            *frame.0 = this;
            self.write_header(frame, target, argc);
            self.run_native(function, frame)
        }
    }

    /// Runs a built-in function in a frame that is complete but for the link to its caller, which is written here.
    ///
    /// # Safety
    /// The frame lies above the topmost one, within the stack's limit, and its callee is `function`.
    pub unsafe fn run_native(&mut self, function: Gc<NativeFunction>, frame: Frame) -> Res {
        let caller = self.frame;
        // SAFETY: promised by the caller.
        let arguments = unsafe {
            *frame.word(CALLER) = caller.0.expose_provenance() as u64;
            Arguments::new(frame)
        };
        self.frame = frame;
        let result = (function.code)(self, arguments);
        self.frame = caller;
        result
    }

    /// Throws the TypeError for calling what cannot be called.
    #[cold]
    pub fn throw_not_callable(&mut self, value: Value) -> Thrown {
        let shown = self.value_display(value);
        self.throw_type_error(format!("{shown} is not a function"))
    }

    /// Throws the TypeError for `new` on what is no constructor.
    #[cold]
    pub fn throw_not_constructor(&mut self, value: Value) -> Thrown {
        let shown = self.value_display(value);
        self.throw_type_error(format!("{shown} is not a constructor"))
    }

    /// Throws the TypeError for calling a class without `new`.
    #[cold]
    pub fn throw_class_call(&mut self, code: Gc<Code>) -> Thrown {
        let name = self.code_name(code);
        self.throw_type_error(format!("Class constructor {name} cannot be invoked without 'new'"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::code::CodeData;
    use crate::runtime::code::NOT_COMPILED;
    use crate::runtime::error::ErrorKind;
    use crate::runtime::source::Source;
    use crate::runtime::string::StringExt;
    use crate::runtime::testing::{new_vm, stressed_vm, text, thrown};
    use crate::runtime::vm::interrupt;
    use jsrun_gc::{Cell, Header, Slot};
    use std::cell::Cell as StdCell;
    use std::rc::Rc;
    use std::sync::atomic::Ordering;

    /// A function whose body is whatever `vm.run_function` does.
    fn function(vm: &mut Vm, parameters: u32, flags: u32) -> Value {
        let source =
            Rc::new(Source::new("file.js", "function f() {\n  return g();\n}".as_bytes().to_vec()));
        let position = crate::runtime::code::Position { index: 0, offset: 24 };
        let data = Box::into_raw(Box::new(CodeData {
            bytecode: Box::default(),
            constants: Box::default(),
            caches: Box::default(),
            handlers: Box::default(),
            positions: Box::new([position]),
            texts: Box::default(),
            source,
            span: (0, 31),
            evals: Box::default(),
            register_names: Box::default(),
        }));
        let name = text(vm, "f");
        let realm = vm.realm();
        let code = vm.heap.alloc(Code {
            header: Header::new(Code::KIND, 0),
            entry: StdCell::new(0),
            frame_bytes: 8 * (1 + parameters as usize + 4),
            parameter_count: parameters,
            flags,
            counter: StdCell::new(0),
            length: parameters,
            bytecode: std::ptr::null(),
            constants: std::ptr::null(),
            caches: std::ptr::null_mut(),
            name: Slot::new(name),
            realm,
            data,
            compiled: StdCell::new(NOT_COMPILED),
        });
        Value::cell(vm.new_function(code, Value::UNDEFINED))
    }

    fn native(vm: &mut Vm, code: crate::runtime::function::NativeCode) -> Value {
        let name = vm.key_from_str("native");
        Value::cell(vm.new_native_function(name, 0, code))
    }

    /// Joins `this` and the arguments.
    fn join(vm: &mut Vm, args: Arguments) -> Res {
        let mut text = vm.to_string(args.this())?;
        for i in 0..args.len() {
            let argument = vm.to_string(args.get(i))?;
            text = vm.concat(text, argument)?;
        }
        Ok(Value::cell(text))
    }

    fn shown(result: Res) -> String {
        result.unwrap().as_string().unwrap().to_rust()
    }

    #[test]
    fn natives_see_this_and_arguments() {
        let mut vm = stressed_vm();
        let f = native(&mut vm, join);
        let this = text(&mut vm, "t");
        let more = text(&mut vm, "x");
        assert_eq!(shown(vm.call(f, this, &[Value::int(1), more])), "t1x");
        assert!(vm.frame.is_none());
        assert!(vm.call(Value::int(5), this, &[]).is_err());
        assert_eq!(thrown(&mut vm), "TypeError: 5 is not a function");
        assert!(vm.construct(f, &[], f).is_err());
    }

    #[test]
    fn bound_functions_come_in_any_number() {
        let mut vm = new_vm();
        let mut f = native(&mut vm, join);
        let this = text(&mut vm, "this");
        for i in 0..100_000 {
            let arguments = if i % 1000 == 0 { vec![Value::int(i / 1000 % 10)] } else { vec![] };
            let target = f.as_object().unwrap();
            let this = if i == 0 { this } else { Value::NULL };
            f = Value::cell(vm.new_bound_function(target, this, &arguments).unwrap());
        }
        let expected = format!("this{}!", "0123456789".repeat(10));
        let mark = text(&mut vm, "!");
        assert_eq!(shown(vm.call(f, Value::UNDEFINED, &[mark])), expected);
    }

    #[test]
    fn native_recursion_ends_in_a_range_error() {
        fn recurse(vm: &mut Vm, args: Arguments) -> Res {
            vm.call(args.callee(), Value::UNDEFINED, &[Value::int(1)])
        }
        let mut vm = new_vm();
        let f = native(&mut vm, recurse);
        for _ in 0..3 {
            assert!(vm.call(f, Value::UNDEFINED, &[]).is_err());
            assert_eq!(thrown(&mut vm), "RangeError: Maximum call stack size exceeded");
            assert!(vm.frame.is_none());
        }
        // The VM stack alone: arguments by the hundred thousand.
        let many = vec![Value::int(1); 1 << 20];
        assert!(vm.call(f, Value::UNDEFINED, &many).is_err());
        assert_eq!(thrown(&mut vm), "RangeError: Maximum call stack size exceeded");
    }

    #[test]
    fn frames_are_as_the_contract_says() {
        /// Returns a string of what the frame holds.
        unsafe fn show(vm: &mut Vm, frame: Frame) -> Res {
            vm.frame = frame;
            // SAFETY: the frame is of one of the functions below.
            let text = unsafe {
                let argc = frame.argument_count() as usize;
                let code = frame.code_unchecked();
                let declared: Vec<Value> =
                    (1..=code.parameter_count as usize).map(|i| *frame.0.add(i)).collect();
                let arguments = crate::runtime::vm::frame::frame_arguments(frame);
                assert_eq!(arguments.len(), argc);
                format!("{:?} {declared:?} {arguments:?}", *frame.0)
            };
            Ok(Value::cell(vm.new_string(&text)))
        }
        let mut vm = stressed_vm();
        vm.run_function = show;
        let keeps = function(&mut vm, 2, flags::KEEPS_SURPLUS);
        let plain = function(&mut vm, 2, 0);
        let args = [Value::int(1), Value::int(2), Value::int(3)];
        assert_eq!(shown(vm.call(keeps, Value::int(9), &args)), "9 [1, 2] [1, 2, 3]");
        assert_eq!(shown(vm.call(keeps, Value::int(9), &args[..2])), "9 [1, 2] [1, 2]");
        assert_eq!(shown(vm.call(keeps, Value::int(9), &args[..1])), "9 [1, undefined] [1]");
        assert_eq!(shown(vm.call(plain, Value::int(9), &[])), "9 [undefined, undefined] []");
        let class = function(&mut vm, 0, flags::CLASS_CONSTRUCTOR);
        assert!(vm.call(class, Value::NULL, &[]).is_err());
        assert_eq!(
            thrown(&mut vm),
            "TypeError: Class constructor f cannot be invoked without 'new'"
        );
    }

    #[test]
    fn constructors_make_objects() {
        unsafe fn run(vm: &mut Vm, frame: Frame) -> Res {
            vm.frame = frame;
            // SAFETY: the frame is complete; the function has one parameter.
            let (this, argument) = unsafe { (*frame.0, *frame.0.add(1)) };
            assert!(this.is_object() || this == Value::UNINITIALIZED);
            Ok(argument)
        }
        let mut vm = stressed_vm();
        vm.run_function = run;
        let base = function(&mut vm, 1, flags::BASE_CONSTRUCTOR);
        let made = vm.construct(base, &[Value::int(1)], base).unwrap();
        assert!(made.is_object());
        let other = Value::cell(vm.new_object());
        assert_eq!(vm.construct(base, &[other], base), Ok(other));
        let derived = function(&mut vm, 1, flags::DERIVED_CONSTRUCTOR | flags::CLASS_CONSTRUCTOR);
        assert_eq!(vm.construct(derived, &[other], derived), Ok(other));
    }

    #[test]
    fn traces_name_functions_and_places() {
        fn fail(vm: &mut Vm, _: Arguments) -> Res {
            let error = vm.new_error(ErrorKind::TypeError, "no");
            Err(vm.throw(Value::cell(error)))
        }
        unsafe fn run(vm: &mut Vm, frame: Frame) -> Res {
            vm.frame = frame;
            // SAFETY: the function has one parameter.
            let callee = unsafe { *frame.0.add(1) };
            vm.call(callee, Value::UNDEFINED, &[])
        }
        let mut vm = stressed_vm();
        vm.run_function = run;
        let f = function(&mut vm, 1, 0);
        let g = native(&mut vm, fail);
        assert!(vm.call(f, Value::UNDEFINED, &[g]).is_err());
        let exception = vm.catch().unwrap();
        let uncaught = vm.describe_exception(exception);
        assert!(uncaught.is_error);
        assert_eq!(uncaught.message, "no");
        let (header, frames) = uncaught.stack.split_once('\n').unwrap();
        assert!(header.ends_with(": no") || header == "no", "{header}");
        assert_eq!(frames, "    at native (<anonymous>)\n    at f (file.js:2:10)");
        let position = uncaught.position.unwrap();
        assert_eq!(
            (position.source_name.as_str(), position.line, position.column),
            ("file.js", 2, 10)
        );
        assert_eq!(position.source_line, "  return g();");
    }

    #[test]
    fn terminations_pass_through_everything() {
        fn forever(vm: &mut Vm, _: Arguments) -> Res {
            loop {
                vm.poll_interrupt()?;
                std::hint::spin_loop();
            }
        }
        let mut vm = new_vm();
        let handle = vm.interrupt_handle();
        let f = native(&mut vm, forever);
        let thread = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(20));
            handle.terminate();
            handle
        });
        assert!(vm.call(f, Value::UNDEFINED, &[]).is_err());
        let handle = thread.join().unwrap();
        assert!(vm.is_terminating() && vm.catch().is_err());
        // No call goes through until the host allows it.
        let g = native(&mut vm, |_, _| Ok(Value::int(7)));
        assert!(vm.call(g, Value::UNDEFINED, &[]).is_err() && vm.is_terminating());
        vm.clear_termination();
        assert_eq!(vm.call(g, Value::UNDEFINED, &[]), Ok(Value::int(7)));
        drop(vm);
        handle.terminate();
    }

    #[test]
    fn callbacks_run_and_go_on() {
        let mut vm = new_vm();
        let count = Rc::new(StdCell::new(0));
        let seen = count.clone();
        vm.set_interrupt_callback(Some(Rc::new(move |_| {
            seen.set(seen.get() + 1);
            Ok(())
        })));
        vm.request_interrupt(interrupt::CALLBACK);
        let g = native(&mut vm, |_, _| Ok(Value::int(7)));
        assert_eq!(vm.call(g, Value::UNDEFINED, &[]), Ok(Value::int(7)));
        assert_eq!(count.get(), 1);
        assert_eq!(vm.interrupt.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn panics_stop_at_the_boundary() {
        let mut vm = new_vm();
        let result = vm.guard(|_| -> Res { std::panic::resume_unwind(Box::new("broken")) });
        assert!(result.is_err() && vm.is_terminating());
        assert_eq!(vm.engine_error(), Some("broken"));
        let uncaught = vm.describe_exception(Vm::TERMINATION);
        assert!(uncaught.is_termination && uncaught.message == "broken");
        vm.clear_termination();
        vm.heap.set_limit(32 << 20);
        let result = vm.guard(|vm| Ok(Value::cell(vm.new_latin1_with(1 << 28, |_| {}))));
        assert!(result.is_err() && vm.is_terminating());
        assert_eq!(vm.engine_error(), Some("out of memory"));
    }
}
