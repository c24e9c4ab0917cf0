//! Making functions, and making their own properties when they are first asked for.
//!
//! Invariant: the own properties of a `Function` stand in the order `length`, `name`, `arguments`, `caller`, `prototype`
//! before all others:
//! they are made together, before anything else is added. Until then the shape is one of
//! [`ShapeClass::Function`] without these keys, and no cache relies on their absence.

use super::code::flags;
use super::function::{
    BoundFunction, EmulatesUndefined, Function, NativeCode, NativeFunction, lazy,
};
use super::intrinsics::Intrinsic;
use super::kind::Kind;
use super::object::{Object, PrimitiveWrapper, Values, object_flags};
use super::property::Attributes;
use super::property_key::PropertyKey;
use super::realm::Realm;
use super::shape::{Shape, ShapeClass};
use super::storage::CONSTRUCT_INLINE_CAPACITY;
use super::vm::Vm;
use crate::runtime::code::Code;
use crate::value::{Res, Value};
use jsrun_gc::{Gc, Slot};
use std::cell::Cell as StdCell;

/// All lazy properties made.
const MADE: u32 = lazy::LENGTH | lazy::NAME | lazy::PROTOTYPE;

impl Function {
    /// The function that an object is.
    #[inline(always)]
    pub fn of(object: Gc<Object>) -> Option<Gc<Function>> {
        // SAFETY: a cell of this kind is a `Function`.
        (object.kind() == Kind::Function as u8).then(|| unsafe { object.cast_unchecked() })
    }

    /// The function as the object that it is.
    #[inline(always)]
    pub fn as_object(function: Gc<Function>) -> Gc<Object> {
        // SAFETY: a `Function` begins with `Object`.
        unsafe { function.cast_unchecked() }
    }
}

impl NativeFunction {
    /// The function as the object that it is.
    #[inline(always)]
    pub fn as_object(function: Gc<NativeFunction>) -> Gc<Object> {
        // SAFETY: a `NativeFunction` begins with `Object`.
        unsafe { function.cast_unchecked() }
    }
}

impl PrimitiveWrapper {
    /// The wrapper as the object that it is.
    #[inline(always)]
    pub fn as_object(wrapper: Gc<PrimitiveWrapper>) -> Gc<Object> {
        // SAFETY: a `PrimitiveWrapper` begins with `Object`.
        unsafe { wrapper.cast_unchecked() }
    }
}

/// Is a function with this code a constructor?
fn constructs(code: &Code) -> bool {
    code.has(flags::BASE_CONSTRUCTOR | flags::DERIVED_CONSTRUCTOR | flags::CLASS_CONSTRUCTOR)
}

impl Vm {
    /// OrdinaryFunctionCreate (https://tc39.es/ecma262/#sec-ordinaryfunctioncreate): a closure over an environment (or
    /// `undefined`), its [[Prototype]] according to its sort.
    pub fn new_function(&mut self, code: Gc<Code>, environment: Value) -> Gc<Function> {
        let realm = code.realm;
        let shape = match code.flags & (flags::GENERATOR | flags::ASYNC) {
            0 => realm.shapes.function.get(),
            sort => {
                let prototype = match sort {
                    flags::GENERATOR => Intrinsic::GeneratorFunctionPrototype,
                    flags::ASYNC => Intrinsic::AsyncFunctionPrototype,
                    _ => Intrinsic::AsyncGeneratorFunctionPrototype,
                };
                self.root_shape(Some(realm.intrinsic(prototype)), 0, ShapeClass::Function)
            }
        };
        self.new_function_with_shape(code, environment, shape)
    }

    /// A closure whose [[Prototype]] is that of a shape of [`ShapeClass::Function`].
    pub fn new_function_with_shape(
        &mut self,
        code: Gc<Code>,
        environment: Value,
        shape: Gc<Shape>,
    ) -> Gc<Function> {
        let constructor = if constructs(&code) { object_flags::CONSTRUCTOR } else { 0 };
        self.alloc_object(Kind::Function, shape, object_flags::CALLABLE | constructor, |object| {
            Function {
                object,
                code: Slot::new(code),
                environment: Slot::new(environment),
                home_object: Slot::new(Value::UNDEFINED),
                construct_shape: StdCell::new(0),
                lazy: StdCell::new(0),
                fields: Slot::new(Value::UNDEFINED),
            }
        })
    }

