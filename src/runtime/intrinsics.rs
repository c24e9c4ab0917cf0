//! The intrinsic objects of a realm by name (https://tc39.es/ecma262/#sec-well-known-intrinsic-objects).
//!
//! To add one, add its name to the list.
//!
//! Invariant: until the standard library sets an intrinsic, it reads as %Object.prototype%.

use super::object::Object;
use super::realm::Realm;
use super::vm::Vm;
use crate::value::Value;
use jsrun_gc::Gc;

macro_rules! intrinsics {
    ($($name:ident,)*) => {
        /// An intrinsic object.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[allow(missing_docs)]
        #[repr(u16)]
        pub enum Intrinsic { $($name,)* }

        impl Intrinsic {
            /// All of them.
            pub const ALL: &[Intrinsic] = &[$(Intrinsic::$name,)*];
            /// How many there are.
            pub const COUNT: usize = Intrinsic::ALL.len();
        }
    };
}

intrinsics! {
    // Fundamental objects.
    ObjectPrototype, Object, FunctionPrototype, Function, BooleanPrototype, Boolean, SymbolPrototype, Symbol,
    ErrorPrototype, Error, EvalErrorPrototype, EvalError, RangeErrorPrototype, RangeError, ReferenceErrorPrototype,
    ReferenceError, SyntaxErrorPrototype, SyntaxError, TypeErrorPrototype, TypeError, UriErrorPrototype, UriError,
    AggregateErrorPrototype, AggregateError, SuppressedErrorPrototype, SuppressedError,
    // Numbers, dates, texts.
    NumberPrototype, Number, BigIntPrototype, BigInt, Math, DatePrototype, Date, StringPrototype, String,
    RegExpPrototype, RegExp,
    // Indexed and keyed collections.
    ArrayPrototype, Array, ArrayPrototypeValues, ArrayPrototypeToString, TypedArrayPrototype, TypedArray,
    Int8ArrayPrototype, Int8Array, Uint8ArrayPrototype, Uint8Array, Uint8ClampedArrayPrototype, Uint8ClampedArray,
    Int16ArrayPrototype, Int16Array, Uint16ArrayPrototype, Uint16Array, Int32ArrayPrototype, Int32Array,
    Uint32ArrayPrototype, Uint32Array, Float16ArrayPrototype, Float16Array, Float32ArrayPrototype, Float32Array,
    Float64ArrayPrototype, Float64Array, BigInt64ArrayPrototype, BigInt64Array, BigUint64ArrayPrototype,
    BigUint64Array, MapPrototype, Map, SetPrototype, Set, WeakMapPrototype, WeakMap, WeakSetPrototype, WeakSet,
    // Structured data, memory.
    ArrayBufferPrototype, ArrayBuffer, SharedArrayBufferPrototype, SharedArrayBuffer, DataViewPrototype, DataView,
    Atomics, Json, WeakRefPrototype, WeakRef, FinalizationRegistryPrototype, FinalizationRegistry,
    // Control.
    IteratorPrototype, Iterator, AsyncIteratorPrototype, ArrayIteratorPrototype, ArrayIteratorNext,
    MapIteratorPrototype, MapIteratorNext, SetIteratorPrototype, SetIteratorNext, StringIteratorPrototype,
    StringIteratorNext, RegExpStringIteratorPrototype, IteratorHelperPrototype, WrapForValidIteratorPrototype,
    AsyncFromSyncIteratorPrototype, PromisePrototype, Promise, GeneratorFunctionPrototype, GeneratorFunction,
    GeneratorPrototype, AsyncGeneratorFunctionPrototype, AsyncGeneratorFunction, AsyncGeneratorPrototype, GeneratorNext, IteratorItself,
    FunctionHasInstance,
    AsyncFunctionPrototype, AsyncFunction, DisposableStackPrototype, DisposableStack,
    AsyncDisposableStackPrototype, AsyncDisposableStack,
    // Reflection and global functions.
    Reflect, Proxy, ThrowTypeError, Eval, IsFinite, IsNaN, ParseFloat, ParseInt, DecodeUri, DecodeUriComponent,
    EncodeUri, EncodeUriComponent, Escape, Unescape, MapPrototypeEntries, SetPrototypeValues,
    // The web platform.
    DomExceptionPrototype, DomException, PerformancePrototype, PerformanceConstructor, Performance,
    TextEncoderPrototype, TextEncoder, TextDecoderPrototype, TextDecoder,
}

impl Realm {
    /// An intrinsic of this realm.
    pub fn intrinsic(&self, which: Intrinsic) -> Gc<Object> {
        let value = self.intrinsics[which as usize].get();
        match value.as_object() {
            Some(object) => object,
            None => self.object_prototype(),
        }
    }

    /// An intrinsic of this realm, `undefined` where it has not been set.
    #[inline(always)]
    pub fn intrinsic_value(&self, which: Intrinsic) -> Value {
        self.intrinsics[which as usize].get()
    }

    /// Where a realm has an intrinsic, in bytes.
    #[cfg(jit)]
    pub const fn intrinsic_offset(which: Intrinsic) -> usize {
        std::mem::offset_of!(Realm, intrinsics) + size_of::<Value>() * which as usize
    }

    /// Has the intrinsic been set?
    pub fn has_intrinsic(&self, which: Intrinsic) -> bool {
        self.intrinsics[which as usize].get().is_object()
    }
}

impl Vm {
    /// An intrinsic of the current realm.
    pub fn intrinsic(&self, which: Intrinsic) -> Gc<Object> {
        self.realm().intrinsic(which)
    }

    /// Sets an intrinsic of a realm.
    pub fn set_intrinsic(&mut self, realm: Gc<Realm>, which: Intrinsic, object: Gc<Object>) {
        realm.intrinsics[which as usize].set(&mut self.heap, realm, Value::cell(object));
    }
}
