//! Modules: what they import and export, the code that links them, the code that evaluates them.
//!
//! Invariant: all code of a module runs in the module's environment, which exists before it: captured bindings of the
//! module's scope are reached through the callee's environment, also from the top level. The others are registers of the
//! body. Function declarations that importers may call exist before any body runs.

use super::function::NameHint;
use super::simple::may_assign;
use super::suspension::SuspensionKind;
use super::{Compiler, FunctionState, Result};
use crate::bytecode::builder::Register;
use crate::bytecode::module_template::{
    CompiledModule, ImportName, ImportTemplate, IndirectExport, LocalExport,
};
use crate::bytecode::template::CompiledScript;
use crate::runtime::code::flags;
use crate::runtime::module::{ImportAttribute, ModuleRequest};
use jsrun_parser::ast::{
    self, ExportDefault, ExportDefaultValue, Expr, ImportedName, PatternKind, Stmt, StmtKind,
    VariableDeclaration,
};
use jsrun_parser::name::Name;
use jsrun_parser::scope::{BindingId, BindingKind, FunctionId, HoistedFunction};
use jsrun_parser::source::Span;
use std::collections::HashMap;

/// The name of what `export default` exports where the source gives none.
const DEFAULT: &[u8] = b"default";

/// What is known of a module's imports and exports while they are collected.
#[derive(Default)]
struct Entries<'a> {
    requests: Vec<ModuleRequest>,
    /// By specifier and sorted attributes.
    request_index: HashMap<(&'a [u8], Vec<ImportAttribute>), u32>,
    imports: Vec<ImportTemplate>,
    /// By the binding that an import makes: its index.
    import_index: HashMap<BindingId, usize>,
    locals: Vec<LocalExport>,
    indirect: Vec<IndirectExport>,
    stars: Vec<u32>,
}

