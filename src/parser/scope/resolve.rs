//! Looks up every use of a name, once all declarations are known; then lays out environments.

use super::walk::{Event, Walker};
use super::{Analysis, ArgumentsUse, Binding, BindingId, BindingKind, Scope, ScopeId, ScopeKind};

/// Goes through the events in order, with the innermost binding of each name at hand.
pub(crate) fn resolve(walker: &mut Walker) {
    let events = std::mem::take(&mut walker.events);
    let entries = std::mem::take(&mut walker.entries);
    let analysis = &mut walker.analysis;
    let mut visible = vec![BindingId::UNRESOLVED; walker.names.len()];
    let mut shadows = vec![BindingId::UNRESOLVED; analysis.bindings.len()];
    // By function: how many functions are around it.
    let mut depths = vec![0usize; analysis.functions.len()];
    for index in 1..analysis.functions.len() {
        depths[index] = depths[analysis.functions[index].parent.index()] + 1;
    }
    // The functions around the current place, outermost first; and the dynamic scopes.
    let mut functions = vec![0usize];
    let mut scopes: Vec<ScopeId> = Vec::new();
    let mut dynamic: Vec<ScopeId> = Vec::new();
    for event in events {
        match event {
            Event::Open(id) => {
                let scope = &analysis.scopes[id.index()];
                for &binding in &scope.bindings {
                    if is_of_caller(analysis, scope, binding) {
                        continue;
                    }
                    let name = analysis.bindings[binding.index()].name.0 as usize;
                    shadows[binding.index()] = visible[name];
                    visible[name] = binding;
                }
                scopes.push(id);
                if scope.is_dynamic {
                    dynamic.push(id);
                }
                let depth = depths[scope.function.index()];
                functions.truncate(depth);
                functions.push(scope.function.index());
            }
            Event::Close(id) => {
                let scope = &analysis.scopes[id.index()];
                for &binding in scope.bindings.iter().rev() {
                    if is_of_caller(analysis, scope, binding) {
                        continue;
                    }
                    visible[analysis.bindings[binding.index()].name.0 as usize] =
                        shadows[binding.index()];
                }
                scopes.pop();
                if dynamic.last() == Some(&id) {
                    dynamic.pop();
                }
                if let Some(outer) = scopes.last() {
                    let function = analysis.scopes[outer.index()].function.index();
                    functions.truncate(depths[function]);
                    functions.push(function);
                }
            }
            Event::Use(reference, at, writes) => {
                let id = visible[reference.name.0 as usize];
                reference.binding.set(id);
                let barrier = dynamic.last().copied();
                let Some(binding) = analysis.bindings.get_mut(id.index()) else {
                    reference.is_dynamic.set(barrier.is_some());
                    continue;
                };
                let is_dynamic = barrier.is_some_and(|barrier| barrier > binding.scope);
                reference.is_dynamic.set(is_dynamic);
                binding.is_assigned |= writes;
                let owner = analysis.scopes[binding.scope.index()].function.index();
                // The function around this place, or this one, that belongs to the owner directly.
                let inner = functions.get(depths[owner] + 1).copied();
                binding.captured |= inner.is_some() || is_dynamic;
                let starts = inner.map_or(at, |inner| entries[inner]);
                let binding = &analysis.bindings[id.index()];
                let check = needs_check(analysis, binding, starts);
                reference.needs_tdz_check.set(check);
            }
        }
    }
    share_parameters(analysis);
    lay_out(analysis);
}

/// Does the binding belong to the caller of sloppy eval code, so that its name is looked for there?
fn is_of_caller(analysis: &Analysis, scope: &Scope, id: BindingId) -> bool {
    scope.kind == ScopeKind::Eval
        && !analysis.functions[scope.function.index()].strict
        && matches!(analysis.bindings[id.index()].kind, BindingKind::Var | BindingKind::Function)
}

/// The parameters that a mapped `arguments` object shares (https://tc39.es/ecma262/#sec-createmappedargumentsobject)
/// must live in the environment. Where the two cannot be seen to differ, they stay apart.
fn share_parameters(analysis: &mut Analysis) {
    for function in &analysis.functions {
        if !function.uses_arguments() || function.strict || !function.has_simple_parameters {
            continue;
        }
        let bindings = &analysis.scopes[function.scope.index()].bindings;
        let is_param = |id: &&BindingId| analysis.bindings[id.index()].kind == BindingKind::Param;
        let is_shared = match function.arguments_use {
            ArgumentsUse::None | ArgumentsUse::Properties => false,
            ArgumentsUse::Elements => {
                bindings.iter().filter(is_param).any(|id| analysis.bindings[id.index()].is_assigned)
            }
            ArgumentsUse::Escapes => true,
        };
        if is_shared {
            for id in bindings {
                let binding = &mut analysis.bindings[id.index()];
                binding.captured |= binding.kind == BindingKind::Param;
            }
        }
    }
}

/// May the binding be uninitialised for code that runs no earlier than where `starts` is reached?
fn needs_check(analysis: &Analysis, binding: &Binding, starts: u32) -> bool {
    let scope = &analysis.scopes[binding.scope.index()];
    match binding.kind {
        BindingKind::Import => true,
        BindingKind::This => analysis.functions[scope.function.index()].is_derived_constructor,
        BindingKind::Param => {
            let expressions = analysis.functions[scope.function.index()].has_parameter_expressions;
            expressions && starts < binding.initialized_at
        }
        // A case may be entered past the declarations of the cases before it.
        kind if kind.has_dead_zone() => {
            starts < binding.initialized_at || scope.kind == ScopeKind::Switch
        }
        _ => false,
    }
}

/// Gives captured bindings their slots, and scopes their places in the chain of environments.
fn lay_out(analysis: &mut Analysis) {
    let outer_count = analysis.surroundings.as_ref().map_or(0, |outer| outer.scope_count());
    for index in outer_count..analysis.scopes.len() {
        let scope = &analysis.scopes[index];
        let strict = analysis.functions[scope.function.index()].strict;
        let mut size = scope.is_dynamic as u32;
        for &id in &scope.bindings {
            let binding = &mut analysis.bindings[id.index()];
            binding.is_assigned |= scope.has_direct_eval;
            // What belongs to the global object, or to the caller of eval, has no slot here.
            let elsewhere = match scope.kind {
                ScopeKind::Script => true,
                ScopeKind::Eval => {
                    !strict && matches!(binding.kind, BindingKind::Var | BindingKind::Function)
                }
                _ => false,
            };
            binding.captured |= scope.has_direct_eval
                || matches!(binding.kind, BindingKind::Import | BindingKind::ImportNamespace);
            binding.captured &= !elsewhere;
            if binding.captured {
                binding.slot = size;
                size += 1;
            }
        }
        size += (scope.kind == ScopeKind::Module) as u32;
        let depth = match analysis.scopes.get(scope.parent.index()) {
            Some(parent) => parent.environment_depth + parent.needs_environment as u32,
            None => 0,
        };
        let scope = &mut analysis.scopes[index];
        scope.environment_size = size;
        scope.needs_environment = size > 0;
        scope.environment_depth = depth;
    }
}
