//! Proxy: the constructor (https://tc39.es/ecma262/#sec-proxy-objects).
//!
//! Invariant: a revocation function keeps its proxy until it is called.

use super::prelude::*;
use super::support::require_new;
use crate::runtime::function::NativeFunction;
use crate::runtime::proxy::ProxyObject;

/// Installs the constructor, which has no `prototype`.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let key = vm.names.proxy_constructor;
    let function = NativeFunction::as_object(vm.new_native_constructor(key, 2, construct, None));
    vm.set_intrinsic(realm, Intrinsic::Proxy, function);
    methods(vm, function, &[("revocable", 2, revocable)]);
    global_value(vm, realm, "Proxy", Value::cell(function));
}

/// Proxy (https://tc39.es/ecma262/#sec-proxy-target-handler)
fn construct(vm: &mut Vm, arguments: Arguments) -> Res {
    require_new(vm, arguments, "Proxy")?;
    vm.proxy_create(arguments.get(0), arguments.get(1)).map(Value::cell)
}

/// Proxy.revocable (https://tc39.es/ecma262/#sec-proxy.revocable)
fn revocable(vm: &mut Vm, arguments: Arguments) -> Res {
    let proxy = Value::cell(vm.proxy_create(arguments.get(0), arguments.get(1))?);
    let name = vm.names.empty;
    let revoker = Value::cell(vm.new_native_closure(name, 0, revoke, proxy));
    let result = vm.new_object();
    let (proxy_key, revoke_key) = (vm.names.proxy, vm.names.revoke);
    vm.create_data_property_or_throw(result, proxy_key, proxy)?;
    vm.create_data_property_or_throw(result, revoke_key, revoker)?;
    Ok(Value::cell(result))
}

/// What a revocation function does (https://tc39.es/ecma262/#sec-proxy.revocable)
fn revoke(vm: &mut Vm, arguments: Arguments) -> Res {
    if let Some(function) = arguments.callee().as_native_function() {
        let proxy = function.data.get();
        function.data.set(&mut vm.heap, function, Value::NULL);
        if let Some(proxy) = proxy.as_kind::<ProxyObject>() {
            ProxyObject::revoke(vm, proxy);
        }
    }
    Ok(Value::UNDEFINED)
}
