//! What rustc cannot check of a handler: the rules that let one text be run twice and be compiled.
//!
//! - At most one slow call on any path, and no effect before it: the interpreter's hot copy leaves at a slow call and
//!   the whole handler runs again.
//! - Nothing bound by `let` or `if let` is used after a slow call, except its own result: the emitter keeps such
//!   values in machine registers, which the call clobbers, and an untagged pointer would be invisible to the collector.

use crate::handler::Handler;
use std::collections::HashSet;
use syn::visit::Visit;
use syn::{Block, Error, Expr, ExprIf, ExprPath, Pat, Result, Stmt};

/// Primitives that change something.
const EFFECTS: [&str; 6] = ["store_", "append_", "pad_", "enter", "leave", "bail_"];

/// Checks one handler.
pub fn check(handler: &Handler) -> Result<()> {
    let mut checker = Checker { locals: HashSet::new() };
    let mut state = State::default();
    checker.block(handler.body(), &mut state)?;
    Ok(())
}

/// The name of a called function.
pub fn callee_name(e: &Expr) -> Option<String> {
    let Expr::Call(call) = e else { return None };
    let Expr::Path(path) = &*call.func else { return None };
    path.path.segments.last().map(|s| s.ident.to_string())
}

/// Does evaluating this expression call a slow path?
pub fn has_slow_call(e: &Expr) -> bool {
    struct Finder(bool);
    impl<'a> Visit<'a> for Finder {
        fn visit_expr(&mut self, e: &'a Expr) {
            self.0 |= callee_name(e).is_some_and(|n| n.starts_with("slow_"));
            syn::visit::visit_expr(self, e);
        }
    }
    let mut finder = Finder(false);
    finder.visit_expr(e);
    finder.0
}

/// The slow paths that a handler may call, in the order of its text.
pub fn slow_calls(handler: &Handler) -> Vec<syn::Ident> {
    struct Finder(Vec<syn::Ident>);
    impl<'a> Visit<'a> for Finder {
        fn visit_expr_path(&mut self, path: &'a ExprPath) {
            let name = path.path.get_ident();
            self.0.extend(name.filter(|n| n.to_string().starts_with("slow_")).cloned());
        }
    }
    let mut finder = Finder(vec![]);
    finder.visit_block(handler.body());
    let mut seen = HashSet::new();
    finder.0.retain(|name| seen.insert(name.clone()));
    finder.0
}

fn has_effect(e: &Expr) -> bool {
    struct Finder(bool);
    impl<'a> Visit<'a> for Finder {
        fn visit_expr(&mut self, e: &'a Expr) {
            self.0 |= callee_name(e).is_some_and(|n| EFFECTS.iter().any(|p| n.starts_with(p)));
            syn::visit::visit_expr(self, e);
        }
    }
    let mut finder = Finder(false);
    finder.visit_expr(e);
    finder.0
}

/// What has happened on the way to a statement.
#[derive(Clone, Default)]
struct State {
    slow_called: bool,
    effect: bool,
    returned: bool,
}

impl State {
    fn join(a: State, b: State) -> State {
        match (a.returned, b.returned) {
            (true, true) => a,
            (true, false) => b,
            (false, true) => a,
            (false, false) => State {
                slow_called: a.slow_called | b.slow_called,
                effect: a.effect | b.effect,
                returned: false,
            },
        }
    }
}

struct Checker {
    /// Names bound before any slow call.
    locals: HashSet<String>,
}

impl Checker {
    fn block(&mut self, block: &Block, state: &mut State) -> Result<()> {
        for statement in &block.stmts {
            match statement {
                Stmt::Local(local) => {
                    let Some(init) = &local.init else {
                        return Err(Error::new_spanned(local, "`let` needs a value here"));
                    };
                    self.expression(&init.expr, state)?;
                    if let Pat::Ident(p) = &local.pat
                        && !has_slow_call(&init.expr)
                    {
                        self.locals.insert(p.ident.to_string());
                    }
                }
                Stmt::Expr(Expr::If(i), _) => self.if_(i, state)?,
                Stmt::Expr(e, _) => self.expression(e, state)?,
                other => {
                    return Err(Error::new_spanned(
                        other,
                        "this statement is not in the subset of handlers",
                    ));
                }
            }
        }
        Ok(())
    }

    fn if_(&mut self, i: &ExprIf, state: &mut State) -> Result<()> {
        self.expression_parts(&i.cond, state)?;
        if let Expr::Let(l) = &*i.cond
            && let Pat::TupleStruct(t) = &*l.pat
            && let Some(Pat::Ident(p)) = t.elems.first()
        {
            self.locals.insert(p.ident.to_string());
        }
        let mut then = state.clone();
        // An effect in a condition has happened only where the condition holds.
        then.effect |= has_effect(&i.cond);
        self.block(&i.then_branch, &mut then)?;
        let mut other = state.clone();
        match i.else_branch.as_ref().map(|e| &*e.1) {
            None => {}
            Some(Expr::If(j)) => self.if_(j, &mut other)?,
            Some(Expr::Block(b)) => self.block(&b.block, &mut other)?,
            Some(e) => {
                return Err(Error::new_spanned(e, "`else` is followed by a block or another `if`"));
            }
        }
        *state = State::join(then, other);
        Ok(())
    }

    fn expression(&mut self, e: &Expr, state: &mut State) -> Result<()> {
        self.expression_parts(e, state)?;
        state.effect |= has_effect(e);
        state.returned |= matches!(e, Expr::Return(_));
        Ok(())
    }

    fn expression_parts(&mut self, e: &Expr, state: &mut State) -> Result<()> {
        if state.slow_called {
            let mut uses = Uses { names: &self.locals, found: None };
            uses.visit_expr(e);
            if let Some(error) = uses.found {
                return Err(error);
            }
        }
        if has_slow_call(e) {
            if state.slow_called {
                return Err(Error::new_spanned(
                    e,
                    "a second slow call on one path: the handler could not be run again from its start",
                ));
            }
            if state.effect {
                return Err(Error::new_spanned(
                    e,
                    "a slow call after an effect: the interpreter runs the handler again from its start, and the effect twice",
                ));
            }
            state.slow_called = true;
        }
        Ok(())
    }
}

/// Finds a use of one of `names`.
struct Uses<'n> {
    names: &'n HashSet<String>,
    found: Option<Error>,
}

impl<'a> Visit<'a> for Uses<'_> {
    fn visit_expr_path(&mut self, path: &'a ExprPath) {
        if let Some(ident) = path.path.get_ident()
            && self.names.contains(&ident.to_string())
        {
            self.found = Some(Error::new_spanned(
                path,
                "used after a slow call, which does not keep machine registers",
            ));
        }
    }
}
