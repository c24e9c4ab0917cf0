//! Shows a tree as S-expressions, its scopes as a table, and tokens as a list: for `--dump` and for
//! tests. Like every pass it keeps its own stack, so depth is no danger.

mod expression;
mod statement;

use std::fmt::Write;

use crate::ast::*;
use crate::name::{Name, Names};
use crate::options::ParseOptions;
use crate::reader;
use crate::scope::{Analysis, BindingId, ScopeId};

/// What is still to be printed, last things first.
enum Item<'a> {
    Text(&'static str),
    Owned(String),
    Name(Name),
    Reference(&'a Reference),
    Expr(&'a Expr<'a>),
    Pattern(&'a Pattern<'a>),
    Key(&'a PropertyKey<'a>),
    Stmt(&'a Stmt<'a>),
    Function(&'a Function<'a>),
    Class(&'a Class<'a>),
    /// A new line, one level further in than so many.
    Line(usize),
    Indent(isize),
    /// The end of a function that is wanted: where its text begins, and how far in it stands.
    End(usize, usize),
}

struct Printer<'a, 'n> {
    out: String,
    names: &'n Names<'a>,
    work: Vec<Item<'a>>,
    depth: usize,
    /// The extents of functions that are wanted, in bytes of the source, and the texts of those that have been printed.
    wanted: &'n [(u32, u32)],
    found: Vec<String>,
}

/// The tree of a program, one statement to a line. A name is marked with `?` if its use must check
/// that the binding is initialised, and with `~` if it must be looked up at run time.
pub fn print_ast(program: &Program) -> String {
    printed(program, &[]).out
}

/// The trees of the functions of a program that have these extents (in bytes of the source), in the order in which they end.
pub fn print_functions(program: &Program, extents: &[(u32, u32)]) -> String {
    printed(program, extents).found.join("\n")
}

fn printed<'a, 'n>(program: &'n Program<'a>, wanted: &'n [(u32, u32)]) -> Printer<'a, 'n> {
    let mut printer = Printer {
        out: String::new(),
        names: &program.names,
        work: Vec::new(),
        depth: 0,
        wanted,
        found: vec![],
    };
    printer.push(program.body.iter().flat_map(|stmt| [Item::Stmt(stmt), Item::Text("\n")]));
    printer.run();
    printer
}

impl<'a> Printer<'a, '_> {
    /// Puts items before everything that is still to be printed.
    fn push(&mut self, items: impl IntoIterator<Item = Item<'a>>) {
        let from = self.work.len();
        self.work.extend(items);
        self.work[from..].reverse();
    }

    fn run(&mut self) {
        while let Some(item) = self.work.pop() {
            match item {
                Item::Text(text) => self.out.push_str(text),
                Item::Owned(text) => self.out.push_str(&text),
                Item::Name(name) => self.out.push_str(&self.names.text(name)),
                Item::Reference(reference) => {
                    self.out.push_str(&self.names.text(reference.name));
                    if reference.needs_tdz_check.get() {
                        self.out.push('?');
                    }
                    if reference.is_dynamic.get() {
                        self.out.push('~');
                    }
                }
                Item::Expr(expr) => self.expr(expr),
                Item::Pattern(pattern) => self.pattern(pattern),
                Item::Key(key) => self.key(key),
                Item::Stmt(stmt) => self.stmt(stmt),
                Item::Function(function) => self.function(function),
                Item::End(from, depth) => {
                    let margin = format!("\n{}", " ".repeat(2 * depth.min(40)));
                    let text = self.out[from..].replace(&margin, "\n");
                    self.found.push(text + "\n");
                }
                Item::Class(class) => self.class(class),
                Item::Line(more) => {
                    self.out.push('\n');
                    // Deep trees are shown flat, or the output would be quadratic.
                    let width = 2 * (self.depth + more).min(40);
                    self.out.extend(std::iter::repeat_n(' ', width));
                }
                Item::Indent(by) => self.depth = self.depth.saturating_add_signed(by),
            }
        }
    }

    /// `(head item item)`
    fn list(&mut self, head: &'static str, items: impl IntoIterator<Item = Item<'a>>) {
        self.out.push('(');
        self.out.push_str(head);
        let items = items.into_iter().flat_map(|item| [Item::Text(" "), item]);
        self.push(items.chain([Item::Text(")")]));
    }

    /// `(head` and statements on lines of their own.
    fn body(&mut self, items: Vec<Item<'a>>, body: &'a [&'a Stmt<'a>]) {
        let lines = body.iter().flat_map(|stmt| [Item::Line(0), Item::Stmt(stmt)]);
        let all = items.into_iter().chain([Item::Indent(1)]).chain(lines);
        self.push(all.chain([Item::Indent(-1), Item::Text(")")]));
    }
}

