//! The walk over the tree: it opens scopes, declares names, checks early errors, and lists every
//! use of a name in order, for `resolve` to look up once all declarations are known.
//!
//! The walk keeps its own stack of work and so takes no native stack, however deep the tree is.

use rustc_hash::FxHashMap;

use super::{
    Analysis, ArgumentsUse, BindingId, FunctionId, FunctionInfo, Scope, ScopeId, ScopeKind,
};
use crate::ast::*;
use crate::early::labels::LabelState;
use crate::error::SyntaxError;
use crate::name::{Name, Names};
use crate::options::{Goal, ParseOptions};
use crate::source::Span;

/// What is still to be done, last things first.
pub(crate) enum Work<'a> {
    /// Statements at the top level, where imports and exports may stand.
    TopLevel(&'a [&'a Stmt<'a>]),
    Statements(&'a [&'a Stmt<'a>]),
    Statement(&'a Stmt<'a>),
    Expr(&'a Expr<'a>),
    Exprs(&'a [&'a Expr<'a>]),
    Elements(&'a [Element<'a>]),
    Properties(&'a [&'a Property<'a>]),
    Declarators(VariableKind, &'a [Declarator<'a>], bool),
    Pattern(&'a Pattern<'a>, bool),
    Patterns(&'a [&'a Pattern<'a>]),
    PatternProperties(&'a [PatternProperty<'a>], bool),
    PatternElements(&'a [Option<&'a Pattern<'a>>], bool),
    Block(&'a Block<'a>),
    /// The body of a `catch` with a parameter.
    CatchBlock(&'a Block<'a>),
    Cases(&'a [&'a Case<'a>]),
    SwitchBody(&'a Switch<'a>, u32),
    WithBody(&'a With<'a>),
    CatchBody(&'a Catch<'a>),
    Function(&'a Function<'a>),
    FunctionBody(&'a Function<'a>),
    ClassBody(&'a Class<'a>),
    ClassElements(&'a [&'a ClassElement<'a>]),
    Initializer(&'a Class<'a>, bool),
    InitializerElements(&'a [&'a ClassElement<'a>], bool),
    CloseScope,
    CloseFunction,
    CloseStaticBlock,
    CloseBreakable {
        is_loop: bool,
    },
    CloseLabel(Name, Option<LabelState>),
    RestoreStrict(bool),
}

/// What the code being walked belongs to: a function, the program, or a static block.
pub(crate) struct Context {
    pub function: FunctionId,
    /// Tells contexts apart.
    pub serial: u32,
    pub kind: ContextKind,
    /// Where `var` declares.
    pub var_scope: ScopeId,
    pub strict: bool,
    pub is_async: bool,
    pub is_generator: bool,
    /// Within the parameters, whose expressions have rules of their own.
    pub in_params: bool,
    pub allow_super_property: bool,
    pub allow_super_call: bool,
    pub allow_new_target: bool,
    pub forbid_arguments: bool,
    /// `await` is no identifier: in async code, in static blocks, and in the parameters of arrows
    /// there.
    pub await_reserved: bool,
    /// How many statements around can be left by `break`, and how many of them are loops.
    pub breakables: u32,
    pub loops: u32,
    pub uses: Uses,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContextKind {
    Program,
    Function,
    Arrow,
    ClassInitializer,
    StaticBlock,
}

/// What of a function's implicit bindings is used, arrows included.
#[derive(Clone, Copy, Default)]
pub(crate) struct Uses {
    pub this: bool,
    pub new_target: bool,
    pub home_object: bool,
    pub active_function: bool,
    pub arguments: bool,
    pub arguments_use: ArgumentsUse,
    pub direct_eval: bool,
}

impl Uses {
    pub fn add(&mut self, other: Uses) {
        self.this |= other.this;
        self.new_target |= other.new_target;
        self.home_object |= other.home_object;
        self.active_function |= other.active_function;
        self.arguments |= other.arguments;
        self.arguments_use = self.arguments_use.max(other.arguments_use);
        self.direct_eval |= other.direct_eval;
    }
}

/// A step of `resolve`.
pub(crate) enum Event<'a> {
    Open(ScopeId),
    Close(ScopeId),
    /// A use of a name at an offset, perhaps an assignment.
    Use(&'a Reference, u32, bool),
}

/// What the walk knows of a binding beyond the binding itself.
pub(crate) struct BindingNote {
    /// What the name means outside.
    pub shadows: BindingId,
    /// The parameter of `catch (name)`: a `var` may have the same name.
    pub is_simple_catch: bool,
    /// A `var` of the same name has been checked against everything outside.
    pub var_passed: bool,
    /// Its place among the functions to hoist.
    pub hoisted: u32,
}

impl BindingNote {
    /// The note of a binding that hides this one.
    pub fn new(shadows: BindingId) -> BindingNote {
        BindingNote { shadows, is_simple_catch: false, var_passed: false, hoisted: NOT_HOISTED }
    }
}

/// What stands in `BindingNote::hoisted` where no function is to be hoisted.
const NOT_HOISTED: u32 = u32::MAX;

/// The state of the walk.
pub(crate) struct Walker<'a, 'n> {
    pub names: &'n Names<'a>,
    pub options: &'n ParseOptions,
    pub analysis: Analysis<'a>,
    pub notes: Vec<BindingNote>,
    pub events: Vec<Event<'a>>,
    pub work: Vec<Work<'a>>,
    /// By name: the innermost binding in reach.
    pub visible: Vec<BindingId>,
    /// The open scopes, each with the offset where it begins.
    pub open: Vec<(ScopeId, u32)>,
    pub contexts: Vec<Context>,
    /// By function: the offset from which on its code may run.
    pub entries: Vec<u32>,
    pub labels: FxHashMap<Name, LabelState>,
    /// Texts that are strict code within sloppy code, in order.
    pub strict_regions: Vec<Span>,
    pub has_top_level_await: bool,
    pub serials: u32,
    pub error: Option<SyntaxError>,
}

impl<'a, 'n> Walker<'a, 'n> {
    pub fn new(names: &'n Names<'a>, options: &'n ParseOptions) -> Self {
        Walker {
            names,
            options,
            analysis: Analysis::default(),
            notes: Vec::new(),
            events: Vec::new(),
            work: Vec::new(),
            visible: vec![BindingId::UNRESOLVED; names.len()],
            open: Vec::new(),
            contexts: Vec::new(),
            entries: Vec::new(),
            labels: FxHashMap::default(),
            strict_regions: Vec::new(),
            has_top_level_await: false,
            serials: 0,
            error: None,
        }
    }

    /// Walks a whole program.
    pub fn program(&mut self, body: &'a [&'a Stmt<'a>], strict: bool, length: u32) {
        let kind = match self.options.goal {
            Goal::Module => ScopeKind::Module,
            Goal::Eval => ScopeKind::Eval,
            _ => ScopeKind::Script,
        };
        let is_module = self.options.goal == Goal::Module;
        if let Some(surroundings) = &self.options.surroundings {
            self.open_surroundings(surroundings);
            self.analysis.surroundings = Some(surroundings.clone());
        }
        let function = FunctionId(self.analysis.functions.len() as u32);
        let scope = ScopeId(self.analysis.scopes.len() as u32);
        let parent = match self.scope_id() {
            ScopeId::NONE => FunctionId::NONE,
            outer => self.analysis.scopes[outer.index()].function,
        };
        self.analysis.functions.push(FunctionInfo {
            parent,
            span: Span::new(0, length),
            scope,
            body_scope: scope,
            strict,
            is_async: is_module || self.options.goal == Goal::Session && self.options.is_async,
            has_simple_parameters: true,
            ..FunctionInfo::default()
        });
        self.entries.push(0);
        self.contexts.push(Context {
            function,
            serial: 0,
            kind: ContextKind::Program,
            var_scope: scope,
            strict,
            is_async: is_module || self.options.is_async,
            is_generator: self.options.is_generator,
            in_params: false,
            allow_super_property: self.options.allow_super_property,
            allow_super_call: self.options.allow_super_call,
            allow_new_target: self.options.allow_new_target
                || self.options.goal == Goal::FunctionBody,
            forbid_arguments: self.options.forbid_arguments,
            await_reserved: is_module || self.options.is_async,
            breakables: 0,
            loops: 0,
            uses: Uses::default(),
        });
        if strict {
            self.strict_regions.push(Span::new(0, length));
        }
        self.open_scope(kind, 0);
        self.declare_statements(body, true);
        self.work.push(Work::TopLevel(body));
        self.run();
        if self.error.is_none() && is_module {
            self.check_exports(body);
        }
        if self.error.is_none() {
            self.analysis.functions[function.index()].has_direct_eval =
                self.context().uses.direct_eval;
            self.close_scope();
        }
    }

    fn run(&mut self) {
        while let Some(work) = self.work.pop() {
            if self.error.is_some() {
                return;
            }
            self.step(work);
        }
    }

    #[inline]
    fn step(&mut self, work: Work<'a>) {
        match work {
            Work::TopLevel(list) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::TopLevel(rest));
                    self.top_level(first);
                }
            }
            Work::Statements(list) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::Statements(rest));
                    self.statement(first);
                }
            }
            Work::Statement(stmt) => self.statement(stmt),
            Work::Expr(expr) => self.expr(expr),
            Work::Exprs(list) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::Exprs(rest));
                    self.expr(first);
                }
            }
            Work::Elements(list) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::Elements(rest));
                    match first {
                        Element::Hole => {}
                        Element::Expr(expr) | Element::Spread(expr) => self.expr(expr),
                    }
                }
            }
            Work::Properties(list) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::Properties(rest));
                    self.property(first);
                }
            }
            Work::Declarators(kind, list, gets_value) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::Declarators(kind, rest, gets_value));
                    self.declarator(kind, first, gets_value);
                }
            }
            Work::Pattern(pattern, is_var) => self.pattern(pattern, is_var),
            Work::Patterns(list) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::Patterns(rest));
                    self.pattern(first, false);
                }
            }
            Work::PatternProperties(list, is_var) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::PatternProperties(rest, is_var));
                    self.work.push(Work::Pattern(first.value, is_var));
                    self.key(first.key);
                }
            }
            Work::PatternElements(list, is_var) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::PatternElements(rest, is_var));
                    if let Some(pattern) = first {
                        self.pattern(pattern, is_var);
                    }
                }
            }
            Work::Block(block) => self.block(block),
            Work::CatchBlock(block) => self.scoped_block(block),
            Work::Cases(list) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::Cases(rest));
                    self.work.push(Work::Statements(first.body));
                    self.work.extend(first.test.map(Work::Expr));
                }
            }
            Work::SwitchBody(switch, start) => self.switch_body(switch, start),
            Work::WithBody(with) => self.with_body(with),
            Work::CatchBody(handler) => self.catch_body(handler),
            Work::Function(function) => self.function(function, false),
            Work::FunctionBody(function) => self.function_body(function),
            Work::ClassBody(class) => self.class_body(class),
            Work::ClassElements(list) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::ClassElements(rest));
                    self.class_element(first);
                }
            }
            Work::Initializer(class, is_static) => self.initializer(class, is_static),
            Work::InitializerElements(list, is_static) => {
                if let Some((first, rest)) = list.split_first() {
                    self.work.push(Work::InitializerElements(rest, is_static));
                    self.initializer_element(first, is_static);
                }
            }
            Work::CloseScope => self.close_scope(),
            Work::CloseFunction => self.close_function(),
            Work::CloseStaticBlock => self.close_static_block(),
            Work::CloseBreakable { is_loop } => {
                let context = self.context_mut();
                context.breakables -= 1;
                context.loops -= is_loop as u32;
            }
            Work::CloseLabel(name, before) => self.close_label(name, before),
            Work::RestoreStrict(strict) => self.context_mut().strict = strict,
        }
    }

    // ---- contexts and scopes ----

    /// What the code belongs to. The program's context is never closed.
    #[inline]
    pub fn context(&self) -> &Context {
        &self.contexts[self.contexts.len() - 1]
    }

    #[inline]
    pub fn context_mut(&mut self) -> &mut Context {
        let last = self.contexts.len() - 1;
        &mut self.contexts[last]
    }

    /// The innermost scope.
    #[inline]
    pub fn scope_id(&self) -> ScopeId {
        self.open.last().map_or(ScopeId::NONE, |&(id, _)| id)
    }

    pub fn open_scope(&mut self, kind: ScopeKind, start: u32) -> ScopeId {
        let id = ScopeId(self.analysis.scopes.len() as u32);
        let parent = self.scope_id();
        let in_with = match self.analysis.scopes.get(parent.index()) {
            Some(outer) => outer.in_with || outer.kind == ScopeKind::With,
            None => false,
        };
        self.analysis.scopes.push(Scope {
            kind,
            parent,
            function: self.context().function,
            bindings: Vec::new(),
            environment_size: 0,
            needs_environment: false,
            environment_depth: 0,
            functions_to_hoist: Vec::new(),
            has_direct_eval: false,
            is_dynamic: kind == ScopeKind::With,
            in_with,
        });
        self.open.push((id, start));
        self.events.push(Event::Open(id));
        id
    }

    pub fn close_scope(&mut self) {
        let Some((id, _)) = self.open.pop() else { return };
        self.events.push(Event::Close(id));
        let scope = &self.analysis.scopes[id.index()];
        for &binding in scope.bindings.iter().rev() {
            let name = self.analysis.bindings[binding.index()].name;
            self.visible[name.0 as usize] = self.notes[binding.index()].shadows;
        }
        let (has_direct_eval, parent) = (scope.has_direct_eval, scope.parent);
        if has_direct_eval && parent.is_some() {
            self.analysis.scopes[parent.index()].has_direct_eval = true;
        }
    }

    // ---- uses and errors ----

    #[inline]
    pub fn use_name(&mut self, reference: &'a Reference, span: Span, writes: bool) {
        let name = reference.name;
        if name.0 <= Name::PUBLIC.0 {
            self.check_reserved(name, span);
        } else if name == Name::ARGUMENTS {
            if self.context().forbid_arguments {
                let message = "'arguments' is not allowed in class field initializer or static initialization block";
                self.fail(message, span);
            }
            let uses = &mut self.context_mut().uses;
            (uses.arguments, uses.arguments_use) = (true, ArgumentsUse::Escapes);
        }
        self.events.push(Event::Use(reference, span.start, writes));
    }

    /// The object of a property access: reading a property of `arguments` does not let it escape.
    #[inline]
    pub fn accessed_object(&mut self, object: &'a Expr<'a>, is_element: bool) {
        let ExprKind::Ident(reference) = &object.kind else {
            return self.work.push(Work::Expr(object));
        };
        let before = self.context().uses.arguments_use;
        self.use_name(reference, object.span, false);
        if reference.name == Name::ARGUMENTS {
            let this = if is_element { ArgumentsUse::Elements } else { ArgumentsUse::Properties };
            self.context_mut().uses.arguments_use = before.max(this);
        }
    }

    /// What is written, deleted or called: if that is a property of `arguments`, then `arguments` itself may be
    /// changed by it.
    pub fn changes_object(&mut self, mut expr: &'a Expr<'a>) {
        while let ExprKind::Parenthesized(inner) | ExprKind::OptionalChain(inner) = &expr.kind {
            expr = inner;
        }
        if let ExprKind::Member { object, .. } | ExprKind::Index { object, .. } = &expr.kind
            && let ExprKind::Ident(reference) = &object.kind
            && reference.name == Name::ARGUMENTS
        {
            self.context_mut().uses.arguments_use = ArgumentsUse::Escapes;
        }
    }

    #[cold]
    pub fn fail(&mut self, message: impl Into<String>, span: Span) {
        if self.error.is_none() {
            self.error = Some(SyntaxError::new(message, span));
        }
    }
}
