//! Scripts: global declarations, the statements, the completion value.
//!
//! Invariant: the declarations are instantiated before anything else runs
//! (https://tc39.es/ecma262/#sec-globaldeclarationinstantiation).

use super::scope::Entered;
use super::suspension::SuspensionKind;
use super::{Compiler, FunctionState, Result};
use crate::bytecode::builder::Register;
use crate::bytecode::template::{
    CompiledScript, Constant, Declarations, GlobalLexical, GlobalVariable,
};
use crate::runtime::code::flags;
use jsrun_parser::name::Name;
use jsrun_parser::options::Goal;
use jsrun_parser::scope::{BindingKind, FunctionId};
use jsrun_parser::source::Span;

impl<'a> Compiler<'_, 'a> {
    /// Compiles the whole script.
    pub(super) fn script(mut self, with_value: bool) -> Result<CompiledScript> {
        let program = self.program;
        let span = Span::new(0, program.source.len() as u32);
        match program.goal {
            Goal::Script | Goal::Session | Goal::DynamicFunction | Goal::Eval => {}
            _ => return self.unsupported("This goal is", Span::default()),
        }
        let mut flags = flags::TOP_LEVEL;
        let awaits = program.goal == Goal::Session && program.has_top_level_await;
        if awaits {
            flags |= flags::ASYNC;
            self.begin_suspension(SuspensionKind::Async, 0);
        }
        if with_value {
            self.f.completion = Some(self.temporary());
            self.clear_completion();
        }
        let mut entered = self.open_scope(program.scope);
        if program.goal == Goal::Eval {
            self.declare_eval(&mut entered);
        } else {
            self.declare_globals();
        }
        self.hoist_functions(program.scope)?;
        self.statements(program.body)?;
        match self.f.completion {
            Some(value) if awaits => self.return_boxed(value)?,
            Some(value) => self.return_register(value)?,
            None => self.return_undefined(Span::new(span.end, span.end))?,
        }
        self.end_suspension();
        self.leave_scope(entered);
        let state =
            std::mem::replace(&mut self.f, FunctionState::new(FunctionId::NONE, 0, false, 1));
        let name: &[u8] = if program.goal == Goal::Eval { b"eval" } else { b"" };
        self.add_function(state, name.into(), flags, 0, 0, span);
        Ok(CompiledScript { functions: self.functions, source: self.source })
    }

    /// Ends an input that awaits with its completion value: in an environment, which is no object, so that the promise of the
    /// input is not resolved with that of a promise or thenable.
    fn return_boxed(&mut self, value: Register) -> Result {
        let boxed = self.temporary();
        self.f.b.callee_environment(boxed);
        self.f.b.new_environment(boxed, boxed, 1);
        self.f.b.set_variable(boxed, 0, value);
        self.return_register(boxed)
    }

    /// Declares what eval code does: its own bindings, and the variables that it adds to its caller or to the global object
    /// (https://tc39.es/ecma262/#sec-evaldeclarationinstantiation).
    fn declare_eval(&mut self, entered: &mut Entered) {
        let program = self.program;
        let analysis = &program.analysis;
        self.f.closure_depth = analysis.scope(program.scope).environment_depth;
        // A `super()` in it belongs to a class of which nothing is known here.
        self.f.class_has_fields = true;
        self.declare_bindings(program.scope, entered);
        if program.strict {
            return;
        }
        match self.variable_environment() {
            Some(environment) => {
                let bindings = &analysis.scope(program.scope).bindings;
                let names: Vec<Name> = bindings
                    .iter()
                    .map(|id| analysis.binding(*id))
                    .filter(|binding| {
                        matches!(binding.kind, BindingKind::Var | BindingKind::Function)
                            && !binding.of_caller.is_some()
                    })
                    .map(|binding| binding.name)
                    .collect();
                self.declare_caller_variables(&names, environment);
            }
            None => self.declare_globals(),
        }
    }

    fn declare_globals(&mut self) {
        let program = self.program;
        let is_eval = program.goal == Goal::Eval;
        let is_session = program.goal == Goal::Session;
        let nothing = Declarations { is_eval, is_session, ..Declarations::default() };
        let mut declarations = nothing.clone();
        for &id in &program.analysis.scope(program.scope).bindings {
            let binding = program.analysis.binding(id);
            let name = || program.names.bytes(binding.name).into();
            match binding.kind {
                BindingKind::Var => {
                    declarations
                        .variables
                        .push(GlobalVariable { name: name(), is_annex_b: binding.is_annex_b });
                }
                BindingKind::Function => declarations.functions.push(name()),
                kind if kind.is_lexical() && !is_eval => {
                    declarations
                        .lexical
                        .push(GlobalLexical { name: name(), is_constant: kind.is_constant() });
                }
                _ => {}
            }
        }
        if declarations != nothing {
            let constant = self.f.b.constant(Constant::Declarations(declarations));
            self.f.b.declare_globals(constant);
        }
    }
}
