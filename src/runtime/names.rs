//! Symbols, and the property keys that the runtime itself uses: names and well-known symbols, made once.
//!
//! Invariant: every key here is traced for as long as the VM lives, so `vm.names.length` is always the key of "length".

use super::kind::Kind;
use super::property_key::PropertyKey;
use super::string::{JsString, StrView, StringExt, Strings};
use super::vm::Vm;
use crate::value::Value;
use jsrun_gc::{Cell, Gc, Header, Heap, Layout, Marker, Slot, layout_mask};
use std::collections::HashMap;

/// A symbol (https://tc39.es/ecma262/#sec-ecmascript-language-types-symbol-type).
#[repr(C)]
pub struct Symbol {
    /// Kind `Symbol`; `aux` is 1 for a symbol of the global registry.
    pub header: Header,
    /// [[Description]]: a flat string or `undefined`.
    pub description: Slot<Value>,
}

// SAFETY: `repr(C)` with the header first; the mask names the one reference.
unsafe impl Cell for Symbol {
    const KIND: u8 = Kind::Symbol as u8;
    const LAYOUT: Layout = layout_mask!(Symbol: description);
}

impl Symbol {
    fn new(description: Value) -> Symbol {
        Symbol { header: Header::new(Symbol::KIND, 0), description: Slot::new(description) }
    }

    /// Is it in the global registry?
    pub fn is_registered(&self) -> bool {
        self.header.aux() == 1
    }

    /// SymbolDescriptiveString (https://tc39.es/ecma262/#sec-symboldescriptivestring)
    pub fn descriptive_string(&self) -> String {
        let description = self.description.get().as_string().map(|s| s.to_rust());
        format!("Symbol({})", description.unwrap_or_default())
    }

    /// The key of properties named by a symbol.
    pub fn key(symbol: Gc<Symbol>) -> PropertyKey {
        // SAFETY: it is a symbol.
        unsafe { PropertyKey::from_cell_unchecked(Value::cell(symbol)) }
    }
}

macro_rules! well_known {
    ($($field:ident = $description:literal,)*) => {
        /// The well-known symbols, as property keys (https://tc39.es/ecma262/#sec-well-known-symbols).
        pub struct Symbols {
            $(
                #[doc = concat!("`", $description, "`")]
                pub $field: PropertyKey,
            )*
            /// The global symbol registry, by the code units of the key.
            registry: HashMap<Box<[u16]>, Gc<Symbol>>,
        }

        impl Symbols {
            /// Makes the well-known symbols.
            pub fn new(heap: &mut Heap, strings: &mut Strings) -> Symbols {
                Symbols {
                    $($field: {
                        let description = strings.key_from_str(heap, $description);
                        let symbol = heap.alloc(Symbol::new(description.as_cell().unwrap_or(Value::UNDEFINED)));
                        Symbol::key(symbol)
                    },)*
                    registry: HashMap::new(),
                }
            }

            /// Visits all of them.
            pub fn trace(&self, marker: &mut Marker) {
                $(marker.visit_word(self.$field.bits());)*
                self.registry.values().for_each(|symbol| marker.visit(*symbol));
            }

            /// Each with the name of its property of `Symbol`.
            pub fn all(&self) -> Vec<(&'static str, PropertyKey)> {
                vec![$((&$description["Symbol.".len()..], self.$field),)*]
            }
        }
    };
}

well_known! {
    async_dispose = "Symbol.asyncDispose",
    async_iterator = "Symbol.asyncIterator",
    dispose = "Symbol.dispose",
    has_instance = "Symbol.hasInstance",
    is_concat_spreadable = "Symbol.isConcatSpreadable",
    iterator = "Symbol.iterator",
    match_ = "Symbol.match",
    match_all = "Symbol.matchAll",
    replace = "Symbol.replace",
    search = "Symbol.search",
    species = "Symbol.species",
    split = "Symbol.split",
    to_primitive = "Symbol.toPrimitive",
    to_string_tag = "Symbol.toStringTag",
    unscopables = "Symbol.unscopables",
}

macro_rules! names {
    ($($field:ident $(= $text:literal)?,)*) => {
        /// Property keys of well-known names.
        #[allow(missing_docs)]
        pub struct Names { $(pub $field: PropertyKey,)* }

        impl Names {
            /// Makes the keys.
            pub fn new(heap: &mut Heap, strings: &mut Strings) -> Names {
                Names { $($field: strings.key_from_str(heap, names!(@text $field $($text)?)),)* }
            }

            /// Visits all of them.
            pub fn trace(&self, marker: &mut Marker) {
                $(marker.visit_word(self.$field.bits());)*
            }
        }
    };
    (@text $field:ident) => { stringify!($field) };
    (@text $field:ident $text:literal) => { $text };
}

