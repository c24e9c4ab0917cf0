//! What the compiler hands over of a module.
//!
//! Invariant: requests are those of the source in the order of their first occurrence, no two of them equal; slots are
//! variables of the module's environment, whose last one no binding has.

use super::template::CompiledScript;
use crate::runtime::module::ModuleRequest;

/// A compiled module.
#[derive(Debug)]
pub struct CompiledModule {
    /// Its functions; the last is the body. They run in the module's environment.
    pub script: CompiledScript,
    /// The function that is to run when the module is linked, if there is one.
    pub instantiate: Option<u32>,
    /// How many variables the environment has.
    pub environment_size: u32,
    /// [[HasTLA]]: the body is an async function's.
    pub is_async: bool,
    /// [[RequestedModules]]
    pub requests: Vec<ModuleRequest>,
    /// [[ImportEntries]]
    pub imports: Vec<ImportTemplate>,
    /// [[LocalExportEntries]]
    pub locals: Vec<LocalExport>,
    /// [[IndirectExportEntries]]
    pub indirect: Vec<IndirectExport>,
    /// [[StarExportEntries]]: the requests whose modules' exports are exported.
    pub stars: Vec<u32>,
}

/// What is imported of another module.
#[derive(Clone, Debug)]
pub enum ImportName {
    /// The export of this name.
    Named(Box<[u8]>),
    /// All of it.
    Namespace,
}

/// An ImportEntry Record (https://tc39.es/ecma262/#importentry-record).
#[derive(Clone, Debug)]
pub struct ImportTemplate {
    /// The index of the request.
    pub request: u32,
    /// What is imported.
    pub name: ImportName,
    /// The variable that stands for it.
    pub slot: u32,
    /// Where it stands.
    pub offset: u32,
}

/// An export of a variable of the module.
#[derive(Clone, Debug)]
pub struct LocalExport {
    /// The name.
    pub exported: Box<[u8]>,
    /// The variable.
    pub slot: u32,
}

/// An export of what another module exports.
#[derive(Clone, Debug)]
pub struct IndirectExport {
    /// The name.
    pub exported: Box<[u8]>,
    /// The index of the request.
    pub request: u32,
    /// What it is there.
    pub name: ImportName,
    /// Where it stands.
    pub offset: u32,
}
