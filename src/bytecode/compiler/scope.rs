//! Bindings: where each lives, entering and leaving scopes, loads and stores of names.
//!
//! Invariant: a binding that is not captured has a register of its own from the entry of its scope to its end; a
//! captured one is found through the register of its scope's environment, or from the callee's environment outward.

use super::{Compiler, NO_REGISTER, Result};
use crate::bytecode::builder::{InstructionId, Register};
use crate::bytecode::error_kind;
use crate::value::Value;
use jsrun_parser::ast::{Function, Reference};
use jsrun_parser::name::Name;
use jsrun_parser::options::Goal;
use jsrun_parser::scope::{BindingId, BindingKind, ScopeId, ScopeKind};
use jsrun_parser::source::Span;

/// Where a binding lives, as seen from the function that is being compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Location {
    /// In a register.
    Register(Register),
    /// In the environment that this register holds, at this index.
    Environment(Register, u32),
    /// In an environment so many levels above the callee's, at this index.
    Outer(u32, u32),
    /// Where the variable at such a place, an import, refers to.
    Import(u32, u32),
    /// A property of the global object, or a binding of the realm's declarative record.
    Global,
}

/// A scope that has been entered, to be given to `leave_scope`.
#[must_use]
pub(super) struct Entered {
    mark: Register,
    environment: Option<Register>,
    dead_zones: Vec<(BindingId, InstructionId)>,
    scope: ScopeId,
}

