//! The interpreter's expansions of a handler: itself, its hot variant, and the two functions that the dispatch
//! tables hold.
//!
//! Invariant: the hot variant is the handler with every statement that reaches a slow path (or a change of tier)
//! replaced by leaving for the complete handler, so it contains no call and its function needs no frame.

use crate::check::{callee_name, has_slow_call};
use crate::handler::{Handler, ParameterKind};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Block, Expr, ExprIf, Stmt, parse_quote};

/// Expands one handler.
pub fn expand(handler: &Handler) -> TokenStream {
    let name = &handler.name;
    let (full, hot, tail) = (
        format_ident!("__full_{}", name),
        format_ident!("__hot_{}", name),
        format_ident!("__tail_{}", name),
    );
    let function = &handler.function;
    let (inputs, output) = (&function.sig.inputs, &function.sig.output);
    let syn::ReturnType::Type(_, result) = output else {
        unreachable!("parsed handlers have a result type")
    };
    let body = handler.body();
    let hot_body = hot_block(body);
    let attributes = &function.attrs;
    let arguments = |fetch: &dyn Fn(usize, bool) -> TokenStream| -> Vec<TokenStream> {
        let mut places = handler.operand_places();
        handler
            .parameters
            .iter()
            .map(|(_, kind)| {
                if *kind == ParameterKind::Context {
                    return quote!(cx);
                }
                let place = places.next().expect("one place for each operand").2;
                match kind {
                    ParameterKind::Value => {
                        let i = fetch(place, false);
                        quote!(*fp.add(#i as usize))
                    }
                    ParameterKind::Immediate => fetch(place, true),
                    ParameterKind::Constant => {
                        let i = fetch(place, false);
                        quote!(cx.constant(#i))
                    }
                    ParameterKind::Target => {
                        let i = fetch(place, true);
                        quote!(Target(#i))
                    }
                    ParameterKind::Cache => {
                        let i = fetch(place, false);
                        quote!(cx.cache(#i))
                    }
                    ParameterKind::Register => {
                        let i = fetch(place, false);
                        quote!(Reg(#i))
                    }
                    ParameterKind::Context => unreachable!("handled above"),
                }
            })
            .collect()
    };
    let from_instruction =
        arguments(&|i, signed| if signed { quote!(i.signed(#i)) } else { quote!(i.unsigned(#i)) });
    let from_word = arguments(&|i, signed| {
        let shift = 16 + 16 * i;
        if signed {
            quote!((word >> #shift) as i16 as i32)
        } else {
            quote!((word >> #shift) as u16 as u32)
        }
    });
    let destination =
        |fetch: TokenStream| if handler.has_destination { fetch } else { quote!(0u32) };
    let full_destination = destination(quote!(i.unsigned(0)));
    let word_destination = destination(quote!((word >> 16) as u16 as u32));
    quote! {
        #(#attributes)*
        #[inline(always)]
        #[allow(clippy::missing_safety_doc, unused_variables, reason = "the context of a handler is its precondition")]
        pub unsafe fn #name(#inputs) #output {
            // SAFETY: a handler runs with a live context, which is what primitives and slow paths need.
            unsafe #body
        }

        #[cfg(tail_calls)]
        #[inline(always)]
        #[allow(unused_variables, unreachable_code, clippy::needless_return, reason = "cut from the handler")]
        unsafe fn #hot(#inputs) -> core::result::Result<#result, crate::interp::Slow> {
            // SAFETY: as for the handler.
            unsafe #hot_body
        }

        #[inline(never)]
        unsafe extern "C" fn #full(vm: *mut Vm, fp: *mut Value, pc: *const u64) -> crate::interp::Next {
            // SAFETY: the interpreter passes the running VM, frame and instruction; the compiler's operands are in range.
            unsafe {
                #[allow(unused_variables, reason = "some opcodes have no operands")]
                let i = crate::interp::Instruction::at(pc);
                let cx = Cx { vm, fp, pc };
                crate::interp::control(cx, i.words(), #full_destination, crate::interp::IntoStep::step(#name(#(#from_instruction),*)))
            }
        }

        #[cfg(tail_calls)]
        #[allow(unused_variables, unreachable_code, reason = "some opcodes have no operands, some no hot path")]
        unsafe extern "C" fn #tail(pc: *const u64, fp: *mut Value, vm: *mut Vm, table: *const crate::interp::TailHandlerEntry, word: u64) -> crate::interp::Exit {
            // SAFETY: as for the complete handler; the compact form's operands are in the instruction word.
            unsafe {
                let cx = Cx { vm, fp, pc };
                if let Ok(result) = #hot(#(#from_word),*) {
                    match crate::interp::IntoStep::step(result) {
                        crate::interp::Step::Value(v) => {
                            *fp.add(#word_destination as usize) = v;
                            crate::interp::dispatch!(pc.add(1), fp, vm, table)
                        }
                        crate::interp::Step::Next => crate::interp::dispatch!(pc.add(1), fp, vm, table),
                        crate::interp::Step::Jump(words) => crate::interp::dispatch!(pc.offset(words as isize), fp, vm, table),
                        other => {
                            if let Some(n) = crate::interp::fast_control(cx, #word_destination, other) {
                                crate::interp::dispatch!(n.pc, n.fp, vm, table)
                            }
                        }
                    }
                }
                crate::interp::leave_hot_path(pc, fp, vm, table, word)
            }
        }
    }
}

/// Does this statement reach a slow path or a change of tier?
fn is_slow(statement: &Stmt) -> bool {
    let slow = |e: &Expr| has_slow_call(e) || changes_tier(e);
    match statement {
        Stmt::Expr(e, _) => !matches!(e, Expr::If(_)) && slow(e),
        Stmt::Local(l) => l.init.as_ref().is_some_and(|i| slow(&i.expr)),
        _ => false,
    }
}

fn changes_tier(e: &Expr) -> bool {
    match e {
        Expr::Return(r) => r.expr.as_ref().is_some_and(|e| changes_tier(e)),
        Expr::Call(c) => {
            callee_name(e).is_some_and(|n| n == "enter_compiled_loop")
                || c.args.iter().any(changes_tier)
        }
        _ => false,
    }
}

fn hot_block(block: &Block) -> Block {
    let mut out = Block { brace_token: block.brace_token, stmts: vec![] };
    for statement in &block.stmts {
        if is_slow(statement) {
            out.stmts.push(parse_quote!(return Err(crate::interp::Slow);));
            return out;
        }
        let mut statement = statement.clone();
        match &mut statement {
            Stmt::Expr(Expr::If(i), _) => hot_if(i),
            Stmt::Expr(Expr::Return(r), _) => {
                if let Some(e) = r.expr.take() {
                    r.expr = Some(parse_quote!(Ok(#e)));
                }
            }
            Stmt::Expr(e, None) => {
                let value = e.clone();
                *e = parse_quote!(Ok(#value));
            }
            _ => {}
        }
        out.stmts.push(statement);
    }
    out
}

fn hot_if(i: &mut ExprIf) {
    i.then_branch = hot_block(&i.then_branch);
    if let Some((_, e)) = &mut i.else_branch {
        match &mut **e {
            Expr::If(j) => hot_if(j),
            Expr::Block(b) => b.block = hot_block(&b.block),
            _ => {}
        }
    }
}
