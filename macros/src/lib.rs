//! The macros behind jsrun's handlers: from one plain Rust function per opcode to the interpreter, the
//! baseline JIT, and every table about opcodes.
//!
//! Invariant: nothing here knows what an opcode or a primitive does; the text of a handler is all there is. The
//! expansions of one handler come from one parsed function, so they cannot differ.

mod check;
mod emit;
mod extent;
mod handler;
mod interpret;
mod slow_path;

use proc_macro::TokenStream;
use syn::parse_macro_input;

/// Turns a module of handlers into both tiers and the opcode tables. The argument names the module in
/// `crate::handlers::base`, which gives the number of its first opcode.
#[proc_macro_attribute]
pub fn handlers(argument: TokenStream, item: TokenStream) -> TokenStream {
    let base = parse_macro_input!(argument as syn::Ident);
    let module = parse_macro_input!(item as syn::ItemMod);
    handler::expand_module(&base, &module).unwrap_or_else(|e| e.to_compile_error()).into()
}

/// Makes a runtime function callable from handlers in both tiers: an entry with the machine's calling convention that
/// keeps panics in, and a wrapper for the interpreter, both under the function's own name.
#[proc_macro_attribute]
pub fn slow_path(_argument: TokenStream, item: TokenStream) -> TokenStream {
    let function = parse_macro_input!(item as syn::ItemFn);
    slow_path::expand(&function).unwrap_or_else(|e| e.to_compile_error()).into()
}
