//! The compiler: one walk over the resolved syntax tree, one file per concept.
//!
//! Invariants: registers above the current mark are free; a statement leaves the mark as it found it; only the
//! executing opcode writes its destination; the walk is bounded in depth and allocates no cells.

mod assignment;
mod call;
mod chain;
mod class;
mod class_initializer;
mod condition;
mod control;
mod disposal;
mod dynamic;
mod expression;
mod function;
mod iteration;
mod literal;
mod loops;
mod module;
mod operators;
mod pattern;
mod position;
mod program;
mod scope;
mod simple;
mod statement;
mod suspension;
mod switch;
mod tail;
mod try_statement;

use super::builder::{Builder, Register};
use super::module_template::CompiledModule;
use super::template::{CompiledScript, EvalTemplate, FunctionTemplate};
use crate::runtime::source::Source;
use crate::value::Value;
use control::Control;
use jsrun_parser::ast::Program;
use jsrun_parser::name::Name;
use jsrun_parser::scope::surroundings::Describer;
use jsrun_parser::scope::{FunctionId, ScopeId};
use jsrun_parser::source::Span;
use std::rc::Rc;

/// How deeply syntax may be nested.
const DEPTH_LIMIT: u32 = 20_000;
/// The native stack that one level of nesting may need, and the size of further pieces.
const STACK_RESERVE: usize = 128 << 10;
const STACK_PIECE: usize = 2 << 20;

/// Why a program could not be compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompileError {
    /// Which error it is to scripts.
    pub kind: CompileErrorKind,
    /// Its message.
    pub message: String,
    /// The text at fault.
    pub span: Span,
}

/// The kinds of `CompileError`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompileErrorKind {
    /// `SyntaxError`
    Syntax,
    /// `RangeError`: nested too deeply.
    Range,
}

impl std::fmt::Display for CompileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = match self.kind {
            CompileErrorKind::Syntax => "SyntaxError",
            CompileErrorKind::Range => "RangeError",
        };
        write!(f, "{kind}: {}", self.message)
    }
}

impl std::error::Error for CompileError {}

type Result<T = ()> = std::result::Result<T, CompileError>;

/// Compiles a script whose completion value is not needed.
pub fn compile_script(program: &Program<'_>, source: Rc<Source>) -> Result<CompiledScript> {
    Compiler::new(program, source).script(false)
}

/// Compiles a script that returns its completion value.
pub fn compile_script_for_value(
    program: &Program<'_>,
    source: Rc<Source>,
) -> Result<CompiledScript> {
    Compiler::new(program, source).script(true)
}

/// Compiles a module.
pub fn compile_module(program: &Program<'_>, source: Rc<Source>) -> Result<CompiledModule> {
    Compiler::new(program, source).module()
}

/// Compiles eval code.
pub fn compile_eval(program: &Program<'_>, source: Rc<Source>) -> Result<CompiledScript> {
    Compiler::new(program, source).script(true)
}

/// The walk over one program.
struct Compiler<'p, 'a> {
    program: &'p Program<'a>,
    source: Rc<Source>,
    /// Functions that are finished.
    functions: Vec<FunctionTemplate>,
    /// For each binding that lives in a register, which.
    binding_registers: Vec<Register>,
    /// Bindings of which some access has checked that they are initialised.
    checked: Vec<bool>,
    /// Parameters that are not initialised yet while the parameter list is evaluated.
    early: Vec<bool>,
    /// For each scope with an environment that has been entered: by which function, and the register that holds it.
    environments: Vec<(u32, Register)>,
    /// Counts functions, to tell whose an environment is.
    serial: u32,
    depth: u32,
    /// The innermost scope that has been entered.
    scope: ScopeId,
    /// Describes what direct `eval`s find around them.
    describer: Describer,
    f: FunctionState,
}

/// What stands in `binding_registers` for a binding that has none.
const NO_REGISTER: Register = Register(u32::MAX);

