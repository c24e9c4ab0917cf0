//! The standard library: one file or folder for each constructor and its prototype.
//!
//! Invariant: `setup` runs once for each realm, before any script; what it defines has the attributes and the order
//! of the specification.

mod array_buffer;
mod data_view;
mod date;
mod json;
mod keyed;
mod map;
mod regexp;
mod set;
mod string;
mod support;
mod typed_array;
mod weak;

use string::is_regexp as string_is_regexp;
use string::substitution as string_substitution;

use crate::runtime::realm::Realm;
use crate::runtime::typed_array::ArrayBuffer;
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
    weak::setup(vm, realm);
    array_buffer::setup(vm, realm);
    data_view::setup(vm, realm);
    typed_array::setup(vm, realm);
}

/// The kinds of cells of the standard library, for [`VmOptions::kinds`](crate::runtime::vm::VmOptions).
pub fn kinds() -> Vec<(u8, KindInfo)> {
    let mut kinds = vec![
        KindInfo::of::<string::StringIterator>(),
        KindInfo::of::<regexp::RegExp>(),
        KindInfo::of::<regexp::RegExpStringIterator>(),
        KindInfo::of::<date::DateObject>(),
        KindInfo::of::<keyed::MapObject>(),
        KindInfo::of::<weak::WeakMap>(),
        KindInfo::of::<weak::WeakSet>(),
        KindInfo::of::<weak::WeakRef>(),
        KindInfo::of::<weak::FinalizationRegistry>(),
        KindInfo::of::<ArrayBuffer>(),
        KindInfo::of::<data_view::DataView>(),
        KindInfo::of::<map::MapIterator>(),
        KindInfo::of::<keyed::SetObject>(),
        KindInfo::of::<set::SetIterator>(),
    ];
    kinds.extend(typed_array::kinds());
    kinds
}
