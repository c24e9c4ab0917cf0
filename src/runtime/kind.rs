//! The kinds of cells: the number in the first byte of each header.
//!
//! Invariant: everything that is an ECMAScript object, and nothing else, has a kind of at least
//! [`Kind::FIRST_OBJECT`]; machine code tests for objects by that comparison.

macro_rules! kinds {
    ($( $(#[$doc:meta])* $name:ident = $value:literal, )*) => {
        /// What a cell is.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Kind { $( $(#[$doc])* $name = $value, )* }

        impl Kind {
            /// The kind with this number.
            pub const fn from_u8(n: u8) -> Option<Kind> {
                match n { $( $value => Some(Kind::$name), )* _ => None }
            }
        }
    };
}

kinds! {
    /// A string: flat Latin-1, flat UTF-16 or a rope.
    String = 1,
    /// A symbol.
    Symbol = 2,
    /// A BigInt.
    BigInt = 3,
    /// A hidden class.
    Shape = 8,
    /// A compiled function body.
    Code = 9,
    /// Captured variables.
    Environment = 10,
    /// Out-of-line property slots.
    Values = 11,
    /// Dense elements.
    Elements = 12,
    /// Elements that are sparse or have attributes.
    SparseElements = 13,
    /// The getter and setter of an accessor property.
    Accessor = 14,
    /// Whether a prototype chain is as a cache saw it.
    Validity = 15,
    /// The intrinsics and globals of one global environment.
    Realm = 16,
    /// A binding of a script's `let`, `const` or `class`.
    GlobalBinding = 17,
    /// An iteration in progress.
    IteratorRecord = 18,
    /// A `for`-`in` enumeration in progress.
    PropertyEnumerator = 19,
    /// A class's private environment or private method record.
    PrivateName = 20,
    /// A property table of a shape.
    PropertyTable = 21,
    /// A module record.
    Module = 40,
    /// A binding that a module imports.
    ImportBinding = 41,
    /// What is to be done when a promise is settled.
    PromiseReaction = 22,
    /// Resources to dispose of.
    DisposeCapability = 25,
    /// A frame that can be suspended.
    Coroutine = 23,
    /// What an async generator has been asked for.
    AsyncGeneratorRequest = 24,

    /// An ordinary object.
    Object = 64,
    /// An array exotic object.
    Array = 65,
    /// A function compiled from source.
    Function = 66,
    /// A function written in Rust.
    NativeFunction = 67,
    /// A bound function exotic object.
    BoundFunction = 68,
    /// An arguments object that is not mapped.
    Arguments = 69,
    /// An arguments exotic object, mapped to parameters.
    MappedArguments = 70,
    /// An object with [[ErrorData]].
    Error = 71,
    /// A Boolean, Number, String, Symbol or BigInt object.
    PrimitiveWrapper = 72,
    /// A Date.
    Date = 73,
    /// A RegExp.
    RegExp = 74,
    /// A Map.
    Map = 75,
    /// A Set.
    Set = 76,
    /// A WeakMap.
    WeakMap = 77,
    /// A WeakSet.
    WeakSet = 78,
    /// A WeakRef.
    WeakRef = 79,
    /// A FinalizationRegistry.
    FinalizationRegistry = 80,
    /// An ArrayBuffer.
    ArrayBuffer = 81,
    /// A DataView.
    DataView = 82,
    /// A built-in iterator over an array.
    ArrayIterator = 83,
    /// A built-in iterator over a Map.
    MapIterator = 84,
    /// A built-in iterator over a Set.
    SetIterator = 85,
    /// A built-in iterator over a string.
    StringIterator = 86,
    /// A built-in iterator over regular expression matches.
    RegExpStringIterator = 87,
    /// A Proxy.
    Proxy = 88,
    /// A Promise.
    Promise = 89,
    /// A generator.
    Generator = 90,
    /// A module namespace.
    ModuleNamespace = 91,
    /// An async generator.
    AsyncGenerator = 92,
    /// A sync iterator that stands in for an async one.
    AsyncFromSyncIterator = 93,
    /// An iterator that a method of iterators returned.
    IteratorHelper = 94,
    /// An iterator that `Iterator.from` wrapped.
    WrapForValidIterator = 95,
    /// A typed array of int8.
    Int8Array = 96,
    /// A typed array of uint8.
    Uint8Array = 97,
    /// A typed array of clamped uint8.
    Uint8ClampedArray = 98,
    /// A typed array of int16.
    Int16Array = 99,
    /// A typed array of uint16.
    Uint16Array = 100,
    /// A typed array of int32.
    Int32Array = 101,
    /// A typed array of uint32.
    Uint32Array = 102,
    /// A typed array of float16.
    Float16Array = 103,
    /// A typed array of float32.
    Float32Array = 104,
    /// A typed array of float64.
    Float64Array = 105,
    /// A typed array of int64 BigInts.
    BigInt64Array = 106,
    /// A typed array of uint64 BigInts.
    BigUint64Array = 107,
    /// A SharedArrayBuffer.
    SharedArrayBuffer = 108,
    /// A function written in Rust that is like `undefined`: it has [[IsHTMLDDA]].
    EmulatesUndefined = 109,
    /// The text of a value for `JSON.stringify`.
    RawJson = 112,
    /// A DisposableStack.
    DisposableStack = 113,
    /// An AsyncDisposableStack.
    AsyncDisposableStack = 114,
    /// An object that carries a value of the host's.
    HostObject = 118,
    /// A DOMException.
    DomException = 115,
    /// A TextEncoder.
    TextEncoder = 116,
    /// A TextDecoder.
    TextDecoder = 117,
}

impl Kind {
    /// The least kind that is an object.
    pub const FIRST_OBJECT: u8 = 64;
    /// The least and greatest kinds that are typed arrays.
    pub const TYPED_ARRAYS: std::ops::RangeInclusive<u8> = 96..=107;

    /// Is a cell of this kind an ECMAScript object?
    pub const fn is_object(self) -> bool {
        self as u8 >= Kind::FIRST_OBJECT
    }
}
