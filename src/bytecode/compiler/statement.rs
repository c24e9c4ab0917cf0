//! Statements and declarations other than loops, `switch` and `try`.
//!
//! Invariant: a statement writes the completion register, where there is one, as UpdateEmpty has it
//! (https://tc39.es/ecma262/#sec-updateempty).

use super::control::Control;
use super::function::NameHint;
use super::pattern::Store;
use super::{Compiler, Result};
use crate::value::Value;
use jsrun_parser::ast::*;
use jsrun_parser::name::Name;

impl<'a> Compiler<'_, 'a> {
    /// Statements one after the other.
    pub(super) fn statements(&mut self, statements: &[&'a Stmt<'a>]) -> Result {
        statements.iter().try_for_each(|statement| self.statement(statement))
    }

    /// One statement.
    pub(super) fn statement(&mut self, statement: &'a Stmt<'a>) -> Result {
        let mark = self.f.b.mark();
        self.f.b.begin_statement(statement.span.start);
        self.nested(statement.span, |c| c.statement_kind(statement))?;
        self.f.b.release(mark);
        Ok(())
    }

    fn statement_kind(&mut self, statement: &'a Stmt<'a>) -> Result {
        let span = statement.span;
        match &statement.kind {
            StmtKind::Expression(expr) => match self.f.completion {
                Some(register) => self.into(expr, register),
                None => self.effect(expr),
            },
            StmtKind::Variable(declaration) => self.variable_declaration(declaration),
            StmtKind::Function(function) => self.function_declaration(function),
            StmtKind::Class(class) => self.class_declaration(class),
            StmtKind::Block(block) => self.block(block),
            StmtKind::Empty => Ok(()),
            StmtKind::If(statement) => self.if_statement(statement),
            StmtKind::For(statement) => self.for_statement(statement),
            StmtKind::ForEach(statement) => self.for_each(statement),
            StmtKind::While { test, body } => self.while_statement(test, body),
            StmtKind::DoWhile { body, test } => self.do_while(body, test),
            StmtKind::Return(Some(expr)) => self.return_value(expr),
            StmtKind::Return(None) => self.return_undefined(span),
            StmtKind::Break(label) => self.break_statement(*label, span),
            StmtKind::Continue(label) => self.continue_statement(*label, span),
            StmtKind::Throw(expr) => {
                let value = self.operand(expr)?;
                self.f.b.at(span.start).throw(value);
                Ok(())
            }
            StmtKind::Try(statement) => self.try_statement(statement),
            StmtKind::Switch(statement) => self.switch(statement),
            StmtKind::Labeled { label, body } => self.labeled(*label, body),
            StmtKind::With(with) => self.with(with),
            StmtKind::Debugger => {
                self.f.b.at(span.start).debugger();
                Ok(())
            }
            StmtKind::Import(_)
            | StmtKind::ExportNamed(_)
            | StmtKind::ExportAll(_)
            | StmtKind::ExportDeclaration(_)
            | StmtKind::ExportDefault(_) => self.export_statement(statement),
        }
    }

    /// The completion value is undefined unless what follows has one.
    pub(super) fn clear_completion(&mut self) {
        if let Some(register) = self.f.completion {
            self.load(register, Value::UNDEFINED);
        }
    }

    /// A block.
    pub(super) fn block(&mut self, block: &'a Block<'a>) -> Result {
        let entered = self.enter_scope(block.scope.get())?;
        self.disposing_statements(block.body, block.span)?;
        self.leave_scope(entered);
        Ok(())
    }

    fn variable_declaration(&mut self, declaration: &'a VariableDeclaration<'a>) -> Result {
        for declarator in declaration.declarators {
            let mark = self.f.b.mark();
            self.declarator(declaration.kind, declarator)?;
            self.f.b.release(mark);
        }
        Ok(())
    }

    /// One declared variable or pattern.
    pub(super) fn declarator(
        &mut self,
        kind: VariableKind,
        declarator: &'a Declarator<'a>,
    ) -> Result {
        let PatternKind::Binding(reference) = &declarator.pattern.kind else {
            let Some(init) = declarator.init else { return Ok(()) };
            let value = self.operand(init)?;
            let start = declarator.pattern.span.start;
            self.f.quoted_pattern = Some(jsrun_parser::Span::new(start, init.span.end));
            return self.bind_pattern(declarator.pattern, value, store_of(kind));
        };
        let span = declarator.pattern.span;
        let Some(init) = declarator.init else {
            if kind == VariableKind::Var {
                return Ok(());
            }
            if let Some(register) = self.declared_register(reference) {
                self.load(register, Value::UNDEFINED);
                return Ok(());
            }
            let value = self.temporary();
            self.load(value, Value::UNDEFINED);
            self.initialize_reference(reference, value);
            return Ok(());
        };
        let hint = NameHint::Text(self.name(reference.name).into());
        let found = self.find(reference, span);
        let is_disposable = matches!(kind, VariableKind::Using | VariableKind::AwaitUsing);
        let direct = if !is_disposable && super::simple::writes_once(init) {
            self.declared_register(reference)
        } else {
            None
        };
        if let Some(register) = direct {
            return self.named_into(init, register, hint);
        }
        let value = self.temporary();
        let value = if self.is_anonymous_function(init) {
            self.named_into(init, value, hint)?;
            value
        } else {
            self.operand(init)?
        };
        self.add_disposable(kind, value, init.span);
        match (kind, found) {
            (_, Some(found)) => self.store_found(found, reference, value, span),
            (VariableKind::Var, None) => self.store_static(reference, value, span),
            _ => {
                self.initialize_reference(reference, value);
                Ok(())
            }
        }
    }

    /// A function declaration was instantiated on entry; in a block it is now copied to the variable around it
    /// (https://tc39.es/ecma262/#sec-web-compat-functiondeclarationinstantiation).
    fn function_declaration(&mut self, function: &'a Function<'a>) -> Result {
        let outer = function.annex_b_var.get();
        let Some(ident) = function.name else { return Ok(()) };
        if outer.is_some() {
            let value = self.load_binding(ident.reference.binding.get());
            if self.is_of_caller(outer) {
                self.store_to_caller(outer, value);
            } else {
                self.initialize_binding(outer, ident.reference.name, value);
            }
        }
        Ok(())
    }

    fn class_declaration(&mut self, class: &'a Class<'a>) -> Result {
        let value = self.temporary();
        self.class(class, value, NameHint::None)?;
        if let Some(ident) = class.name {
            self.initialize_reference(&ident.reference, value);
        }
        Ok(())
    }

    fn if_statement(&mut self, statement: &'a If<'a>) -> Result {
        self.clear_completion();
        let end = self.f.b.label();
        let mut statement = statement;
        // A chain of `else if` is a loop here.
        loop {
            let mark = self.f.b.mark();
            let otherwise = self.f.b.label();
            self.jump_if(statement.test, false, otherwise)?;
            self.f.b.release(mark);
            self.statement(statement.consequent)?;
            let Some(alternate) = statement.alternate else {
                self.f.b.bind(otherwise);
                break;
            };
            self.f.b.jump_always(end);
            self.f.b.bind(otherwise);
            match &alternate.kind {
                StmtKind::If(next) => {
                    self.clear_completion();
                    statement = next;
                }
                _ => {
                    self.statement(alternate)?;
                    break;
                }
            }
        }
        self.f.b.bind(end);
        Ok(())
    }

    /// A labelled statement; loops take over the labels before them.
    fn labeled(&mut self, label: Name, body: &'a Stmt<'a>) -> Result {
        self.f.labels.push(label);
        let mut body = body;
        while let StmtKind::Labeled { label, body: inner } = &body.kind {
            self.f.labels.push(*label);
            body = inner;
        }
        match &body.kind {
            StmtKind::For(_)
            | StmtKind::ForEach(_)
            | StmtKind::While { .. }
            | StmtKind::DoWhile { .. }
            | StmtKind::Switch(_) => self.statement(body),
            _ => {
                let labels = std::mem::take(&mut self.f.labels);
                let target = self.f.b.label();
                self.f.control.push(Control::Break { labels, is_plain: false, target });
                self.statement(body)?;
                self.f.control.pop();
                self.f.b.bind(target);
                Ok(())
            }
        }
    }
}

/// How the names of a declaration receive their values.
pub(super) fn store_of(kind: VariableKind) -> Store {
    match kind {
        VariableKind::Var => Store::Assign,
        _ => Store::Initialize,
    }
}
