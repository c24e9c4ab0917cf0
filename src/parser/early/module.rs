//! What a module exports: every name once, and only what it declares. What is exported lives in the module's environment,
//! where importers find it.

use rustc_hash::FxHashSet;

use crate::ast::*;
use crate::scope::walk::Walker;
use crate::scope::{BindingId, ScopeId};
use crate::source::Span;

impl<'a> Walker<'a, '_> {
    /// Checks the exports of a module, with its scope still open.
    pub(crate) fn check_exports(&mut self, body: &'a [&'a Stmt<'a>]) {
        let mut exported: FxHashSet<&'a [u8]> = FxHashSet::default();
        for stmt in body {
            match &stmt.kind {
                StmtKind::ExportNamed(export) => {
                    for specifier in export.specifiers {
                        self.export(&mut exported, specifier.exported, specifier.span);
                        if export.from.is_none() {
                            self.check_local(&specifier.local, specifier.span);
                        }
                    }
                }
                StmtKind::ExportAll(export) => {
                    if let Some(name) = export.exported {
                        self.export(&mut exported, name, stmt.span);
                    }
                }
                StmtKind::ExportDefault(export) => {
                    self.export(&mut exported, b"default", stmt.span);
                    self.share(export.binding.binding.get());
                }
                StmtKind::ExportDeclaration(declaration) => {
                    self.export_declaration(&mut exported, declaration);
                }
                _ => {}
            }
        }
    }

    fn export(&mut self, exported: &mut FxHashSet<&'a [u8]>, name: &'a [u8], span: Span) {
        if !exported.insert(name) {
            let text = String::from_utf8_lossy(name);
            self.fail(format!("Duplicate export of '{text}'"), span);
        }
    }

    fn export_declaration(&mut self, exported: &mut FxHashSet<&'a [u8]>, stmt: &'a Stmt<'a>) {
        match &stmt.kind {
            StmtKind::Variable(declaration) => {
                for declarator in declaration.declarators {
                    let mut names = Vec::new();
                    self.bound_names(declarator.pattern, |_, reference, span| {
                        names.push((reference.name, span))
                    });
                    for (name, span) in names {
                        self.export(exported, self.names.bytes(name), span);
                        self.share(self.visible[name.0 as usize]);
                    }
                }
                if matches!(declaration.kind, VariableKind::Using | VariableKind::AwaitUsing) {
                    self.fail("A 'using' declaration cannot be exported", stmt.span);
                }
            }
            StmtKind::Function(Function { name: Some(ident), .. })
            | StmtKind::Class(Class { name: Some(ident), .. }) => {
                self.export(exported, self.names.bytes(ident.reference.name), ident.span);
                self.share(self.visible[ident.reference.name.0 as usize]);
            }
            _ => {}
        }
    }

    /// A local name that is exported must be declared at the top level.
    fn check_local(&mut self, local: &Reference, span: Span) {
        let binding = self.visible[local.name.0 as usize];
        let declared = binding != BindingId::UNRESOLVED
            && self.analysis.bindings[binding.index()].scope == ScopeId(0);
        if !declared {
            let text = self.names.text(local.name);
            self.fail(format!("Export '{text}' is not defined in module"), span);
        }
        self.share(binding);
    }

    /// Other modules may see the binding.
    fn share(&mut self, id: BindingId) {
        if let Some(binding) = self.analysis.bindings.get_mut(id.index()) {
            binding.captured = true;
        }
    }
}
