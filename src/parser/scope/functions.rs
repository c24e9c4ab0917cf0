//! The walk over functions and classes.

use super::walk::{Context, ContextKind, Uses, Walker, Work};
use super::{BindingId, BindingKind, FunctionId, FunctionInfo, PrivateKind, ScopeId, ScopeKind};
use crate::ast::*;
use crate::name::Name;
use crate::options::Goal;
use crate::source::Span;

impl<'a> Walker<'a, '_> {
    /// A function. The name of an expression is bound around it.
    pub(super) fn function(&mut self, function: &'a Function<'a>, is_expression: bool) {
        let outer = self.context();
        let is_arrow = function.kind == FunctionKind::Arrow;
        let strict = outer.strict || function.use_strict.is_some();
        if strict && !outer.strict {
            self.strict_regions.push(function.span);
        }
        let outer = self.context();
        let inside_with = self.open.last().is_some_and(|&(scope, _)| {
            let scope = &self.analysis.scopes[scope.index()];
            scope.in_with || scope.kind == ScopeKind::With
        });
        // A declaration may be called as soon as its scope is entered.
        let is_declaration = function.kind == FunctionKind::Normal && !is_expression;
        let entry = match self.open.last() {
            Some(&(_, start)) if is_declaration => start,
            _ => function.span.start,
        };
        let derived = function.kind == FunctionKind::DerivedConstructor;
        let is_method = !matches!(function.kind, FunctionKind::Normal | FunctionKind::Arrow);
        let mut context = Context {
            function: FunctionId(self.analysis.functions.len() as u32),
            serial: self.serials + 1,
            kind: if is_arrow { ContextKind::Arrow } else { ContextKind::Function },
            var_scope: ScopeId::NONE,
            strict,
            is_async: function.is_async,
            is_generator: function.is_generator,
            in_params: true,
            allow_super_property: is_method || is_arrow && outer.allow_super_property,
            allow_super_call: derived || is_arrow && outer.allow_super_call,
            allow_new_target: !is_arrow || outer.allow_new_target,
            forbid_arguments: is_arrow && outer.forbid_arguments,
            await_reserved: function.is_async || is_arrow && outer.await_reserved,
            breakables: 0,
            loops: 0,
            uses: Uses::default(),
        };
        let parent = outer.function;
        let binds_name = is_expression
            && !(self.options.goal == Goal::DynamicFunction && self.contexts.len() == 1);
        if let Some(use_strict) = function.use_strict
            && !function.has_simple_params
        {
            let message =
                "Illegal 'use strict' directive in function with non-simple parameter list";
            self.fail(message, use_strict);
        }
        // The name of a declaration belongs to the code around it, that of an expression to its own.
        let mut name_binding = BindingId::UNRESOLVED;
        if let Some(ident) = function.name {
            let name = ident.reference.name;
            if is_expression {
                let reserved = name == Name::AWAIT && function.is_async
                    || name == Name::YIELD && function.is_generator;
                if reserved {
                    self.fail("Unexpected reserved word", ident.span);
                }
            } else {
                self.check_reserved(name, ident.span);
            }
            self.check_strict_name(name, ident.span, strict);
        }
        self.serials += 1;
        if let Some(ident) = function.name
            && binds_name
        {
            // The scope runs in the function around.
            function.name_scope.set(self.open_scope(ScopeKind::FunctionName, function.span.start));
            let name = ident.reference.name;
            name_binding =
                self.bind(name, BindingKind::FunctionName, ident.span, function.span.start);
            ident.reference.binding.set(name_binding);
            self.work.push(Work::CloseScope);
        }
        let has_expressions = !function.has_simple_params && Self::has_expressions(function);
        let id = context.function;
        function.id.set(id);
        function.strict.set(strict);
        self.analysis.functions.push(FunctionInfo {
            parent,
            span: function.span,
            is_arrow,
            is_async: function.is_async,
            is_generator: function.is_generator,
            strict,
            is_derived_constructor: derived,
            has_simple_parameters: function.has_simple_params,
            has_parameter_expressions: has_expressions,
            has_separate_body_scope: has_expressions,
            inside_with,
            name_binding,
            ..FunctionInfo::default()
        });
        self.entries.push(entry);
        context.var_scope = ScopeId(self.analysis.scopes.len() as u32);
        self.contexts.push(context);
        let scope = self.open_scope(ScopeKind::Function, function.span.start);
        function.scope.set(scope);
        function.body_scope.set(scope);
        let info = &mut self.analysis.functions[id.index()];
        (info.scope, info.body_scope) = (scope, scope);
        self.declare_parameters(function);
        self.work.push(Work::CloseFunction);
        self.work.push(Work::FunctionBody(function));
        if !function.has_simple_params {
            self.work.extend(function.rest.map(|rest| Work::Pattern(rest, false)));
            self.work.push(Work::Patterns(function.params));
        }
    }

    /// The parameters are done.
    pub(super) fn function_body(&mut self, function: &'a Function<'a>) {
        let start = function.params_span.end;
        if self.analysis.functions[function.id.get().index()].has_separate_body_scope {
            let scope = self.open_scope(ScopeKind::FunctionBody, start);
            function.body_scope.set(scope);
            self.analysis.functions[function.id.get().index()].body_scope = scope;
            self.context_mut().var_scope = scope;
        } else if let Some(open) = self.open.last_mut() {
            // Declarations of the body come into being after the parameters.
            open.1 = start;
        }
        let context = self.context_mut();
        context.in_params = false;
        context.await_reserved = function.is_async;
        match function.body {
            FunctionBody::Statements(body) => {
                self.declare_statements(body, true);
                self.work.push(Work::Statements(body));
            }
            FunctionBody::Expression(expr) => self.work.push(Work::Expr(expr)),
        }
    }

    /// The function has been walked: what it uses decides about its implicit bindings.
    pub(super) fn close_function(&mut self) {
        self.bind_implicit_names();
        let Some(context) = self.contexts.pop() else { return };
        let info = &mut self.analysis.functions[context.function.index()];
        info.has_direct_eval = context.uses.direct_eval;
        info.arguments_use = context.uses.arguments_use;
        info.uses_super_call = context.uses.active_function;
        info.uses_super_property =
            context.uses.home_object || context.uses.direct_eval && context.allow_super_property;
        let separate = info.body_scope != info.scope;
        if context.kind == ContextKind::Arrow {
            self.context_mut().uses.add(context.uses);
        }
        if separate {
            self.close_scope();
        }
        self.close_scope();
    }

    fn bind_implicit_names(&mut self) {
        let context = self.context();
        if context.kind == ContextKind::Arrow {
            return;
        }
        let (uses, function) = (context.uses, context.function);
        let eval = uses.direct_eval;
        let super_property = uses.home_object || eval && context.allow_super_property;
        let super_call = uses.active_function || eval && context.allow_super_call;
        let info = &self.analysis.functions[function.index()];
        let (scope, span) = (info.scope, info.span);
        if uses.arguments || eval {
            self.declare_arguments();
        }
        let mut bind = |wanted: bool, name, kind| match wanted {
            true => self.bind_implicit(name, kind, scope, span),
            false => BindingId::UNRESOLVED,
        };
        let this = bind(uses.this || eval, Name::THIS, BindingKind::This);
        let new_target = bind(uses.new_target || eval, Name::NEW_TARGET, BindingKind::NewTarget);
        let home = bind(super_property, Name::HOME_OBJECT, BindingKind::HomeObject);
        let active = bind(super_call, Name::ACTIVE_FUNCTION, BindingKind::ActiveFunction);
        let info = &mut self.analysis.functions[function.index()];
        info.this_binding = this;
        info.new_target_binding = new_target;
        info.home_object_binding = home;
        info.active_function_binding = active;
    }

    // ---- classes ----

    pub(super) fn class(&mut self, class: &'a Class<'a>) {
        let strict = self.context().strict;
        if !strict {
            self.strict_regions.push(class.span);
            self.context_mut().strict = true;
            self.work.push(Work::RestoreStrict(false));
        }
        class.scope.set(self.open_scope(ScopeKind::Class, class.span.start));
        self.work.push(Work::CloseScope);
        if let Some(ident) = class.name {
            let name = ident.reference.name;
            self.check_binding_name(name, ident.span);
            let id = self.bind(name, BindingKind::Class, ident.span, class.span.end);
            class.inner_name.set(id);
        }
        self.work.push(Work::ClassBody(class));
        self.work.extend(class.super_class.map(Work::Expr));
    }

    /// The heritage is done. Private names are declared first, since all elements see all of them.
    pub(super) fn class_body(&mut self, class: &'a Class<'a>) {
        let (mut instance, mut of_class) = (false, false);
        for element in class.elements {
            let (key, kind) = match &element.kind {
                ClassElementKind::Method { key, function } => {
                    let kind = match function.kind {
                        FunctionKind::Getter => PrivateKind::Getter,
                        FunctionKind::Setter => PrivateKind::Setter,
                        _ => PrivateKind::Method,
                    };
                    (*key, kind)
                }
                ClassElementKind::Field { key, .. } => {
                    *if element.is_static { &mut of_class } else { &mut instance } = true;
                    if let PropertyKeyKind::Computed(_) = key.kind {
                        element.storage.set(self.bind_storage(key.span));
                    }
                    (*key, PrivateKind::Field)
                }
                ClassElementKind::StaticBlock(_) => {
                    of_class = true;
                    continue;
                }
            };
            if let PropertyKeyKind::Private(reference) = &key.kind {
                self.declare_private(reference, key.span, kind, element.is_static);
                if kind != PrivateKind::Field && !element.is_static {
                    instance = true;
                    element.storage.set(self.bind_storage(key.span));
                }
            }
        }
        if of_class {
            self.work.push(Work::Initializer(class, true));
        }
        if instance {
            self.work.push(Work::Initializer(class, false));
        }
        self.work.push(Work::ClassElements(class.elements));
        self.work.extend(class.constructor.map(Work::Function));
    }

    fn bind_storage(&mut self, span: Span) -> BindingId {
        let id = self.bind(Name::EMPTY, BindingKind::ClassStorage, span, span.start);
        self.analysis.bindings[id.index()].captured = true;
        id
    }

    fn declare_private(
        &mut self,
        reference: &'a Reference,
        span: Span,
        kind: PrivateKind,
        is_static: bool,
    ) {
        let existing = self.visible[reference.name.0 as usize];
        let scope = self.scope_id();
        if let Some(binding) = self.analysis.bindings.get_mut(existing.index())
            && binding.scope == scope
        {
            let pair = matches!(
                (binding.private, kind),
                (PrivateKind::Getter, PrivateKind::Setter)
                    | (PrivateKind::Setter, PrivateKind::Getter)
            );
            if pair && binding.is_static == is_static {
                binding.private = PrivateKind::Accessor;
                reference.binding.set(existing);
                return;
            }
            let text = self.names.text(reference.name);
            return self.fail(format!("Identifier '{text}' has already been declared"), span);
        }
        let id = self.bind(reference.name, BindingKind::PrivateName, span, span.start);
        let binding = &mut self.analysis.bindings[id.index()];
        (binding.private, binding.is_static, binding.captured) = (kind, is_static, true);
        reference.binding.set(id);
    }

    /// Keys and methods; initialisers follow in functions of their own.
    pub(super) fn class_element(&mut self, element: &'a ClassElement<'a>) {
        match &element.kind {
            ClassElementKind::Method { key, function } => {
                self.work.push(Work::Function(function));
                self.key(key);
            }
            ClassElementKind::Field { key, .. } => self.key(key),
            ClassElementKind::StaticBlock(_) => {}
        }
    }

    /// The function that evaluates the initialisers of instance fields, or the static ones.
    pub(super) fn initializer(&mut self, class: &'a Class<'a>, is_static: bool) {
        let id = FunctionId(self.analysis.functions.len() as u32);
        let outer = self.context();
        let parent = outer.function;
        self.serials += 1;
        self.analysis.functions.push(FunctionInfo {
            parent,
            span: class.span,
            strict: true,
            has_simple_parameters: true,
            ..FunctionInfo::default()
        });
        self.entries.push(class.span.start);
        self.contexts.push(Context {
            function: id,
            serial: self.serials,
            kind: ContextKind::ClassInitializer,
            var_scope: ScopeId(self.analysis.scopes.len() as u32),
            strict: true,
            is_async: false,
            is_generator: false,
            in_params: false,
            allow_super_property: true,
            allow_super_call: false,
            allow_new_target: true,
            forbid_arguments: true,
            await_reserved: false,
            breakables: 0,
            loops: 0,
            uses: Uses::default(),
        });
        let scope = self.open_scope(ScopeKind::Function, class.span.start);
        let info = &mut self.analysis.functions[id.index()];
        (info.scope, info.body_scope) = (scope, scope);
        let initializer =
            if is_static { &class.static_initializer } else { &class.instance_initializer };
        initializer.function.set(id);
        initializer.scope.set(scope);
        self.work.push(Work::CloseFunction);
        self.work.push(Work::InitializerElements(class.elements, is_static));
    }

    pub(super) fn initializer_element(&mut self, element: &'a ClassElement<'a>, is_static: bool) {
        if element.is_static != is_static {
            return;
        }
        match &element.kind {
            ClassElementKind::Field { value: Some(value), .. } => self.expr(value),
            ClassElementKind::StaticBlock(block) => self.static_block(block),
            _ => {}
        }
    }

    /// A static block: a part of the static initialiser with `var`s of its own.
    fn static_block(&mut self, block: &'a Block<'a>) {
        self.serials += 1;
        let scope = ScopeId(self.analysis.scopes.len() as u32);
        self.contexts.push(Context {
            function: self.context().function,
            serial: self.serials,
            kind: ContextKind::StaticBlock,
            var_scope: scope,
            strict: true,
            is_async: false,
            is_generator: false,
            in_params: false,
            allow_super_property: true,
            allow_super_call: false,
            allow_new_target: true,
            forbid_arguments: true,
            await_reserved: true,
            breakables: 0,
            loops: 0,
            uses: Uses::default(),
        });
        block.scope.set(self.open_scope(ScopeKind::StaticBlock, block.span.start));
        self.declare_statements(block.body, true);
        self.work.push(Work::CloseStaticBlock);
        self.work.push(Work::Statements(block.body));
    }

    pub(super) fn close_static_block(&mut self) {
        self.close_scope();
        if let Some(context) = self.contexts.pop() {
            self.context_mut().uses.add(context.uses);
        }
    }
}