    /// MakeMethod (https://tc39.es/ecma262/#sec-makemethod): a closure with a home object.
    pub fn new_method(&mut self, code: Gc<Code>, environment: Value, home: Value) -> Gc<Function> {
        let function = self.new_function(code, environment);
        function.home_object.set(&mut self.heap, function, home);
        function
    }

    /// Is it the key of a property that functions make lazily?
    #[inline]
    pub(super) fn is_lazy_key(&self, key: PropertyKey) -> bool {
        let names = &self.names;
        [names.length, names.name, names.prototype, names.arguments, names.caller].contains(&key)
    }

    /// Makes a function's own properties if that has not happened; did it now?
    pub(super) fn materialize_function(&mut self, object: Gc<Object>) -> bool {
        match Function::of(object) {
            Some(function) if function.lazy.get() != MADE => {
                let name = function.code.get().name.get();
                self.materialize_named(function, name);
                true
            }
            _ => false,
        }
    }

    fn materialize_named(&mut self, function: Gc<Function>, name: Value) {
        function.lazy.set(MADE);
        let object = Function::as_object(function);
        let code = function.code.get();
        // At most five properties in a new object: their slots always fit, so none of these can fail.
        let length = self.names.length;
        let _ = self.add_property(
            object,
            length,
            Value::number(code.length as f64),
            Attributes::CONFIGURABLE,
        );
        let name_key = self.names.name;
        let _ = self.add_property(object, name_key, name, Attributes::CONFIGURABLE);
        if code.has(flags::CLASS_CONSTRUCTOR) {
            // The class definition adds `prototype`.
            return;
        }
        let generator = code.has(flags::GENERATOR);
        if !generator && !code.has(flags::BASE_CONSTRUCTOR) {
            return;
        }
        if !generator && !code.has(flags::STRICT) {
            // What %Function.prototype% has under these names throws, but not for sloppy functions.
            for key in [self.names.arguments, self.names.caller] {
                let _ = self.add_property(object, key, Value::NULL, Attributes::NONE);
            }
        }
        let parent = match (generator, code.has(flags::ASYNC)) {
            (false, _) => Intrinsic::ObjectPrototype,
            (true, false) => Intrinsic::GeneratorPrototype,
            (true, true) => Intrinsic::AsyncGeneratorPrototype,
        };
        let parent = code.realm.intrinsic(parent);
        let prototype = self.new_object_with_prototype(Some(parent));
        if !self.is_new(Value::cell(function)) {
            self.heap.forget_recorded(prototype.addr());
        }
        if !generator {
            let constructor = self.names.constructor;
            let _ =
                self.add_property(prototype, constructor, Value::cell(object), Attributes::METHOD);
        }
        let key = self.names.prototype;
        let _ = self.add_property(object, key, Value::cell(prototype), Attributes::WRITABLE);
    }

    /// SetFunctionName (https://tc39.es/ecma262/#sec-setfunctionname) for a function whose name is known only now. The
    /// prefix is `get` or `set`.
    pub fn set_function_name(&mut self, function: Value, key: PropertyKey, prefix: Option<&str>) {
        let name = if super::private_name::is_private(key) {
            self.private_function_name(key, prefix)
        } else {
            Value::cell(self.function_name(key, prefix))
        };
        let Some(object) = function.as_object() else { return };
        match Function::of(object) {
            Some(f) if f.lazy.get() != MADE => self.materialize_named(f, name),
            _ => {
                let name_key = self.names.name;
                if let Some(found) = self.shape_of(object).lookup(name_key) {
                    self.set_slot(object, found.slot, name);
                }
            }
        }
    }

    /// A function written in Rust, of the current realm.
    pub fn new_native_function(
        &mut self,
        name: PropertyKey,
        length: u32,
        code: NativeCode,
    ) -> Gc<NativeFunction> {
        self.new_native_closure(name, length, code, Value::UNDEFINED)
    }

    /// A function written in Rust that keeps a value of its own.
    pub fn new_native_closure(
        &mut self,
        name: PropertyKey,
        length: u32,
        code: NativeCode,
        data: Value,
    ) -> Gc<NativeFunction> {
        let shape = self.realm().shapes.native_function.get();
        self.new_native(name, None, length, code, data, false, shape)
    }