impl<'a> Compiler<'_, 'a> {
    /// Where the binding lives.
    pub(super) fn location(&self, id: BindingId) -> Location {
        let analysis = &self.program.analysis;
        if !id.is_some() {
            return Location::Global;
        }
        let binding = analysis.binding(id);
        let scope = analysis.scope(binding.scope);
        if scope.kind == ScopeKind::Script {
            return Location::Global;
        }
        if !binding.captured {
            debug_assert_ne!(
                self.binding_registers[id.index()],
                NO_REGISTER,
                "a binding without a register"
            );
            return Location::Register(self.binding_registers[id.index()]);
        }
        let (owner, register) = self.environments[binding.scope.index()];
        if owner == self.f.serial {
            return Location::Environment(register, binding.slot);
        }
        // The callee's environment is the innermost one around the function.
        let depth = (self.f.closure_depth - 1).saturating_sub(scope.environment_depth);
        match binding.kind {
            BindingKind::Import => Location::Import(depth, binding.slot),
            _ => Location::Outer(depth, binding.slot),
        }
    }

    /// Enters a scope: makes its environment, gives registers to its bindings and instantiates its functions.
    pub(super) fn enter_scope(&mut self, id: ScopeId) -> Result<Entered> {
        let mut entered = self.open_scope(id);
        if id.is_some() {
            self.declare_bindings(id, &mut entered);
            self.hoist_functions(id)?;
        }
        Ok(entered)
    }

    /// Enters what has no environment of its own.
    pub(super) fn enter_nothing(&self) -> Entered {
        Entered {
            mark: self.f.b.mark(),
            environment: self.f.environment,
            dead_zones: Vec::new(),
            scope: self.scope,
        }
    }

    /// Enters a scope whose bindings are declared later: makes its environment alone.
    pub(super) fn open_scope(&mut self, id: ScopeId) -> Entered {
        let entered = self.enter_nothing();
        if id.is_some() {
            self.scope = id;
        }
        if id.is_some() && self.program.analysis.scope(id).needs_environment {
            let register = self.temporary();
            self.new_environment(register, id);
            self.f.environment = Some(register);
            self.environments[id.index()] = (self.f.serial, register);
            self.make_dynamic(id);
        }
        entered
    }

    /// Makes a new environment for the scope inside the current one.
    pub(super) fn new_environment(&mut self, destination: Register, id: ScopeId) {
        let size = self.program.analysis.scope(id).environment_size as i32;
        match self.f.environment {
            Some(parent) => self.f.b.new_environment(destination, parent, size),
            None => {
                self.f.b.callee_environment(destination);
                self.f.b.new_environment(destination, destination, size);
            }
        }
    }

    /// Replaces the environment of a scope that has been entered by a new one.
    pub(super) fn renew_environment(&mut self, id: ScopeId, entered: &Entered) {
        if id.is_some() && self.program.analysis.scope(id).needs_environment {
            let register = self.environments[id.index()].1;
            let inner = std::mem::replace(&mut self.f.environment, entered.environment);
            self.new_environment(register, id);
            self.f.environment = inner;
        }
    }

    /// Gives registers to the bindings of a scope and their first values to those that begin with one.
    pub(super) fn declare_bindings(&mut self, id: ScopeId, entered: &mut Entered) {
        let analysis = &self.program.analysis;
        let is_module = analysis.scope(id).kind == ScopeKind::Module;
        let mut undefined = None;
        for &id in &analysis.scope(id).bindings {
            let binding = analysis.binding(id);
            // Of a module, what is captured exists already.
            if is_made_by_prologue(binding.kind)
                || is_module && binding.captured
                || self.is_of_caller(id)
            {
                continue;
            }
            let begins_undefined = binding.kind == BindingKind::Var;
            match (binding.captured, begins_undefined) {
                (true, true) => {
                    let undefined = *undefined.get_or_insert_with(|| self.undefined_register());
                    self.initialize_binding(id, binding.name, undefined);
                }
                (true, false) => {}
                (false, _) => {
                    let register = self.new_variable(id);
                    if begins_undefined {
                        self.load(register, Value::UNDEFINED);
                    } else if binding.kind.has_dead_zone() {
                        self.load(register, Value::UNINITIALIZED);
                        entered
                            .dead_zones
                            .extend(self.f.b.last().map(|instruction| (id, instruction)));
                    }
                }
            }
        }
    }

    /// A register that holds `undefined`.
    pub(super) fn undefined_register(&mut self) -> Register {
        let register = self.temporary();
        self.load(register, Value::UNDEFINED);
        register
    }

    /// Gives a binding a register of its own.
    pub(super) fn new_variable(&mut self, id: BindingId) -> Register {
        let register = self.temporary();
        self.place_variable(id, register);
        register
    }

    /// Lets a binding live in this register.
    pub(super) fn place_variable(&mut self, id: BindingId, register: Register) {
        self.binding_registers[id.index()] = register;
        let name = self.program.names.text(self.program.analysis.binding(id).name);
        self.f.b.name_register(register, &name);
    }

    /// Instantiates the functions declared in a scope.
    pub(super) fn hoist_functions(&mut self, id: ScopeId) -> Result {
        let program = self.program;
        for hoisted in &program.analysis.scope(id).functions_to_hoist {
            self.hoist_function(hoisted.binding, hoisted.function)?;
        }
        Ok(())
    }

    /// Instantiates a function declaration.
    pub(super) fn hoist_function(&mut self, id: BindingId, function: &'a Function<'a>) -> Result {
        let mark = self.f.b.mark();
        let name = self.program.analysis.binding(id).name;
        let is_of_caller = self.is_of_caller(id);
        let register = match is_of_caller {
            true => self.temporary(),
            false => match self.location(id) {
                Location::Register(register) => register,
                _ => self.temporary(),
            },
        };
        let hint = super::function::NameHint::Text(self.hoisted_name(name).into());
        self.function(function, register, hint)?;
        if is_of_caller {
            self.store_to_caller(id, register);
        } else if self.location(id) == Location::Global {
            let cache = self.f.b.cache(self.name(name));
            self.f.b.set_global(register, cache);
        } else {
            self.initialize_binding(id, name, register);
        }
        self.f.b.release(mark);
        Ok(())
    }

    /// Leaves a scope.
    pub(super) fn leave_scope(&mut self, entered: Entered) {
        for (binding, instruction) in entered.dead_zones {
            if !self.checked[binding.index()] {
                self.f.b.cancel(instruction);
            }
        }
        self.f.environment = entered.environment;
        self.scope = entered.scope;
        self.f.b.release(entered.mark);
    }

    /// The environment that a function made here closes over.
    pub(super) fn current_environment(&mut self) -> Register {
        match self.f.environment {
            Some(register) => register,
            None => {
                let register = self.temporary();
                self.f.b.callee_environment(register);
                register
            }
        }
    }

    /// The register in which the name's value stands, if it stands in one.
    pub(super) fn reference_register(
        &mut self,
        reference: &Reference,
        span: Span,
    ) -> Result<Option<Register>> {
        if reference.is_dynamic.get() {
            return Ok(None);
        }
        let is_early = self.throws_early(reference, span);
        let Location::Register(register) = self.location(reference.binding.get()) else {
            return Ok(None);
        };
        if is_early {
            return Ok(Some(register));
        }
        if reference.needs_tdz_check.get() {
            self.check_initialized(reference.binding.get(), reference.name, register, span);
        }
        Ok(Some(register))
    }

    /// A parameter that is used by the initialiser of an earlier one: always an error.
    fn throws_early(&mut self, reference: &Reference, span: Span) -> bool {
        let is_early = self.is_early(reference.binding.get());
        if is_early {
            let text = self.program.names.text(reference.name);
            self.throw_error(
                error_kind::REFERENCE,
                &format!("Cannot access '{text}' before initialization"),
                span.start,
            );
        }
        is_early
    }

    fn is_early(&self, id: BindingId) -> bool {
        id.is_some() && self.early[id.index()]
    }

    fn check_initialized(&mut self, id: BindingId, name: Name, register: Register, span: Span) {
        self.checked[id.index()] = true;
        let name = self.f.b.string(self.name(name));
        self.f.b.at(span.start).check_initialized(register, name);
    }

    /// Loads the value of a name.
    pub(super) fn load_reference(
        &mut self,
        reference: &Reference,
        span: Span,
        destination: Register,
    ) -> Result {
        let mark = self.f.b.mark();
        match self.find(reference, span) {
            Some(found) => self.load_found(found, reference, span, destination)?,
            None => self.load_static(reference, span, destination)?,
        }
        self.f.b.release(mark);
        Ok(())
    }

    /// Loads the value of a name from where it is bound in the source.
    pub(super) fn load_static(
        &mut self,
        reference: &Reference,
        span: Span,
        destination: Register,
    ) -> Result {
        if !reference.is_dynamic.get()
            && let Some(register) = self.reference_register(reference, span)?
        {
            self.move_to(destination, register);
            return Ok(());
        }
        let is_checked = reference.needs_tdz_check.get();
        match self.location(reference.binding.get()) {
            Location::Register(register) => self.move_to(destination, register),
            Location::Environment(environment, slot) if is_checked => {
                self.f.b.at(span.start).quote(span).get_variable_checked(
                    destination,
                    environment,
                    slot as i32,
                );
            }
            Location::Environment(environment, slot) => {
                self.f.b.get_variable(destination, environment, slot as i32)
            }
            Location::Outer(depth, slot) if is_checked => {
                self.f.b.at(span.start).quote(span).get_outer_checked(
                    destination,
                    depth as i32,
                    slot as i32,
                );
            }
            Location::Outer(depth, slot) => {
                self.f.b.get_outer(destination, depth as i32, slot as i32)
            }
            Location::Import(depth, slot) => self.f.b.at(span.start).quote(span).get_import(
                destination,
                depth as i32,
                slot as i32,
            ),
            Location::Global => self.load_global(reference.name, span, destination),
        }
        Ok(())
    }

    fn load_global(&mut self, name: Name, span: Span, destination: Register) {
        // These three are constants of every global object, which no script can shadow.
        match self.name(name) {
            b"undefined" => self.load(destination, Value::UNDEFINED),
            b"NaN" | b"Infinity" => {
                let number = if self.name(name) == b"NaN" { f64::NAN } else { f64::INFINITY };
                let constant = self.f.b.number(number);
                self.f.b.load_constant(destination, constant);
            }
            bytes => {
                let cache = self.f.b.cache(bytes);
                self.f.b.at(span.start).get_global(destination, cache);
            }
        }
    }

    /// The register to which a plain assignment to this name may write its value directly.
    pub(super) fn assignable_register(&self, reference: &Reference) -> Option<Register> {
        let id = reference.binding.get();
        if reference.is_dynamic.get()
            || reference.needs_tdz_check.get()
            || !id.is_some()
            || self.is_constant(id)
        {
            return None;
        }
        match self.location(id) {
            Location::Register(register) if !self.is_early(id) => Some(register),
            _ => None,
        }
    }

    /// Does assigning to this binding fail, loudly or silently?
    fn is_constant(&self, id: BindingId) -> bool {
        let binding = self.program.analysis.binding(id);
        match binding.kind {
            BindingKind::FunctionName => true,
            BindingKind::Class => {
                self.program.analysis.scope(binding.scope).kind == ScopeKind::Class
            }
            // Constants at the top level of scripts are the realm's: storing to them throws there.
            kind => kind.is_constant() && self.location(id) != Location::Global,
        }
    }

    /// Assigns to a name (https://tc39.es/ecma262/#sec-putvalue).
    pub(super) fn store_reference(
        &mut self,
        reference: &Reference,
        value: Register,
        span: Span,
    ) -> Result {
        let mark = self.f.b.mark();
        match self.find(reference, span) {
            Some(found) => self.store_found(found, reference, value, span)?,
            None => self.store_static(reference, value, span)?,
        }
        self.f.b.release(mark);
        Ok(())
    }

    /// Assigns to a name where it is bound in the source.
    pub(super) fn store_static(
        &mut self,
        reference: &Reference,
        value: Register,
        span: Span,
    ) -> Result {
        let id = reference.binding.get();
        if id.is_some() && self.is_constant(id) {
            return self.store_to_constant(reference, span);
        }
        let is_checked = reference.needs_tdz_check.get();
        if self.throws_early(reference, span) {
            return Ok(());
        }
        match self.location(id) {
            Location::Register(register) => {
                if is_checked {
                    self.check_initialized(id, reference.name, register, span);
                }
                self.move_to(register, value);
            }
            Location::Environment(environment, slot) if is_checked => {
                self.f.b.at(span.start).quote(span).set_variable_checked(
                    environment,
                    slot as i32,
                    value,
                );
            }
            Location::Environment(environment, slot) => {
                self.f.b.set_variable(environment, slot as i32, value)
            }
            Location::Outer(depth, slot) if is_checked => {
                self.f.b.at(span.start).quote(span).set_outer_checked(
                    depth as i32,
                    slot as i32,
                    value,
                );
            }
            Location::Outer(depth, slot) => self.f.b.set_outer(depth as i32, slot as i32, value),
            // A constant, which `is_constant` has said.
            Location::Import(..) => {}
            Location::Global => {
                let cache = self.f.b.cache(self.name(reference.name));
                self.f.b.at(span.start).set_global(value, cache);
            }
        }
        Ok(())
    }

    fn store_to_constant(&mut self, reference: &Reference, span: Span) -> Result {
        let kind = self.program.analysis.binding(reference.binding.get()).kind;
        if kind == BindingKind::FunctionName && !self.f.strict {
            return Ok(());
        }
        if reference.needs_tdz_check.get() {
            let mark = self.f.b.mark();
            let ignored = self.temporary();
            self.load_static(reference, span, ignored)?;
            self.f.b.release(mark);
        }
        self.throw_error(error_kind::TYPE, "Assignment to constant variable.", span.start);
        Ok(())
    }

    /// Gives a declared name its first value.
    pub(super) fn initialize_reference(&mut self, reference: &Reference, value: Register) {
        self.initialize_binding(reference.binding.get(), reference.name, value);
    }

    /// Gives a binding its first value.
    pub(super) fn initialize_binding(&mut self, id: BindingId, name: Name, value: Register) {
        match self.location(id) {
            Location::Register(register) => self.move_to(register, value),
            Location::Environment(environment, slot) => {
                self.f.b.set_variable(environment, slot as i32, value)
            }
            Location::Outer(depth, slot) => self.f.b.set_outer(depth as i32, slot as i32, value),
            // Linking has done it.
            Location::Import(..) => {}
            Location::Global => {
                let cache = self.f.b.cache(self.name(name));
                let is_lexical =
                    id.is_some() && self.program.analysis.binding(id).kind.is_lexical();
                if is_lexical {
                    self.f.b.initialize_global(value, cache);
                } else {
                    self.f.b.set_global(value, cache);
                }
            }
        }
    }

    /// Loads a binding that is known to be initialised.
    pub(super) fn load_binding(&mut self, id: BindingId) -> Register {
        match self.location(id) {
            Location::Register(register) => register,
            location => {
                let register = self.temporary();
                match location {
                    Location::Environment(environment, slot) => {
                        self.f.b.get_variable(register, environment, slot as i32)
                    }
                    Location::Outer(depth, slot) => {
                        self.f.b.get_outer(register, depth as i32, slot as i32)
                    }
                    Location::Import(depth, slot) => {
                        self.f.b.get_import(register, depth as i32, slot as i32)
                    }
                    Location::Register(_) | Location::Global => {
                        self.load(register, Value::UNDEFINED)
                    }
                }
                register
            }
        }
    }

    /// `this`, checked where `super()` may not have returned yet.
    pub(super) fn this(&mut self, reference: &Reference, span: Span) -> Result<Register> {
        let id = reference.binding.get();
        if !id.is_some() {
            return Ok(self.outermost_this());
        }
        let register = self.load_binding(id);
        let scope = self.program.analysis.binding(id).scope;
        let function = self.program.analysis.scope(scope).function;
        if self.program.analysis.function(function).is_derived_constructor {
            self.f.b.at(span.start).check_this(register);
        }
        Ok(register)
    }

    /// `this` of the top level: the program's own register; in an arrow function the global object, of a module
    /// `undefined`.
    fn outermost_this(&mut self) -> Register {
        if self.f.id == self.program.function {
            return Register(0);
        }
        let analysis = &self.program.analysis;
        if analysis.surroundings.as_ref().is_some_and(|outer| outer.is_in_module()) {
            let register = self.temporary();
            self.load(register, Value::UNDEFINED);
            return register;
        }
        let register = self.temporary();
        self.load(register, Value::UNDEFINED);
        if self.program.goal != Goal::Module {
            self.f.b.bind_this(register, register);
        }
        register
    }
}

/// Is a binding of this kind made by the function's prologue?
fn is_made_by_prologue(kind: BindingKind) -> bool {
    use BindingKind::*;
    matches!(
        kind,
        Param | This | Arguments | NewTarget | HomeObject | ActiveFunction | FunctionName
    )
}
