//! Which names a module exports, and what each of them refers to.
//!
//! Invariant: chains of modules are followed by loops, and no module is asked twice for one name in one resolution.

use super::{Export, ImportName, Module};
use crate::runtime::property_key::PropertyKey;
use crate::runtime::vm::Vm;
use jsrun_gc::{Gc, RootVec};
use rustc_hash::FxHashSet;

/// A ResolvedBinding Record (https://tc39.es/ecma262/#resolvedbinding-record).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target {
    /// [[Module]]
    pub module: Gc<Module>,
    /// [[BindingName]]: a variable of its environment, or none for its namespace.
    pub slot: Option<u32>,
}

/// What `resolve_export` finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resolution {
    /// Nothing, or nothing but a circle.
    None,
    /// Different things in two modules that are exported whole, by the indices of the requests.
    Ambiguous(Gc<Module>, u32, u32),
    /// This.
    Found(Target),
}

/// A module whose star exports are being asked.
struct Asking {
    module: Gc<Module>,
    name: PropertyKey,
    /// The next of its star exports.
    next: usize,
    /// What has been found so far, and by which of the requests.
    found: Option<(Target, u32)>,
}

impl Vm {
    /// GetExportedNames (https://tc39.es/ecma262/#sec-getexportednames), in no particular order.
    pub fn exported_names(&mut self, module: Gc<Module>) -> RootVec<PropertyKey> {
        let default = self.names.default;
        let mut names: RootVec<PropertyKey> = self.heap.root_vec();
        let mut seen: FxHashSet<PropertyKey> = FxHashSet::default();
        let mut visited = FxHashSet::from_iter([module]);
        let mut rest = vec![module];
        while let Some(next) = rest.pop() {
            for key in next.own_exports() {
                if (next == module || key != default) && seen.insert(key) {
                    names.push(key);
                }
            }
            for &request in next.parts().stars.iter().rev() {
                let imported = next.imported(request);
                if visited.insert(imported) {
                    rest.push(imported);
                }
            }
        }
        names
    }

    /// ResolveExport (https://tc39.es/ecma262/#sec-resolveexport). Allocates nothing.
    pub fn resolve_export(&self, module: Gc<Module>, name: PropertyKey) -> Resolution {
        let mut asked: FxHashSet<(Gc<Module>, PropertyKey)> = FxHashSet::default();
        let mut asking: Vec<Asking> = Vec::new();
        let mut goal = Some((module, name));
        let mut answer = Resolution::None;
        loop {
            if let Some((module, name)) = goal.take() {
                answer = Resolution::None;
                if !asked.insert((module, name)) {
                    // A circle.
                } else if let Some(export) = module.own_export(name) {
                    match export {
                        Export::Local(slot) => {
                            answer = Resolution::Found(Target { module, slot: Some(slot) });
                        }
                        Export::Indirect { request, name, .. } => {
                            let imported = module.imported(request);
                            match name {
                                ImportName::Namespace => {
                                    let target = Target { module: imported, slot: None };
                                    answer = Resolution::Found(target);
                                }
                                ImportName::Named(name) => {
                                    goal = Some((imported, name));
                                    continue;
                                }
                            }
                        }
                    }
                } else if name != self.names.default && !module.parts().stars.is_empty() {
                    let request = module.parts().stars[0];
                    asking.push(Asking { module, name, next: 1, found: None });
                    goal = Some((module.imported(request), name));
                    continue;
                }
            }
            // The answer to the innermost question.
            let Some(top) = asking.last_mut() else { return answer };
            let stars = &top.module.parts().stars;
            let request = stars[top.next - 1];
            match answer {
                Resolution::Ambiguous(..) => {
                    asking.pop();
                    continue;
                }
                Resolution::Found(target) => match top.found {
                    Some((first, earlier)) if first != target => {
                        answer = Resolution::Ambiguous(top.module, earlier, request);
                        asking.pop();
                        continue;
                    }
                    Some(_) => {}
                    None => top.found = Some((target, request)),
                },
                Resolution::None => {}
            }
            match stars.get(top.next) {
                Some(&request) => {
                    top.next += 1;
                    goal = Some((top.module.imported(request), top.name));
                }
                None => {
                    answer = match top.found {
                        Some((target, _)) => Resolution::Found(target),
                        None => Resolution::None,
                    };
                    asking.pop();
                }
            }
        }
    }
}
