//! Functions and classes.

use std::cell::Cell;

use super::{Actions, ClassParts, List, MethodParts, Parameters};
use crate::ast::*;
use crate::name::Name;
use crate::scope::{BindingId, FunctionId, ScopeId};
use crate::source::Span;

impl<'a> Actions<'a> {
    /// A parameter list; its extent is not known yet.
    pub fn parameters(
        &mut self,
        list: Option<List<'a, &'a Pattern<'a>>>,
        rest: Option<&'a Pattern<'a>>,
    ) -> &'a Parameters<'a> {
        let params = match list {
            Some(list) => self.finish(list),
            None => &[],
        };
        self.alloc(Parameters { params, rest, span: Span::default() })
    }

    /// A parameter list with its extent.
    pub fn parameters_at(
        &mut self,
        start: u32,
        end: u32,
        p: &'a Parameters<'a>,
    ) -> &'a Parameters<'a> {
        self.alloc(Parameters { params: p.params, rest: p.rest, span: Span::new(start, end) })
    }

    /// The parameter of `a => ...`.
    pub fn single_parameter(&mut self, pattern: &'a Pattern<'a>) -> &'a Parameters<'a> {
        let params = self.arena.alloc_slice_copy(&[pattern]);
        self.alloc(Parameters { params, rest: None, span: pattern.span })
    }

