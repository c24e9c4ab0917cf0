//! What stands around a direct `eval`, as data that outlives the parse: from it the code given to `eval` is analysed as
//! if it were nested there.
//!
//! Invariant: every binding described lives in the environment of its scope, at the slot that is noted; scopes are shared
//! between the calls within them, so that descriptions take space linear in the source.

use super::walk::{BindingNote, Event, Walker};
use super::{
    Analysis, Binding, BindingId, BindingKind, FunctionId, FunctionInfo, PrivateKind, Scope,
    ScopeId, ScopeKind,
};
use crate::name::Names;
use crate::source::Span;
use std::rc::Rc;

/// What a direct `eval` finds around it.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The innermost scope.
    pub scope: Rc<OuterScope>,
    /// Where `var`s of sloppy code go: how many scopes are around that one.
    pub variable_scope: u32,
    /// The call stands among the parameters of the variable scope's function, whose bindings hide its `var`s.
    pub in_params: bool,
    /// The call is strict code.
    pub strict: bool,
    /// `new.target` may be used.
    pub allow_new_target: bool,
    /// `super.x` may be used.
    pub allow_super_property: bool,
    /// `super()` may be used.
    pub allow_super_call: bool,
    /// `arguments` may not be used.
    pub forbid_arguments: bool,
}

/// A scope around a direct `eval`.
#[derive(Debug)]
pub struct OuterScope {
    kind: ScopeKind,
    function: Rc<OuterFunction>,
    bindings: Box<[OuterBinding]>,
    needs_environment: bool,
    is_dynamic: bool,
    environment_depth: u32,
    depth: u32,
    parent: Option<Rc<OuterScope>>,
}

#[derive(Debug)]
struct OuterFunction {
    strict: bool,
    is_derived_constructor: bool,
    has_parameter_expressions: bool,
}

#[derive(Debug)]
struct OuterBinding {
    name: Box<[u8]>,
    kind: BindingKind,
    slot: u32,
    private: PrivateKind,
    is_static: bool,
}

impl Drop for OuterScope {
    fn drop(&mut self) {
        // However deep the scopes are nested, no native stack is taken.
        let mut parent = self.parent.take();
        while let Some(mut scope) = parent.and_then(Rc::into_inner) {
            parent = scope.parent.take();
        }
    }
}

impl Surroundings {
    /// Do `var`s of sloppy code become properties of the global object?
    pub fn declares_globals(&self) -> bool {
        let mut scope = &self.scope;
        while scope.depth > self.variable_scope
            && let Some(parent) = &scope.parent
        {
            scope = parent;
        }
        !matches!(scope.kind, ScopeKind::Function | ScopeKind::FunctionBody)
    }

    /// How many scopes there are.
    pub(super) fn scope_count(&self) -> usize {
        self.scope.depth as usize + 1
    }

    /// Is `this`, where no function binds it, undefined?
    pub fn is_in_module(&self) -> bool {
        let mut scope = &self.scope;
        while let Some(parent) = &scope.parent {
            scope = parent;
        }
        scope.kind == ScopeKind::Module
    }
}

/// Describes the scopes of one analysis, each once.
#[derive(Debug, Default)]
pub struct Describer {
    scopes: Vec<Option<Rc<OuterScope>>>,
    functions: Vec<Option<Rc<OuterFunction>>>,
}

impl Describer {
    /// Describes what is around a direct `eval`: the one with this index in `Analysis::evals`.
    pub fn surroundings(&mut self, analysis: &Analysis, names: &Names, eval: u32) -> Surroundings {
        let eval = &analysis.evals[eval as usize];
        let mut surroundings = eval.surroundings.clone();
        surroundings.variable_scope = self.scope(analysis, names, eval.variable_scope).depth;
        surroundings.scope = self.scope(analysis, names, eval.scope);
        surroundings
    }

    fn scope(&mut self, analysis: &Analysis, names: &Names, id: ScopeId) -> Rc<OuterScope> {
        self.scopes.resize(analysis.scopes.len(), None);
        self.functions.resize(analysis.functions.len(), None);
        if let Some(outer) = &analysis.surroundings
            && self.scopes.first().is_some_and(Option::is_none)
        {
            let mut scope = Some(outer.scope.clone());
            while let Some(inner) = scope {
                scope = inner.parent.clone();
                let at = inner.depth as usize;
                self.scopes[at] = Some(inner);
            }
        }
        let mut missing = Vec::new();
        let mut at = id;
        let mut known = loop {
            match self.scopes.get(at.index()) {
                None => break None,
                Some(Some(scope)) => break Some(scope.clone()),
                Some(None) => {
                    missing.push(at);
                    at = analysis.scope(at).parent;
                }
            }
        };
        for id in missing.into_iter().rev() {
            let scope = Rc::new(self.describe(analysis, names, analysis.scope(id), known));
            self.scopes[id.index()] = Some(scope.clone());
            known = Some(scope);
        }
        known.unwrap_or_else(OuterScope::nothing)
    }