    /// A constructor written in Rust. Its [[Prototype]] is %Function.prototype%, or the given one.
    pub fn new_native_constructor(
        &mut self,
        name: PropertyKey,
        length: u32,
        code: NativeCode,
        prototype: Option<Gc<Object>>,
    ) -> Gc<NativeFunction> {
        let Some(prototype) = prototype else {
            return self.new_native_constructor_closure(name, length, code, Value::UNDEFINED);
        };
        let shape = self.root_shape(Some(prototype), 0, ShapeClass::Ordinary);
        self.new_native(name, None, length, code, Value::UNDEFINED, true, shape)
    }

    /// A constructor written in Rust that keeps a value of its own.
    pub fn new_native_constructor_closure(
        &mut self,
        name: PropertyKey,
        length: u32,
        code: NativeCode,
        data: Value,
    ) -> Gc<NativeFunction> {
        let shape = self.realm().shapes.native_function.get();
        self.new_native(name, None, length, code, data, true, shape)
    }

    #[allow(clippy::too_many_arguments, reason = "the private end of the functions above")]
    pub(super) fn new_native(
        &mut self,
        name: PropertyKey,
        prefix: Option<&str>,
        length: u32,
        code: NativeCode,
        data: Value,
        constructor: bool,
        shape: Gc<Shape>,
    ) -> Gc<NativeFunction> {
        let name = self.function_name(name, prefix);
        let object = self.new_native_with_shape(shape, code, data, constructor);
        let (length_key, name_key) = (self.names.length, self.names.name);
        // Two properties of a new object: their slots always fit.
        let _ = self.add_property(
            object,
            length_key,
            Value::number(length as f64),
            Attributes::CONFIGURABLE,
        );
        let _ = self.add_property(object, name_key, Value::cell(name), Attributes::CONFIGURABLE);
        // SAFETY: `new_native_with_shape` makes a `NativeFunction`.
        unsafe { object.cast_unchecked() }
    }

    /// An object with [[IsHTMLDDA]] that does this when it is called.
    pub fn new_emulates_undefined(&mut self, code: NativeCode) -> Gc<Object> {
        let realm = self.realm();
        let shape = realm.shapes.native_function.get();
        let flags = object_flags::CALLABLE;
        let function = self.alloc_object(Kind::EmulatesUndefined, shape, flags, |object| {
            let (realm, data) = (Slot::new(realm), Slot::new(Value::UNDEFINED));
            EmulatesUndefined(NativeFunction { object, code, realm, data })
        });
        // SAFETY: the object begins with `Object`.
        unsafe { function.cast_unchecked() }
    }

    /// A function written in Rust without properties.
    pub(super) fn new_native_with_shape(
        &mut self,
        shape: Gc<Shape>,
        code: NativeCode,
        data: Value,
        constructor: bool,
    ) -> Gc<Object> {
        let realm = self.realm();
        let constructor = if constructor { object_flags::CONSTRUCTOR } else { 0 };
        let flags = object_flags::CALLABLE | constructor;
        let function = self.alloc_object(Kind::NativeFunction, shape, flags, |object| {
            NativeFunction { object, code, realm: Slot::new(realm), data: Slot::new(data) }
        });
        NativeFunction::as_object(function)
    }

    /// BoundFunctionCreate (https://tc39.es/ecma262/#sec-boundfunctioncreate), `name` and `length` not yet made.
    pub fn new_bound_function(
        &mut self,
        target: Gc<Object>,
        this: Value,
        arguments: &[Value],
    ) -> Res<Gc<BoundFunction>> {
        let prototype = self.get_prototype_of(target)?;
        let arguments: Gc<Values> = self.new_values_from(arguments)?;
        let shape = self.root_shape(prototype, 0, ShapeClass::Ordinary);
        let constructor = target.header.spare() & object_flags::CONSTRUCTOR;
        let flags = object_flags::CALLABLE | constructor;
        Ok(self.alloc_object(Kind::BoundFunction, shape, flags, |object| BoundFunction {
            object,
            target: Slot::new(Value::cell(target)),
            this: Slot::new(this),
            arguments: Slot::new(arguments),
        }))
    }

    /// A Boolean, Number, String, Symbol or BigInt object with a prototype.
    pub fn new_wrapper_with_prototype(
        &mut self,
        prototype: Gc<Object>,
        value: Value,
    ) -> Gc<PrimitiveWrapper> {
        let (value, class) = match value.as_string() {
            Some(string) => (Value::cell(self.flatten(string)), ShapeClass::Exotic),
            None => (value, ShapeClass::Ordinary),
        };
        let shape = self.root_shape(Some(prototype), 0, class);
        let value = Slot::new(value);
        self.alloc_object(Kind::PrimitiveWrapper, shape, 0, |object| PrimitiveWrapper {
            object,
            value,
        })
    }