/// A string as a literal.
fn quoted(text: &[u8]) -> String {
    format!("{:?}", String::from_utf8_lossy(text))
}

/// The functions, scopes and bindings of a program, one to a line.
pub fn print_scopes(program: &Program) -> String {
    let Analysis { scopes, bindings, functions, .. } = &program.analysis;
    let mut out = String::new();
    for (index, scope) in scopes.iter().enumerate() {
        let _ = write!(out, "scope {index} {:?}", scope.kind);
        if scope.parent != ScopeId::NONE {
            let _ = write!(out, " in {}", scope.parent.0);
        }
        let _ = write!(out, ", function {}", scope.function.0);
        if scope.needs_environment {
            let _ = write!(
                out,
                ", environment of {} at depth {}",
                scope.environment_size, scope.environment_depth
            );
        }
        for (flag, text) in [
            (scope.has_direct_eval, "direct eval"),
            (scope.is_dynamic, "dynamic"),
            (scope.in_with, "in with"),
        ] {
            if flag {
                let _ = write!(out, ", {text}");
            }
        }
        out.push('\n');
        for &id in &scope.bindings {
            let binding = &bindings[id.index()];
            let _ = write!(out, "  {:?} {:?}", binding.kind, program.names.text(binding.name));
            if binding.captured {
                let _ = write!(out, " slot {}", binding.slot);
            }
            for (flag, text) in [
                (binding.is_assigned, "assigned"),
                (binding.is_annex_b, "annex B"),
                (binding.initial_value_from != BindingId::UNRESOLVED, "from parameter"),
                (scope.functions_to_hoist.iter().any(|hoisted| hoisted.binding == id), "hoisted"),
            ] {
                if flag {
                    let _ = write!(out, " {text}");
                }
            }
            out.push('\n');
        }
    }
    for (index, function) in functions.iter().enumerate() {
        let _ = write!(out, "function {index} {}..{}", function.span.start, function.span.end);
        for (flag, text) in [
            (function.strict, "strict"),
            (function.is_arrow, "arrow"),
            (function.uses_this(), "this"),
            (function.uses_arguments(), "arguments"),
            (function.uses_new_target(), "new.target"),
            (function.uses_super_property, "super property"),
            (function.uses_super_call, "super call"),
            (function.has_direct_eval, "direct eval"),
            (function.has_separate_body_scope, "separate body"),
            (function.inside_with, "in with"),
        ] {
            if flag {
                let _ = write!(out, " {text}");
            }
        }
        out.push('\n');
    }
    out
}

/// The tokens of a source after the reader has settled them, one to a line.
pub fn print_tokens(source: &[u8], options: &ParseOptions) -> String {
    let arena = bumpalo::Bump::new();
    let text: &[u8] = arena.alloc_slice_copy(source);
    let mut names = Names::new(&arena);
    let reading = reader::read(text, options, &mut names);
    let mut out = String::new();
    for token in &reading.tokens {
        let text = String::from_utf8_lossy(token.span().of(text)).into_owned();
        let _ = writeln!(out, "{}..{} {:?} {text}", token.start, token.end, token.kind);
    }
    if let Some(error) = reading.error {
        let _ = writeln!(out, "{error}");
    }
    out
}
