//! Reading properties and prototype chains without running a script: the constructor and the tag of an object.
//!
//! Invariant: no getter and no trap of a proxy is called: an accessor counts as a property without a value, a proxy as its
//! target. Chains are followed for a bounded number of steps: by way of proxies they may be endless.

use super::Inspector;
use super::layout::List;
use super::style::Style;
use super::text::string_of;
use crate::builtins::prelude::*;
use crate::runtime::error::ErrorObject;
use crate::runtime::module::ModuleNamespace;
use crate::runtime::private_name::is_symbol_key;
use crate::runtime::proxy::ProxyObject;
use crate::runtime::typed_array::TypedArray;

/// So many prototypes are looked at.
const MAX_PROTOTYPES: usize = 1000;
/// So many prototypes contribute properties where hidden ones are shown.
const SHOWN_PROTOTYPES: usize = 3;

/// The object behind any proxies; `None` if one of them has been revoked, or of what is no object.
pub(in crate::builtins) fn behind_proxies(
    vm: &mut Vm,
    mut value: Value,
) -> Res<Option<Gc<Object>>> {
    while let Some(proxy) = value.as_kind::<ProxyObject>() {
        value = proxy.target();
        vm.poll_interrupt()?;
    }
    Ok(value.as_object())
}

/// The prototype of an object that is no proxy.
pub(super) fn prototype(vm: &mut Vm, object: Gc<Object>) -> Res<Option<Gc<Object>>> {
    match vm.get_prototype_of(object)? {
        Some(prototype) => behind_proxies(vm, Value::cell(prototype)),
        None => Ok(None),
    }
}

/// An own property of an object that is no proxy. A variable of a module without a value yet has a descriptor without one.
pub(super) fn own(
    vm: &mut Vm,
    object: Gc<Object>,
    key: PropertyKey,
) -> Res<Option<PropertyDescriptor>> {
    if let Some(namespace) = ModuleNamespace::of(object)
        && ModuleNamespace::value(vm, namespace, key)? == Some(Value::UNINITIALIZED)
    {
        return Ok(Some(PropertyDescriptor { enumerable: Some(true), ..Default::default() }));
    }
    vm.get_own_property(object, key)
}

/// A property, own or inherited.
pub(super) fn find(
    vm: &mut Vm,
    object: Gc<Object>,
    key: PropertyKey,
) -> Res<Option<PropertyDescriptor>> {
    let mut holder = Some(object);
    for _ in 0..MAX_PROTOTYPES {
        let Some(object) = holder else { break };
        if let Some(found) = own(vm, object, key)? {
            return Ok(Some(found));
        }
        holder = prototype(vm, object)?;
    }
    Ok(None)
}

/// The value of a property, own or inherited.
pub(super) fn data(vm: &mut Vm, object: Gc<Object>, key: PropertyKey) -> Res<Option<Value>> {
    Ok(find(vm, object, key)?.and_then(|found| found.value))
}

/// Does an object inherit from another?
pub(super) fn inherits(vm: &mut Vm, object: Gc<Object>, ancestor: Gc<Object>) -> Res<bool> {
    let mut holder = object;
    for _ in 0..MAX_PROTOTYPES {
        match prototype(vm, holder)? {
            Some(prototype) if prototype == ancestor => return Ok(true),
            Some(prototype) => holder = prototype,
            None => break,
        }
    }
    Ok(false)
}

/// Is it an error, or does it pretend to be one?
pub(super) fn is_error(vm: &mut Vm, object: Gc<Object>) -> Res<bool> {
    if ErrorObject::of(Value::cell(object)).is_some() {
        return Ok(true);
    }
    let errors = vm.intrinsic(Intrinsic::ErrorPrototype);
    inherits(vm, object, errors)
}

/// The name of a function, a string, as its property says.
pub(super) fn function_name(vm: &mut Vm, function: Value) -> Res<Option<String>> {
    let Some(function) = behind_proxies(vm, function)? else { return Ok(None) };
    let key = vm.names.name;
    Ok(match data(vm, function, key)? {
        Some(name) if name.is_string() => string_of(name),
        Some(name) => Some(vm.value_display(name)),
        None => None,
    })
}