    /// The object of a primitive that is neither `undefined` nor `null`, as ToObject makes it
    /// (https://tc39.es/ecma262/#sec-toobject).
    pub fn new_primitive_wrapper(&mut self, value: Value) -> Gc<Object> {
        let which = if value.is_string() {
            Intrinsic::StringPrototype
        } else if value.is_number() {
            Intrinsic::NumberPrototype
        } else if value.is_bool() {
            Intrinsic::BooleanPrototype
        } else if value.is_symbol() {
            Intrinsic::SymbolPrototype
        } else {
            Intrinsic::BigIntPrototype
        };
        let prototype = self.intrinsic(which);
        PrimitiveWrapper::as_object(self.new_wrapper_with_prototype(prototype, value))
    }

    /// GetPrototypeFromConstructor (https://tc39.es/ecma262/#sec-getprototypefromconstructor)
    pub fn get_prototype_from_constructor(
        &mut self,
        constructor: Value,
        default: Intrinsic,
    ) -> Res<Gc<Object>> {
        let Some(object) = constructor.as_object() else { return Ok(self.intrinsic(default)) };
        let prototype = self.get(object, self.names.prototype)?;
        match prototype.as_object() {
            Some(prototype) => Ok(prototype),
            None => Ok(self.function_realm(constructor)?.intrinsic(default)),
        }
    }

    /// OrdinaryCreateFromConstructor (https://tc39.es/ecma262/#sec-ordinarycreatefromconstructor). The shape is
    /// remembered in the function for as long as its `prototype` stays.
    pub fn ordinary_create_from_constructor(
        &mut self,
        constructor: Value,
        default: Intrinsic,
    ) -> Res<Gc<Object>> {
        if let Some(function) = constructor.as_kind::<Function>() {
            let shape = self.construct_shape(function, default)?;
            return Ok(self.new_object_with_shape(shape));
        }
        let prototype = self.get_prototype_from_constructor(constructor, default)?;
        Ok(self.new_object_with_prototype(Some(prototype)))
    }

    fn construct_shape(&mut self, function: Gc<Function>, default: Intrinsic) -> Res<Gc<Shape>> {
        let object = Function::as_object(function);
        self.materialize_function(object);
        let key = self.names.prototype;
        let found = self.shape_of(object).lookup(key);
        let prototype = match found {
            Some(p) if !p.attributes.is_accessor() => match self.slot(object, p.slot).as_object() {
                Some(prototype) => prototype,
                None => code_realm(function).intrinsic(default),
            },
            _ => self.get_prototype_from_constructor(Value::cell(function), default)?,
        };
        let known = function.construct_shape.get();
        if known != 0 {
            // SAFETY: the function's trace keeps its `construct_shape` alive.
            let shape: Gc<Shape> = unsafe { self.heap.decompress(known) };
            if shape.prototype() == Some(prototype) {
                return Ok(shape);
            }
        }
        let shape =
            self.root_shape(Some(prototype), CONSTRUCT_INLINE_CAPACITY, ShapeClass::Ordinary);
        self.heap.barrier(function.addr());
        function.construct_shape.set(self.heap.compress(shape));
        Ok(shape)
    }

    /// SpeciesConstructor (https://tc39.es/ecma262/#sec-speciesconstructor)
    pub fn species_constructor(&mut self, object: Gc<Object>, default: Intrinsic) -> Res {
        let constructor = self.get(object, self.names.constructor)?;
        if constructor.is_undefined() {
            return Ok(Value::cell(self.intrinsic(default)));
        }
        let Some(c) = constructor.as_object() else {
            return Err(self.throw_type_error("The .constructor property is not an object"));
        };
        let species = self.get(c, self.symbols.species)?;
        if species.is_nullish() {
            return Ok(Value::cell(self.intrinsic(default)));
        }
        if !self.is_constructor(species) {
            return Err(
                self.throw_type_error("object.constructor[Symbol.species] is not a constructor")
            );
        }
        Ok(species)
    }
}

fn code_realm(function: Gc<Function>) -> Gc<Realm> {
    function.code.get().realm
}
