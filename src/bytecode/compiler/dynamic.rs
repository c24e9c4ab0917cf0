//! Names that only run time can find, `with`, and direct `eval`.
//!
//! Invariant: such a name is first looked for in the dynamic environments between its use and its static binding; where
//! none has it, the access goes on as if they were not there.

use super::chain::this_of;
use super::{Compiler, Result};
use crate::bytecode::builder::{ConstantIndex, Register};
use crate::bytecode::template::{Constant, EvalTemplate};
use crate::value::Value;
use jsrun_parser::ast::{Call, Element, Reference, With};
use jsrun_parser::name::Name;
use jsrun_parser::scope::{BindingId, BindingKind, ScopeId, ScopeKind};
use jsrun_parser::source::Span;
use std::rc::Rc;

/// A name that has been looked for.
#[derive(Clone, Copy)]
pub(super) struct Found {
    /// The object that has the name, or `undefined`.
    pub(super) object: Register,
    /// The name.
    pub(super) lookup: ConstantIndex,
}

impl<'a> Compiler<'_, 'a> {
    /// Looks for a dynamic name; none for a name that is known statically.
    pub(super) fn find(&mut self, reference: &Reference, span: Span) -> Option<Found> {
        let object = reference.is_dynamic.get().then(|| self.temporary())?;
        Some(self.find_into(reference, span, object))
    }

    fn find_into(&mut self, reference: &Reference, span: Span, object: Register) -> Found {
        let lookup = self.lookup(reference);
        let mark = self.f.b.mark();
        let environment = self.current_environment();
        self.f.b.at(span.start).find_dynamic(object, environment, lookup);
        self.f.b.release(mark);
        Found { object, lookup }
    }

    /// The constant that names what to look for, and in how many environments.
    fn lookup(&mut self, reference: &Reference) -> ConstantIndex {
        let analysis = &self.program.analysis;
        let id = reference.binding.get();
        let limit =
            match id.is_some() && analysis.scope(analysis.binding(id).scope).needs_environment {
                true => analysis.environments_between(self.scope, analysis.binding(id).scope),
                false => i32::MAX as u32,
            };
        self.lookup_constant(reference.name, limit)
    }

    fn lookup_constant(&mut self, name: Name, limit: u32) -> ConstantIndex {
        let name = self.name(name).into();
        self.f.b.constant(Constant::Lookup { name, limit })
    }

    /// Does one thing with the object that has the name, and another if none has.
    fn if_found(
        &mut self,
        found: Found,
        dynamic: impl FnOnce(&mut Self),
        otherwise: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        let (is_static, end) = (self.f.b.label(), self.f.b.label());
        self.f.b.jump_if_undefined(found.object, is_static);
        dynamic(self);
        self.f.b.jump_always(end);
        self.f.b.bind(is_static);
        otherwise(self)?;
        self.f.b.bind(end);
        Ok(())
    }

    /// Loads the value of a name that has been looked for.
    pub(super) fn load_found(
        &mut self,
        found: Found,
        reference: &Reference,
        span: Span,
        destination: Register,
    ) -> Result {
        self.if_found(
            found,
            |c| c.f.b.at(span.start).get_dynamic(destination, found.object, found.lookup),
            |c| c.load_static(reference, span, destination),
        )
    }

    /// Assigns to a name that has been looked for.
    pub(super) fn store_found(
        &mut self,
        found: Found,
        reference: &Reference,
        value: Register,
        span: Span,
    ) -> Result {
        self.if_found(
            found,
            |c| c.f.b.at(span.start).set_dynamic(found.object, found.lookup, value),
            |c| c.store_static(reference, value, span),
        )
    }

    /// The operand of `typeof`, which need not exist.
    pub(super) fn load_typeof_operand(
        &mut self,
        reference: &Reference,
        span: Span,
        destination: Register,
    ) -> Result {
        let load = |c: &mut Self| match reference.binding.get().is_some() {
            true => c.load_static(reference, span, destination),
            false => {
                let cache = c.f.b.cache(c.name(reference.name));
                c.f.b.at(span.start).get_global_or_undefined(destination, cache);
                Ok(())
            }
        };
        match self.find(reference, span) {
            Some(found) => self.if_found(
                found,
                |c| c.f.b.at(span.start).get_dynamic(destination, found.object, found.lookup),
                load,
            ),
            None => load(self),
        }
    }

    /// `delete name`
    pub(super) fn delete_name(
        &mut self,
        reference: &Reference,
        span: Span,
        destination: Register,
    ) -> Result {
        let delete = |c: &mut Self| {
            if c.location(reference.binding.get()) == super::scope::Location::Global {
                let key = c.f.b.string(c.name(reference.name));
                c.f.b.at(span.start).delete_global(destination, key);
            } else {
                c.load(destination, Value::FALSE);
            }
            Ok(())
        };
        match self.find(reference, span) {
            Some(found) => self.if_found(
                found,
                |c| c.f.b.at(span.start).delete_dynamic(destination, found.object, found.lookup),
                delete,
            ),
            None => delete(self),
        }
    }

    /// Loads a dynamic name that is called, and the `this` of the call.
    pub(super) fn dynamic_callee(
        &mut self,
        reference: &Reference,
        span: Span,
        base: Register,
    ) -> Result {
        let this = this_of(base);
        let found = self.find_into(reference, span, this);
        self.if_found(
            found,
            |c| {
                let b = c.f.b.at(span.start);
                b.get_dynamic(base, this, found.lookup);
                b.dynamic_this(this, this);
            },
            |c| c.load_static(reference, span, base),
        )
    }

    /// Lets the scope that has just been entered be asked for names at run time, if it is one of these.
    pub(super) fn make_dynamic(&mut self, id: ScopeId) {
        let scope = self.program.analysis.scope(id);
        if scope.is_dynamic && scope.kind != ScopeKind::With {
            let mark = self.f.b.mark();
            let undefined = self.temporary();
            self.load(undefined, Value::UNDEFINED);
            let environment = self.environments[id.index()].1;
            self.f.b.make_dynamic(environment, undefined);
            self.f.b.release(mark);
        }
    }

    /// `with` (https://tc39.es/ecma262/#sec-with-statement)
    pub(super) fn with(&mut self, with: &'a With<'a>) -> Result {
        self.clear_completion();
        let value = self.operand(with.object)?;
        let object = self.temporary();
        self.f.b.at(with.object.span.start).to_object(object, value);
        let entered = self.open_scope(with.scope.get());
        let environment = self.environments[with.scope.get().index()].1;
        self.f.b.make_dynamic(environment, object);
        self.statement(with.body)?;
        self.leave_scope(entered);
        Ok(())
    }

    /// `eval(…)`, whose callee stands in `base` and whose arguments stand behind it.
    pub(super) fn direct_eval(
        &mut self,
        call: &'a Call<'a>,
        base: Register,
        destination: Register,
        ordinary: impl FnOnce(&mut Self),
    ) -> Result {
        let (not_eval, end) = (self.f.b.label(), self.f.b.label());
        let mark = self.f.b.mark();
        let is_eval = self.temporary();
        self.f.b.is_eval(is_eval, base);
        self.f.b.jump_if_false(is_eval, not_eval);
        self.f.b.release(mark);
        if call.arguments.is_empty() {
            self.load(destination, Value::UNDEFINED);
        } else {
            match self.f.environment {
                Some(environment) => self.f.b.mov(base, environment),
                None => self.f.b.callee_environment(base),
            }
            let site = self.eval_site(call);
            self.f.b.at(call.callee.span.start).direct_eval(destination, base, site);
        }
        self.f.b.jump_always(end);
        self.f.b.bind(not_eval);
        ordinary(self);
        self.f.b.bind(end);
        Ok(())
    }

    fn eval_site(&mut self, call: &'a Call<'a>) -> i32 {
        let program = self.program;
        let surroundings =
            self.describer.surroundings(&program.analysis, &program.names, call.eval.get());
        let has_spread =
            call.arguments.iter().any(|argument| matches!(argument, Element::Spread(_)));
        self.f.evals.push(EvalTemplate { surroundings: Rc::new(surroundings), has_spread });
        self.f.evals.len() as i32 - 1
    }

    /// Is this a `var` or function of sloppy eval code, which belongs to whoever called `eval`?
    pub(super) fn is_of_caller(&self, id: BindingId) -> bool {
        let program = self.program;
        let binding = program.analysis.binding(id);
        matches!(binding.kind, BindingKind::Var | BindingKind::Function)
            && program.analysis.scope(binding.scope).kind == ScopeKind::Eval
            && !program.strict
    }

    /// Stores a `var` or function of eval code to the caller's variable that it is.
    pub(super) fn store_to_caller(&mut self, id: BindingId, value: Register) {
        let binding = self.program.analysis.binding(id);
        if binding.of_caller.is_some() {
            self.initialize_binding(binding.of_caller, binding.name, value);
        } else if let Some(environment) = self.variable_environment() {
            let mark = self.f.b.mark();
            let object = self.temporary();
            let lookup = self.lookup_constant(binding.name, 0);
            self.load_variable_environment(object, environment);
            self.f.b.declare_dynamic(object, object, lookup);
            self.f.b.set_dynamic(object, lookup, value);
            self.f.b.release(mark);
        } else {
            let cache = self.f.b.cache(self.name(binding.name));
            self.f.b.set_global(value, cache);
        }
    }

    /// How many environments outward from the one of eval code that is where it makes variables; none if they are globals.
    pub(super) fn variable_environment(&self) -> Option<u32> {
        let analysis = &self.program.analysis;
        let surroundings = analysis.surroundings.as_ref()?;
        if surroundings.declares_globals() {
            return None;
        }
        let outer = analysis.scope(ScopeId(surroundings.variable_scope));
        Some(analysis.scope(self.program.scope).environment_depth - 1 - outer.environment_depth)
    }

    fn load_variable_environment(&mut self, destination: Register, depth: u32) {
        // It is the eval code itself that runs: it closes over the environment of its caller.
        self.f.b.callee_environment(destination);
        for _ in 0..depth {
            self.f.b.parent_environment(destination, destination);
        }
    }

    /// Makes the variables of eval code that `eval` adds to a function.
    pub(super) fn declare_caller_variables(&mut self, names: &[Name], environment: u32) {
        let mark = self.f.b.mark();
        let (scope, object) = (self.temporary(), self.temporary());
        self.load_variable_environment(scope, environment);
        for name in names {
            let lookup = self.lookup_constant(*name, 0);
            self.f.b.declare_dynamic(object, scope, lookup);
        }
        self.f.b.release(mark);
    }
}
