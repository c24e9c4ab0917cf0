//! Functions: the closure that an expression makes, and the code of the function with its prologue.
//!
//! Invariant: the prologue does what FunctionDeclarationInstantiation does, in its order
//! (https://tc39.es/ecma262/#sec-functiondeclarationinstantiation).

use super::pattern::Store;
use super::suspension::SuspensionKind;
use super::{Compiler, FunctionState, Result};
use crate::bytecode::builder::{ConstantIndex, Register};
use crate::bytecode::template::{Constant, FunctionTemplate};
use crate::runtime::code::flags;
use jsrun_parser::ast::{
    ClassInitializer, Expr, ExprKind, Function, FunctionBody, FunctionKind, Pattern, PatternKind,
};
use jsrun_parser::name::Name;
use jsrun_parser::scope::{BindingId, BindingKind, FunctionId, ScopeId};
use jsrun_parser::source::Span;
use std::borrow::Cow;

/// The name that a function or class gets from where it stands.
#[derive(Clone)]
pub(super) enum NameHint<'a> {
    /// None.
    None,
    /// A name that is known.
    Text(Cow<'a, [u8]>),
    /// A computed property key.
    Key(Register),
}

/// A function that was left to compile another.
pub(super) struct Suspended {
    outer: FunctionState,
}

