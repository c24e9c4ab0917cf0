//! Where the text of a function stands in its file, for tools that show it.
//!
//! Invariant: the extent is taken from the tokens that were expanded, so the text that is shown is the text that runs.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ItemFn;
use syn::spanned::Spanned;

/// An expression of type `crate::handlers::text::Extent`: the lines of a function with its attributes and doc comment. Of a
/// function that a `macro_rules!` made it is the line of its name, with the doc comment above.
pub fn expand(function: &ItemFn) -> TokenStream {
    let name = line(function.sig.ident.span().unwrap().start());
    let begin = line(function.sig.fn_token.span.unwrap().start());
    let end = line(function.block.brace_token.span.close().unwrap().end());
    let last = if (begin..=end).contains(&name) { end } else { name };
    let above = function.attrs.iter().map(|a| line(a.path().span().unwrap().start()));
    // An attribute that stands elsewhere belongs to the macro that made the function.
    let near = |at: &u32| *at <= name && name - *at <= MOST_LINES_ABOVE;
    let first = above.filter(near).min().unwrap_or(name);
    quote!(crate::handlers::text::Extent { file: file!(), first: #first, last: #last })
}

/// Doc comments and attributes of a function are no longer.
const MOST_LINES_ABOVE: u32 = 24;

fn line(span: proc_macro::Span) -> u32 {
    span.line() as u32
}
