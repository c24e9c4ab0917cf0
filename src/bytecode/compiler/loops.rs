//! `while`, `do`, `for`.
//!
//! Invariant: the target of every back edge is a `loop_hint`, and each loop has exactly one.

use super::control::Control;
use super::disposal::disposes;
use super::simple::is_small_test;
use super::{Compiler, Result};
use crate::bytecode::builder::Label;
use jsrun_parser::ast::{Expr, For, ForInit, Stmt, VariableDeclaration};

/// The labels of a loop.
pub(super) struct Loop {
    /// Behind it.
    pub(super) end: Label,
    /// Where `continue` goes.
    pub(super) next: Label,
}

impl<'a> Compiler<'_, 'a> {
    /// Makes the labels of a loop and lets `break` and `continue` know them; `between` may put another entry
    /// between the two.
    pub(super) fn begin_loop(&mut self, between: Option<Control>) -> Loop {
        let labels = std::mem::take(&mut self.f.labels);
        let (end, next) = (self.f.b.label(), self.f.b.label());
        self.f.control.push(Control::Break { labels: labels.clone(), is_plain: true, target: end });
        self.f.control.extend(between);
        self.f.control.push(Control::Continue { labels, target: next });
        Loop { end, next }
    }

    /// The head of a loop, where the back edge goes.
    pub(super) fn loop_head(&mut self, offset: u32) -> Label {
        let head = self.f.b.bound_label();
        self.f.b.at(offset).loop_hint();
        head
    }

    /// The way from before a loop to its test: the test itself if it is small, else a jump to the one at the bottom.
    fn enter_loop(&mut self, test: Option<&'a Expr<'a>>, bottom: Label, end: Label) -> Result {
        match test {
            Some(test) if is_small_test(test) => {
                let mark = self.f.b.mark();
                self.jump_if(test, false, end)?;
                self.f.b.release(mark);
            }
            Some(_) => self.f.b.jump_always(bottom),
            None => {}
        }
        Ok(())
    }

    /// The test at the bottom.
    fn repeat(&mut self, test: Option<&'a Expr<'a>>, head: Label) -> Result {
        let mark = self.f.b.mark();
        match test {
            Some(test) => self.jump_if(test, true, head)?,
            None => self.f.b.jump_always(head),
        }
        self.f.b.release(mark);
        Ok(())
    }

    /// `while`
    pub(super) fn while_statement(&mut self, test: &'a Expr<'a>, body: &'a Stmt<'a>) -> Result {
        self.clear_completion();
        let labels = self.begin_loop(None);
        self.enter_loop(Some(test), labels.next, labels.end)?;
        let head = self.loop_head(body.span.start);
        self.statement(body)?;
        self.f.b.bind(labels.next);
        self.f.control.truncate(self.f.control.len() - 2);
        self.repeat(Some(test), head)?;
        self.f.b.bind(labels.end);
        Ok(())
    }

    /// `do while`
    pub(super) fn do_while(&mut self, body: &'a Stmt<'a>, test: &'a Expr<'a>) -> Result {
        self.clear_completion();
        let labels = self.begin_loop(None);
        let head = self.loop_head(body.span.start);
        self.statement(body)?;
        self.f.b.bind(labels.next);
        self.f.control.truncate(self.f.control.len() - 2);
        self.repeat(Some(test), head)?;
        self.f.b.bind(labels.end);
        Ok(())
    }

    /// `for (;;)`
    pub(super) fn for_statement(&mut self, statement: &'a For<'a>) -> Result {
        self.clear_completion();
        let entered = self.enter_scope(statement.scope.get())?;
        let disposal = match statement.init {
            Some(ForInit::Variable(declaration)) => disposes(declaration),
            _ => None,
        };
        match disposal {
            None => self.for_loop(statement)?,
            Some(is_async) => {
                self.disposing(is_async, statement.body.span, |c| c.for_loop(statement))?;
            }
        }
        self.leave_scope(entered);
        Ok(())
    }

    /// The loop within its scope.
    fn for_loop(&mut self, statement: &'a For<'a>) -> Result {
        let mark = self.f.b.mark();
        match statement.init {
            Some(ForInit::Expr(expr)) => self.effect(expr)?,
            Some(ForInit::Variable(declaration)) => self.loop_variables(declaration)?,
            None => {}
        }
        self.f.b.release(mark);
        self.copy_loop_environment(statement);
        let labels = self.begin_loop(None);
        let bottom = self.f.b.label();
        self.enter_loop(statement.test, bottom, labels.end)?;
        let head = self.loop_head(statement.body.span.start);
        self.statement(statement.body)?;
        self.f.b.bind(labels.next);
        self.f.control.truncate(self.f.control.len() - 2);
        self.copy_loop_environment(statement);
        if let Some(update) = statement.update {
            self.effect(update)?;
            self.f.b.release(mark);
        }
        self.f.b.bind(bottom);
        self.repeat(statement.test, head)?;
        self.f.b.bind(labels.end);
        Ok(())
    }

    fn loop_variables(&mut self, declaration: &'a VariableDeclaration<'a>) -> Result {
        declaration.declarators.iter().try_for_each(|declarator| {
            let mark = self.f.b.mark();
            self.declarator(declaration.kind, declarator)?;
            self.f.b.release(mark);
            Ok(())
        })
    }

    /// Each iteration has its own copy of the loop's variables
    /// (https://tc39.es/ecma262/#sec-createperiterationenvironment).
    fn copy_loop_environment(&mut self, statement: &'a For<'a>) {
        let id = statement.scope.get();
        if id.is_some() && self.program.analysis.scope(id).needs_environment {
            let register = self.environments[id.index()].1;
            self.f.b.copy_environment(register, register);
        }
    }
}
