//! What the library's functions change, for evaluation that must change nothing (`runtime::preview`).
//!
//! Invariant: a function is listed only if all it changes is what its list says, whatever it is called with; what it calls
//! (callbacks, getters, proxies) and what it changes through the runtime's own writers is checked there. It also ends soon:
//! what may take long without polling is in no list. Whatever is not listed is refused.

use crate::runtime::function::NativeFunction;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::Object;
use crate::runtime::preview::NativeEffect;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::realm::Realm;
use crate::runtime::vm::Vm;
use jsrun_gc::Gc;

/// The functions and getters of an object: a path from the global object, and their names.
type List = (&'static str, &'static str);

/// They change nothing that existed before, except through the runtime's writers.
const NONE: &[List] = &[
    (
        "",
        "AggregateError Array BigInt Boolean Date Error EvalError Map Number Object Proxy RangeError ReferenceError RegExp Set \
         String Symbol SyntaxError TypeError URIError WeakMap WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent \
         escape isFinite isNaN parseFloat parseInt unescape",
    ),
    ("Array", "@@species from isArray of"),
    (
        "Array.prototype",
        "@@iterator at concat entries every filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf \
         join keys lastIndexOf map reduce reduceRight slice some toLocaleString toReversed toSorted toSpliced toString values \
         with",
    ),
    ("BigInt", "asIntN asUintN"),
    ("BigInt.prototype", "toLocaleString toString valueOf"),
    ("Boolean.prototype", "toString valueOf"),
    ("Date", "UTC now parse"),
    (
        "Date.prototype",
        "@@toPrimitive getDate getDay getFullYear getHours getMilliseconds getMinutes getMonth getSeconds getTime \
         getTimezoneOffset getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth \
         getUTCSeconds getYear toDateString toISOString toJSON toLocaleDateString toLocaleString toLocaleTimeString toString \
         toTimeString toUTCString valueOf",
    ),
    ("Error", "isError"),
    ("Error.prototype", "toString"),
    ("Function.prototype", "@@hasInstance apply bind call toString"),
    ("JSON", "isRawJSON parse rawJSON stringify"),
    ("Map", "@@species groupBy"),
    ("Map.prototype", "@@iterator entries forEach get has keys size values"),
    (
        "Math",
        "abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 f16round floor fround hypot imul log \
         log10 log1p log2 max min pow random round sign sin sinh sqrt sumPrecise tan tanh trunc",
    ),
    ("Number", "isFinite isInteger isNaN isSafeInteger parseFloat parseInt"),
    ("Number.prototype", "toExponential toFixed toLocaleString toPrecision toString valueOf"),
    (
        "Object",
        "assign create defineProperties defineProperty entries freeze fromEntries getOwnPropertyDescriptor \
         getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols getPrototypeOf groupBy hasOwn is isExtensible \
         isFrozen isSealed keys preventExtensions seal setPrototypeOf values",
    ),
    (
        "Object.prototype",
        "__lookupGetter__ __lookupSetter__ __proto__ hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString \
         valueOf",
    ),
    (
        "Reflect",
        "apply construct get getOwnPropertyDescriptor getPrototypeOf has isExtensible ownKeys",
    ),
    (
        "RegExp.prototype",
        "dotAll flags global hasIndices ignoreCase multiline source sticky toString unicode unicodeSets",
    ),
    ("Set", "@@species"),
    (
        "Set.prototype",
        "@@iterator difference entries forEach has intersection isDisjointFrom isSubsetOf isSupersetOf keys size \
         symmetricDifference union values",
    ),
    ("String", "fromCharCode fromCodePoint raw"),
    (
        "String.prototype",
        "@@iterator anchor at big blink bold charAt charCodeAt codePointAt concat endsWith fixed fontcolor fontsize includes \
         indexOf isWellFormed italics lastIndexOf link localeCompare normalize padEnd padStart repeat slice small startsWith \
         strike sub substr substring sup toLocaleLowerCase toLocaleUpperCase toLowerCase toString toUpperCase toWellFormed trim \
         trimEnd trimStart valueOf",
    ),
    ("Symbol", "keyFor"),
    ("Symbol.prototype", "@@toPrimitive description toString valueOf"),
    ("WeakMap.prototype", "get has"),
    ("WeakSet.prototype", "has"),
];

/// They change `this`.
const CHANGES_THIS: &[List] = &[
    ("Array.prototype", "copyWithin fill pop push reverse shift sort splice unshift"),
    (
        "Date.prototype",
        "setDate setFullYear setHours setMilliseconds setMinutes setMonth setSeconds setTime setUTCDate setUTCFullYear \
         setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds setYear",
    ),
    ("Map.prototype", "clear delete set"),
    ("Set.prototype", "add clear delete"),
    ("WeakMap.prototype", "delete set"),
    ("WeakSet.prototype", "add delete"),
];

/// They do what a method of their argument does, if that is a regular expression.
const USES_ARGUMENTS: &[List] = &[("String.prototype", "replace replaceAll split")];

/// The methods of iterators, which change `this`.
const ITERATORS: &[(Intrinsic, &str)] = &[
    (Intrinsic::ArrayIteratorPrototype, "next"),
    (Intrinsic::GeneratorPrototype, "next return throw"),
    (Intrinsic::MapIteratorPrototype, "next"),
    (Intrinsic::SetIteratorPrototype, "next"),
    (Intrinsic::StringIteratorPrototype, "next"),
];

/// Declares what the functions of a new realm change.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let global = realm.global_object();
    let lists = [
        (NONE, NativeEffect::None),
        (CHANGES_THIS, NativeEffect::ChangesThis),
        (USES_ARGUMENTS, NativeEffect::UsesArguments),
    ];
    for (list, effect) in lists {
        for (path, names) in list {
            let mut object = global;
            for name in path.split('.').filter(|name| !name.is_empty()) {
                let key = vm.key_from_str(name);
                let found = vm.data_property(object, key).and_then(|value| value.as_object());
                object = found.unwrap_or_else(|| panic!("there is no {path}"));
            }
            declare(vm, object, names, effect);
        }
    }
    declare(vm, realm.intrinsic(Intrinsic::IteratorPrototype), "@@iterator", NativeEffect::None);
    for (prototype, names) in ITERATORS {
        declare(vm, realm.intrinsic(*prototype), names, NativeEffect::ChangesThis);
    }
}

fn declare(vm: &mut Vm, object: Gc<Object>, names: &str, effect: NativeEffect) {
    for name in names.split_ascii_whitespace() {
        let key = key_of(vm, name);
        let function: Option<Gc<NativeFunction>> = vm.native_property(object, key);
        let function = function.unwrap_or_else(|| panic!("{name} is no built-in function"));
        vm.declare_effect(function, effect);
    }
}

fn key_of(vm: &mut Vm, name: &str) -> PropertyKey {
    match name.strip_prefix("@@") {
        Some(symbol) => {
            let all = vm.symbols.all();
            let found = all.iter().find(|(name, _)| *name == symbol);
            found.unwrap_or_else(|| panic!("there is no symbol {symbol}")).1
        }
        None => vm.key_from_str(name),
    }
}
