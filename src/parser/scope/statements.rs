//! The walk over statements.

use super::ScopeKind;
use super::walk::{ContextKind, Event, Walker, Work};
use crate::ast::*;
use crate::options::Goal;
use crate::source::Span;

impl<'a> Walker<'a, '_> {
    /// A statement at the top level, where imports and exports may stand.
    pub(super) fn top_level(&mut self, stmt: &'a Stmt<'a>) {
        match &stmt.kind {
            // Their bindings are declared already.
            StmtKind::Import(_) | StmtKind::ExportAll(_) => {}
            StmtKind::ExportNamed(export) => {
                if export.from.is_none() {
                    for specifier in export.specifiers {
                        self.use_name(&specifier.local, specifier.span, false);
                    }
                }
            }
            StmtKind::ExportDeclaration(declaration) => self.statement(declaration),
            StmtKind::ExportDefault(export) => match export.value {
                ExportDefaultValue::Function(function) => self.function(function, false),
                ExportDefaultValue::Class(class) => self.class(class),
                ExportDefaultValue::Expr(expr) => self.expr(expr),
            },
            StmtKind::Variable(declaration)
                if matches!(declaration.kind, VariableKind::Using | VariableKind::AwaitUsing)
                    && matches!(self.options.goal, Goal::Script | Goal::Eval | Goal::Session) =>
            {
                let message = "A 'using' declaration cannot stand at the top level of a script";
                self.fail(message, stmt.span);
            }
            _ => self.statement(stmt),
        }
    }

    pub(super) fn statement(&mut self, stmt: &'a Stmt<'a>) {
        match &stmt.kind {
            StmtKind::Expression(expr) => self.expr(expr),
            StmtKind::Variable(declaration) => self.variables(declaration, false),
            StmtKind::Function(function) => self.function(function, false),
            StmtKind::Class(class) => self.class(class),
            StmtKind::Block(block) => self.block(block),
            StmtKind::Empty | StmtKind::Debugger => {}
            StmtKind::If(parts) => {
                if self.context().strict {
                    self.check_branch(parts.consequent);
                    parts.alternate.into_iter().for_each(|branch| self.check_branch(branch));
                }
                self.work.extend(parts.alternate.map(Work::Statement));
                self.work.push(Work::Statement(parts.consequent));
                self.work.push(Work::Expr(parts.test));
            }
            StmtKind::For(parts) => self.for_statement(parts, stmt.span),
            StmtKind::ForEach(parts) => self.for_each(parts, stmt.span),
            StmtKind::While { test, body } => {
                self.open_breakable(true);
                self.work.push(Work::Statement(body));
                self.work.push(Work::Expr(test));
            }
            StmtKind::DoWhile { body, test } => {
                self.open_breakable(true);
                self.work.push(Work::Expr(test));
                self.work.push(Work::Statement(body));
            }
            StmtKind::Return(value) => {
                let kind = self.context().kind;
                let allowed = matches!(kind, ContextKind::Function | ContextKind::Arrow)
                    || kind == ContextKind::Program && self.options.goal == Goal::FunctionBody;
                if !allowed {
                    self.fail(
                        "Illegal return statement",
                        Span::new(stmt.span.start, stmt.span.start + 6),
                    );
                }
                self.work.extend(value.map(Work::Expr));
            }
            StmtKind::Break(label) => self.check_break(*label, stmt.span),
            StmtKind::Continue(label) => self.check_continue(*label, stmt.span),
            StmtKind::Throw(value) => self.work.push(Work::Expr(value)),
            StmtKind::Try(parts) => {
                self.work.extend(parts.finalizer.map(Work::Block));
                if let Some(handler) = parts.handler {
                    self.catch(handler, parts.block);
                } else {
                    self.work.push(Work::Block(parts.block));
                }
            }
            StmtKind::Switch(parts) => {
                self.open_breakable(false);
                let declares = parts.cases.iter().any(|case| self.declares_anything(case.body));
                if !declares {
                    self.work.push(Work::Cases(parts.cases));
                    self.work.push(Work::Expr(parts.discriminant));
                    return;
                }
                // The discriminant is evaluated outside the scope.
                self.work.push(Work::SwitchBody(parts, stmt.span.start));
                self.work.push(Work::Expr(parts.discriminant));
            }
            StmtKind::Labeled { .. } => self.labelled(stmt),
            StmtKind::With(with) => {
                if self.context().strict {
                    let keyword = Span::new(stmt.span.start, stmt.span.start + 4);
                    self.fail("Strict mode code may not include a with statement", keyword);
                }
                self.work.push(Work::WithBody(with));
                self.work.push(Work::Expr(with.object));
            }
            StmtKind::Import(_) => {
                let keyword = Span::new(stmt.span.start, stmt.span.start + 6);
                self.fail("Cannot use import statement outside a module", keyword);
            }
            StmtKind::ExportNamed(_)
            | StmtKind::ExportAll(_)
            | StmtKind::ExportDeclaration(_)
            | StmtKind::ExportDefault(_) => {
                let keyword = Span::new(stmt.span.start, stmt.span.start + 6);
                self.fail("Unexpected token 'export'", keyword);
            }
        }
    }

    pub(super) fn switch_body(&mut self, switch: &'a Switch<'a>, start: u32) {
        switch.scope.set(self.open_scope(ScopeKind::Switch, start));
        self.declare_cases(switch.cases);
        self.work.push(Work::CloseScope);
        self.work.push(Work::Cases(switch.cases));
    }

    pub(super) fn with_body(&mut self, with: &'a With<'a>) {
        with.scope.set(self.open_scope(ScopeKind::With, with.body.span.start));
        self.work.push(Work::CloseScope);
        self.work.push(Work::Statement(with.body));
    }

    pub(super) fn block(&mut self, block: &'a Block<'a>) {
        if self.declares_anything(block.body) {
            self.scoped_block(block);
        } else {
            self.work.push(Work::Statements(block.body));
        }
    }

    pub(super) fn scoped_block(&mut self, block: &'a Block<'a>) {
        block.scope.set(self.open_scope(ScopeKind::Block, block.span.start));
        self.declare_statements(block.body, false);
        self.work.push(Work::CloseScope);
        self.work.push(Work::Statements(block.body));
    }

    fn catch(&mut self, handler: &'a Catch<'a>, block: &'a Block<'a>) {
        self.work.push(Work::CatchBody(handler));
        self.work.push(Work::Block(block));
    }

    pub(super) fn catch_body(&mut self, handler: &'a Catch<'a>) {
        let Some(parameter) = handler.parameter else {
            return self.block(handler.body);
        };
        handler.scope.set(self.open_scope(ScopeKind::Catch, parameter.span.start));
        self.declare_catch(parameter);
        self.work.push(Work::CloseScope);
        self.work.push(Work::CatchBlock(handler.body));
        self.work.push(Work::Pattern(parameter, false));
    }

    pub(super) fn open_breakable(&mut self, is_loop: bool) {
        let context = self.context_mut();
        context.breakables += 1;
        context.loops += is_loop as u32;
        self.work.push(Work::CloseBreakable { is_loop });
    }

    // ---- declarations ----

    /// A declaration; its lexical names are declared already. `gets_value` tells that a loop gives
    /// it values.
    pub(super) fn variables(&mut self, declaration: &'a VariableDeclaration<'a>, gets_value: bool) {
        if declaration.kind == VariableKind::AwaitUsing {
            self.check_await(declaration.declarators[0].span);
        }
        self.work.push(Work::Declarators(declaration.kind, declaration.declarators, gets_value));
    }

    pub(super) fn declarator(
        &mut self,
        kind: VariableKind,
        declarator: &'a Declarator<'a>,
        gets_value: bool,
    ) {
        let is_var = kind == VariableKind::Var;
        if is_var {
            self.declare_vars(declarator.pattern);
        }
        self.work.extend(declarator.init.map(Work::Expr));
        match &declarator.pattern.kind {
            PatternKind::Binding(reference) if is_var => {
                // Without a value, a `var` assigns nothing: it only resolves.
                let writes = declarator.init.is_some() || gets_value;
                self.events.push(Event::Use(reference, declarator.pattern.span.start, writes));
            }
            _ => self.pattern(declarator.pattern, is_var),
        }
    }

    // ---- loops ----

    fn is_lexical(declaration: &VariableDeclaration) -> bool {
        declaration.kind != VariableKind::Var
    }

    fn for_statement(&mut self, parts: &'a For<'a>, span: Span) {
        self.open_breakable(true);
        if let Some(ForInit::Variable(declaration)) = parts.init
            && Self::is_lexical(declaration)
        {
            parts.scope.set(self.open_scope(ScopeKind::For, span.start));
            self.declare_variables(declaration, None);
            self.work.push(Work::CloseScope);
        }
        self.work.push(Work::Statement(parts.body));
        self.work.extend(parts.update.map(Work::Expr));
        self.work.extend(parts.test.map(Work::Expr));
        match parts.init {
            Some(ForInit::Expr(expr)) => self.expr(expr),
            Some(ForInit::Variable(declaration)) => self.variables(declaration, false),
            None => {}
        }
    }

    fn for_each(&mut self, parts: &'a ForEach<'a>, span: Span) {
        self.open_breakable(true);
        if parts.kind == ForEachKind::AwaitOf {
            self.check_await(Span::new(span.start, span.start + 3));
        }
        if let ForTarget::Variable(declaration) = parts.left {
            if Self::is_lexical(declaration) {
                parts.scope.set(self.open_scope(ScopeKind::For, span.start));
                self.declare_variables(declaration, Some(parts.right.span.end));
                self.work.push(Work::CloseScope);
            } else if declaration.declarators[0].init.is_some() && self.context().strict {
                let message = "for-in loop variable declaration may not have an initializer.";
                self.fail(message, declaration.declarators[0].span);
            }
        }
        self.work.push(Work::Statement(parts.body));
        self.work.push(Work::Expr(parts.right));
        match parts.left {
            ForTarget::Pattern(pattern) => self.pattern(pattern, false),
            ForTarget::Variable(declaration) => self.variables(declaration, true),
        }
    }
}
