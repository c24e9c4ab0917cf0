//! `#[slow_path]`: one runtime function, an entry for machine code and a wrapper for the interpreter.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Error, FnArg, ItemFn, Pat, Result, Type};

/// The most operands that fit the calling convention beside the VM and the frame.
const MAX_PARAMETERS: usize = 4;

/// Expands `pub fn slow_x(vm: &mut Vm, …) -> Res`.
pub fn expand(function: &ItemFn) -> Result<TokenStream> {
    let name = &function.sig.ident;
    if !name.to_string().starts_with("slow_") {
        return Err(Error::new_spanned(name, "the name of a slow path begins with `slow_`"));
    }
    let mut parameters = vec![];
    for (i, argument) in function.sig.inputs.iter().enumerate() {
        let FnArg::Typed(typed) = argument else {
            return Err(Error::new_spanned(argument, "a slow path has no `self`"));
        };
        let Pat::Ident(ident) = &*typed.pat else {
            return Err(Error::new_spanned(&typed.pat, "a plain name is expected"));
        };
        if i == 0 {
            continue;
        }
        let Type::Path(path) = &*typed.ty else {
            return Err(Error::new_spanned(&typed.ty, "an operand type is expected"));
        };
        parameters.push((ident.ident.clone(), path.path.clone()));
    }
    if function.sig.inputs.is_empty() {
        return Err(Error::new_spanned(
            &function.sig,
            "the first parameter of a slow path is `vm: &mut Vm`",
        ));
    }
    if parameters.len() > MAX_PARAMETERS {
        return Err(Error::new_spanned(&function.sig, "a slow path takes at most four operands"));
    }
    let names: Vec<_> = parameters.iter().map(|p| &p.0).collect();
    let types: Vec<_> = parameters.iter().map(|p| &p.1).collect();
    let module = format_ident!("{}", name);
    let mut body = function.clone();
    body.sig.ident = format_ident!("body");
    body.vis = syn::parse_quote!(pub(super));
    let attributes = &function.attrs;
    let visibility = &function.vis;
    let extent = crate::extent::expand(function);
    Ok(quote! {
        #visibility mod #module {
            use super::*;

            /// Where its text is.
            #[cfg(feature = "disasm")]
            pub const EXTENT: crate::handlers::text::Extent = #extent;

            #[inline(never)]
            #body

            /// What machine code and the interpreter call.
            pub unsafe extern "C" fn entry(vm: *mut Vm, fp: *mut Value #(, #names: u64)*) -> u64 {
                // SAFETY: both tiers pass the running VM and frame, and operands in the form `Operand` gives them.
                unsafe {
                    crate::handlers::slow::run(vm, fp, |vm| body(vm #(, <#types as crate::handlers::operand::Operand>::from_word(#names))*))
                }
            }
        }

        #(#attributes)*
        #[inline(always)]
        #visibility unsafe fn #name(cx: Cx #(, #names: #types)*) -> Res {
            // SAFETY: the interpreter's context names the running VM and frame.
            unsafe {
                cx.save_index();
                crate::handlers::slow::result(#module::entry(cx.vm, cx.fp #(, crate::handlers::operand::Operand::to_word(#names))*))
            }
        }
    })
}