/// The name of the function that is an object's own `constructor`, if `instance` is an instance of it.
fn own_constructor(
    vm: &mut Vm,
    object: Gc<Object>,
    instance: Gc<Object>,
) -> Res<Option<(String, bool)>> {
    let key = vm.names.constructor;
    let constructor = own(vm, object, key)?.and_then(|own| own.value);
    let Some(constructor) = constructor.filter(|value| value.is_callable()) else {
        return Ok(None);
    };
    let name = function_name(vm, constructor)?.unwrap_or_default();
    let Some(function) = behind_proxies(vm, constructor)?.filter(|_| !name.is_empty()) else {
        return Ok(None);
    };
    let key = vm.names.prototype;
    let instances = data(vm, function, key)?.unwrap_or(Value::UNDEFINED);
    let Some(instances) = behind_proxies(vm, instances)? else { return Ok(None) };
    let built_in = is_built_in(vm, constructor)?;
    Ok(inherits(vm, instance, instances)?.then_some((name, built_in)))
}

/// Is an object's own `constructor` a built-in one?
fn has_built_in_constructor(vm: &mut Vm, object: Gc<Object>) -> Res<bool> {
    let key = vm.names.constructor;
    let constructor = own(vm, object, key)?.and_then(|own| own.value);
    is_built_in(vm, constructor.unwrap_or(Value::UNDEFINED))
}

/// Is it a constructor of the library that scripts know by its name? (%TypedArray% and the like are known by none.)
fn is_built_in(vm: &mut Vm, constructor: Value) -> Res<bool> {
    if constructor.as_native_function().is_none() {
        return Ok(false);
    }
    let name = function_name(vm, constructor)?.unwrap_or_default();
    Ok(name != "TypedArray" && (name == "Function" || !name.ends_with("Function")))
}

/// Is the way in which an object converts to a string a built-in one? So it is for plain objects, arrays, errors and the like,
/// and what inherits it from them.
pub(super) fn has_built_in_to_string(vm: &mut Vm, object: Gc<Object>) -> Res<bool> {
    let keys = [vm.names.to_string, vm.symbols.to_primitive];
    let mut holder = Some(object);
    for _ in 0..MAX_PROTOTYPES {
        let Some(owner) = holder else { return Ok(true) };
        for key in keys {
            let Some(found) = own(vm, owner, key)? else { continue };
            // A value that is no function is not how it converts; what a getter would return is not known.
            if found.value.is_none_or(|value| value.is_callable()) {
                return if owner == object {
                    Ok(false)
                } else {
                    has_built_in_constructor(vm, owner)
                };
            }
        }
        holder = prototype(vm, owner)?;
    }
    Ok(true)
}

