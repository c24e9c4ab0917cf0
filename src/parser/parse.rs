//! From source text to a resolved tree: the passes, one after another.

use bumpalo::Bump;
use lalrpop_util::ParseError;

use crate::actions::{Actions, Root, directives};
use crate::ast::Program;
use crate::error::SyntaxError;
use crate::grammar::RootParser;
use crate::name::Names;
use crate::options::{Goal, ParseOptions};
use crate::reader::{self, Reading};
use crate::report;
use crate::scope::resolve::resolve;
use crate::scope::walk::Walker;
use crate::source::Span;
use crate::token::{Terminal, Token, TokenKind};

/// Parses and analyses a source text (WTF-8). The tree lives in the arena.
pub fn parse<'a>(
    arena: &'a Bump,
    source: &'a [u8],
    options: &ParseOptions,
) -> Result<Program<'a>, SyntaxError> {
    if source.len() >= u32::MAX as usize {
        return Err(SyntaxError::new("Source text is too long", Span::default()));
    }
    let (root, names, octals) = parse_root(arena, source, options)?;
    let body = match root {
        Root::Statements(body) => *body,
        // What the parameters are is seen again in the function as a whole.
        Root::Parameters => &[],
    };
    let (directive_count, use_strict) = directives(body, source);
    let strict = options.strict || options.goal == Goal::Module || use_strict.is_some();
    let mut walker = Walker::new(&names, options);
    walker.program(body, strict, source.len() as u32);
    walker.check_octals(&octals);
    if let Some(error) = walker.error {
        return Err(error);
    }
    resolve(&mut walker);
    let function = walker.context().function;
    let scope = walker.analysis.function(function).scope;
    let (analysis, has_top_level_await) = (walker.analysis, walker.has_top_level_await);
    Ok(Program {
        body,
        goal: options.goal,
        strict,
        directive_count,
        scope,
        function,
        names,
        analysis,
        has_top_level_await,
        source,
    })
}

/// Everything up to the tree, without analysis.
fn parse_root<'a>(
    arena: &'a Bump,
    source: &'a [u8],
    options: &ParseOptions,
) -> Result<(&'a Root<'a>, Names<'a>, Vec<reader::Octal>), SyntaxError> {
    let mut names = Names::new(arena);
    let Reading { tokens, octals, error, settled } = reader::read(source, options, &mut names);
    let mut actions = Actions::new(arena, source, options.goal, names);
    let input = tokens
        .iter()
        .map(|token| (token.start, Terminal { value: token.value, kind: token.kind }, token.end));
    let parsed = RootParser::new().parse(&mut actions, input);
    if let Some(error) = error {
        // An error of the grammar may come earlier in the text than the reader's. Where the text is only too short, it counts
        // as far as no more text could help.
        let end = match error.is_incomplete() {
            true => tokens.get(settled).map_or(error.span.start, |token| token.start),
            false => error.span.start,
        };
        let earlier = match parsed {
            Err(ParseError::UnrecognizedToken { token, expected }) => {
                Some(unexpected(whole(&tokens, token), &expected, source, &actions.names))
            }
            _ => None,
        };
        return Err(match (actions.error, earlier) {
            (Some(first), _) if first.span.start < end => first,
            (_, Some(earlier)) if earlier.span.start < end => earlier,
            _ => *error,
        });
    }
    let root = match parsed {
        Ok(root) => root,
        Err(problem) => {
            if let Some(error) = actions.error {
                return Err(error);
            }
            let end = Span::new(source.len() as u32, source.len() as u32);
            return Err(match problem {
                ParseError::UnrecognizedToken { token, expected } => {
                    unexpected(whole(&tokens, token), &expected, source, &actions.names)
                }
                ParseError::UnrecognizedEof { expected, .. }
                    if expected.iter().any(|token| token.contains("finally")) =>
                {
                    SyntaxError::incomplete("Missing catch or finally after try", end)
                }
                _ => SyntaxError::incomplete("Unexpected end of input", end),
            });
        }
    };
    match actions.error {
        Some(error) => Err(error),
        None => Ok((root, actions.names, octals)),
    }
}

/// The token of which the grammar has seen the main part.
fn whole(tokens: &[Token], (start, terminal, end): (u32, Terminal, u32)) -> &Token {
    let is_it =
        |token: &&Token| (token.start, token.kind, token.end) == (start, terminal.kind, end);
    tokens.iter().find(is_it).expect("the grammar's tokens are the reader's")
}

/// The grammar does not accept this token. Where users know a better message, it is given;
/// otherwise, if few tokens could stand here, they are named.
fn unexpected(
    token: &Token,
    expected: &[std::string::String],
    source: &[u8],
    names: &Names,
) -> SyntaxError {
    use TokenKind::*;
    let could_be = |text: &str| expected.iter().any(|quoted| quoted.trim_matches('"') == text);
    let only = |text: &str| expected.len() == 1 && could_be(text);
    let message = match token.kind {
        _ if expected.len() == 2 && could_be("catch") && could_be("finally") => {
            "Missing catch or finally after try"
        }
        Assign if could_be(":") && !could_be("+") => "Invalid shorthand property initializer",
        kind if kind as u8 >= Assign as u8 && kind as u8 <= QuestionQuestionAssign as u8 => {
            "Invalid left-hand side in assignment"
        }
        PlusPlus | MinusMinus => "Invalid left-hand side expression in postfix operation",
        Let | Const | Using | AwaitUsing => {
            "Lexical declaration cannot appear in a single-statement context"
        }
        Function => {
            "In sloppy mode code, functions can only be declared at top level, inside a block, \
             or as the body of an if statement."
        }
        Async => "Async functions can only be declared at the top level or inside a block.",
        ForOf => "for-of loop variable declaration may not have an initializer.",
        ForIn => "for-in loop variable declaration may not have an initializer.",
        Comma if only("]") || only("}") => "Rest element must be last element",
        Comma if only(")") => "Rest parameter must be last formal parameter",
        _ => {
            let listed = match expected {
                [one] => one.replace('"', "'"),
                [one, other] => format!("{one} or {other}").replace('"', "'"),
                _ => std::string::String::new(),
            };
            return report::unexpected(token, source, names, &listed);
        }
    };
    SyntaxError::new(message, token.span())
}
