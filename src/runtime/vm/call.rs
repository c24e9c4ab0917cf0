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
        let result = self.prepare_call(callee, this, args)?;
        if result == Value::PREPARED { self.run_prepared() } else { Ok(result) }
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

    /// Construct, where the caller makes the last step. `this_slot` receives the object
    /// that the constructor initialises, which is the result unless the constructor returns another object.
    ///
    /// # Safety
    /// The slot is a word that the collector sees until the call has returned: a register of a live frame, or on the native
    /// stack.
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
        if let Some(function) = target.function.as_native_function() {
            return self.enter_native(function, &target, Value::UNDEFINED, callee, args);
        }
        if let Some(proxy) = target.function.as_kind::<ProxyObject>() {
            let args = self.all_arguments(callee, &target, args)?;
            return self.proxy_construct(proxy, &args, target.new_target);
        }
        let Some(function) = target.function.as_function() else {
            return Err(self.throw_not_constructor(callee));
        };
        let mut this = Value::UNINITIALIZED;
        if !function.code.get().has(flags::DERIVED_CONSTRUCTOR) {
            // What it makes may be found through a getter: the stack is checked before that, too.
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
        let mut this = Value::UNDEFINED;
        // SAFETY: the slot is on the native stack, which outlives the call and is scanned as registers are.
        let result = unsafe { self.prepare_construct(callee, args, new_target, &raw mut this)? };
        let result = match result {
            Value::PREPARED => {
                // What a derived constructor returns is an object.
                let result = self.run_prepared()?;
                if result.is_object() { result } else { this }
            }
            result => result,
        };
        // Who constructs from here takes the object for a new one, and fills it.
        if let Some(object) = result.as_object() {
            self.check_write(object)?;
        }
        Ok(result)
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
        let result = match self.is_previewing() && !self.may_run_native(function.code, arguments) {
            false => (function.code)(self, arguments),
            true => Err(self.refuse_preview()),
        };
        if self.has_sample_request() {
            self.frame = frame;
            self.serve_sampler();
        }
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
mod tests;
