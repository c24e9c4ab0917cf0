//! Declarations: what each scope binds, and which declarations exclude each other.

use super::walk::{BindingNote, ContextKind, Walker};
use super::{Binding, BindingId, BindingKind, HoistedFunction, PrivateKind, ScopeId, ScopeKind};
use crate::ast::*;
use crate::name::Name;
use crate::source::Span;

/// The function that a statement declares, labels aside.
fn declared_function<'a>(stmt: &'a Stmt<'a>) -> Option<&'a Function<'a>> {
    let mut stmt = stmt;
    while let StmtKind::Labeled { body, .. } = stmt.kind {
        stmt = body;
    }
    match stmt.kind {
        StmtKind::Function(function) => Some(function),
        _ => None,
    }
}

fn is_plain(function: &Function) -> bool {
    !function.is_async && !function.is_generator
}

impl<'a> Walker<'a, '_> {
    /// Do these statements need a scope?
    pub(super) fn declares_anything(&self, body: &'a [&'a Stmt<'a>]) -> bool {
        body.iter().any(|stmt| match &stmt.kind {
            StmtKind::Variable(declaration) => declaration.kind != VariableKind::Var,
            StmtKind::Class(_) => true,
            _ => declared_function(stmt).is_some(),
        })
    }

    // ---- bindings ----

    /// Adds a binding to a scope. It hides what `shadows` the name meant.
    fn add(
        &mut self,
        name: Name,
        kind: BindingKind,
        scope: ScopeId,
        span: Span,
        initialized_at: u32,
        shadows: BindingId,
    ) -> BindingId {
        let id = BindingId(self.analysis.bindings.len() as u32);
        self.analysis.bindings.push(Binding {
            name,
            kind,
            scope,
            declared_at: span,
            initialized_at,
            captured: false,
            slot: 0,
            is_assigned: false,
            is_annex_b: false,
            initial_value_from: BindingId::UNRESOLVED,
            of_caller: BindingId::UNRESOLVED,
            private: PrivateKind::Field,
            is_static: false,
        });
        self.notes.push(BindingNote::new(shadows));
        self.analysis.scopes[scope.index()].bindings.push(id);
        id
    }

    /// Adds a binding to the innermost scope, without any check.
    pub(super) fn bind(
        &mut self,
        name: Name,
        kind: BindingKind,
        span: Span,
        initialized_at: u32,
    ) -> BindingId {
        let shadows = self.visible[name.0 as usize];
        let id = self.add(name, kind, self.scope_id(), span, initialized_at, shadows);
        self.visible[name.0 as usize] = id;
        id
    }

    /// A binding of the innermost function's parameter scope that no source declares.
    pub(super) fn bind_implicit(
        &mut self,
        name: Name,
        kind: BindingKind,
        scope: ScopeId,
        span: Span,
    ) -> BindingId {
        // Added when the function ends: nothing within looks at `visible` any more.
        let shadows = self.visible[name.0 as usize];
        let id = self.add(name, kind, scope, span, span.start, shadows);
        self.visible[name.0 as usize] = id;
        id
    }

    fn binding_of(&self, id: BindingId) -> Option<&Binding> {
        self.analysis.bindings.get(id.index())
    }

    #[cold]
    fn redeclared(&mut self, name: Name, span: Span) {
        let text = self.names.text(name);
        self.fail(format!("Identifier '{text}' has already been declared"), span);
    }

    /// Declares a lexical name in the innermost scope.
    fn declare_lexical(
        &mut self,
        name: Name,
        kind: BindingKind,
        span: Span,
        initialized_at: u32,
    ) -> BindingId {
        let scope = self.scope_id();
        let before = self.visible[name.0 as usize];
        if let Some(existing) = self.binding_of(before) {
            let outer = self.analysis.scopes[scope.index()].parent;
            let hides_parameter = existing.scope == outer
                && match (self.analysis.scopes[scope.index()].kind, existing.kind) {
                    (ScopeKind::FunctionBody, BindingKind::Param) => true,
                    (ScopeKind::Block, BindingKind::CatchParam) => {
                        self.analysis.scopes[outer.index()].kind == ScopeKind::Catch
                    }
                    _ => false,
                };
            if existing.scope == scope || hides_parameter {
                self.redeclared(name, span);
            }
        }
        self.bind(name, kind, span, initialized_at)
    }

    /// Calls `each` for every name that a pattern binds.
    pub(crate) fn bound_names(
        &mut self,
        pattern: &'a Pattern<'a>,
        mut each: impl FnMut(&mut Self, &'a Reference, Span),
    ) {
        if let PatternKind::Binding(reference) = &pattern.kind {
            return each(self, reference, pattern.span);
        }
        let mut rest = vec![pattern];
        while let Some(pattern) = rest.pop() {
            match &pattern.kind {
                PatternKind::Binding(reference) => each(self, reference, pattern.span),
                PatternKind::Target(_) => {}
                PatternKind::Object(object) => {
                    rest.extend(object.rest);
                    rest.extend(object.properties.iter().rev().map(|property| property.value));
                }
                PatternKind::Array(array) => {
                    rest.extend(array.rest);
                    rest.extend(array.elements.iter().rev().copied().flatten());
                }
                PatternKind::Default { pattern, .. } => rest.push(pattern),
            }
        }
    }

    // ---- lexical declarations ----

    /// Declares the lexical names of a list of statements in the innermost scope; at the top level
    /// of a function or program, its functions too, which there are like `var`.
    pub(super) fn declare_statements(&mut self, body: &'a [&'a Stmt<'a>], is_top_level: bool) {
        if !is_top_level && !self.context().strict {
            for stmt in body {
                self.hoist_as_var(stmt);
            }
        }
        for stmt in body {
            self.declare_statement(stmt, is_top_level);
        }
    }

    pub(super) fn declare_cases(&mut self, cases: &'a [&'a Case<'a>]) {
        if !self.context().strict {
            for stmt in cases.iter().flat_map(|case| case.body) {
                self.hoist_as_var(stmt);
            }
        }
        for stmt in cases.iter().flat_map(|case| case.body) {
            self.declare_statement(stmt, false);
        }
    }

    fn declare_statement(&mut self, stmt: &'a Stmt<'a>, is_top_level: bool) {
        match &stmt.kind {
            StmtKind::Variable(declaration) => {
                if declaration.kind != VariableKind::Var {
                    self.declare_variables(declaration, None);
                }
            }
            StmtKind::Class(class) => self.declare_class(class),
            StmtKind::Import(import) => {
                for binding in import.bindings {
                    self.check_binding_name(binding.local.name, binding.span);
                    let kind = match binding.imported {
                        ImportedName::Named(_) => BindingKind::Import,
                        ImportedName::Namespace => BindingKind::ImportNamespace,
                    };
                    let id = self.declare_lexical(
                        binding.local.name,
                        kind,
                        binding.span,
                        binding.span.start,
                    );
                    binding.local.binding.set(id);
                }
            }
            StmtKind::ExportDeclaration(declaration) => {
                self.declare_statement(declaration, is_top_level)
            }
            StmtKind::ExportDefault(export) => {
                self.declare_default(export, stmt.span, is_top_level)
            }
            _ => {
                if let Some(function) = declared_function(stmt) {
                    self.declare_function(function, is_top_level);
                }
            }
        }
    }

    fn declare_class(&mut self, class: &'a Class<'a>) {
        if let Some(ident) = class.name {
            let name = ident.reference.name;
            let id = self.declare_lexical(name, BindingKind::Class, ident.span, class.span.end);
            ident.reference.binding.set(id);
        }
    }

    fn declare_default(&mut self, export: &'a ExportDefault<'a>, span: Span, is_top_level: bool) {
        match export.value {
            ExportDefaultValue::Function(function) if function.name.is_some() => {
                self.declare_function(function, is_top_level);
            }
            ExportDefaultValue::Class(class) if class.name.is_some() => self.declare_class(class),
            ExportDefaultValue::Function(function) => {
                let id = self.bind(Name::DEFAULT_EXPORT, BindingKind::Function, span, span.start);
                export.binding.binding.set(id);
                self.hoist(self.scope_id(), id, function);
                return;
            }
            _ => {
                let id = self.bind(Name::DEFAULT_EXPORT, BindingKind::Let, span, span.end);
                export.binding.binding.set(id);
                return;
            }
        }
        export.binding.binding.set(self.visible[export.binding.name.0 as usize]);
    }

    /// Declares the names of `let`, `const` and `using`. Each is initialised where its declarator
    /// ends, or at `initialized_at`.
    pub(super) fn declare_variables(
        &mut self,
        declaration: &'a VariableDeclaration<'a>,
        initialized_at: Option<u32>,
    ) {
        let kind = match declaration.kind {
            VariableKind::Const => BindingKind::Const,
            VariableKind::Using => BindingKind::Using,
            VariableKind::AwaitUsing => BindingKind::AwaitUsing,
            VariableKind::Let | VariableKind::Var => BindingKind::Let,
        };
        for declarator in declaration.declarators {
            let initialized_at = initialized_at.unwrap_or(declarator.span.end);
            self.bound_names(declarator.pattern, |walker, reference, span| {
                walker.check_binding_name(reference.name, span);
                if reference.name == Name::LET {
                    walker.fail("let is disallowed as a lexically bound name", span);
                }
                let id = walker.declare_lexical(reference.name, kind, span, initialized_at);
                reference.binding.set(id);
            });
        }
    }

    pub(super) fn declare_catch(&mut self, parameter: &'a Pattern<'a>) {
        let is_simple = matches!(parameter.kind, PatternKind::Binding(_));
        self.bound_names(parameter, |walker, reference, span| {
            walker.check_binding_name(reference.name, span);
            let id =
                walker.declare_lexical(reference.name, BindingKind::CatchParam, span, span.end);
            walker.notes[id.index()].is_simple_catch = is_simple;
            reference.binding.set(id);
        });
    }

    // ---- functions ----

    /// Notes a function to instantiate when its scope is entered; the last of a name wins.
    fn hoist(&mut self, scope: ScopeId, binding: BindingId, function: &'a Function<'a>) {
        let list = &mut self.analysis.scopes[scope.index()].functions_to_hoist;
        let note = &mut self.notes[binding.index()];
        match list.get_mut(note.hoisted as usize) {
            Some(earlier) if earlier.binding == binding => earlier.function = function,
            _ => {
                note.hoisted = list.len() as u32;
                list.push(HoistedFunction { binding, function });
            }
        }
    }

    fn declare_function(&mut self, function: &'a Function<'a>, is_top_level: bool) {
        let Some(ident) = function.name else { return };
        let name = ident.reference.name;
        let scope = self.scope_id();
        let existing = self.visible[name.0 as usize];
        let here =
            self.binding_of(existing).filter(|binding| binding.scope == scope).map(|b| b.kind);
        let is_module = self.analysis.scopes[scope.index()].kind == ScopeKind::Module;
        let id = match here {
            // Like `var` at the top level.
            Some(BindingKind::Var | BindingKind::Function) if is_top_level && !is_module => {
                self.analysis.bindings[existing.index()].kind = BindingKind::Function;
                existing
            }
            Some(BindingKind::Param) if is_top_level => {
                self.analysis.bindings[existing.index()].is_assigned = true;
                existing
            }
            // By Annex B, plain functions of one block may have the same name in sloppy code.
            Some(BindingKind::Function)
                if !is_top_level
                    && !self.context().strict
                    && is_plain(function)
                    && self.is_plain_binding(existing) =>
            {
                existing
            }
            Some(_) => return self.redeclared(name, ident.span),
            None if is_top_level => {
                let id = self.bind(name, BindingKind::Function, ident.span, ident.span.start);
                self.attach_to_caller(id, existing);
                id
            }
            None => self.declare_lexical(name, BindingKind::Function, ident.span, ident.span.start),
        };
        ident.reference.binding.set(id);
        self.hoist(scope, id, function);
    }

    fn is_plain_binding(&self, id: BindingId) -> bool {
        let binding = &self.analysis.bindings[id.index()];
        let list = &self.analysis.scopes[binding.scope.index()].functions_to_hoist;
        list.get(self.notes[id.index()].hoisted as usize)
            .is_some_and(|hoisted| is_plain(hoisted.function))
    }

    /// By Annex B.3.2, a plain function in a block of sloppy code also assigns to a `var`, unless
    /// a `var` in its place would be an error.
    fn hoist_as_var(&mut self, stmt: &'a Stmt<'a>) {
        let Some(function) = declared_function(stmt).filter(|function| is_plain(function)) else {
            return;
        };
        let Some(ident) = function.name else { return };
        let name = ident.reference.name;
        let var_scope = self.context().var_scope;
        let param_scope = self.analysis.functions[self.context().function.index()].scope;
        let mut inner = BindingId::UNRESOLVED;
        let mut at = self.visible[name.0 as usize];
        let var = loop {
            let Some(binding) = self.binding_of(at).filter(|binding| {
                binding.scope >= var_scope
                    || binding.scope == param_scope && binding.kind == BindingKind::Param
            }) else {
                if self.caller_variable(at).is_none() {
                    return;
                }
                let id = self.insert_var(name, ident.span, inner, at);
                self.analysis.bindings[id.index()].is_annex_b = true;
                break id;
            };
            if binding.scope > var_scope {
                if !self.notes[at.index()].is_simple_catch {
                    return;
                }
                inner = at;
                at = self.notes[at.index()].shadows;
                continue;
            }
            if !matches!(binding.kind, BindingKind::Var | BindingKind::Function) {
                return;
            }
            break at;
        };
        function.annex_b_var.set(var);
    }

    // ---- var ----

    /// Puts a `var` into its scope. `inner` hides it here, if it is a binding; `outer` is what the
    /// name means outside.
    fn insert_var(
        &mut self,
        name: Name,
        span: Span,
        inner: BindingId,
        outer: BindingId,
    ) -> BindingId {
        let scope = self.context().var_scope;
        let id = self.add(name, BindingKind::Var, scope, span, span.start, outer);
        self.attach_to_caller(id, outer);
        if self.analysis.scopes[scope.index()].kind == ScopeKind::FunctionBody {
            let params = self.analysis.scopes[scope.index()].parent;
            if self.binding_of(outer).is_some_and(|binding| binding.scope == params) {
                self.analysis.bindings[id.index()].initial_value_from = outer;
            }
        }
        match self.notes.get_mut(inner.index()) {
            Some(note) => note.shadows = id,
            None => self.visible[name.0 as usize] = id,
        }
        id
    }

    /// A `var` or function of eval code becomes one of the caller. `outer` is what its name means around the code.
    fn attach_to_caller(&mut self, id: BindingId, outer: BindingId) {
        match self.caller_variable(outer) {
            Some(variable) => self.analysis.bindings[id.index()].of_caller = variable,
            None => {
                let binding = &self.analysis.bindings[id.index()];
                self.redeclared(binding.name, binding.declared_at);
            }
        }
    }

    /// The variable of eval's caller that a `var` of sloppy eval code is, given what its name means around the code:
    /// `UNRESOLVED` if it is a new one, `None` if a lexical declaration in between excludes it
    /// (https://tc39.es/ecma262/#sec-evaldeclarationinstantiation).
    fn caller_variable(&self, outer: BindingId) -> Option<BindingId> {
        let Some(surroundings) = &self.options.surroundings else {
            return Some(BindingId::UNRESOLVED);
        };
        if self.contexts.len() > 1 || self.context().strict {
            return Some(BindingId::UNRESOLVED);
        }
        let variable_scope = ScopeId(surroundings.variable_scope);
        let mut at = outer;
        while let Some(binding) = self.binding_of(at).filter(|b| b.scope >= variable_scope) {
            if binding.kind == BindingKind::CatchParam {
                at = self.notes[at.index()].shadows;
                continue;
            }
            let is_variable = binding.scope == variable_scope
                && !binding.kind.is_lexical()
                && !surroundings.in_params;
            return is_variable.then_some(at);
        }
        Some(BindingId::UNRESOLVED)
    }

    /// Declares the names of a `var`, wherever it stands.
    pub(super) fn declare_vars(&mut self, pattern: &'a Pattern<'a>) {
        self.bound_names(pattern, |walker, reference, span| {
            walker.check_binding_name(reference.name, span);
            walker.declare_var(reference.name, span);
        });
    }

    fn declare_var(&mut self, name: Name, span: Span) {
        let var_scope = self.context().var_scope;
        let mut inner = BindingId::UNRESOLVED;
        let mut at = self.visible[name.0 as usize];
        loop {
            let Some(binding) = self.binding_of(at).filter(|binding| binding.scope >= var_scope)
            else {
                self.insert_var(name, span, inner, at);
                return;
            };
            if binding.scope > var_scope {
                let note = &mut self.notes[at.index()];
                if !note.is_simple_catch {
                    return self.redeclared(name, span);
                }
                if note.var_passed {
                    return;
                }
                note.var_passed = true;
                inner = at;
                at = note.shadows;
                continue;
            }
            let kind = binding.kind;
            let is_module = self.analysis.scopes[var_scope.index()].kind == ScopeKind::Module;
            match kind {
                BindingKind::Var => self.analysis.bindings[at.index()].is_annex_b = false,
                BindingKind::Function if !is_module => {}
                BindingKind::Param => {}
                _ => self.redeclared(name, span),
            }
            return;
        }
    }

    // ---- parameters ----

    /// Declares the parameters of a function in the innermost scope.
    pub(super) fn declare_parameters(&mut self, function: &'a Function<'a>) {
        let may_repeat = function.has_simple_params
            && function.kind == FunctionKind::Normal
            && !self.context().strict;
        let scope = self.scope_id();
        let id = self.context().function;
        for pattern in function.params.iter().copied().chain(function.rest) {
            let initialized_at = pattern.span.end;
            self.bound_names(pattern, |walker, reference, span| {
                let name = reference.name;
                walker.check_binding_name(name, span);
                let existing = walker.visible[name.0 as usize];
                let repeats =
                    walker.binding_of(existing).is_some_and(|binding| binding.scope == scope);
                if repeats {
                    if !may_repeat {
                        walker.fail("Duplicate parameter name not allowed in this context", span);
                    }
                    walker.analysis.functions[id.index()].has_duplicate_parameters = true;
                    reference.binding.set(existing);
                    return;
                }
                let binding = walker.bind(name, BindingKind::Param, span, initialized_at);
                reference.binding.set(binding);
            });
        }
    }

    /// Do parameters have expressions: defaults or computed keys?
    pub(super) fn has_expressions(function: &'a Function<'a>) -> bool {
        let mut rest: Vec<&Pattern> =
            function.params.iter().copied().chain(function.rest).collect();
        while let Some(pattern) = rest.pop() {
            match &pattern.kind {
                PatternKind::Binding(_) | PatternKind::Target(_) => {}
                PatternKind::Default { .. } => return true,
                PatternKind::Object(object) => {
                    for property in object.properties {
                        if matches!(property.key.kind, PropertyKeyKind::Computed(_)) {
                            return true;
                        }
                        rest.push(property.value);
                    }
                    rest.extend(object.rest);
                }
                PatternKind::Array(array) => {
                    rest.extend(array.elements.iter().copied().flatten());
                    rest.extend(array.rest);
                }
            }
        }
        false
    }

    /// Does the function need an `arguments` object, given that the name occurs?
    pub(super) fn declare_arguments(&mut self) {
        let context = self.context();
        if context.kind != ContextKind::Function {
            return;
        }
        let (function, var_scope) = (context.function, context.var_scope);
        let info = &self.analysis.functions[function.index()];
        let (scope, span) = (info.scope, info.span);
        let existing = self.visible[Name::ARGUMENTS.0 as usize];
        let found = self.binding_of(existing).map(|binding| (binding.scope, binding.kind));
        let id = match found {
            Some((at, BindingKind::Var)) if at == scope => {
                self.analysis.bindings[existing.index()].kind = BindingKind::Arguments;
                existing
            }
            Some((at, _)) if at == scope => return,
            Some((at, kind)) if at == var_scope => {
                // The body has its own, which begins with the value of the parameters' one.
                let outer = self.notes[existing.index()].shadows;
                if self.binding_of(outer).is_some_and(|binding| binding.scope == scope) {
                    return;
                }
                let id = self.add(
                    Name::ARGUMENTS,
                    BindingKind::Arguments,
                    scope,
                    span,
                    span.start,
                    outer,
                );
                self.notes[existing.index()].shadows = id;
                if kind == BindingKind::Var {
                    self.analysis.bindings[existing.index()].initial_value_from = id;
                }
                id
            }
            _ => self.bind_implicit(Name::ARGUMENTS, BindingKind::Arguments, scope, span),
        };
        self.analysis.functions[function.index()].arguments_binding = id;
    }
}
