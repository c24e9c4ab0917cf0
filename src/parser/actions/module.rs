//! Imports and exports.

use super::{Actions, List};
use crate::ast::*;
use crate::lexer::decode;
use crate::name::Name;
use crate::source::Span;
use crate::token::TokenKind;

/// Has this text no lone surrogates?
fn is_well_formed(text: &[u8]) -> bool {
    let mut at = 0;
    while let Some((code, length)) = decode(text, at) {
        if (0xD800..0xE000).contains(&code) {
            return false;
        }
        at += length;
    }
    true
}

impl<'a> Actions<'a> {
    /// A module name given as a string.
    pub fn module_string(&mut self, start: u32, end: u32, escaped: u32) -> Name {
        let text = self.string(start, end, escaped);
        if !is_well_formed(text) {
            self.fail(
                "Invalid module export name: contains unpaired surrogate character",
                Span::new(start, end),
            );
        }
        self.names.intern(text)
    }

    /// A module specifier with its attributes.
    pub fn module_request(
        &mut self,
        start: u32,
        end: u32,
        escaped: u32,
        attributes: Option<List<'a, &'a ImportAttribute<'a>>>,
    ) -> &'a ModuleRequest<'a> {
        let specifier = self.string(start, end, escaped);
        let attributes: &'a [&'a ImportAttribute<'a>] = match attributes {
            Some(list) => self.finish(list),
            None => &[],
        };
        let mut keys: Vec<&[u8]> = attributes.iter().map(|attribute| attribute.key).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) {
            self.fail("Import attributes has a duplicate key", Span::new(start, end));
        }
        self.alloc(ModuleRequest { span: Span::new(start, end), specifier, attributes })
    }

    /// An import attribute.
    pub fn attribute(
        &mut self,
        start: u32,
        key: Name,
        value: u32,
        end: u32,
        escaped: u32,
    ) -> &'a ImportAttribute<'a> {
        let value = self.string(value, end, escaped);
        let key = self.names.bytes(key);
        self.alloc(ImportAttribute { span: Span::new(start, end), key, value })
    }

    /// An import declaration.
    pub fn import(
        &mut self,
        start: u32,
        end: u32,
        list: List<'a, &'a ImportBinding<'a>>,
        from: &'a ModuleRequest<'a>,
    ) -> &'a Stmt<'a> {
        let bindings = self.finish(list);
        let import = self.alloc(ImportDeclaration { bindings, from: *from });
        self.stmt(start, end, StmtKind::Import(import))
    }

    /// A binding made by an import.
    pub fn import_binding(
        &mut self,
        start: u32,
        end: u32,
        imported: ImportedName<'a>,
        local: Name,
    ) -> &'a ImportBinding<'a> {
        let span = Span::new(start, end);
        self.alloc(ImportBinding { span, imported, local: Reference::new(local) })
    }

    /// `imported as local`
    pub fn named_import(
        &mut self,
        start: u32,
        end: u32,
        imported: Name,
        local: Name,
    ) -> &'a ImportBinding<'a> {
        let imported = ImportedName::Named(self.names.bytes(imported));
        self.import_binding(start, end, imported, local)
    }

    /// `export *`
    pub fn export_all(
        &mut self,
        start: u32,
        end: u32,
        exported: Option<Name>,
        from: &'a ModuleRequest<'a>,
    ) -> &'a Stmt<'a> {
        let exported = exported.map(|name| self.names.bytes(name));
        let export = self.alloc(ExportAll { exported, from: *from });
        self.stmt(start, end, StmtKind::ExportAll(export))
    }

    /// `export {...}`
    pub fn export_named(
        &mut self,
        start: u32,
        end: u32,
        list: List<'a, (&'a ExportSpecifier<'a>, TokenKind)>,
        from: Option<&'a ModuleRequest<'a>>,
    ) -> &'a Stmt<'a> {
        let specifiers = self.list();
        for &(specifier, kind) in list.iter() {
            if from.is_none() && kind != TokenKind::Identifier {
                let message = match kind {
                    TokenKind::String => "Unexpected string".to_owned(),
                    _ => format!(
                        "Unexpected token '{}'",
                        String::from_utf8_lossy(specifier.local_name)
                    ),
                };
                self.fail(&message, specifier.span);
            }
            specifiers.push(specifier);
        }
        let specifiers = self.finish(specifiers);
        let export = self.alloc(ExportNamed { specifiers, from: from.copied() });
        self.stmt(start, end, StmtKind::ExportNamed(export))
    }

    /// `local as exported`, with the kind of token that the local name is.
    pub fn export_specifier(
        &mut self,
        start: u32,
        end: u32,
        (local, kind): (Name, TokenKind),
        exported: Name,
    ) -> (&'a ExportSpecifier<'a>, TokenKind) {
        let specifier = self.alloc(ExportSpecifier {
            span: Span::new(start, end),
            local: Reference::new(local),
            local_name: self.names.bytes(local),
            exported: self.names.bytes(exported),
        });
        (specifier, kind)
    }

    /// `export default`
    pub fn export_default(
        &mut self,
        start: u32,
        end: u32,
        value: ExportDefaultValue<'a>,
    ) -> &'a Stmt<'a> {
        let name = match value {
            ExportDefaultValue::Function(function) => function.name,
            ExportDefaultValue::Class(class) => class.name,
            ExportDefaultValue::Expr(_) => None,
        };
        let name = name.map_or(Name::DEFAULT_EXPORT, |ident| ident.reference.name);
        let export = self.alloc(ExportDefault { value, binding: Reference::new(name) });
        self.stmt(start, end, StmtKind::ExportDefault(export))
    }
}
