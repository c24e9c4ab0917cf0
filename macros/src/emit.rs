//! The JIT's expansion of a handler: the same statements with each primitive replaced by its emission, and the
//! control flow by labels.
//!
//! Invariant: the emitter (`crate::jit::emitter`) decides at compile time of the script which paths exist; this
//! expansion only says in which order they are tried, and which of them are expected to be rare.

use crate::check::has_slow_call;
use crate::handler::{Handler, ParameterKind};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{
    BinOp, Block, Error, Expr, ExprBinary, ExprIf, ExprUnary, Ident, Pat, Result, Stmt, UnOp,
};

/// Expands one handler into `fn name(__emitter: &mut Emitter, __operands: [u32; 3])`: names that no handler uses.
pub fn expand(handler: &Handler) -> Result<TokenStream> {
    let name = &handler.name;
    let mut bindings = vec![];
    for (ident, kind) in &handler.parameters {
        if *kind == ParameterKind::Context {
            bindings.push(quote!(let #ident = Context;));
        }
    }
    for (ident, kind, place) in handler.operand_places() {
        bindings.push(match kind {
            ParameterKind::Value => quote!(let #ident = __emitter.operand(__operands[#place]);),
            ParameterKind::Immediate => {
                quote!(let #ident = Int::immediate(__operands[#place] as i32);)
            }
            ParameterKind::Constant => quote!(let #ident = __emitter.constant(__operands[#place]);),
            ParameterKind::Target => {
                quote!(let #ident = __emitter.target(__operands[#place] as i32);)
            }
            ParameterKind::Cache => quote!(let #ident = __emitter.cache(__operands[#place]);),
            ParameterKind::Register => quote!(let #ident = RegisterOperand(__operands[#place]);),
            ParameterKind::Context => unreachable!("the context is no operand"),
        });
    }
    let body = Generator { names: 0, seen_if: false }.block(handler.body())?;
    let destination =
        if handler.has_destination { quote!(Some(__operands[0])) } else { quote!(None) };
    Ok(quote! {
        #[allow(unused_variables, unused_mut, unused_must_use, clippy::all, reason = "generated from the handler of the same name")]
        pub fn #name(__emitter: &mut Emitter, __operands: [u32; 3]) {
            __emitter.begin_opcode(#destination);
            #(#bindings)*
            #body
            __emitter.end_opcode();
        }
    })
}

struct Generator {
    names: usize,
    /// Has an `if` been seen? A slow statement before any test is the expected path.
    seen_if: bool,
}

impl Generator {
    fn fresh(&mut self, prefix: &str) -> Ident {
        self.names += 1;
        Ident::new(&format!("__{prefix}{}", self.names), Span::mixed_site())
    }

    /// A value: code that prepares it, and the expression of its handle.
    fn value(&mut self, e: &Expr) -> Result<(TokenStream, TokenStream)> {
        match e {
            Expr::Paren(p) => self.value(&p.expr),
            Expr::Path(_) => Ok((quote!(), quote!(#e))),
            Expr::Lit(_) => Ok((quote!(), quote!(Int::immediate(#e)))),
            Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. })
                if matches!(**expr, Expr::Lit(_)) =>
            {
                Ok((quote!(), quote!(Int::immediate(#e))))
            }
            // A slow call's emission ends with the test for an exception.
            Expr::Try(t) => self.value(&t.expr),
            Expr::Call(_) => {
                let t = self.fresh("t");
                let (prepare, call) = self.call(e, &quote!(Label::NONE))?;
                Ok((quote!(#prepare let #t = #call;), quote!(#t)))
            }
            _ => Err(Error::new_spanned(
                e,
                "not in the subset of handlers: a value is a name, a number or a call of a primitive",
            )),
        }
    }

    /// A call of a primitive, which jumps to `no` where it fails.
    fn call(&mut self, e: &Expr, no: &TokenStream) -> Result<(TokenStream, TokenStream)> {
        let Expr::Call(call) = e else {
            return Err(Error::new_spanned(e, "a call of a primitive is expected"));
        };
        let Expr::Path(path) = &*call.func else {
            return Err(Error::new_spanned(&call.func, "the name of a primitive is expected"));
        };
        let function = path.path.segments.last().expect("a path has a segment").ident.clone();
        let mut prepare = quote!();
        let mut arguments = vec![];
        for argument in &call.args {
            let (p, v) = self.value(argument)?;
            prepare.extend(p);
            arguments.push(v);
        }
        if function == "Ok" {
            let inner = &arguments[0];
            return Ok((prepare, quote!(#inner)));
        }
        if function.to_string().starts_with("slow_") {
            let operands = &arguments[1..];
            return Ok((
                prepare,
                quote!(__emitter.slow_call(stringify!(#function), #function::entry as *const () as usize, &[#(ToArgument::to_argument(#operands)),*])),
            ));
        }
        let emission = Ident::new(&format!("emit_{function}"), function.span());
        Ok((prepare, quote!(#emission(__emitter, #no #(, #arguments)*))))
    }

    /// A condition: falls through where it holds, jumps to `no` where it does not.
    fn condition(&mut self, e: &Expr, no: &TokenStream) -> Result<TokenStream> {
        match e {
            Expr::Paren(p) => self.condition(&p.expr, no),
            Expr::Unary(ExprUnary { op: UnOp::Not(_), expr, .. }) => {
                let holds_not = self.fresh("l");
                let inner = self.condition(expr, &quote!(#holds_not))?;
                Ok(
                    quote!(let #holds_not = __emitter.new_label(); #inner __emitter.jump(#no); __emitter.bind(#holds_not);),
                )
            }
            Expr::Binary(ExprBinary { left, op: BinOp::And(_), right, .. }) => {
                let (a, b) = (self.condition(left, no)?, self.condition(right, no)?);
                Ok(quote!(#a #b))
            }
            Expr::Binary(ExprBinary { left, op: BinOp::Or(_), right, .. }) => {
                let (second, yes) = (self.fresh("l"), self.fresh("l"));
                let (a, b) = (self.condition(left, &quote!(#second))?, self.condition(right, no)?);
                Ok(quote! {
                    let #second = __emitter.new_label();
                    let #yes = __emitter.new_label();
                    #a __emitter.jump(#yes);
                    __emitter.bind(#second);
                    #b __emitter.bind(#yes);
                })
            }
            Expr::Let(l) => {
                let Pat::TupleStruct(tuple) = &*l.pat else {
                    return Err(Error::new_spanned(
                        &l.pat,
                        "`if let` takes a pattern `Some(name)`",
                    ));
                };
                let Some(Pat::Ident(name)) = tuple.elems.first() else {
                    return Err(Error::new_spanned(
                        &l.pat,
                        "`if let` takes a pattern `Some(name)`",
                    ));
                };
                let (prepare, call) = self.call(&l.expr, no)?;
                let name = &name.ident;
                Ok(quote!(#prepare let #name = #call;))
            }
            Expr::Call(_) => {
                let (prepare, call) = self.call(e, no)?;
                Ok(quote!(#prepare #call;))
            }
            _ => Err(Error::new_spanned(e, "a condition is made of primitives with && || !")),
        }
    }

    fn if_(&mut self, i: &ExprIf) -> Result<TokenStream> {
        self.seen_if = true;
        let (no, join, section) = (self.fresh("no"), self.fresh("join"), self.fresh("section"));
        let taken = self.fresh("taken");
        let condition = self.condition(&i.cond, &quote!(#no))?;
        let then = self.block(&i.then_branch)?;
        let Some((_, other)) = &i.else_branch else {
            return Ok(
                quote!(let #no = __emitter.new_label(); { #condition #then } __emitter.bind(#no);),
            );
        };
        let (alternative, enter) = match &**other {
            // The alternative of a test that was expected to hold is rare.
            Expr::If(j) => (self.if_(j)?, quote!(__emitter.enter_cold_if(#taken))),
            Expr::Block(b) => (self.block(&b.block)?, quote!(__emitter.is_cold())),
            e => {
                return Err(Error::new_spanned(e, "`else` is followed by a block or another `if`"));
            }
        };
        Ok(quote! {
            let #no = __emitter.new_label();
            let #join = __emitter.new_label();
            let #taken;
            { #condition #taken = __emitter.is_live(); #then }
            __emitter.jump(#join);
            let #section = #enter;
            __emitter.bind(#no);
            { #alternative }
            __emitter.leave_section(#section);
            __emitter.bind(#join);
        })
    }

    fn block(&mut self, block: &Block) -> Result<TokenStream> {
        let mut out = quote!();
        let section = self.fresh("section");
        let mut cold = false;
        let mut after_fallible = false;
        for statement in &block.stmts {
            let expression = match statement {
                Stmt::Expr(e, _) => Some(e),
                Stmt::Local(l) => l.init.as_ref().map(|i| &*i.expr),
                _ => None,
            };
            let slow = expression.is_some_and(|e| !matches!(e, Expr::If(_)) && has_slow_call(e));
            if (slow && self.seen_if || after_fallible) && !cold {
                cold = true;
                out.extend(quote!(let #section = __emitter.enter_cold();));
            }
            after_fallible = false;
            match statement {
                Stmt::Local(l) => {
                    let Pat::Ident(name) = &l.pat else {
                        return Err(Error::new_spanned(&l.pat, "`let` binds a plain name"));
                    };
                    let Some(init) = &l.init else {
                        return Err(Error::new_spanned(l, "`let` needs a value here"));
                    };
                    let (prepare, value) = self.value(&init.expr)?;
                    let name = &name.ident;
                    out.extend(quote!(#prepare let #name = #value;));
                }
                Stmt::Expr(Expr::If(i), _) => {
                    out.extend(self.if_(i)?);
                    // What follows a fallible primitive that returned its success is the rare case.
                    after_fallible = matches!(&*i.cond, Expr::Let(_))
                        && i.else_branch.is_none()
                        && matches!(
                            i.then_branch.stmts.last(),
                            Some(Stmt::Expr(Expr::Return(_), _))
                        );
                }
                Stmt::Expr(Expr::Return(r), _) => {
                    let Some(e) = &r.expr else {
                        return Err(Error::new_spanned(r, "`return` needs a value here"));
                    };
                    let (prepare, value) = self.value(e)?;
                    out.extend(quote!(#prepare Finish::finish(#value, __emitter);));
                }
                Stmt::Expr(e, None) => {
                    let (prepare, value) = self.value(e)?;
                    out.extend(quote!(#prepare Finish::finish(#value, __emitter);));
                }
                Stmt::Expr(e, Some(_)) => {
                    let (prepare, value) = self.value(e)?;
                    out.extend(quote!(#prepare let _ = #value;));
                }
                other => {
                    return Err(Error::new_spanned(
                        other,
                        "this statement is not in the subset of handlers",
                    ));
                }
            }
        }
        if cold {
            out.extend(quote!(__emitter.leave_section(#section);));
        }
        Ok(out)
    }
}
