//! Drives the parser that LALRPOP generates, in place of LALRPOP's own driver, whose interface it
//! has.
//!
//! Most reductions only pass a symbol on from one level of expressions to the next. They change
//! nothing but the state on top, so the driver does them itself, from the tables `UNITS` and
//! `GOTO`, which the build script finds in the generated parser. There is no error recovery.

use lalrpop_util::ParseError as Problem;
pub use lalrpop_util::state_machine::{
    ErrorRecovery, ParseError, ParseResult, ParserDefinition, SimulatedReduce, SymbolTriple,
    TokenTriple,
};

// UNITS: by reduction, 0, or 1 + the row of GOTO for the nonterminal to which it passes a symbol on.
// GOTO: by row and state below the symbol, the next state.
include!(concat!(env!("OUT_DIR"), "/units.rs"));

/// The driver.
pub struct Parser;

impl Parser {
    /// Parses the tokens.
    pub fn drive<D, I>(mut definition: D, tokens: I) -> ParseResult<D>
    where
        D: ParserDefinition<StateIndex = i16, Action = i16, ReduceIndex = i16>,
        I: Iterator<Item = Result<TokenTriple<D>, ParseError<D>>>,
    {
        let mut states = Vec::with_capacity(256);
        let mut symbols: Vec<SymbolTriple<D>> = Vec::with_capacity(256);
        let mut state = definition.start_state();
        states.push(state);
        let mut last = definition.start_location();
        for token in tokens {
            let token = token?;
            let Some(index) = definition.token_to_index(&token.1) else {
                return Err(unrecognized(&definition, Some(token), &states, last));
            };
            loop {
                let action = definition.action(state, index);
                if action > 0 {
                    state = action - 1;
                    states.push(state);
                    last = token.2.clone();
                    symbols.push((token.0, definition.token_to_symbol(index, token.1), token.2));
                    break;
                }
                if action == 0 {
                    return Err(unrecognized(&definition, Some(token), &states, last));
                }
                let reduction = !action;
                let unit = UNITS[reduction as usize];
                if unit != 0
                    && let [.., below, top] = &mut states[..]
                {
                    state = GOTO[unit as usize - 1][*below as usize];
                    *top = state;
                    continue;
                }
                if let Some(result) =
                    definition.reduce(reduction, Some(&token.0), &mut states, &mut symbols)
                {
                    return result.and(Err(Problem::ExtraToken { token }));
                }
                state = states[states.len() - 1];
            }
        }
        loop {
            let action = definition.eof_action(states[states.len() - 1]);
            if action >= 0 {
                return Err(unrecognized(&definition, None, &states, last));
            }
            if let Some(result) = definition.reduce(!action, None, &mut states, &mut symbols) {
                return result;
            }
        }
    }
}

/// The error of a token that cannot stand where it does, or of the end.
#[cold]
fn unrecognized<D: ParserDefinition<StateIndex = i16>>(
    definition: &D,
    token: Option<TokenTriple<D>>,
    states: &[i16],
    location: D::Location,
) -> ParseError<D> {
    let expected = definition.expected_tokens_from_states(states);
    match token {
        Some(token) => Problem::UnrecognizedToken { token, expected },
        None => Problem::UnrecognizedEof { location, expected },
    }
}