impl<'a> Compiler<'_, 'a> {
    /// Makes the closure of a function.
    pub(super) fn function(
        &mut self,
        function: &'a Function<'a>,
        destination: Register,
        hint: NameHint<'a>,
    ) -> Result {
        let (name, key) = match hint {
            _ if function.name.is_some() => {
                (function.name.map(|ident| self.name(ident.reference.name).into()), None)
            }
            NameHint::None => (None, None),
            NameHint::Text(text) => (Some(text), None),
            NameHint::Key(key) => (None, Some(key)),
        };
        let prefix = match function.kind {
            FunctionKind::Getter => 1,
            FunctionKind::Setter => 2,
            _ => 0,
        };
        let mut full: Vec<u8> = [&b""[..], b"get ", b"set "][prefix].to_vec();
        full.extend_from_slice(name.as_deref().unwrap_or_default());
        let code = self.nested(function.span, |c| c.function_code(function, full.into()))?;
        let mark = self.f.b.mark();
        let environment = self.current_environment();
        self.f.b.new_function(destination, code, environment);
        self.f.b.release(mark);
        if let Some(key) = key {
            self.f.b.set_function_name(destination, key, prefix as i32);
        }
        Ok(())
    }

    /// Compiles the code of a function; the result is its constant in the function around it.
    pub(super) fn function_code(
        &mut self,
        function: &'a Function<'a>,
        name: Box<[u8]>,
    ) -> Result<ConstantIndex> {
        let id = function.id.get();
        let info = self.program.analysis.function(id);
        let parameter_count = function.params.len() as u32;
        let outermost = if function.name_scope.get().is_some() {
            function.name_scope.get()
        } else {
            function.scope.get()
        };
        let suspended = self.begin_function(id, outermost, function.strict.get(), parameter_count);
        self.f.is_derived = function.kind == FunctionKind::DerivedConstructor;
        if function.kind == FunctionKind::Arrow {
            self.f.class_has_fields = suspended.outer.class_has_fields;
        }
        let has_rest = function.rest.is_some();
        let mut flags = function_flags(function);
        if info.uses_arguments() || has_rest {
            flags |= flags::KEEPS_SURPLUS;
        }
        if matches!(function.kind, FunctionKind::BaseConstructor | FunctionKind::DerivedConstructor)
        {
            self.f.class_has_fields = suspended.outer.class_has_fields;
        }

        if let Some(kind) = SuspensionKind::of(function.is_async, function.is_generator) {
            self.begin_suspension(kind, function.span.start);
        }
        let name_scope = self.open_scope(function.name_scope.get());
        if info.name_binding.is_some() {
            self.bind_special(info.name_binding, |b, register| b.load_callee(register));
        }
        let mut scope = self.open_scope(function.scope.get());
        self.bind_this_and_kin(id);
        if function.kind == FunctionKind::BaseConstructor && self.f.class_has_fields {
            self.initialize_own_fields(function.span);
        }
        self.parameters(function)?;
        let mut body_scope = self.open_scope(if info.has_separate_body_scope {
            function.body_scope.get()
        } else {
            ScopeId::NONE
        });
        self.declare_bindings(function.scope.get(), &mut scope);
        self.hoist_functions(function.scope.get())?;
        if info.has_separate_body_scope {
            self.declare_bindings(function.body_scope.get(), &mut body_scope);
            self.copy_parameters_to_variables(function.body_scope.get());
            self.hoist_functions(function.body_scope.get())?;
        }
        self.suspend_before_body(function.span.start);
        match function.body {
            FunctionBody::Statements(statements) => {
                let statements =
                    statements.get(function.directive_count as usize..).unwrap_or_default();
                self.disposing_statements(statements, function.span)?;
                self.return_undefined(Span::new(
                    function.span.end.saturating_sub(1),
                    function.span.end,
                ))?;
            }
            FunctionBody::Expression(expr) => self.return_value(expr)?,
        }
        self.end_suspension();
        self.leave_scope(body_scope);
        self.leave_scope(scope);
        self.leave_scope(name_scope);
        Ok(self.end_function(
            suspended,
            name,
            flags,
            parameter_count,
            function.length,
            function.span,
        ))
    }

    /// Begins the code of another function.
    pub(super) fn begin_function(
        &mut self,
        id: FunctionId,
        outermost: ScopeId,
        strict: bool,
        parameter_count: u32,
    ) -> Suspended {
        self.serial += 1;
        let mut state = FunctionState::new(id, self.serial, strict, parameter_count + 1);
        if outermost.is_some() {
            state.closure_depth = self.program.analysis.scope(outermost).environment_depth;
        }
        Suspended { outer: std::mem::replace(&mut self.f, state) }
    }

    /// Ends the code of a function and goes back to the one around it.
    pub(super) fn end_function(
        &mut self,
        suspended: Suspended,
        name: Box<[u8]>,
        flags: u32,
        parameter_count: u32,
        length: u32,
        span: Span,
    ) -> ConstantIndex {
        let state = std::mem::replace(&mut self.f, suspended.outer);
        let index = self.add_function(state, name, flags, parameter_count, length, span);
        self.f.b.constant(Constant::Function(index))
    }

    /// Adds the finished function to the list.
    pub(super) fn add_function(
        &mut self,
        state: FunctionState,
        name: Box<[u8]>,
        flags: u32,
        parameter_count: u32,
        length: u32,
        span: Span,
    ) -> u32 {
        let strict = if state.strict { flags::STRICT } else { 0 };
        let template = FunctionTemplate {
            name,
            flags: flags | strict,
            parameter_count,
            length,
            evals: state.evals.into(),
            template_sites: state.template_sites,
            span: (span.start, span.end),
            ..state.b.finish().into_template()
        };
        #[cfg(debug_assertions)]
        if let Err(error) = crate::bytecode::validator::validate(&template) {
            panic!("invalid bytecode for {:?}: {error}", String::from_utf8_lossy(&template.name));
        }
        self.functions.push(template);
        self.functions.len() as u32 - 1
    }

    /// Initialises a binding that is not declared in the source with what `emit` puts into a register.
    fn bind_special(
        &mut self,
        id: BindingId,
        emit: impl FnOnce(&mut crate::bytecode::builder::Builder, Register),
    ) {
        let binding = self.program.analysis.binding(id);
        if binding.captured {
            let mark = self.f.b.mark();
            let register = self.temporary();
            emit(&mut self.f.b, register);
            self.initialize_binding(id, binding.name, register);
            self.f.b.release(mark);
        } else {
            let register = self.new_variable(id);
            emit(&mut self.f.b, register);
        }
    }

    /// `this`, `new.target`, the home object, the running function: those that the function or its arrows use.
    pub(super) fn bind_this_and_kin(&mut self, id: FunctionId) {
        let info = self.program.analysis.function(id);
        if info.is_arrow {
            return;
        }
        if info.this_binding.is_some() {
            let this = Register(0);
            if !self.f.strict {
                self.f.b.bind_this(this, this);
            }
            let binding = self.program.analysis.binding(info.this_binding);
            if !binding.captured {
                self.place_variable(info.this_binding, this);
            } else if !info.is_derived_constructor {
                self.initialize_binding(info.this_binding, binding.name, this);
            }
        }
        if info.new_target_binding.is_some() {
            self.bind_special(info.new_target_binding, |b, register| b.load_new_target(register));
        }
        // The home object is found through the function, so both bindings hold the function.
        for id in [info.home_object_binding, info.active_function_binding] {
            if id.is_some() {
                self.bind_special(id, |b, register| b.load_callee(register));
            }
        }
    }

    /// Runs the field initialisers of the class on the new instance.
    pub(super) fn initialize_own_fields(&mut self, span: Span) {
        let mark = self.f.b.mark();
        let callee = self.temporary();
        self.f.b.load_callee(callee);
        self.f.b.at(span.start).initialize_fields(callee, Register(0));
        self.f.b.release(mark);
    }

    /// Binds the parameters and `arguments`.
    fn parameters(&mut self, function: &'a Function<'a>) -> Result {
        let program = self.program;
        let info = program.analysis.function(function.id.get());
        let mut map: Vec<i32> = Vec::with_capacity(function.params.len());
        let is_mapped =
            info.uses_arguments() && function.has_simple_params && !function.strict.get();
        let mut early = EarlyParameters::default();
        if function.has_simple_params {
            for (index, pattern) in function.params.iter().enumerate() {
                let PatternKind::Binding(reference) = &pattern.kind else { continue };
                let id = reference.binding.get();
                let slot = self.place_parameter(id, reference.name, Register(index as u32 + 1));
                // Of several parameters with one name, the last has it.
                if slot >= 0 && function.params.len() > 1 && info.has_duplicate_parameters {
                    map.iter_mut().filter(|other| **other == slot).for_each(|other| *other = -1);
                }
                map.push(slot);
            }
        } else {
            early.list = self.declare_parameters(function);
        }
        if info.uses_arguments() {
            self.arguments_object(
                info.arguments_binding,
                function.scope.get(),
                is_mapped.then_some(map),
            );
        }
        if !function.has_simple_params {
            for (index, pattern) in function.params.iter().enumerate() {
                self.parameter(pattern, Register(index as u32 + 1), &mut early)?;
            }
        }
        if let Some(rest) = function.rest {
            let mark = self.f.b.mark();
            let register = match self.early_register(rest) {
                Some(register) => register,
                None => self.temporary(),
            };
            self.f.b.rest_arguments(register, function.params.len() as i32);
            early.end(self, rest.span.end);
            self.bind_pattern(rest, register, Store::Initialize)?;
            self.f.b.release(mark);
        }
        Ok(())
    }

    /// Puts a parameter where it lives; the result is its slot in the environment, or -1.
    fn place_parameter(&mut self, id: BindingId, name: Name, register: Register) -> i32 {
        let binding = self.program.analysis.binding(id);
        if binding.captured {
            self.initialize_binding(id, name, register);
            binding.slot as i32
        } else {
            self.place_variable(id, register);
            -1
        }
    }

    /// Gives registers to parameters that are bound one after the other, all uninitialised at first.
    fn declare_parameters(&mut self, function: &'a Function<'a>) -> Vec<BindingId> {
        let program = self.program;
        let mut early = Vec::new();
        let analysis = &program.analysis;
        for (index, pattern) in function.params.iter().enumerate() {
            if let Some(id) = plain_parameter(pattern)
                && !analysis.binding(id).captured
            {
                self.place_variable(id, Register(index as u32 + 1));
            }
        }
        for &id in &analysis.scope(function.scope.get()).bindings {
            let binding = analysis.binding(id);
            if binding.kind == BindingKind::Param {
                if !binding.captured && self.binding_registers[id.index()] == super::NO_REGISTER {
                    self.new_variable(id);
                }
                self.early[id.index()] = true;
                early.push(id);
            }
        }
        early
    }

    /// The register of a plain parameter that is bound next.
    fn early_register(&mut self, pattern: &'a Pattern<'a>) -> Option<Register> {
        let id = plain_parameter(pattern)?;
        let register = self.binding_registers[id.index()];
        (!self.program.analysis.binding(id).captured).then_some(register)
    }

    /// Binds one parameter of a list that is not simple.
    fn parameter(
        &mut self,
        pattern: &'a Pattern<'a>,
        register: Register,
        early: &mut EarlyParameters,
    ) -> Result {
        let mut inner = pattern;
        if let PatternKind::Default { pattern: target, value } = &pattern.kind {
            let present = self.f.b.label();
            self.f.b.jump_if_not_undefined(register, present);
            let name = match &target.kind {
                PatternKind::Binding(reference) => NameHint::Text(self.name(reference.name).into()),
                _ => NameHint::None,
            };
            self.named_into(value, register, name)?;
            self.f.b.bind(present);
            inner = target;
        }
        early.end(self, pattern.span.end);
        self.bind_pattern(inner, register, Store::Initialize)
    }

    fn arguments_object(&mut self, id: BindingId, scope: ScopeId, map: Option<Vec<i32>>) {
        let environment = self.environments[scope.index()];
        match map {
            Some(map) if map.iter().any(|slot| *slot >= 0) && environment.0 == self.f.serial => {
                let map = self.f.b.constant(Constant::ArgumentsMap(map.into()));
                self.bind_special(id, |b, register| {
                    b.mapped_arguments(register, environment.1, map)
                });
            }
            Some(_) => {
                // No parameter is a variable of an environment, so nothing is mapped; but it is the sloppy kind.
                let map = self.f.b.constant(Constant::ArgumentsMap(Box::default()));
                self.bind_special(id, |b, register| {
                    b.callee_environment(register);
                    b.new_environment(register, register, 0);
                    b.mapped_arguments(register, register, map);
                });
            }
            None => self.bind_special(id, |b, register| b.unmapped_arguments(register)),
        }
    }

    /// Variables of a separate body scope begin with the values of the parameters of the same names.
    fn copy_parameters_to_variables(&mut self, scope: ScopeId) {
        let program = self.program;
        for &id in &program.analysis.scope(scope).bindings {
            let binding = program.analysis.binding(id);
            if binding.initial_value_from.is_some() {
                let mark = self.f.b.mark();
                let value = self.load_binding(binding.initial_value_from);
                self.initialize_binding(id, binding.name, value);
                self.f.b.release(mark);
            }
        }
    }

    /// Compiles the initialiser function of a class with the code that `body` emits.
    pub(super) fn initializer_code(
        &mut self,
        initializer: &'a ClassInitializer,
        name: &[u8],
        span: Span,
        body: impl FnOnce(&mut Self) -> Result,
    ) -> Result<ConstantIndex> {
        let id = initializer.function.get();
        let suspended = self.begin_function(id, initializer.scope.get(), true, 0);
        let mut scope = self.open_scope(initializer.scope.get());
        self.bind_this_and_kin(id);
        if initializer.scope.get().is_some() {
            self.declare_bindings(initializer.scope.get(), &mut scope);
        }
        body(self)?;
        self.return_undefined(span)?;
        self.leave_scope(scope);
        Ok(self.end_function(suspended, name.into(), flags::METHOD, 0, 0, span))
    }

    /// Is this a function or class without a name, which takes one from where it stands?
    pub(super) fn is_anonymous_function(&self, expr: &'a Expr<'a>) -> bool {
        match &expr.without_parentheses().kind {
            ExprKind::Function(function) => function.name.is_none(),
            ExprKind::Class(class) => class.name.is_none(),
            _ => false,
        }
    }

    /// Evaluates an expression that gives its value a name if it is a function without one
    /// (https://tc39.es/ecma262/#sec-runtime-semantics-namedevaluation).
    pub(super) fn named_into(
        &mut self,
        expr: &'a Expr<'a>,
        destination: Register,
        hint: NameHint<'a>,
    ) -> Result {
        if !self.is_anonymous_function(expr) {
            return self.into(expr, destination);
        }
        match &expr.without_parentheses().kind {
            ExprKind::Function(function) => self.function(function, destination, hint),
            ExprKind::Class(class) => self.nested(expr.span, |c| c.class(class, destination, hint)),
            _ => self.into(expr, destination),
        }
    }
}

