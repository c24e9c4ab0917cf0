//! Scripts: global declarations, the statements, the completion value.
//!
//! Invariant: the declarations are instantiated before anything else runs
//! (https://tc39.es/ecma262/#sec-globaldeclarationinstantiation).

use super::{Compiler, FunctionState, Result};
use crate::bytecode::template::{
    CompiledScript, Constant, Declarations, GlobalLexical, GlobalVariable,
};
use crate::runtime::code::flags;
use jsrun_parser::options::Goal;
use jsrun_parser::scope::{BindingKind, FunctionId};
use jsrun_parser::source::Span;

impl<'a> Compiler<'_, 'a> {
    /// Compiles the whole script.
    pub(super) fn script(mut self, with_value: bool) -> Result<CompiledScript> {
        let program = self.program;
        let span = Span::new(0, program.source.len() as u32);
        match program.goal {
            Goal::Script => {}
            Goal::DynamicFunction => {}
            _ => return self.unsupported("This goal is", Span::default()),
        }
        if with_value {
            self.f.completion = Some(self.temporary());
            self.clear_completion();
        }
        self.declare_globals();
        let entered = self.open_scope(program.scope);
        self.hoist_functions(program.scope)?;
        self.statements(program.body)?;
        match self.f.completion {
            Some(value) => self.return_register(value),
            None => self.return_undefined(Span::new(span.end, span.end))?,
        }
        self.leave_scope(entered);
        let state = std::mem::replace(&mut self.f, FunctionState::new(FunctionId(0), 0, false, 1));
        self.add_function(state, Box::default(), flags::TOP_LEVEL, 0, 0, span);
        Ok(CompiledScript { functions: self.functions, source: self.source })
    }

    fn declare_globals(&mut self) {
        let program = self.program;
        let mut declarations = Declarations::default();
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
                kind if kind.is_lexical() => {
                    declarations
                        .lexical
                        .push(GlobalLexical { name: name(), is_constant: kind.is_constant() });
                }
                _ => {}
            }
        }
        if declarations != Declarations::default() {
            let constant = self.f.b.constant(Constant::Declarations(declarations));
            self.f.b.declare_globals(constant);
        }
    }
}