/// The function that is being compiled.
struct FunctionState {
    b: Builder,
    serial: u32,
    id: FunctionId,
    strict: bool,
    /// Its constructors return through `derived_result`.
    is_derived: bool,
    /// Are there instance fields to initialise in the class whose constructor this is, or stands around this arrow?
    class_has_fields: bool,
    /// The register with the innermost environment; none until the function makes one.
    environment: Option<Register>,
    /// The environments between the function's outermost scope and the program's.
    closure_depth: u32,
    control: Vec<Control>,
    /// Labels that stand before the next statement.
    labels: Vec<Name>,
    /// Where the completion value of a script goes.
    completion: Option<Register>,
    /// Where a `?.` within the current chain goes when it finds nothing.
    chain_exit: Option<super::builder::Label>,
    /// What the errors of the next pattern quote: the pattern with its source or with its key.
    quoted_pattern: Option<Span>,
    /// The call or tagged template in tail position that is being compiled: the address of its syntax.
    tail_call: Option<usize>,
    template_sites: u32,
    /// What it needs if it can be suspended.
    suspension: Option<suspension::Suspension>,
    evals: Vec<EvalTemplate>,
    /// Where the resources of the innermost scope that declares some are kept.
    disposables: Option<Register>,
}

impl FunctionState {
    fn new(id: FunctionId, serial: u32, strict: bool, fixed_registers: u32) -> FunctionState {
        FunctionState {
            b: Builder::new(fixed_registers),
            serial,
            id,
            strict,
            is_derived: false,
            class_has_fields: false,
            environment: None,
            closure_depth: 0,
            control: Vec::new(),
            labels: Vec::new(),
            completion: None,
            chain_exit: None,
            quoted_pattern: None,
            tail_call: None,
            template_sites: 0,
            suspension: None,
            evals: Vec::new(),
            disposables: None,
        }
    }
}

impl<'p, 'a> Compiler<'p, 'a> {
    fn new(program: &'p Program<'a>, source: Rc<Source>) -> Self {
        let analysis = &program.analysis;
        Compiler {
            program,
            source,
            functions: Vec::new(),
            binding_registers: vec![NO_REGISTER; analysis.bindings.len()],
            checked: vec![false; analysis.bindings.len()],
            early: vec![false; analysis.bindings.len()],
            environments: vec![(u32::MAX, NO_REGISTER); analysis.scopes.len()],
            serial: 0,
            depth: 0,
            scope: program.scope,
            describer: Describer::default(),
            f: FunctionState::new(program.function, 0, program.strict, 1),
        }
    }

    /// Runs `f` one level deeper, on a further piece of native stack if need be.
    fn nested<T>(&mut self, span: Span, f: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= DEPTH_LIMIT {
            let message = "Maximum call stack size exceeded".to_owned();
            return Err(CompileError { kind: CompileErrorKind::Range, message, span });
        }
        self.depth += 1;
        let result = stacker::maybe_grow(STACK_RESERVE, STACK_PIECE, || f(self));
        self.depth -= 1;
        result
    }

    /// The error for a construct that is not supported.
    fn unsupported<T>(&self, what: &str, span: Span) -> Result<T> {
        let message = format!("{what} not supported yet");
        Err(CompileError { kind: CompileErrorKind::Syntax, message, span })
    }

    /// The WTF-8 bytes of a name.
    fn name(&self, name: Name) -> &'a [u8] {
        self.program.names.bytes(name)
    }

    /// Takes a register.
    fn temporary(&mut self) -> Register {
        self.f.b.allocate()
    }

    /// Emits a move unless both are the same.
    fn move_to(&mut self, destination: Register, source: Register) {
        if destination != source {
            self.f.b.mov(destination, source);
        }
    }

    /// Loads one of the values that are no cells and no numbers.
    fn load(&mut self, destination: Register, value: Value) {
        self.f.b.load_special(destination, value.bits() as i32);
    }

    /// A register that holds a string.
    fn string_register(&mut self, bytes: &[u8]) -> Register {
        let register = self.temporary();
        let constant = self.f.b.string(bytes);
        self.f.b.load_constant(register, constant);
        register
    }

    /// Throws an error with this message.
    fn throw_error(&mut self, kind: i32, message: &str, offset: u32) {
        let message = self.f.b.string(message.as_bytes());
        self.f.b.at(offset).throw_error(kind, message);
    }
}
