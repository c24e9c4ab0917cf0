//! Drives the parser that LALRPOP generates, in place of LALRPOP's own driver, whose interface it
//! has.
//!
//! Half of all reductions only pass a symbol on from one level of expressions to the next. They
//! change nothing but the state on top, so the driver does them itself. Its tables are LALRPOP's,
//! arranged anew by the build script. There is no error recovery.

use lalrpop_util::ParseError as Problem;
pub use lalrpop_util::state_machine::{
    ErrorRecovery, ParseError, ParseResult, ParserDefinition, SimulatedReduce, SymbolTriple,
    TokenTriple,
};

// COLUMN: by the index of a terminal, its column in ACTION.
// ACTION: by state and column, 0 for an error, 1 + the next state, or the complement of a reduction;
// from i16::MIN on the row in GOTO of the nonterminal to which a symbol is passed on.
// GOTO: by row and the state below the symbol, the next state.
include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The driver.
pub struct Parser;

impl Parser {
    /// Parses the tokens.
    pub fn drive<D, I>(mut definition: D, tokens: I) -> ParseResult<D>
    where
        D: ParserDefinition<StateIndex = i16, TokenIndex = usize, Action = i16, ReduceIndex = i16>,
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
            let column = COLUMN[index] as usize;
            loop {
                let action = ACTION[state as usize].0[column];
                if action > 0 {
                    state = action - 1;
                    states.push(state);
                    last = token.2.clone();
                    symbols.push((token.0, definition.token_to_symbol(index, token.1), token.2));
                    break;
                }
                if let Some(row) = GOTO.get((action as u16 ^ 0x8000) as usize)
                    && let [.., below, top] = &mut states[..]
                {
                    state = row[*below as usize];
                    *top = state;
                    continue;
                }
                if action == 0 {
                    return Err(unrecognized(&definition, Some(token), &states, last));
                }
                if let Some(result) =
                    definition.reduce(!action, Some(&token.0), &mut states, &mut symbols)
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
