//! The standard library: one file or folder for each constructor and its prototype.
//!
//! Invariant: `setup` runs once for each realm, before any script; what it defines has the attributes and the order
//! of the specification.

mod date;
mod json;
mod keyed;
mod map;
mod regexp;
mod set;
mod string;
mod support;

use string::is_regexp as string_is_regexp;
use string::substitution as string_substitution;

use crate::runtime::realm::Realm;
use crate::runtime::vm::Vm;
use jsrun_gc::{Gc, KindInfo};

/// Fills a realm with the standard library.
pub fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    string::setup(vm, realm);
    regexp::setup(vm, realm);
    date::setup(vm, realm);
    json::setup(vm, realm);
    map::setup(vm, realm);
    set::setup(vm, realm);
}

/// The kinds of cells of the standard library, for [`VmOptions::kinds`](crate::runtime::vm::VmOptions).
pub fn kinds() -> Vec<(u8, KindInfo)> {
    vec![
        KindInfo::of::<string::StringIterator>(),
        KindInfo::of::<regexp::RegExp>(),
        KindInfo::of::<regexp::RegExpStringIterator>(),
        KindInfo::of::<date::DateObject>(),
        KindInfo::of::<keyed::MapObject>(),
        KindInfo::of::<map::MapIterator>(),
        KindInfo::of::<keyed::SetObject>(),
        KindInfo::of::<set::SetIterator>(),
    ]
}
