//! Parsing a module of handlers, and what is generated once per module: opcodes, layouts, builder methods, tables.

use crate::{check, emit, extent, interpret};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{
    Attribute, Block, Error, Expr, FnArg, Ident, Item, ItemFn, ItemMod, Lit, Meta, Pat, Result,
    ReturnType, Type,
};

/// The most operands an instruction has, the destination included.
const MAX_OPERANDS: usize = 3;

/// What a parameter of a handler is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// `Cx`: the context; no operand.
    Context,
    /// `Value`: a register that is read.
    Value,
    /// `Imm`
    Immediate,
    /// `Constant`
    Constant,
    /// `Target`
    Target,
    /// `Cache`
    Cache,
    /// `Reg`
    Register,
}

/// What `#[variants]` has replaced in a function, and by what.
type Replaced = Option<(String, String)>;

/// A handler, parsed.
pub struct Handler {
    /// The opcode's name.
    pub name: Ident,
    /// Its one-line meaning.
    pub doc: String,
    /// The parameters in order.
    pub parameters: Vec<(Ident, ParameterKind)>,
    /// What it may change: an expression of type `Effect`.
    pub effect: TokenStream,
    /// Does it write a destination register?
    pub has_destination: bool,
    /// The function as written, after the expansion of variants.
    pub function: ItemFn,
    /// What `#[variants]` has replaced in it, and by what.
    variant: Replaced,
    /// Where its text is, as an expression.
    extent: TokenStream,
}

impl Handler {
    /// The body.
    pub fn body(&self) -> &Block {
        &self.function.block
    }

    /// The place among the instruction's operands of each parameter but the context.
    pub fn operand_places(&self) -> impl Iterator<Item = (&Ident, ParameterKind, usize)> {
        let first = self.has_destination as usize;
        self.parameters
            .iter()
            .filter(|p| p.1 != ParameterKind::Context)
            .enumerate()
            .map(move |(i, (n, k))| (n, *k, first + i))
    }
}

/// Expands a module of handlers.
pub fn expand_module(base: &Ident, module: &ItemMod) -> Result<TokenStream> {
    let Some((_, items)) = &module.content else {
        return Err(Error::new_spanned(module, "an inline module is expected"));
    };
    let mut handlers = vec![];
    let mut kept = vec![];
    let mut errors: Option<Error> = None;
    for item in items {
        match item {
            Item::Fn(function) => {
                let extent = extent::expand(function);
                for (function, variant) in variants(function)? {
                    let handler = parse(&function, variant, &extent);
                    match handler.and_then(|h| check::check(&h).map(|()| h)) {
                        Ok(handler) => handlers.push(handler),
                        Err(e) => match &mut errors {
                            Some(all) => all.combine(e),
                            None => errors = Some(e),
                        },
                    }
                }
            }
            other => kept.push(other.clone()),
        }
    }
    if let Some(e) = errors {
        return Err(e);
    }
    generate(base, module, &kept, &handlers)
}