impl<'a> Compiler<'_, 'a> {
    /// Compiles the whole module.
    ///
    /// ParseModule (https://tc39.es/ecma262/#sec-parsemodule), after the parsing
    pub(super) fn module(mut self) -> Result<CompiledModule> {
        let program = self.program;
        let mut entries = Entries::default();
        for statement in program.body {
            self.module_requests(statement, &mut entries);
        }
        for statement in program.body {
            self.module_exports(statement, &mut entries);
        }
        let instantiate = self.instantiation()?;
        self.evaluation()?;
        Ok(CompiledModule {
            script: CompiledScript { functions: self.functions, source: self.source },
            instantiate,
            environment_size: program.analysis.scope(program.scope).environment_size,
            is_async: program.has_top_level_await,
            requests: entries.requests,
            imports: entries.imports,
            locals: entries.locals,
            indirect: entries.indirect,
            stars: entries.stars,
        })
    }

    /// The state of a function that runs in the module's environment.
    fn module_state(&mut self) -> FunctionState {
        self.serial += 1;
        let mut state = FunctionState::new(FunctionId(0), self.serial, true, 1);
        state.closure_depth = 1;
        state
    }

    /// The code that gives the captured variables and functions of the module's scope their first values; none if it
    /// has none.
    ///
    /// Part of InitializeEnvironment (https://tc39.es/ecma262/#sec-source-text-module-record-initialize-environment)
    fn instantiation(&mut self) -> Result<Option<u32>> {
        let program = self.program;
        let scope = program.analysis.scope(program.scope);
        self.f = self.module_state();
        let mut undefined = None;
        for &id in &scope.bindings {
            let binding = program.analysis.binding(id);
            if binding.captured && binding.kind == BindingKind::Var {
                let undefined = *undefined.get_or_insert_with(|| self.undefined_register());
                self.initialize_binding(id, binding.name, undefined);
            }
        }
        let is_captured = |h: &&HoistedFunction<'_>| program.analysis.binding(h.binding).captured;
        for hoisted in scope.functions_to_hoist.iter().filter(is_captured) {
            self.hoist_function(hoisted.binding, hoisted.function)?;
        }
        if self.f.b.is_empty() {
            return Ok(None);
        }
        self.return_undefined(Span::default())?;
        let state = self.module_state();
        let state = std::mem::replace(&mut self.f, state);
        let span = Span::new(0, program.source.len() as u32);
        Ok(Some(self.add_function(state, Box::default(), flags::TOP_LEVEL, 0, 0, span)))
    }

    /// The code of the module's body: the last function.
    fn evaluation(&mut self) -> Result {
        let program = self.program;
        let span = Span::new(0, program.source.len() as u32);
        let end = Span::new(span.end, span.end);
        self.f = self.module_state();
        let mut flags = flags::TOP_LEVEL;
        if program.has_top_level_await {
            flags |= flags::ASYNC;
            self.begin_suspension(SuspensionKind::Async, 0);
        }
        let mut entered = self.enter_nothing();
        self.declare_bindings(program.scope, &mut entered);
        let is_local = |h: &&HoistedFunction<'_>| !program.analysis.binding(h.binding).captured;
        let scope = program.analysis.scope(program.scope);
        for hoisted in scope.functions_to_hoist.iter().filter(is_local) {
            self.hoist_function(hoisted.binding, hoisted.function)?;
        }
        self.disposing_statements(program.body, span)?;
        self.return_undefined(end)?;
        self.end_suspension();
        self.leave_scope(entered);
        let next = self.module_state();
        let state = std::mem::replace(&mut self.f, next);
        self.add_function(state, Box::default(), flags, 0, 0, span);
        Ok(())
    }

    // ---- statements ----

    /// `export` before a declaration, and `export default`.
    pub(super) fn export_statement(&mut self, statement: &'a Stmt<'a>) -> Result {
        match &statement.kind {
            StmtKind::ExportDeclaration(declaration) => self.statement(declaration),
            StmtKind::ExportDefault(export) => self.export_default(export),
            // What else is imported or exported is settled before the module runs.
            _ => Ok(()),
        }
    }

    fn export_default(&mut self, export: &'a ExportDefault<'a>) -> Result {
        let value = match export.value {
            // It exists already.
            ExportDefaultValue::Function(_) => return Ok(()),
            ExportDefaultValue::Class(class) => {
                let value = self.temporary();
                let hint = match class.name {
                    Some(_) => NameHint::None,
                    None => NameHint::Text(DEFAULT.into()),
                };
                self.class(class, value, hint)?;
                value
            }
            ExportDefaultValue::Expr(expr) => {
                let value = self.temporary();
                self.named_into(expr, value, NameHint::Text(DEFAULT.into()))?;
                value
            }
        };
        self.initialize_reference(&export.binding, value);
        Ok(())
    }

    /// The name that a function declaration gets from its binding.
    pub(super) fn hoisted_name(&self, name: Name) -> &'a [u8] {
        if name == Name::DEFAULT_EXPORT { DEFAULT } else { self.name(name) }
    }

    /// `import.meta` (https://tc39.es/ecma262/#sec-meta-properties-runtime-semantics-evaluation): the last variable of
    /// the module's environment.
    pub(super) fn import_meta(&mut self, destination: Register) {
        let analysis = &self.program.analysis;
        let last = analysis.scope(self.program.scope).environment_size as i32 - 1;
        let depth = self.f.closure_depth as i32 - 1;
        self.f.b.import_meta(destination, depth, last);
    }

    /// `import(...)` (https://tc39.es/ecma262/#sec-import-call-runtime-semantics-evaluation)
    pub(super) fn import_call(
        &mut self,
        specifier: &'a Expr<'a>,
        options: Option<&'a Expr<'a>>,
        destination: Register,
        span: Span,
    ) -> Result {
        let specifier = self.stable_operand(specifier, options.is_some_and(may_assign))?;
        let options = match options {
            Some(options) => self.operand(options)?,
            None => self.undefined_register(),
        };
        self.f.b.at(span.start).import_call(destination, specifier, options);
        Ok(())
    }

    // ---- entries ----

    /// The modules that a statement asks for, and what it imports.
    fn module_requests(&mut self, statement: &'a Stmt<'a>, entries: &mut Entries<'a>) {
        match &statement.kind {
            StmtKind::Import(import) => {
                let request = entries.request(&import.from);
                for binding in import.bindings {
                    let id = binding.local.binding.get();
                    let name = match binding.imported {
                        ImportedName::Named(name) => ImportName::Named(name.into()),
                        ImportedName::Namespace => ImportName::Namespace,
                    };
                    entries.import_index.insert(id, entries.imports.len());
                    let slot = self.program.analysis.binding(id).slot;
                    let offset = binding.span.start;
                    entries.imports.push(ImportTemplate { request, name, slot, offset });
                }
            }
            StmtKind::ExportNamed(export) => {
                if let Some(from) = &export.from {
                    entries.request(from);
                }
            }
            StmtKind::ExportAll(export) => {
                entries.request(&export.from);
            }
            _ => {}
        }
    }

    /// What a statement exports.
    fn module_exports(&mut self, statement: &'a Stmt<'a>, entries: &mut Entries<'a>) {
        match &statement.kind {
            StmtKind::ExportNamed(export) => {
                for specifier in export.specifiers {
                    let offset = specifier.span.start;
                    match &export.from {
                        Some(from) => {
                            let request = entries.request(from);
                            let name = ImportName::Named(specifier.local_name.into());
                            let exported = specifier.exported.into();
                            entries.indirect.push(IndirectExport {
                                exported,
                                request,
                                name,
                                offset,
                            });
                        }
                        None => {
                            let id = specifier.local.binding.get();
                            self.export_binding(id, specifier.exported, offset, entries);
                        }
                    }
                }
            }
            StmtKind::ExportAll(export) => {
                let request = entries.request(&export.from);
                match export.exported {
                    Some(name) => entries.indirect.push(IndirectExport {
                        exported: name.into(),
                        request,
                        name: ImportName::Namespace,
                        offset: statement.span.start,
                    }),
                    None => entries.stars.push(request),
                }
            }
            StmtKind::ExportDefault(export) => {
                let offset = statement.span.start;
                self.export_binding(export.binding.binding.get(), DEFAULT, offset, entries);
            }
            StmtKind::ExportDeclaration(declaration) => match &declaration.kind {
                StmtKind::Variable(declaration) => self.export_variables(declaration, entries),
                StmtKind::Function(function) => {
                    if let Some(ident) = function.name {
                        self.export_named_binding(&ident.reference, entries);
                    }
                }
                StmtKind::Class(class) => {
                    if let Some(ident) = class.name {
                        self.export_named_binding(&ident.reference, entries);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn export_variables(
        &mut self,
        declaration: &'a VariableDeclaration<'a>,
        entries: &mut Entries<'a>,
    ) {
        let mut rest: Vec<_> = declaration.declarators.iter().map(|d| d.pattern).rev().collect();
        while let Some(pattern) = rest.pop() {
            match &pattern.kind {
                PatternKind::Binding(reference) => self.export_named_binding(reference, entries),
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

    /// Exports a binding under its own name.
    fn export_named_binding(
        &mut self,
        reference: &jsrun_parser::ast::Reference,
        entries: &mut Entries<'a>,
    ) {
        let (id, name) = (reference.binding.get(), self.name(reference.name));
        self.export_binding(id, name, 0, entries);
    }

    /// Exports a binding of the module's scope. One that is imported is exported from where it came.
    fn export_binding(
        &mut self,
        id: BindingId,
        exported: &[u8],
        offset: u32,
        entries: &mut Entries<'a>,
    ) {
        let binding = self.program.analysis.binding(id);
        if let Some(&index) = entries.import_index.get(&id) {
            let ImportTemplate { request, name, .. } = entries.imports[index].clone();
            let exported = exported.into();
            entries.indirect.push(IndirectExport { exported, request, name, offset });
            return;
        }
        entries.locals.push(LocalExport { exported: exported.into(), slot: binding.slot });
    }
}

impl<'a> Entries<'a> {
    /// The index of a module request; equal ones are one (https://tc39.es/ecma262/#sec-ModuleRequestsEqual).
    fn request(&mut self, from: &ast::ModuleRequest<'a>) -> u32 {
        let attributes = from.attributes.iter();
        let mut attributes: Vec<ImportAttribute> = attributes
            .map(|a| ImportAttribute { key: a.key.into(), value: a.value.into() })
            .collect();
        attributes.sort_unstable();
        let next = self.requests.len() as u32;
        let key = (from.specifier, attributes.clone());
        let index = *self.request_index.entry(key).or_insert(next);
        if index == next {
            self.requests.push(ModuleRequest {
                specifier: from.specifier.into(),
                attributes,
                offset: from.span.start,
            });
        }
        index
    }
}
