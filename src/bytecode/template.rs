//! What the compiler hands over: functions as plain data, before any cell is made of them.
//!
//! Invariant: a function's constants name only functions that come before it in `CompiledScript::functions`, so
//! cells can be made in one pass; the code of the whole script is the last one.

use crate::runtime::code::{HandlerRange, Position, TextRange};
use crate::runtime::source::Source;
use jsrun_parser::scope::surroundings::Surroundings;
use std::rc::Rc;

/// A compiled script, module or piece of eval code.
#[derive(Debug)]
pub struct CompiledScript {
    /// All its functions, inner ones before outer ones. The last is the top-level code.
    pub functions: Vec<FunctionTemplate>,
    /// The source text.
    pub source: Rc<Source>,
}

impl CompiledScript {
    /// The top-level code.
    pub fn root(&self) -> &FunctionTemplate {
        &self.functions[self.functions.len() - 1]
    }
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// A number.
    Number(f64),
    /// A string, in WTF-8.
    String(Box<[u8]>),
    /// A BigInt, as the parser gives it: digits, perhaps behind `0x`, `0o` or `0b`.
    BigInt(Box<[u8]>),
    /// The code of the function with this index in `CompiledScript::functions`.
    Function(u32),
    /// A template site: as many cooked strings (`None`: undefined) and then as many raw ones.
    Template(Box<[Option<Box<[u8]>>]>),
    /// A mapped arguments object: for each parameter its variable in the environment, -1 where it has none.
    ArgumentsMap(Box<[i32]>),
    /// A name to look for at run time, and in how many environments at most.
    Lookup {
        /// The name.
        name: Box<[u8]>,
        /// How many environments.
        limit: u32,
    },
    /// What a script declares.
    Declarations(Declarations),
}

/// The global declarations of a script (https://tc39.es/ecma262/#sec-globaldeclarationinstantiation), or of eval code
/// (https://tc39.es/ecma262/#sec-evaldeclarationinstantiation).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declarations {
    /// Eval code declares them: they can be deleted.
    pub is_eval: bool,
    /// An input of a session declares them: lexical ones may replace earlier declarations.
    pub is_session: bool,
    /// Names declared by `var`, and by functions in blocks (Annex B.3.2).
    pub variables: Vec<GlobalVariable>,
    /// Names of functions declared at the top level, in order.
    pub functions: Vec<Box<[u8]>>,
    /// Names declared by `let`, `const` and `class`.
    pub lexical: Vec<GlobalLexical>,
}

/// A global `var`.
#[derive(Clone, Debug, PartialEq)]
pub struct GlobalVariable {
    /// Its name.
    pub name: Box<[u8]>,
    /// Declared only by a function in a block: where it cannot be declared, it is skipped instead of an error.
    pub is_annex_b: bool,
}

/// A global lexical binding.
#[derive(Clone, Debug, PartialEq)]
pub struct GlobalLexical {
    /// Its name.
    pub name: Box<[u8]>,
    /// Is it a constant?
    pub is_constant: bool,
}

/// A direct `eval`.
#[derive(Clone, Debug)]
pub struct EvalTemplate {
    /// What stands around it.
    pub surroundings: Rc<Surroundings>,
    /// A spread is among its arguments.
    pub has_spread: bool,
}

/// A compiled function.
#[derive(Debug)]
pub struct FunctionTemplate {
    /// Its `name`, in WTF-8.
    pub name: Box<[u8]>,
    /// See `runtime::code::flags`.
    pub flags: u32,
    /// Declared parameters, without the rest parameter.
    pub parameter_count: u32,
    /// The `length` property.
    pub length: u32,
    /// How many registers its frame has.
    pub register_count: u32,
    /// The instructions.
    pub bytecode: Box<[u64]>,
    /// The constants.
    pub constants: Box<[Constant]>,
    /// For each inline cache the constant (a string) that is its key.
    pub caches: Box<[u32]>,
    /// Exception handlers, innermost first.
    pub handlers: Box<[HandlerRange]>,
    /// Source positions, ascending.
    pub positions: Box<[Position]>,
    /// Where statements begin, ascending.
    pub statements: Box<[Position]>,
    /// What error messages quote, ascending.
    pub texts: Box<[TextRange]>,
    /// Its direct `eval`s.
    pub evals: Box<[EvalTemplate]>,
    /// How many template sites it has.
    pub template_sites: u32,
    /// The extent of its text, in bytes.
    pub span: (u32, u32),
    /// The names of registers that hold variables.
    pub register_names: Box<[(u32, Box<str>)]>,
}