fn generate(
    base: &Ident,
    module: &ItemMod,
    kept: &[Item],
    handlers: &[Handler],
) -> Result<TokenStream> {
    let count = handlers.len();
    let (mut infos, mut opcodes, mut builders) = (vec![], vec![], vec![]);
    let (mut interpreters, mut full, mut tail) = (vec![], vec![], vec![]);
    let (mut emitters, mut emit_table) = (vec![], vec![]);
    for (i, handler) in handlers.iter().enumerate() {
        let (name, doc) = (&handler.name, &handler.doc);
        let text = name.to_string();
        let constant = Ident::new(&camel_case(&text), name.span());
        let number = i as u8;
        let (layout, effect) = (layout(handler), &handler.effect);
        let source = source(handler);
        infos.push(quote!(crate::handlers::HandlerInfo {
            name: #text,
            doc: #doc,
            operands: &[#(#layout),*],
            effect: #effect,
            #[cfg(feature = "disasm")]
            source: #source,
        }));
        opcodes.push(quote! {
            #[doc = #doc]
            pub const #constant: crate::handlers::Op = crate::handlers::Op(crate::handlers::base::#base + #number);
        });
        builders.push(builder(handler, &constant));
        interpreters.push(interpret::expand(handler));
        let (full_name, tail_name) =
            (format_ident!("__full_{}", name), format_ident!("__tail_{}", name));
        full.push(quote!(#full_name));
        tail.push(quote!(#tail_name));
        emitters.push(emit::expand(handler)?);
        emit_table.push(quote!(emission::#name));
    }
    let (attributes, visibility, name) = (&module.attrs, &module.vis, &module.ident);
    Ok(quote! {
        #(#attributes)*
        // Primitives and slow paths are unsafe functions whose one precondition, a live context, holds throughout a handler.
        #visibility mod #name {
            #(#kept)*

            #(#interpreters)*

            /// How many opcodes the module defines.
            pub const COUNT: usize = #count;
            /// What is known of each opcode.
            pub const INFO: [crate::handlers::HandlerInfo; #count] = [#(#infos),*];
            /// The complete handlers.
            pub const FULL: [crate::interp::FullHandler; #count] = [#(#full),*];
            /// The tail-calling handlers.
            #[cfg(tail_calls)]
            pub const TAIL: [crate::interp::TailHandler; #count] = [#(#tail),*];
            /// The emitters.
            #[cfg(jit)]
            pub const EMIT: [crate::jit::emitter::EmitHandler; #count] = [#(#emit_table),*];

            #[cfg(jit)]
            mod emission {
                use super::*;
                use crate::handlers::primitives::emission::*;
                use crate::jit::emitter::*;
                #(#emitters)*
            }
        }

        #[allow(non_upper_case_globals, reason = "opcodes are named like the variants of an enum")]
        impl crate::handlers::Op { #(#opcodes)* }

        impl crate::bytecode::builder::Builder { #(#builders)* }
    })
}

/// Where the text of a handler and of its slow paths is.
fn source(handler: &Handler) -> TokenStream {
    let extent = &handler.extent;
    let variant = match &handler.variant {
        None => quote!(None),
        Some((placeholder, name)) => quote!(Some((#placeholder, #name))),
    };
    let slow = check::slow_calls(handler);
    quote!(crate::handlers::text::HandlerSource {
        extent: #extent,
        variant: #variant,
        slow: &[#((stringify!(#slow), #slow::EXTENT)),*],
    })
}

fn layout(handler: &Handler) -> Vec<TokenStream> {
    let kind = |name: &str| {
        let ident = Ident::new(name, Span::call_site());
        quote!(crate::bytecode::instruction::OperandKind::#ident)
    };
    let destination = handler.has_destination.then(|| kind("Destination"));
    destination
        .into_iter()
        .chain(handler.operand_places().map(|(_, k, _)| {
            kind(match k {
                ParameterKind::Value => "Source",
                ParameterKind::Immediate => "Immediate",
                ParameterKind::Constant => "Constant",
                ParameterKind::Target => "Target",
                ParameterKind::Cache => "Cache",
                ParameterKind::Register => "Register",
                ParameterKind::Context => unreachable!("the context is no operand"),
            })
        }))
        .collect()
}

/// The builder's method for an opcode.
fn builder(handler: &Handler, constant: &Ident) -> TokenStream {
    let (name, doc) = (&handler.name, &handler.doc);
    let (mut parameters, mut operands) = (vec![], vec![]);
    if handler.has_destination {
        parameters.push(quote!(dst: crate::bytecode::builder::Register));
        operands.push(quote!(dst.0));
    }
    for (ident, kind, _) in handler.operand_places() {
        let ty = match kind {
            ParameterKind::Value | ParameterKind::Register => {
                quote!(crate::bytecode::builder::Register)
            }
            ParameterKind::Immediate => quote!(i32),
            ParameterKind::Constant => quote!(crate::bytecode::builder::ConstantIndex),
            ParameterKind::Target => quote!(crate::bytecode::builder::Label),
            ParameterKind::Cache => quote!(crate::bytecode::builder::CacheIndex),
            ParameterKind::Context => unreachable!("the context is no operand"),
        };
        parameters.push(quote!(#ident: #ty));
        operands.push(if kind == ParameterKind::Immediate {
            quote!(#ident as u32)
        } else {
            quote!(#ident.0)
        });
    }
    while operands.len() < MAX_OPERANDS {
        operands.push(quote!(0));
    }
    quote! {
        #[doc = #doc]
        pub fn #name(&mut self #(, #parameters)*) {
            self.instruction(crate::handlers::Op::#constant, [#(#operands),*]);
        }
    }
}

/// Parses one handler.
fn parse(function: &ItemFn, variant: Replaced, extent: &TokenStream) -> Result<Handler> {
    let mut parameters = vec![];
    for argument in &function.sig.inputs {
        let FnArg::Typed(typed) = argument else {
            return Err(Error::new_spanned(argument, "a handler has no `self`"));
        };
        let Pat::Ident(ident) = &*typed.pat else {
            return Err(Error::new_spanned(&typed.pat, "a handler's parameters are plain names"));
        };
        let kind = match type_name(&typed.ty).as_str() {
            "Cx" => ParameterKind::Context,
            "Value" => ParameterKind::Value,
            "Imm" => ParameterKind::Immediate,
            "Constant" => ParameterKind::Constant,
            "Target" => ParameterKind::Target,
            "Cache" => ParameterKind::Cache,
            "Reg" => ParameterKind::Register,
            _ => {
                return Err(Error::new_spanned(
                    &typed.ty,
                    "a handler's parameter is a Cx, Value, Imm, Constant, Target, Cache or Reg",
                ));
            }
        };
        parameters.push((ident.ident.clone(), kind));
    }
    let result = match &function.sig.output {
        ReturnType::Type(_, ty) => type_name(ty),
        ReturnType::Default => String::new(),
    };
    let has_destination = match result.as_str() {
        "Value" | "Res" | "CallRes" => true,
        "Flow" | "FlowRes" => false,
        _ => {
            return Err(Error::new_spanned(
                &function.sig,
                "a handler returns Value, Res, CallRes, Flow or FlowRes",
            ));
        }
    };
    let operands = parameters.iter().filter(|p| p.1 != ParameterKind::Context).count()
        + has_destination as usize;
    if operands > MAX_OPERANDS {
        return Err(Error::new_spanned(
            &function.sig,
            "an instruction has at most three operands, the destination included",
        ));
    }
    let doc = doc_text(&function.attrs);
    if doc.is_empty() {
        return Err(Error::new_spanned(
            &function.sig.ident,
            "a handler says in a doc comment what it means",
        ));
    }
    let mut function = function.clone();
    let effect = effect(&mut function, &parameters, has_destination)?;
    Ok(Handler {
        name: function.sig.ident.clone(),
        doc,
        parameters,
        effect,
        has_destination,
        function,
        variant,
        extent: extent.clone(),
    })
}

/// `#[effect(none)]`, `#[effect(changes = operand)]`, `#[effect(changes_outer = operand)]`, `#[effect(any)]`: what the opcode
/// itself may change that existed before.
fn effect(
    function: &mut ItemFn,
    parameters: &[(Ident, ParameterKind)],
    has_destination: bool,
) -> Result<TokenStream> {
    let expected = "a handler says what it changes: `#[effect(none)]`, `#[effect(changes = operand)]`, \
                    `#[effect(changes_outer = operand)]` or `#[effect(any)]`";
    let Some(at) = function.attrs.iter().position(|a| a.path().is_ident("effect")) else {
        return Err(Error::new_spanned(&function.sig.ident, expected));
    };
    let attribute = function.attrs.remove(at);
    let wrong = || Error::new_spanned(&attribute, expected);
    let Meta::List(list) = &attribute.meta else { return Err(wrong()) };
    let words: Vec<String> = list.tokens.clone().into_iter().map(|t| t.to_string()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let place = |operand: &str| {
        let mut operands = parameters.iter().filter(|p| p.1 != ParameterKind::Context);
        let place = operands.position(|p| p.0 == operand).ok_or_else(wrong)?;
        Ok::<u8, Error>((place + has_destination as usize) as u8)
    };
    match words[..] {
        ["none"] => Ok(quote!(crate::handlers::Effect::None)),
        ["any"] => Ok(quote!(crate::handlers::Effect::Any)),
        ["changes", "=", operand] => {
            let place = place(operand)?;
            Ok(quote!(crate::handlers::Effect::Changes(#place)))
        }
        ["changes_outer", "=", operand] => {
            let place = place(operand)?;
            Ok(quote!(crate::handlers::Effect::ChangesOuter(#place)))
        }
        _ => Err(wrong()),
    }
}

fn type_name(ty: &Type) -> String {
    match ty {
        Type::Path(p) => p.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The text of the doc comments, lines joined.
fn doc_text(attributes: &[Attribute]) -> String {
    let mut lines = vec![];
    for attribute in attributes {
        if let Meta::NameValue(nv) = &attribute.meta
            && nv.path.is_ident("doc")
            && let Expr::Lit(lit) = &nv.value
            && let Lit::Str(s) = &lit.lit
        {
            lines.push(s.value().trim().to_owned());
        }
    }
    lines.join(" ")
}

/// `#[variants(NAME = a, b, c)]`: one function for each of `a`, `b`, `c`, with the segment `NAME` of every
/// identifier (segments are separated by `_`) replaced. With each goes what was replaced, and by what.
fn variants(function: &ItemFn) -> Result<Vec<(ItemFn, Replaced)>> {
    let Some(at) = function.attrs.iter().position(|a| a.path().is_ident("variants")) else {
        return Ok(vec![(function.clone(), None)]);
    };
    let Meta::List(list) = &function.attrs[at].meta else {
        return Err(Error::new_spanned(
            &function.attrs[at],
            "`#[variants(NAME = a, b)]` is expected",
        ));
    };
    let mut tokens = list.tokens.clone().into_iter();
    let (Some(TokenTree::Ident(placeholder)), Some(TokenTree::Punct(_))) =
        (tokens.next(), tokens.next())
    else {
        return Err(Error::new_spanned(list, "`#[variants(NAME = a, b)]` is expected"));
    };
    let placeholder = placeholder.to_string();
    let names: Vec<Ident> =
        tokens.filter_map(|t| if let TokenTree::Ident(i) = t { Some(i) } else { None }).collect();
    let mut plain = function.clone();
    plain.attrs.remove(at);
    names
        .iter()
        .map(|name| {
            let tokens = substitute(plain.to_token_stream(), &placeholder, &name.to_string());
            let doc = |a: &mut Attribute| {
                if let Meta::NameValue(nv) = &mut a.meta
                    && let Expr::Lit(lit) = &mut nv.value
                    && let Lit::Str(s) = &mut lit.lit
                {
                    *s = syn::LitStr::new(
                        &s.value().replace(&placeholder, &name.to_string()),
                        s.span(),
                    );
                }
            };
            let mut function: ItemFn = syn::parse2(tokens)?;
            function.attrs.iter_mut().for_each(doc);
            Ok((function, Some((placeholder.clone(), name.to_string()))))
        })
        .collect()
}

fn substitute(tokens: TokenStream, placeholder: &str, name: &str) -> TokenStream {
    tokens
        .into_iter()
        .map(|t| match t {
            TokenTree::Group(g) => {
                let mut group = proc_macro2::Group::new(
                    g.delimiter(),
                    substitute(g.stream(), placeholder, name),
                );
                group.set_span(g.span());
                TokenTree::Group(group)
            }
            TokenTree::Ident(i) => {
                let text = i.to_string();
                if !text.split('_').any(|s| s == placeholder) {
                    return TokenTree::Ident(i);
                }
                let new: Vec<&str> =
                    text.split('_').map(|s| if s == placeholder { name } else { s }).collect();
                TokenTree::Ident(Ident::new(&new.join("_"), i.span()))
            }
            other => other,
        })
        .collect()
}

fn camel_case(name: &str) -> String {
    name.split('_')
        .map(|part| {
            let mut chars = part.chars();
            chars
                .next()
                .map(|c| c.to_uppercase().collect::<String>() + chars.as_str())
                .unwrap_or_default()
        })
        .collect()
}
