//! Labels, and what `break` and `continue` may leave.

use crate::ast::*;
use crate::name::Name;
use crate::scope::walk::{Walker, Work};
use crate::source::Span;

const FUNCTION_PLACE: &str =
    "In strict mode code, functions can only be declared at top level or inside a block.";

/// A label in reach.
#[derive(Clone, Copy)]
pub(crate) struct LabelState {
    /// The context that it belongs to.
    serial: u32,
    /// It labels a loop.
    is_loop: bool,
}

impl<'a> Walker<'a, '_> {
    /// A statement with one label or more.
    pub(crate) fn labelled(&mut self, stmt: &'a Stmt<'a>) {
        let mut body = stmt;
        while let StmtKind::Labeled { body: next, .. } = body.kind {
            body = next;
        }
        let is_loop = matches!(
            body.kind,
            StmtKind::For(_)
                | StmtKind::ForEach(_)
                | StmtKind::While { .. }
                | StmtKind::DoWhile { .. }
        );
        let serial = self.context().serial;
        let mut here = stmt;
        while let StmtKind::Labeled { label, body: next } = here.kind {
            let length = self.names.bytes(label).len() as u32;
            let span = Span::new(here.span.start, here.span.start + length);
            self.check_reserved(label, span);
            let before = self.labels.insert(label, LabelState { serial, is_loop });
            if before.is_some_and(|before| before.serial == serial) {
                let text = self.names.text(label);
                self.fail(format!("Label '{text}' has already been declared"), span);
            }
            self.work.push(Work::CloseLabel(label, before));
            here = next;
        }
        if let StmtKind::Function(function) = body.kind
            && self.context().strict
        {
            self.fail(FUNCTION_PLACE, function.span);
        }
        self.work.push(Work::Statement(body));
    }

    /// A function as a branch of `if` is one in a block that the source does not have.
    pub(crate) fn check_branch(&mut self, branch: &'a Stmt<'a>) {
        if let StmtKind::Block(block) = branch.kind
            && let [only] = block.body
            && only.span == block.span
        {
            self.fail(FUNCTION_PLACE, only.span);
        }
    }

    pub(crate) fn close_label(&mut self, name: Name, before: Option<LabelState>) {
        match before {
            Some(before) => self.labels.insert(name, before),
            None => self.labels.remove(&name),
        };
    }

    fn label(&self, name: Name) -> Option<LabelState> {
        let serial = self.context().serial;
        self.labels.get(&name).copied().filter(|state| state.serial == serial)
    }

    pub(crate) fn check_break(&mut self, label: Option<Name>, span: Span) {
        match label {
            None if self.context().breakables == 0 => self.fail("Illegal break statement", span),
            Some(name) if self.label(name).is_none() => self.undefined_label(name, span),
            _ => {}
        }
    }

    pub(crate) fn check_continue(&mut self, label: Option<Name>, span: Span) {
        let Some(name) = label else {
            if self.context().loops == 0 {
                self.fail("Illegal continue statement: no surrounding iteration statement", span);
            }
            return;
        };
        match self.label(name) {
            None => self.undefined_label(name, span),
            Some(state) if !state.is_loop => {
                let text = self.names.text(name);
                let message = format!(
                    "Illegal continue statement: '{text}' does not denote an iteration statement"
                );
                self.fail(message, span);
            }
            Some(_) => {}
        }
    }

    fn undefined_label(&mut self, name: Name, span: Span) {
        let text = self.names.text(name);
        self.fail(format!("Undefined label '{text}'"), span);
    }
}
