//! Statements and declarations.

use std::cell::Cell;

use super::{Actions, List};
use crate::ast::*;
use crate::scope::ScopeId;
use crate::source::Span;

impl<'a> Actions<'a> {
    /// A block.
    pub fn block(&mut self, start: u32, end: u32, list: List<'a, &'a Stmt<'a>>) -> &'a Block<'a> {
        let body = self.finish(list);
        self.alloc(Block { span: Span::new(start, end), body, scope: Cell::new(ScopeId::NONE) })
    }

    /// A pattern with its initialiser.
    pub fn declarator(
        &mut self,
        pattern: &'a Pattern<'a>,
        init: Option<&'a Expr<'a>>,
    ) -> Declarator<'a> {
        let end = init.map_or(pattern.span.end, |init| init.span.end);
        Declarator { span: Span::new(pattern.span.start, end), pattern, init }
    }

    /// A declaration.
    pub fn variables(
        &mut self,
        kind: VariableKind,
        list: List<'a, Declarator<'a>>,
    ) -> &'a VariableDeclaration<'a> {
        let declarators = self.finish(list);
        self.alloc(VariableDeclaration { kind, declarators })
    }

    /// A declaration of one variable.
    pub fn variable(
        &mut self,
        kind: VariableKind,
        declarator: Declarator<'a>,
    ) -> &'a VariableDeclaration<'a> {
        let list = self.list_of(declarator);
        self.variables(kind, list)
    }

    /// The declaration of a `for` head that gets its values from the loop.
    pub fn uninitialized(
        &mut self,
        kind: VariableKind,
        pattern: &'a Pattern<'a>,
    ) -> &'a VariableDeclaration<'a> {
        let declarator = self.declarator(pattern, None);
        self.variable(kind, declarator)
    }

    /// What receives the values of a loop.
    pub fn for_target(&mut self, target: ForTarget<'a>) -> &'a ForTarget<'a> {
        self.alloc(target)
    }

    /// A declaration that must have its initialisers.
    pub fn initialized(
        &mut self,
        declaration: &'a VariableDeclaration<'a>,
    ) -> &'a VariableDeclaration<'a> {
        for declarator in declaration.declarators {
            if declarator.init.is_some() {
                continue;
            }
            let message = match (declaration.kind, &declarator.pattern.kind) {
                (_, PatternKind::Object(_) | PatternKind::Array(_)) => {
                    "Missing initializer in destructuring declaration"
                }
                (VariableKind::Const, _) => "Missing initializer in const declaration",
                (VariableKind::Using, _) => "Missing initializer in using declaration",
                (VariableKind::AwaitUsing, _) => "Missing initializer in await using declaration",
                _ => continue,
            };
            self.fail(message, declarator.span);
        }
        declaration
    }

    /// A declaration as a statement.
    pub fn lexical_declaration(
        &mut self,
        start: u32,
        end: u32,
        declaration: &'a VariableDeclaration<'a>,
    ) -> &'a Stmt<'a> {
        let declaration = self.initialized(declaration);
        self.stmt(start, end, StmtKind::Variable(declaration))
    }

    fn require_name(&mut self, function: &Function) {
        if function.name.is_none() {
            let span = Span::new(function.span.start, function.params_span.start);
            self.fail("Function statements require a function name", span);
        }
    }

    /// A function declaration.
    pub fn function_declaration(&mut self, function: &'a Function<'a>) -> &'a Stmt<'a> {
        self.require_name(function);
        self.stmt(function.span.start, function.span.end, StmtKind::Function(function))
    }

    /// A class declaration.
    pub fn class_declaration(&mut self, class: &'a Class<'a>) -> &'a Stmt<'a> {
        if class.name.is_none() {
            self.fail(
                "Class declarations require a name",
                Span::new(class.span.start, class.span.start + 5),
            );
        }
        self.stmt(class.span.start, class.span.end, StmtKind::Class(class))
    }

    fn check_plain(&mut self, function: &Function) {
        if function.is_generator {
            let message = "Generators can only be declared at the top level or inside a block.";
            self.fail(message, function.span);
        }
    }

    /// A function as a branch of `if`: as if in a block.
    pub fn function_as_branch(&mut self, function: &'a Function<'a>) -> &'a Stmt<'a> {
        self.check_plain(function);
        let stmt = self.function_declaration(function);
        let list = self.list_of(stmt);
        let block = self.block(function.span.start, function.span.end, list);
        self.stmt(function.span.start, function.span.end, StmtKind::Block(block))
    }

    /// A function with a label.
    pub fn labelled_function(&mut self, function: &'a Function<'a>) -> &'a Stmt<'a> {
        self.check_plain(function);
        self.function_declaration(function)
    }

    /// The body of a statement must be no labelled function.
    pub fn check_body(&mut self, body: &'a Stmt<'a>) {
        let mut stmt = body;
        while let StmtKind::Labeled { body, .. } = stmt.kind {
            stmt = body;
        }
        if let StmtKind::Function(function) = stmt.kind {
            let message = "A labelled function declaration cannot be the body of a statement";
            self.fail(message, function.span);
        }
    }

    /// `if`
    pub fn if_statement(
        &mut self,
        start: u32,
        test: &'a Expr<'a>,
        consequent: &'a Stmt<'a>,
        alternate: Option<&'a Stmt<'a>>,
    ) -> &'a Stmt<'a> {
        self.check_body(consequent);
        if let Some(alternate) = alternate {
            self.check_body(alternate);
        }
        let end = alternate.unwrap_or(consequent).span.end;
        let parts = self.alloc(If { test, consequent, alternate });
        self.stmt(start, end, StmtKind::If(parts))
    }

    /// `with`
    pub fn with_statement(
        &mut self,
        start: u32,
        object: &'a Expr<'a>,
        body: &'a Stmt<'a>,
    ) -> &'a Stmt<'a> {
        self.check_body(body);
        let with = self.alloc(With { object, body, scope: Cell::new(ScopeId::NONE) });
        self.stmt(start, body.span.end, StmtKind::With(with))
    }

    /// `for (;;)`
    pub fn for_statement(
        &mut self,
        start: u32,
        init: Option<ForInit<'a>>,
        test: Option<&'a Expr<'a>>,
        update: Option<&'a Expr<'a>>,
        body: &'a Stmt<'a>,
    ) -> &'a Stmt<'a> {
        self.check_body(body);
        let scope = Cell::new(ScopeId::NONE);
        let parts = self.alloc(For { init, test, update, body, scope });
        self.stmt(start, body.span.end, StmtKind::For(parts))
    }

    /// `for (in)` and `for (of)`
    pub fn for_each(
        &mut self,
        start: u32,
        kind: ForEachKind,
        left: ForTarget<'a>,
        right: &'a Expr<'a>,
        body: &'a Stmt<'a>,
    ) -> &'a Stmt<'a> {
        self.check_body(body);
        if let ForTarget::Variable(declaration) = left {
            let declarator = &declaration.declarators[0];
            let is_name = matches!(declarator.pattern.kind, PatternKind::Binding(_));
            if declarator.init.is_some() && !(kind == ForEachKind::In && is_name) {
                let message = match kind {
                    ForEachKind::In => {
                        "for-in loop variable declaration may not have an initializer."
                    }
                    _ => "for-of loop variable declaration may not have an initializer.",
                };
                self.fail(message, declarator.span);
            }
            let is_using =
                matches!(declaration.kind, VariableKind::Using | VariableKind::AwaitUsing);
            if is_using && kind == ForEachKind::In {
                self.fail("A for-in loop cannot declare with 'using'", declarator.span);
            }
        }
        let scope = Cell::new(ScopeId::NONE);
        let parts = self.alloc(ForEach { kind, left, right, body, scope });
        self.stmt(start, body.span.end, StmtKind::ForEach(parts))
    }

    /// `switch`
    pub fn switch(
        &mut self,
        start: u32,
        end: u32,
        discriminant: &'a Expr<'a>,
        list: List<'a, &'a Case<'a>>,
    ) -> &'a Stmt<'a> {
        if let Some(second) = list.iter().filter(|case| case.test.is_none()).nth(1) {
            let span = Span::new(second.span.start, second.span.start + 7);
            self.fail("More than one default clause in switch statement", span);
        }
        let cases = self.finish(list);
        let switch = self.alloc(Switch { discriminant, cases, scope: Cell::new(ScopeId::NONE) });
        self.stmt(start, end, StmtKind::Switch(switch))
    }

    /// `case` and `default`; `colon` is where the head ends.
    pub fn case(
        &mut self,
        start: u32,
        colon: u32,
        test: Option<&'a Expr<'a>>,
        list: List<'a, &'a Stmt<'a>>,
    ) -> &'a Case<'a> {
        let body = self.finish(list);
        for stmt in body {
            if let StmtKind::Variable(declaration) = stmt.kind
                && matches!(declaration.kind, VariableKind::Using | VariableKind::AwaitUsing)
            {
                self.fail(
                    "A 'using' declaration cannot stand directly in a case clause",
                    stmt.span,
                );
            }
        }
        let end = body.last().map_or(colon, |stmt| stmt.span.end);
        self.alloc(Case { span: Span::new(start, end), test, body })
    }

    /// `catch`
    pub fn catch(
        &mut self,
        parameter: Option<&'a Pattern<'a>>,
        body: &'a Block<'a>,
    ) -> &'a Catch<'a> {
        self.alloc(Catch { parameter, body, scope: Cell::new(ScopeId::NONE) })
    }

    /// `try`
    pub fn try_statement(
        &mut self,
        start: u32,
        block: &'a Block<'a>,
        handler: Option<&'a Catch<'a>>,
        finalizer: Option<&'a Block<'a>>,
    ) -> &'a Stmt<'a> {
        let last = finalizer.or(handler.map(|handler| handler.body)).unwrap_or(block);
        let parts = self.alloc(Try { block, handler, finalizer });
        self.stmt(start, last.span.end, StmtKind::Try(parts))
    }
}
