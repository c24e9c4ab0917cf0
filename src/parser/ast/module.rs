//! Imports and exports.

use super::{Class, Expr, Function, Reference};
use crate::source::Span;

/// `import ... from "specifier" with {...}`
#[derive(Debug)]
pub struct ImportDeclaration<'a> {
    /// What is bound.
    pub bindings: &'a [&'a ImportBinding<'a>],
    /// From where.
    pub from: ModuleRequest<'a>,
}

/// The module that an import or export names.
#[derive(Debug, Clone, Copy)]
pub struct ModuleRequest<'a> {
    /// The string with the specifier.
    pub span: Span,
    /// The specifier, decoded.
    pub specifier: &'a [u8],
    /// The attributes: keys and values.
    pub attributes: &'a [&'a ImportAttribute<'a>],
}

/// An import attribute.
#[derive(Debug, Clone, Copy)]
pub struct ImportAttribute<'a> {
    /// Where it stands.
    pub span: Span,
    /// Its key.
    pub key: &'a [u8],
    /// Its value.
    pub value: &'a [u8],
}

/// A binding made by an import.
#[derive(Debug)]
pub struct ImportBinding<'a> {
    /// Where it stands.
    pub span: Span,
    /// What is imported.
    pub imported: ImportedName<'a>,
    /// The local name.
    pub local: Reference,
}

/// What an `ImportBinding` imports.
#[derive(Debug, Clone, Copy)]
pub enum ImportedName<'a> {
    /// The export of this name (`default` for a default import).
    Named(&'a [u8]),
    /// `* as local`
    Namespace,
}

/// `export {a as b}`, perhaps from another module
#[derive(Debug)]
pub struct ExportNamed<'a> {
    /// The names.
    pub specifiers: &'a [&'a ExportSpecifier<'a>],
    /// The other module.
    pub from: Option<ModuleRequest<'a>>,
}

/// `local as exported`
#[derive(Debug)]
pub struct ExportSpecifier<'a> {
    /// Where it stands.
    pub span: Span,
    /// The local binding; meaningful only without `from`.
    pub local: Reference,
    /// The name before `as`: local, or in the other module.
    pub local_name: &'a [u8],
    /// The name under which it is exported.
    pub exported: &'a [u8],
}

/// `export * from "m"`
#[derive(Debug)]
pub struct ExportAll<'a> {
    /// `* as exported`
    pub exported: Option<&'a [u8]>,
    /// From where.
    pub from: ModuleRequest<'a>,
}

/// `export default ...`
#[derive(Debug)]
pub struct ExportDefault<'a> {
    /// What is exported.
    pub value: ExportDefaultValue<'a>,
    /// The binding that holds it: of the declared name, or `*default*`.
    pub binding: Reference,
}

/// What `export default` exports.
#[derive(Debug, Clone, Copy)]
pub enum ExportDefaultValue<'a> {
    /// A function declaration, perhaps without a name.
    Function(&'a Function<'a>),
    /// A class declaration, perhaps without a name.
    Class(&'a Class<'a>),
    /// An expression.
    Expr(&'a Expr<'a>),
}
