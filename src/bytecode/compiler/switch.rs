//! `switch`.
//!
//! Invariant: the tests run in order until one is equal; the bodies stand behind them in order.

use super::control::Control;
use super::{Compiler, Result};
use jsrun_parser::ast::Switch;

impl<'a> Compiler<'_, 'a> {
    /// `switch` (https://tc39.es/ecma262/#sec-switch-statement)
    pub(super) fn switch(&mut self, statement: &'a Switch<'a>) -> Result {
        self.clear_completion();
        let discriminant = self.temporary();
        self.into(statement.discriminant, discriminant)?;
        let entered = self.enter_scope(statement.scope.get())?;
        let end = self.f.b.label();
        let bodies: Vec<_> = statement.cases.iter().map(|_| self.f.b.label()).collect();
        let mut otherwise = end;
        for (case, body) in statement.cases.iter().zip(&bodies) {
            match case.test {
                Some(test) => {
                    let mark = self.f.b.mark();
                    let value = self.operand(test)?;
                    self.f.b.jump_strict_eq(discriminant, value, *body);
                    self.f.b.release(mark);
                }
                None => otherwise = *body,
            }
        }
        self.f.b.jump_always(otherwise);
        let labels = std::mem::take(&mut self.f.labels);
        self.f.control.push(Control::Break { labels, is_plain: true, target: end });
        for (case, body) in statement.cases.iter().zip(bodies) {
            self.f.b.bind(body);
            self.statements(case.body)?;
        }
        self.f.control.pop();
        self.f.b.bind(end);
        self.leave_scope(entered);
        Ok(())
    }
}
