//! Iterator: the constructor and %Iterator.prototype% (https://tc39.es/ecma262/#sec-iterator-objects).
//!
//! Invariant: %Iterator% is abstract: it constructs only for classes derived from it.

use super::prelude::*;

/// Installs the constructor and fills the prototype objects that all iterators share.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let prototype = realm.intrinsic(Intrinsic::IteratorPrototype);
    let key = vm.symbols.iterator;
    vm.define_method(prototype, key, 0, this_itself);
    let asynchronous = realm.intrinsic(Intrinsic::AsyncIteratorPrototype);
    let key = vm.symbols.async_iterator;
    vm.define_method(asynchronous, key, 0, this_itself);
}

/// %Iterator.prototype% \[ %Symbol.iterator% \] (https://tc39.es/ecma262/#sec-%iterator.prototype%-%symbol.iterator%), and
/// %AsyncIteratorPrototype% \[ %Symbol.asyncIterator% \]
/// (https://tc39.es/ecma262/#sec-%asynciteratorprototype%-%symbol.asynciterator%)
fn this_itself(_: &mut Vm, arguments: Arguments) -> Res {
    Ok(arguments.this())
}
