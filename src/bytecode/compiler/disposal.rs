//! `using` and `await using`: what a scope declares so is disposed of on every way out of it.
//!
//! Invariant: `FunctionState::disposables` is the capability of the innermost scope that has such declarations.

use super::{Compiler, Result};
use crate::bytecode::builder::Register;
use jsrun_parser::ast::{Stmt, StmtKind, VariableDeclaration, VariableKind};
use jsrun_parser::source::Span;

/// Does a declaration dispose of something, and if so, does it await that?
pub(super) fn disposes(declaration: &VariableDeclaration<'_>) -> Option<bool> {
    match declaration.kind {
        VariableKind::Using => Some(false),
        VariableKind::AwaitUsing => Some(true),
        _ => None,
    }
}

/// The same of a list of statements.
fn disposal_of(statements: &[&Stmt<'_>]) -> Option<bool> {
    let declared = statements.iter().filter_map(|statement| match &statement.kind {
        StmtKind::Variable(declaration) => disposes(declaration),
        _ => None,
    });
    declared.reduce(|a, b| a | b)
}

impl<'a> Compiler<'_, 'a> {
    /// The statements of a block or body.
    pub(super) fn disposing_statements(
        &mut self,
        statements: &[&'a Stmt<'a>],
        span: Span,
    ) -> Result {
        match disposal_of(statements) {
            None => self.statements(statements),
            Some(is_async) => self.disposing(is_async, span, |c| c.statements(statements)),
        }
    }

    /// Code with declarations of resources, which are disposed of behind it
    /// (https://tc39.es/ecma262/#sec-disposeresources).
    pub(super) fn disposing(
        &mut self,
        is_async: bool,
        span: Span,
        body: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        let mark = self.f.b.mark();
        let capability = self.temporary();
        self.f.b.new_dispose_capability(capability);
        let outer = self.f.disposables.replace(capability);
        self.protected(body, |c, kind, value| {
            c.f.disposables = outer;
            c.f.b.begin_disposal(capability, kind, value);
            let next = c.temporary();
            if is_async {
                c.dispose_async(capability, next, span)?;
            } else {
                c.f.b.at(span.end).dispose_next(next, capability);
            }
            c.f.b.at(span.end).end_disposal(capability);
            Ok(())
        })?;
        self.f.disposables = outer;
        self.f.b.release(mark);
        Ok(())
    }

    fn dispose_async(&mut self, capability: Register, next: Register, span: Span) -> Result {
        let (failed, end) = (self.f.b.label(), self.f.b.label());
        let exception = self.temporary();
        let head = self.loop_head(span.end);
        self.f.b.at(span.end).dispose_next(next, capability);
        self.f.b.jump_if_done(next, end);
        let handler = self.f.b.open_handler(failed, exception);
        self.await_register(next, next, Span::new(span.end, span.end))?;
        self.f.b.close_handler(handler);
        self.f.b.jump_always(head);
        self.f.b.bind(failed);
        self.f.b.disposal_failed(capability, exception);
        self.f.b.jump_always(head);
        self.f.b.bind(end);
        Ok(())
    }

    /// A value becomes a resource if its declaration says so.
    pub(super) fn add_disposable(&mut self, kind: VariableKind, value: Register, span: Span) {
        let hint = match kind {
            VariableKind::Using => 0,
            VariableKind::AwaitUsing => 1,
            _ => return,
        };
        if let Some(capability) = self.f.disposables {
            self.f.b.at(span.start).add_disposable(capability, value, hint);
        }
    }
}