    /// Parameters and body.
    #[allow(clippy::type_complexity, reason = "the grammar moves it as one word")]
    pub fn function_tail(
        &mut self,
        start: u32,
        end: u32,
        parameters: &'a Parameters<'a>,
        body: List<'a, &'a Stmt<'a>>,
    ) -> &'a (&'a Parameters<'a>, FunctionBody<'a>) {
        let parameters = self.parameters_at(start, end, parameters);
        let body = FunctionBody::Statements(self.finish(body));
        self.alloc((parameters, body))
    }

    /// A function.
    #[allow(clippy::too_many_arguments, reason = "they are the parts of the syntax")]
    pub fn function(
        &mut self,
        start: u32,
        end: u32,
        kind: FunctionKind,
        is_async: bool,
        is_generator: bool,
        name: Option<&'a BindingIdent>,
        tail: &'a (&'a Parameters<'a>, FunctionBody<'a>),
    ) -> &'a Function<'a> {
        let (parameters, body) = *tail;
        let (directive_count, use_strict) = match body {
            FunctionBody::Statements(statements) => directives(statements, self.source),
            FunctionBody::Expression(_) => (0, None),
        };
        let is_simple = |p: &&Pattern| matches!(p.kind, PatternKind::Binding(_));
        let is_required = |p: &&&Pattern| !matches!(p.kind, PatternKind::Default { .. });
        self.alloc(Function {
            span: Span::new(start, end),
            name,
            kind,
            is_async,
            is_generator,
            params: parameters.params,
            rest: parameters.rest,
            params_span: parameters.span,
            body,
            directive_count,
            use_strict,
            length: parameters.params.iter().take_while(is_required).count() as u32,
            has_simple_params: parameters.rest.is_none() && parameters.params.iter().all(is_simple),
            strict: Cell::new(false),
            id: Cell::new(FunctionId::NONE),
            name_scope: Cell::new(ScopeId::NONE),
            scope: Cell::new(ScopeId::NONE),
            body_scope: Cell::new(ScopeId::NONE),
            annex_b_var: Cell::new(BindingId::UNRESOLVED),
        })
    }

    /// An arrow function.
    pub fn arrow(
        &mut self,
        start: u32,
        end: u32,
        is_async: bool,
        parameters: &'a Parameters<'a>,
        body: FunctionBody<'a>,
    ) -> &'a Expr<'a> {
        let tail = self.alloc((parameters, body));
        let function = self.function(start, end, FunctionKind::Arrow, is_async, false, None, tail);
        self.expr(start, end, ExprKind::Function(function))
    }

    /// A method, getter or setter.
    #[allow(clippy::too_many_arguments, reason = "they are the parts of the syntax")]
    pub fn method(
        &mut self,
        start: u32,
        end: u32,
        kind: FunctionKind,
        is_async: bool,
        is_generator: bool,
        key: &'a PropertyKey<'a>,
        tail: &'a (&'a Parameters<'a>, FunctionBody<'a>),
    ) -> &'a MethodParts<'a> {
        let parameters = tail.0;
        match kind {
            FunctionKind::Getter if !parameters.params.is_empty() || parameters.rest.is_some() => {
                self.fail("Getter must not have any formal parameters.", parameters.span);
            }
            FunctionKind::Setter if parameters.rest.is_some() => {
                self.fail("Setter function argument must not be a rest parameter", parameters.span);
            }
            FunctionKind::Setter if parameters.params.len() != 1 => {
                self.fail("Setter must have exactly one formal parameter.", parameters.span);
            }
            _ => {}
        }
        let function = self.function(start, end, kind, is_async, is_generator, None, tail);
        self.alloc(MethodParts { span: Span::new(start, end), key, function })
    }

    // ---- classes ----

    /// The body of a class begins.
    pub fn open_class(&mut self, heritage: Option<&'a Expr<'a>>) -> Option<&'a Expr<'a>> {
        self.derived_classes.push(heritage.is_some());
        heritage
    }

    /// A method of a class, or its constructor.
    pub fn class_method(
        &mut self,
        start: u32,
        is_static: bool,
        method: &'a MethodParts<'a>,
    ) -> &'a ClassElement<'a> {
        let MethodParts { span, key, function } = *method;
        if is_static && is_key(key, b"prototype", &self.names) {
            self.fail("Classes may not have a static property named 'prototype'", key.span);
        }
        self.check_private_name(key);
        let mut function = function;
        if !is_static && is_key(key, b"constructor", &self.names) {
            let message = match function.kind {
                FunctionKind::Getter | FunctionKind::Setter => {
                    Some("Class constructor may not be an accessor")
                }
                _ if function.is_generator => Some("Class constructor may not be a generator"),
                _ if function.is_async => Some("Class constructor may not be an async method"),
                _ => None,
            };
            if let Some(message) = message {
                self.fail(message, key.span);
            }
            let derived = self.derived_classes.last().is_some_and(|&derived| derived);
            let kind = if derived {
                FunctionKind::DerivedConstructor
            } else {
                FunctionKind::BaseConstructor
            };
            let parameters = self.alloc(Parameters {
                params: function.params,
                rest: function.rest,
                span: function.params_span,
            });
            let tail = self.alloc((parameters, function.body));
            function = self.function(span.start, span.end, kind, false, false, None, tail);
        }
        self.element(start, span.end, is_static, ClassElementKind::Method { key, function })
    }

    /// A field of a class.
    pub fn class_field(
        &mut self,
        start: u32,
        end: u32,
        is_static: bool,
        key: &'a PropertyKey<'a>,
        value: Option<&'a Expr<'a>>,
    ) -> &'a ClassElement<'a> {
        if is_key(key, b"constructor", &self.names) {
            self.fail("Classes may not have a field named 'constructor'", key.span);
        }
        if is_static && is_key(key, b"prototype", &self.names) {
            self.fail("Classes may not have a static property named 'prototype'", key.span);
        }
        self.check_private_name(key);
        self.element(start, end, is_static, ClassElementKind::Field { key, value })
    }

    /// `static { ... }`
    pub fn static_block(&mut self, start: u32, body: &'a Block<'a>) -> &'a ClassElement<'a> {
        self.element(start, body.span.end, true, ClassElementKind::StaticBlock(body))
    }

    fn element(
        &mut self,
        start: u32,
        end: u32,
        is_static: bool,
        kind: ClassElementKind<'a>,
    ) -> &'a ClassElement<'a> {
        let storage = Cell::new(BindingId::UNRESOLVED);
        self.alloc(ClassElement { span: Span::new(start, end), is_static, kind, storage })
    }

    fn check_private_name(&mut self, key: &PropertyKey) {
        if let PropertyKeyKind::Private(reference) = &key.kind
            && reference.name == Name::PRIVATE_CONSTRUCTOR
        {
            self.fail("Classes may not have a private field named '#constructor'", key.span);
        }
    }

    /// A class without its extent.
    pub fn class_parts(
        &mut self,
        name: Option<&'a BindingIdent>,
        heritage: Option<&'a Expr<'a>>,
        list: List<'a, &'a ClassElement<'a>>,
    ) -> &'a ClassParts<'a> {
        self.derived_classes.pop();
        let mut constructor = None;
        for element in list.iter() {
            if let ClassElementKind::Method { function, key } = element.kind
                && is_constructor(function)
            {
                if constructor.is_some() {
                    self.fail("A class may only have one constructor", key.span);
                }
                constructor = Some(function);
            }
        }
        if constructor.is_some() {
            list.retain(|element| {
                !matches!(element.kind, ClassElementKind::Method { function, .. } if is_constructor(function))
            });
        }
        let elements = self.finish(list);
        self.alloc(ClassParts { name, heritage, constructor, elements })
    }

    /// A class.
    pub fn class(&mut self, start: u32, end: u32, parts: &'a ClassParts<'a>) -> &'a Class<'a> {
        self.alloc(Class {
            span: Span::new(start, end),
            name: parts.name,
            inner_name: Cell::new(BindingId::UNRESOLVED),
            super_class: parts.heritage,
            constructor: parts.constructor,
            elements: parts.elements,
            scope: Cell::new(ScopeId::NONE),
            instance_initializer: ClassInitializer::default(),
            static_initializer: ClassInitializer::default(),
        })
    }
}

fn is_constructor(function: &Function) -> bool {
    matches!(function.kind, FunctionKind::BaseConstructor | FunctionKind::DerivedConstructor)
}

/// Is this the literal key `text`?
fn is_key(key: &PropertyKey, text: &[u8], names: &crate::name::Names) -> bool {
    match key.kind {
        PropertyKeyKind::Ident(name) => names.bytes(name) == text,
        PropertyKeyKind::String(string) => string == text,
        _ => false,
    }
}

/// The directive prologue of a body: how many statements it has, and its `"use strict"`.
pub fn directives(body: &[&Stmt], source: &[u8]) -> (u32, Option<Span>) {
    let (mut count, mut use_strict) = (0, None);
    for stmt in body {
        let StmtKind::Expression(expr) = stmt.kind else { break };
        let ExprKind::String(_) = expr.kind else { break };
        count += 1;
        // Without escapes, so the text itself is compared.
        if use_strict.is_none()
            && matches!(expr.span.of(source), b"'use strict'" | b"\"use strict\"")
        {
            use_strict = Some(expr.span);
        }
    }
    (count, use_strict)
}