    fn describe(
        &mut self,
        analysis: &Analysis,
        names: &Names,
        scope: &Scope,
        parent: Option<Rc<OuterScope>>,
    ) -> OuterScope {
        let info = analysis.function(scope.function);
        let function = self.functions[scope.function.index()].get_or_insert_with(|| {
            Rc::new(OuterFunction {
                strict: info.strict,
                is_derived_constructor: info.is_derived_constructor,
                has_parameter_expressions: info.has_parameter_expressions,
            })
        });
        let described = scope.bindings.iter().map(|id| analysis.binding(*id)).filter(|binding| {
            // What is not captured within reach of an `eval` is a global or belongs to the caller of an outer `eval`.
            binding.captured && binding.kind != BindingKind::ClassStorage
        });
        OuterScope {
            kind: scope.kind,
            function: function.clone(),
            bindings: described
                .map(|binding| OuterBinding {
                    name: names.bytes(binding.name).into(),
                    kind: binding.kind,
                    slot: binding.slot,
                    private: binding.private,
                    is_static: binding.is_static,
                })
                .collect(),
            needs_environment: scope.needs_environment,
            is_dynamic: scope.is_dynamic,
            environment_depth: scope.environment_depth,
            depth: parent.as_ref().map_or(0, |parent| parent.depth + 1),
            parent,
        }
    }
}

impl OuterScope {
    /// The scope of a script that binds nothing.
    pub(super) fn nothing() -> Rc<OuterScope> {
        Rc::new(OuterScope {
            kind: ScopeKind::Script,
            function: Rc::new(OuterFunction {
                strict: false,
                is_derived_constructor: false,
                has_parameter_expressions: false,
            }),
            bindings: Box::default(),
            needs_environment: false,
            is_dynamic: false,
            environment_depth: 0,
            depth: 0,
            parent: None,
        })
    }
}

impl Walker<'_, '_> {
    /// Opens the scopes around the program. Of their bindings those appear whose names occur in it.
    pub(super) fn open_surroundings(&mut self, surroundings: &Surroundings) {
        let mut scopes = vec![&surroundings.scope];
        while let Some(parent) = &scopes[scopes.len() - 1].parent {
            scopes.push(parent);
        }
        let mut function: Option<&Rc<OuterFunction>> = None;
        for scope in scopes.into_iter().rev() {
            if !function.is_some_and(|function| Rc::ptr_eq(function, &scope.function)) {
                let parent = match self.analysis.functions.len() {
                    0 => FunctionId::NONE,
                    count => FunctionId(count as u32 - 1),
                };
                self.analysis.functions.push(FunctionInfo {
                    parent,
                    strict: scope.function.strict,
                    is_derived_constructor: scope.function.is_derived_constructor,
                    has_parameter_expressions: scope.function.has_parameter_expressions,
                    ..FunctionInfo::default()
                });
                self.entries.push(0);
                function = Some(&scope.function);
            }
            self.open_outer_scope(scope);
        }
    }

    fn open_outer_scope(&mut self, outer: &OuterScope) {
        let id = ScopeId(self.analysis.scopes.len() as u32);
        let parent = self.scope_id();
        let in_with = self
            .analysis
            .scopes
            .get(parent.index())
            .is_some_and(|outer| outer.in_with || outer.kind == ScopeKind::With);
        let mut bindings = Vec::new();
        for binding in &outer.bindings {
            let Some(name) = self.names.get(&binding.name) else { continue };
            let binding_id = BindingId(self.analysis.bindings.len() as u32);
            self.analysis.bindings.push(Binding {
                name,
                kind: binding.kind,
                scope: id,
                declared_at: Span::default(),
                // Nobody knows here whether it is initialised by now.
                initialized_at: u32::MAX,
                captured: true,
                slot: binding.slot,
                is_assigned: true,
                is_annex_b: false,
                initial_value_from: BindingId::UNRESOLVED,
                of_caller: BindingId::UNRESOLVED,
                private: binding.private,
                is_static: binding.is_static,
            });
            let visible = &mut self.visible[name.0 as usize];
            let shadows = std::mem::replace(visible, binding_id);
            let is_catch = binding.kind == BindingKind::CatchParam;
            self.notes.push(BindingNote { is_simple_catch: is_catch, ..BindingNote::new(shadows) });
            bindings.push(binding_id);
        }
        self.analysis.scopes.push(Scope {
            kind: outer.kind,
            parent,
            function: FunctionId(self.analysis.functions.len() as u32 - 1),
            bindings,
            environment_size: 0,
            needs_environment: outer.needs_environment,
            environment_depth: outer.environment_depth,
            functions_to_hoist: Vec::new(),
            has_direct_eval: true,
            is_dynamic: outer.is_dynamic,
            in_with,
        });
        self.open.push((id, 0));
        self.events.push(Event::Open(id));
    }
}
