//! `$262`: what a host offers to the official conformance suite
//! (https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions).
//!
//! Invariant: each realm made here has a `$262` of its own, whose functions act on that realm.

pub(super) mod agent;

use super::{compile, run_top_level};
use crate::bytecode::materialize::materialize;
use crate::runtime::object::Object;
use crate::runtime::property::Attributes;
use crate::runtime::realm::Realm;
use crate::runtime::source::Source;
use crate::runtime::string::{StringExt, encode_wtf8};
use crate::runtime::typed_array::ArrayBuffer;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use std::rc::Rc;

/// Defines `$262` in a realm; gives the object.
pub(super) fn install(vm: &mut Vm, realm: Gc<Realm>) -> Gc<Object> {
    vm.in_realm(realm, |vm| {
        let host = vm.new_object();
        vm.define_method(host, "createRealm", 0, create_realm);
        vm.define_method(host, "detachArrayBuffer", 1, detach_array_buffer);
        vm.define_method(host, "evalScript", 1, eval_script);
        vm.define_method(host, "gc", 0, collect_garbage);
        let all = vm.new_emulates_undefined(|_, _| Ok(Value::NULL));
        vm.define_value(host, "IsHTMLDDA", Value::cell(all), Attributes::METHOD);
        let agent = agent::starter(vm);
        vm.define_value(host, "agent", agent, Attributes::METHOD);
        let global = realm.global_object();
        vm.define_value(host, "global", Value::cell(global), Attributes::METHOD);
        vm.define_value(global, "$262", Value::cell(host), Attributes::METHOD);
        host
    })
}

/// A new realm; the result is its `$262`.
fn create_realm(vm: &mut Vm, _: Arguments) -> Res {
    let realm = vm.create_realm();
    Ok(Value::cell(install(vm, realm)))
}

/// DetachArrayBuffer (https://tc39.es/ecma262/#sec-detacharraybuffer)
fn detach_array_buffer(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(buffer) = arguments.get(0).as_kind::<ArrayBuffer>() else {
        return Err(vm.throw_type_error("$262.detachArrayBuffer takes an ArrayBuffer"));
    };
    ArrayBuffer::detach(&mut vm.heap, buffer);
    Ok(Value::NULL)
}

/// ScriptEvaluation (https://tc39.es/ecma262/#sec-runtime-semantics-scriptevaluation) of a string in the function's realm.
fn eval_script(vm: &mut Vm, arguments: Arguments) -> Res {
    let text = vm.to_string(arguments.get(0))?;
    let text = encode_wtf8(vm.flatten(text).view());
    let source = Rc::new(Source::new("evalScript", text));
    let script = compile(&source, true).map_err(|error| error.throw(vm, &source))?;
    let realm = vm.realm();
    let code = materialize(vm, &script, realm)?;
    run_top_level(vm, code)
}

/// Collects garbage.
fn collect_garbage(vm: &mut Vm, _: Arguments) -> Res {
    vm.heap.collect();
    Ok(Value::UNDEFINED)
}
