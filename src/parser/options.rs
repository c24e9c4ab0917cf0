//! What to parse, and in which surroundings.

use crate::scope::surroundings::Surroundings;
use std::rc::Rc;

/// What the source text is to be parsed as.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Goal {
    /// A script.
    #[default]
    Script,
    /// A module: strict, with top-level `await`.
    Module,
    /// One input of a session: a script whose lexical declarations may replace those of earlier inputs. With `is_async`,
    /// `await` is an operator at its top level.
    Session,
    /// The text given to `eval`; the surroundings are the other fields of `ParseOptions`.
    Eval,
    /// The parameter list of a function under construction by `Function` and its like.
    FormalParameters,
    /// The body of a function under construction by `Function` and its like.
    FunctionBody,
    /// One parenthesised function expression, composed by `Function` and its like: the program has
    /// one expression statement, and the function's name is not bound.
    DynamicFunction,
}

/// How to parse. The default is a script.
#[derive(Clone, Debug, Default)]
pub struct ParseOptions {
    /// What the source text is.
    pub goal: Goal,
    /// The code is strict whatever its directives say (eval in strict code).
    pub strict: bool,
    /// FormalParameters, FunctionBody: of an async function. Session: `await` is an operator.
    pub is_async: bool,
    /// Session: a `{` at the very beginning is that of an object literal.
    pub begins_with_expression: bool,
    /// FormalParameters, FunctionBody: of a generator.
    pub is_generator: bool,
    /// Eval: `new.target` is allowed (the caller is within a function that is no arrow).
    pub allow_new_target: bool,
    /// Eval: `super.x` is allowed (within a method).
    pub allow_super_property: bool,
    /// Eval: `super()` is allowed (within a derived constructor).
    pub allow_super_call: bool,
    /// Eval: `arguments` is forbidden (within a class field initialiser).
    pub forbid_arguments: bool,
    /// Eval, direct: what stands around the call.
    pub surroundings: Option<Rc<Surroundings>>,
}

impl ParseOptions {
    /// Parse a script.
    pub fn script() -> Self {
        ParseOptions::default()
    }

    /// Parse the code given to a direct `eval`.
    pub fn direct_eval(surroundings: Rc<Surroundings>) -> Self {
        ParseOptions {
            goal: Goal::Eval,
            strict: surroundings.strict,
            allow_new_target: surroundings.allow_new_target,
            allow_super_property: surroundings.allow_super_property,
            allow_super_call: surroundings.allow_super_call,
            forbid_arguments: surroundings.forbid_arguments,
            surroundings: Some(surroundings),
            ..ParseOptions::default()
        }
    }

    /// Parse one input of a session.
    pub fn session() -> Self {
        ParseOptions { goal: Goal::Session, ..ParseOptions::default() }
    }

    /// Parse a module.
    pub fn module() -> Self {
        ParseOptions { goal: Goal::Module, ..ParseOptions::default() }
    }
}
