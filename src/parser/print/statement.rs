//! Statements, functions and classes.

use super::{Item, Printer, quoted};
use crate::ast::*;

fn kind_text(kind: VariableKind) -> &'static str {
    match kind {
        VariableKind::Var => "var",
        VariableKind::Let => "let",
        VariableKind::Const => "const",
        VariableKind::Using => "using",
        VariableKind::AwaitUsing => "await-using",
    }
}

fn bytes<'a>(text: &[u8]) -> Item<'a> {
    Item::Owned(String::from_utf8_lossy(text).into_owned())
}

impl<'a> Printer<'a, '_> {
    fn variables(declaration: &'a VariableDeclaration<'a>) -> Vec<Item<'a>> {
        let mut items = vec![Item::Text("("), Item::Text(kind_text(declaration.kind))];
        for declarator in declaration.declarators {
            items.push(Item::Text(" "));
            match declarator.init {
                Some(init) => items.extend([
                    Item::Text("(= "),
                    Item::Pattern(declarator.pattern),
                    Item::Text(" "),
                    Item::Expr(init),
                    Item::Text(")"),
                ]),
                None => items.push(Item::Pattern(declarator.pattern)),
            }
        }
        items.push(Item::Text(")"));
        items
    }

    fn optional(expr: Option<&'a Expr<'a>>) -> Item<'a> {
        expr.map_or(Item::Text("-"), Item::Expr)
    }

    /// A statement on its own line, within the one around it.
    fn inner(&mut self, mut items: Vec<Item<'a>>, inner: impl IntoIterator<Item = &'a Stmt<'a>>) {
        items.push(Item::Indent(1));
        for stmt in inner {
            items.extend([Item::Line(0), Item::Stmt(stmt)]);
        }
        items.extend([Item::Indent(-1), Item::Text(")")]);
        self.push(items);
    }

    pub(super) fn stmt(&mut self, stmt: &'a Stmt<'a>) {
        match &stmt.kind {
            StmtKind::Expression(expr) => self.expr(expr),
            StmtKind::Variable(declaration) => self.push(Self::variables(declaration)),
            StmtKind::Function(function) => self.function(function),
            StmtKind::Class(class) => self.class(class),
            StmtKind::Block(block) => self.body(vec![Item::Text("(block")], block.body),
            StmtKind::Empty => self.out.push_str("(empty)"),
            StmtKind::If(parts) => {
                let items = vec![Item::Text("(if "), Item::Expr(parts.test)];
                self.inner(items, [parts.consequent].into_iter().chain(parts.alternate));
            }
            StmtKind::For(parts) => {
                let mut items = vec![Item::Text("(for ")];
                match parts.init {
                    Some(ForInit::Expr(expr)) => items.push(Item::Expr(expr)),
                    Some(ForInit::Variable(declaration)) => {
                        items.extend(Self::variables(declaration))
                    }
                    None => items.push(Item::Text("-")),
                }
                items.extend([Item::Text(" "), Self::optional(parts.test)]);
                items.extend([Item::Text(" "), Self::optional(parts.update)]);
                self.inner(items, [parts.body]);
            }
            StmtKind::ForEach(parts) => {
                let mut items = vec![Item::Text(match parts.kind {
                    ForEachKind::In => "(for-in ",
                    ForEachKind::Of => "(for-of ",
                    ForEachKind::AwaitOf => "(for-await-of ",
                })];
                match parts.left {
                    ForTarget::Pattern(pattern) => items.push(Item::Pattern(pattern)),
                    ForTarget::Variable(declaration) => items.extend(Self::variables(declaration)),
                }
                items.extend([Item::Text(" "), Item::Expr(parts.right)]);
                self.inner(items, [parts.body]);
            }
            StmtKind::While { test, body } => {
                self.inner(vec![Item::Text("(while "), Item::Expr(test)], [*body]);
            }
            StmtKind::DoWhile { body, test } => {
                self.inner(vec![Item::Text("(do-while "), Item::Expr(test)], [*body]);
            }
            StmtKind::Return(value) => self.list("return", value.map(Item::Expr)),
            StmtKind::Break(label) => self.list("break", label.map(Item::Name)),
            StmtKind::Continue(label) => self.list("continue", label.map(Item::Name)),
            StmtKind::Throw(value) => self.list("throw", [Item::Expr(value)]),
            StmtKind::Try(parts) => self.try_statement(parts),
            StmtKind::Switch(parts) => {
                let mut items =
                    vec![Item::Text("(switch "), Item::Expr(parts.discriminant), Item::Indent(1)];
                for case in parts.cases {
                    items.push(Item::Line(0));
                    match case.test {
                        Some(test) => items.extend([Item::Text("(case "), Item::Expr(test)]),
                        None => items.push(Item::Text("(default")),
                    }
                    items.extend(
                        case.body.iter().flat_map(|stmt| [Item::Line(1), Item::Stmt(stmt)]),
                    );
                    items.push(Item::Text(")"));
                }
                items.extend([Item::Indent(-1), Item::Text(")")]);
                self.push(items);
            }
            StmtKind::Labeled { label, body } => {
                self.inner(vec![Item::Text("(label "), Item::Name(*label)], [*body]);
            }
            StmtKind::With(with) => {
                self.inner(vec![Item::Text("(with "), Item::Expr(with.object)], [with.body]);
            }
            StmtKind::Debugger => self.out.push_str("(debugger)"),
            StmtKind::Import(import) => {
                let mut items = vec![];
                for binding in import.bindings {
                    items.push(match binding.imported {
                        ImportedName::Named(name) => bytes(name),
                        ImportedName::Namespace => Item::Text("*"),
                    });
                    items.extend([Item::Text("as"), Item::Name(binding.local.name)]);
                }
                items.extend(Self::request(&import.from));
                self.list("import", items);
            }
            StmtKind::ExportNamed(export) => {
                let mut items = vec![];
                for specifier in export.specifiers {
                    items.extend([
                        bytes(specifier.local_name),
                        Item::Text("as"),
                        bytes(specifier.exported),
                    ]);
                }
                items.extend(export.from.iter().flat_map(Self::request));
                self.list("export", items);
            }
            StmtKind::ExportAll(export) => {
                let mut items = vec![Item::Text("*")];
                items.extend(
                    export.exported.into_iter().flat_map(|name| [Item::Text("as"), bytes(name)]),
                );
                items.extend(Self::request(&export.from));
                self.list("export", items);
            }
            StmtKind::ExportDeclaration(declaration) => {
                self.list("export", [Item::Stmt(declaration)])
            }
            StmtKind::ExportDefault(export) => {
                let item = match export.value {
                    ExportDefaultValue::Function(function) => Item::Function(function),
                    ExportDefaultValue::Class(class) => Item::Class(class),
                    ExportDefaultValue::Expr(expr) => Item::Expr(expr),
                };
                self.list("export-default", [item]);
            }
        }
    }

    fn request(request: &ModuleRequest<'a>) -> Vec<Item<'a>> {
        let mut items = vec![Item::Text("from"), Item::Owned(quoted(request.specifier))];
        for attribute in request.attributes {
            items.extend([
                Item::Text("with"),
                bytes(attribute.key),
                Item::Owned(quoted(attribute.value)),
            ]);
        }
        items
    }

    fn try_statement(&mut self, parts: &'a Try<'a>) {
        let mut items = vec![Item::Text("(try"), Item::Indent(1)];
        let mut block = |head: Vec<Item<'a>>, body: &'a [&'a Stmt<'a>]| {
            items.push(Item::Line(0));
            items.extend(head);
            items.extend(body.iter().flat_map(|stmt| [Item::Line(1), Item::Stmt(stmt)]));
            items.push(Item::Text(")"));
        };
        block(vec![Item::Text("(block")], parts.block.body);
        if let Some(handler) = parts.handler {
            let mut head = vec![Item::Text("(catch")];
            head.extend(
                handler.parameter.into_iter().flat_map(|p| [Item::Text(" "), Item::Pattern(p)]),
            );
            block(head, handler.body.body);
        }
        if let Some(finalizer) = parts.finalizer {
            block(vec![Item::Text("(finally")], finalizer.body);
        }
        items.extend([Item::Indent(-1), Item::Text(")")]);
        self.push(items);
    }

    pub(super) fn function(&mut self, function: &'a Function<'a>) {
        if self.wanted.contains(&(function.span.start, function.span.end)) {
            self.push([Item::End(self.out.len(), self.depth)]);
        }
        let mut items = vec![Item::Text("(")];
        if function.is_async {
            items.push(Item::Text("async-"));
        }
        items.push(Item::Text(match function.kind {
            FunctionKind::Normal => "function",
            FunctionKind::Arrow => "arrow",
            FunctionKind::Method => "method",
            FunctionKind::Getter => "getter",
            FunctionKind::Setter => "setter",
            FunctionKind::BaseConstructor => "constructor",
            FunctionKind::DerivedConstructor => "derived-constructor",
        }));
        if function.is_generator {
            items.push(Item::Text("*"));
        }
        if let Some(ident) = function.name {
            items.extend([Item::Text(" "), Item::Name(ident.reference.name)]);
        }
        items.push(Item::Text(" ("));
        for (index, param) in function.params.iter().enumerate() {
            items.push(Item::Text(if index > 0 { " " } else { "" }));
            items.push(Item::Pattern(param));
        }
        if let Some(rest) = function.rest {
            items.push(Item::Text(if function.params.is_empty() { "..." } else { " ..." }));
            items.push(Item::Pattern(rest));
        }
        items.push(Item::Text(")"));
        match function.body {
            FunctionBody::Statements(body) => self.body(items, body),
            FunctionBody::Expression(expr) => {
                items.extend([Item::Text(" "), Item::Expr(expr), Item::Text(")")]);
                self.push(items);
            }
        }
    }

    pub(super) fn class(&mut self, class: &'a Class<'a>) {
        let mut items = vec![Item::Text("(class")];
        if let Some(ident) = class.name {
            items.extend([Item::Text(" "), Item::Name(ident.reference.name)]);
        }
        if let Some(heritage) = class.super_class {
            items.extend([Item::Text(" extends "), Item::Expr(heritage)]);
        }
        items.push(Item::Indent(1));
        if let Some(constructor) = class.constructor {
            items.extend([Item::Line(0), Item::Function(constructor)]);
        }
        for element in class.elements {
            items.push(Item::Line(0));
            items.push(Item::Text(if element.is_static { "(static " } else { "(" }));
            match &element.kind {
                ClassElementKind::Method { key, function } => {
                    items.extend([Item::Key(key), Item::Text(" "), Item::Function(function)]);
                }
                ClassElementKind::Field { key, value } => {
                    items.extend([Item::Text("field "), Item::Key(key)]);
                    items.extend(
                        value.iter().flat_map(|value| [Item::Text(" "), Item::Expr(value)]),
                    );
                }
                ClassElementKind::StaticBlock(block) => {
                    items.push(Item::Text("block"));
                    items.extend(
                        block.body.iter().flat_map(|stmt| [Item::Line(1), Item::Stmt(stmt)]),
                    );
                }
            }
            items.push(Item::Text(")"));
        }
        items.extend([Item::Indent(-1), Item::Text(")")]);
        self.push(items);
    }
}