impl Inspector<'_> {
    /// The name of the constructor whose instance an object is, by the nearest prototype that says; `None` of what has no
    /// prototype. Adds what prototypes contribute where hidden properties are shown.
    pub(super) fn constructor_name(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        nesting: usize,
        mut inherited: Option<&mut Vec<String>>,
    ) -> Res<Option<String>> {
        let known = [
            (vm.realm().object_prototype(), "Object"),
            (vm.intrinsic(Intrinsic::FunctionPrototype), "Function"),
        ];
        let first = prototype(vm, object)?;
        let mut holder = Some(object);
        for _ in 0..MAX_PROTOTYPES {
            let Some(owner) = holder else { break };
            vm.poll_interrupt()?;
            let well_known = known.iter().find(|(prototype, _)| *prototype == owner);
            let found = match well_known {
                Some((_, name)) if owner != object => Some(((*name).to_owned(), true)),
                _ => own_constructor(vm, owner, object)?,
            };
            if let Some((name, built_in)) = found {
                if let Some(inherited) = inherited.as_mut()
                    && (first != Some(owner) || !built_in)
                {
                    let start = if owner == object { object } else { first.unwrap_or(object) };
                    self.inherited_properties(vm, object, start, nesting, inherited)?;
                }
                return Ok(Some(name));
            }
            holder = prototype(vm, owner)?;
        }
        let Some(first) = first else { return Ok(None) };
        let kind = class_of(object);
        if nesting > self.depth || self.has_no_room(vm, nesting)? {
            return Ok(Some(format!("{kind} <Complex prototype>")));
        }
        let of_prototype = self.constructor_name(vm, first, nesting + 1, inherited)?;
        let shown = match of_prototype {
            Some(name) => name,
            None => super::inspect_name(vm, Value::cell(first), self.options)?,
        };
        Ok(Some(format!("{kind} <{shown}>")))
    }

    /// The properties, not functions, of prototypes that no built-in constructor made.
    fn inherited_properties(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        start: Gc<Object>,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let mut holder = start;
        let mut above: RootVec<PropertyKey> = vm.heap.root_vec();
        let constructor = vm.names.constructor;
        for layer in 0..SHOWN_PROTOTYPES {
            if layer > 0 || holder == object {
                match prototype(vm, holder)? {
                    Some(prototype) => holder = prototype,
                    None => return Ok(()),
                }
                if has_built_in_constructor(vm, holder)? {
                    return Ok(());
                }
            }
            let keys = vm.own_property_keys(holder)?;
            self.seen.push(Value::cell(object).bits());
            let shown = self.layer(vm, object, holder, &keys, &above, constructor, nesting, output);
            self.seen.pop();
            shown?;
            above.extend_from_slice(&keys);
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments, reason = "one use, in the loop above")]
    fn layer(
        &mut self,
        vm: &mut Vm,
        object: Gc<Object>,
        holder: Gc<Object>,
        keys: &[PropertyKey],
        above: &[PropertyKey],
        constructor: PropertyKey,
        nesting: usize,
        output: &mut Vec<String>,
    ) -> Res<()> {
        let above: rustc_hash::FxHashSet<u64> = above.iter().map(|key| key.bits()).collect();
        for key in keys {
            vm.poll_interrupt()?;
            if *key == constructor
                || above.contains(&key.bits())
                || own(vm, object, *key)?.is_some()
            {
                continue;
            }
            let Some(found) = own(vm, holder, *key)? else { continue };
            if found.value.is_some_and(|value| value.is_callable()) {
                continue;
            }
            let text = self.named(vm, *key, &found, nesting, List::None)?;
            output.push(self.paint(text, Style::Inherited));
        }
        Ok(())
    }

    /// The `Symbol.toStringTag` of an object, empty where it has none or it is among the properties that are shown anyway.
    pub(super) fn tag(&self, vm: &mut Vm, object: Gc<Object>) -> Res<String> {
        let key = vm.symbols.to_string_tag;
        let tag = match TypedArray::of(object) {
            // The accessor of typed arrays is known.
            Some(array) if own(vm, object, key)?.is_none() => {
                Some(array.element_type().name().to_owned())
            }
            _ => data(vm, object, key)?.and_then(string_of),
        };
        let Some(tag) = tag else { return Ok(String::new()) };
        let shown = own(vm, object, key)?
            .is_some_and(|own| self.options.show_hidden || own.enumerable == Some(true));
        Ok(if shown { String::new() } else { tag })
    }

    /// The keys of the properties that are shown after the entries, in their order: strings, then symbols.
    pub(super) fn keys(
        &self,
        vm: &mut Vm,
        object: Gc<Object>,
        indices: bool,
    ) -> Res<RootVec<PropertyKey>> {
        let all = if indices { vm.own_property_keys(object)? } else { vm.own_named_keys(object) };
        let mut keys: RootVec<PropertyKey> = vm.heap.root_vec();
        for key in &all {
            vm.poll_interrupt()?;
            let shown = self.options.show_hidden
                || own(vm, object, *key)?.is_some_and(|own| own.enumerable == Some(true));
            if shown {
                keys.push(*key);
            }
        }
        // Whatever the order in which an exotic object lists them.
        keys.with_mut(|keys| keys.sort_by_key(|key| is_symbol_key(*key)));
        Ok(keys)
    }
}

/// What an object is called that has no constructor.
pub(super) fn class_of(object: Gc<Object>) -> &'static str {
    use crate::runtime::kind::Kind;
    if let Some(array) = TypedArray::of(object) {
        return array.element_type().name();
    }
    match Kind::from_u8(object.kind()) {
        Some(Kind::Array) => "Array",
        Some(Kind::Function | Kind::NativeFunction | Kind::BoundFunction) => "Function",
        Some(Kind::Error | Kind::DomException) => "Error",
        Some(Kind::Date) => "Date",
        Some(Kind::RegExp) => "RegExp",
        Some(Kind::Map) => "Map",
        Some(Kind::Set) => "Set",
        Some(Kind::WeakMap) => "WeakMap",
        Some(Kind::WeakSet) => "WeakSet",
        Some(Kind::WeakRef) => "WeakRef",
        Some(Kind::Promise) => "Promise",
        Some(Kind::ArrayBuffer) => "ArrayBuffer",
        Some(Kind::DataView) => "DataView",
        Some(Kind::ModuleNamespace) => "Module",
        _ => "Object",
    }
}
