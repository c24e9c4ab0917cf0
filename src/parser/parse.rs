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
use crate::scope::ScopeId;
use crate::scope::resolve::resolve;
use crate::scope::walk::Walker;
use crate::source::Span;
use crate::token::Token;

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
        Root::Statements(body) => body,
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
    let (analysis, has_top_level_await) = (walker.analysis, walker.has_top_level_await);
    Ok(Program {
        body,
        goal: options.goal,
        strict,
        directive_count,
        scope: ScopeId(0),
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
) -> Result<(Root<'a>, Names<'a>, Vec<reader::Octal>), SyntaxError> {
    let mut names = Names::new(arena);
    let Reading { tokens, octals, error } = reader::read(source, options, &mut names);
    let mut actions = Actions::new(arena, source, options.goal, names);
    let input = tokens.iter().map(|&token| (token.start, token, token.end));
    let parsed = RootParser::new().parse(&mut actions, input);
    if let Some(error) = error {
        // An error of the grammar may come earlier in the text than the reader's.
        let earlier = match parsed {
            Err(ParseError::UnrecognizedToken { token, expected }) if !error.is_incomplete() => {
                Some(unexpected(&token.1, &expected, source, &actions.names))
            }
            _ => None,
        };
        return Err(match (actions.error, earlier) {
            (Some(first), _) if !error.is_incomplete() && first.span.start < error.span.start => {
                first
            }
            (_, Some(earlier)) if earlier.span.start < error.span.start => earlier,
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
                    unexpected(&token.1, &expected, source, &actions.names)
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

/// The grammar does not accept this token. If few tokens could stand here, they are named.
fn unexpected(token: &Token, expected: &[String], source: &[u8], names: &Names) -> SyntaxError {
    let listed = match expected {
        [] | [_, _, _, ..] => String::new(),
        [one] => one.replace('"', "'"),
        [one, other] => format!("{one} or {other}").replace('"', "'"),
    };
    report::unexpected(token, source, names, &listed)
}