fn function_flags(function: &Function<'_>) -> u32 {
    let generator = if function.is_generator { flags::GENERATOR } else { 0 };
    let asynchronous = if function.is_async { flags::ASYNC } else { 0 };
    let kind = match function.kind {
        FunctionKind::Normal if generator | asynchronous != 0 => 0,
        FunctionKind::Normal => flags::BASE_CONSTRUCTOR,
        FunctionKind::Arrow => flags::ARROW,
        FunctionKind::Method | FunctionKind::Getter | FunctionKind::Setter => flags::METHOD,
        FunctionKind::BaseConstructor => flags::CLASS_CONSTRUCTOR | flags::BASE_CONSTRUCTOR,
        FunctionKind::DerivedConstructor => flags::CLASS_CONSTRUCTOR | flags::DERIVED_CONSTRUCTOR,
    };
    kind | generator | asynchronous
}

/// The binding of a parameter that is a name, perhaps with a default.
fn plain_parameter(pattern: &Pattern<'_>) -> Option<BindingId> {
    match &pattern.kind {
        PatternKind::Binding(reference) => Some(reference.binding.get()),
        PatternKind::Default { pattern, .. } => match &pattern.kind {
            PatternKind::Binding(reference) => Some(reference.binding.get()),
            _ => None,
        },
        _ => None,
    }
}

/// The parameters that are not initialised yet, in the order of their declaration.
#[derive(Default)]
struct EarlyParameters {
    list: Vec<BindingId>,
    done: usize,
}

impl EarlyParameters {
    /// Those declared before `end` count as initialised from now on.
    fn end(&mut self, compiler: &mut Compiler<'_, '_>, end: u32) {
        while let Some(id) = self.list.get(self.done)
            && compiler.program.analysis.binding(*id).declared_at.start < end
        {
            compiler.early[id.index()] = false;
            self.done += 1;
        }
    }
}