names! {
    // Everywhere.
    length, name, message, cause, stack, prototype, constructor, callee, caller, arguments, errors, value, done, next,
    get, set, enumerable, configurable, writable, index, input, groups, indices, raw, proxy, revoke, then, promise,
    resolve, reject, status, reason, default, eval, with,
    return_ = "return", throw_ = "throw", proto = "__proto__", to_string = "toString", value_of = "valueOf",
    to_json = "toJSON", to_locale_string = "toLocaleString", has_own_property = "hasOwnProperty",
    is_prototype_of = "isPrototypeOf", property_is_enumerable = "propertyIsEnumerable", last_index = "lastIndex",
    stack_trace_limit = "stackTraceLimit", global_this = "globalThis", empty = "",
    define_getter = "__defineGetter__", define_setter = "__defineSetter__",
    lookup_getter = "__lookupGetter__", lookup_setter = "__lookupSetter__",
    // Results of typeof, and texts of primitive values.
    undefined, null, boolean, number, string, symbol, object, function, bigint,
    true_ = "true", false_ = "false", nan = "NaN", infinity = "Infinity", negative_infinity = "-Infinity",
    // Methods that other built-in functions call by name.
    join, push, concat, add, has, delete, keys, size, exec, flags, global, ignore_case = "ignoreCase",
    multiline, unicode, unicode_sets = "unicodeSets", sticky, dot_all = "dotAll", has_indices = "hasIndices", source,
    apply, call, bind, construct, own_keys = "ownKeys", get_prototype_of = "getPrototypeOf",
    set_prototype_of = "setPrototypeOf", is_extensible = "isExtensible", prevent_extensions = "preventExtensions",
    get_own_property_descriptor = "getOwnPropertyDescriptor", define_property = "defineProperty",
    delete_property = "deleteProperty", deref,
    // Constructors.
    object_constructor = "Object", function_constructor = "Function", array_constructor = "Array",
    string_constructor = "String", number_constructor = "Number", boolean_constructor = "Boolean",
    symbol_constructor = "Symbol", bigint_constructor = "BigInt", error = "Error", type_error = "TypeError",
    range_error = "RangeError", reference_error = "ReferenceError", syntax_error = "SyntaxError",
    eval_error = "EvalError", uri_error = "URIError", aggregate_error = "AggregateError", date = "Date",
    reg_exp = "RegExp", map = "Map", set_constructor = "Set", promise_constructor = "Promise",
    proxy_constructor = "Proxy", anonymous,
}

impl Vm {
    /// A new symbol.
    pub fn new_symbol(&mut self, description: Option<Gc<JsString>>) -> Gc<Symbol> {
        let description = match description {
            Some(string) => Value::cell(self.flatten(string)),
            None => Value::UNDEFINED,
        };
        self.heap.alloc(Symbol::new(description))
    }

    /// The symbol of the global registry with this key.
    ///
    /// Symbol.for (https://tc39.es/ecma262/#sec-symbol.for)
    pub fn registered_symbol(&mut self, key: Gc<JsString>) -> Gc<Symbol> {
        let key = self.flatten(key);
        let units: Box<[u16]> = key.view().units().collect();
        if let Some(symbol) = self.symbols.registry.get(&units) {
            return *symbol;
        }
        let symbol = self.new_symbol(Some(key));
        symbol.header.set_aux(1);
        self.symbols.registry.insert(units, symbol);
        symbol
    }

    /// `get [name]`-style names: the name that a function gets from its key, with a prefix.
    ///
    /// The string of SetFunctionName (https://tc39.es/ecma262/#sec-setfunctionname), steps 2 to 5
    pub fn function_name(&mut self, key: PropertyKey, prefix: Option<&str>) -> Gc<JsString> {
        let value = self.key_to_value(key);
        let name = match value.as_kind::<Symbol>() {
            Some(symbol) => match symbol.description.get().as_string() {
                Some(text) => {
                    let mut units = vec![b'[' as u16];
                    units.extend(text.view().units());
                    units.push(b']' as u16);
                    self.new_string_utf16(&units)
                }
                None => self.strings.empty(),
            },
            None => value.as_string().unwrap_or(self.strings.empty()),
        };
        let Some(prefix) = prefix else { return name };
        let flat = self.flatten(name);
        let mut units: Vec<u16> = prefix.encode_utf16().chain([b' ' as u16]).collect();
        units.extend(flat.view().units());
        self.new_string_view(StrView::Utf16(&units))
    }
}
