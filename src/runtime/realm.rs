//! Realms: the intrinsics and the global environment (https://tc39.es/ecma262/#sec-code-realms).
//!
//! Invariant: a realm that `create_realm` has returned has %Object.prototype%, %Function.prototype%, a global object
//! and its common shapes; the rest of its intrinsics are the standard library's to set.

use super::function::{Function, NativeFunction};
use super::global::{GlobalBinding, ScriptScope};
use super::intrinsics::Intrinsic;
use super::kind::Kind;
use super::module::{Module, ModuleKind};
use super::object::{Array, Object, PrimitiveWrapper, object_flags};
use super::property_key::PropertyKey;
use super::shape::{Shape, ShapeClass};
use super::storage::{DEFAULT_INLINE_CAPACITY, MAX_INLINE_CAPACITY, out_of_line_capacity};
use super::vm::{Vm, return_undefined};
use crate::faults::{Fault, planted};
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header, Heap, Layout, Marker, Slot};
use rustc_hash::FxHashMap;
use std::cell::Cell as StdCell;
use std::rc::Rc;

/// The shapes that most objects of a realm start from.
pub struct RealmShapes {
    /// `{}`
    pub object: Slot<Gc<Shape>>,
    /// `[]`
    pub array: Slot<Gc<Shape>>,
    /// A function made from source.
    pub function: Slot<Gc<Shape>>,
    /// A function written in Rust.
    pub native_function: Slot<Gc<Shape>>,
}

/// A realm.
#[repr(C)]
pub struct Realm {
    /// Kind `Realm`.
    pub header: Header,
    /// [[GlobalObject]]
    pub global: Slot<Gc<Object>>,
    /// The value of the global `this`.
    pub global_this: Slot<Gc<Object>>,
    /// The common shapes.
    pub shapes: RealmShapes,
    /// [[Intrinsics]], `undefined` where not set. See [`Intrinsic`].
    pub(super) intrinsics: [Slot<Value>; Intrinsic::COUNT],
    /// The root shapes of ordinary objects by inline capacity, compressed; 0 where none has been wanted yet.
    object_shapes: [StdCell<u32>; OBJECT_SHAPES],
    /// The shape of result objects of iterators, compressed; 0 while there is none.
    pub result_shape: StdCell<u32>,
    /// The shape of arrays that tell of a regular expression's match, likewise.
    pub match_shape: StdCell<u32>,
    data: *mut RealmData,
}

/// How much room the array of a match has for named properties, of which it has three.
const MATCH_SLOTS: usize = out_of_line_capacity(3) as usize;

/// How many inline capacities an object literal may ask for.
const OBJECT_SHAPES: usize = MAX_INLINE_CAPACITY as usize + 1;

#[derive(Default)]
struct RealmData {
    /// The declarative record of the global environment.
    scope: ScriptScope,
    /// [[TemplateMap]]: by the code of the site and its number there.
    templates: FxHashMap<(usize, u32), Gc<Object>>,
    /// The codes of the sites above, which thus live as long as their addresses are keys.
    template_codes: Vec<Value>,
    /// The modules that have been loaded.
    modules: ModuleMap,
}

/// Modules by the host's key and by what they are.
type ModuleMap = FxHashMap<(Rc<str>, ModuleKind), Gc<Module>>;

// SAFETY: `repr(C)` with the header first; `trace` visits every reference, those in `data` included.
unsafe impl Cell for Realm {
    const KIND: u8 = Kind::Realm as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `Realm`, which owns its data.
    let (realm, data) = unsafe {
        let realm = &*std::ptr::with_exposed_provenance::<Realm>(cell);
        (realm, &*realm.data)
    };
    marker.visit(realm.global.get());
    marker.visit(realm.global_this.get());
    let shapes = &realm.shapes;
    for shape in [&shapes.object, &shapes.array, &shapes.function, &shapes.native_function] {
        marker.visit(shape.get());
    }
    realm.intrinsics.iter().for_each(|i| marker.visit(i.get()));
    realm.object_shapes.iter().for_each(|s| marker.visit_compressed(s.get()));
    marker.visit_compressed(realm.result_shape.get());
    marker.visit_compressed(realm.match_shape.get());
    for (key, binding) in data.scope.iter().filter(|_| !planted(Fault::GcBindings)) {
        marker.visit(*key);
        marker.visit(*binding);
    }
    data.templates.values().for_each(|t| marker.visit(*t));
    data.template_codes.iter().for_each(|c| marker.visit(*c));
    data.modules.values().for_each(|m| marker.visit(*m));
}

unsafe fn finalize(cell: usize, _heap: &mut Heap) {
    // SAFETY: the collector passes a dead `Realm` once; it alone owned its data.
    drop(unsafe { Box::from_raw((*std::ptr::with_exposed_provenance::<Realm>(cell)).data) });
}

impl Realm {
    /// [[GlobalObject]]
    pub fn global_object(&self) -> Gc<Object> {
        self.global.get()
    }

    /// The root shape of ordinary objects of an inline capacity, compressed; 0 if none has been wanted yet.
    pub fn object_shape(&self, capacity: u32) -> u32 {
        self.object_shapes.get(capacity as usize).map_or(0, StdCell::get)
    }

    /// %Object.prototype%
    pub fn object_prototype(&self) -> Gc<Object> {
        match self.shapes.object.get().prototype() {
            Some(prototype) => prototype,
            None => self.global.get(),
        }
    }

    /// The binding of a script's `let`, `const` or `class`.
    pub fn lexical_binding(&self, key: PropertyKey) -> Option<Gc<GlobalBinding>> {
        // SAFETY: the cell owns its data; no exclusive borrow is alive.
        unsafe { (*self.data).scope.get(&key).copied() }
    }

    /// The names of the bindings of scripts' `let`, `const` and `class`, in no particular order.
    pub fn lexical_names(&self) -> Vec<PropertyKey> {
        // SAFETY: the cell owns its data; no exclusive borrow is alive.
        unsafe { (*self.data).scope.keys().copied().collect() }
    }
}

impl Vm {
    /// The root shapes of a realm's ordinary objects by inline capacity, compressed.
    pub fn object_shapes(&mut self, realm: Gc<Realm>) -> [u32; OBJECT_SHAPES] {
        std::array::from_fn(|capacity| {
            if realm.object_shape(capacity as u32) == 0 {
                let shape = self.root_shape(
                    Some(realm.object_prototype()),
                    capacity as u32,
                    ShapeClass::Ordinary,
                );
                realm.object_shapes[capacity].set(self.heap.compress(shape));
            }
            realm.object_shape(capacity as u32)
        })
    }

    /// An object with `value` and `done` in its first two slots, both `undefined`.
    pub(super) fn new_iterator_result(&mut self) -> Gc<Object> {
        let realm = self.realm();
        let known = realm.result_shape.get();
        if known != 0 {
            // SAFETY: the realm's trace keeps the shape alive.
            let shape = unsafe { self.heap.decompress::<Shape>(known) };
            return self.new_object_with_shape(shape);
        }
        let object = self.new_literal_object(2);
        for key in [self.names.value, self.names.done] {
            // Two properties of a new object: their slots always fit.
            let _ = self.create_data_property(object, key, Value::UNDEFINED);
        }
        realm.result_shape.set(object.header.aux());
        object
    }

    /// An empty array with room for so many elements and with `index`, `input` and `groups` in its first three slots, all
    /// `undefined`.
    pub fn new_match_array(&mut self, captures: u32) -> Res<Gc<Object>> {
        let realm = self.realm();
        let known = realm.match_shape.get();
        if known != 0 {
            // SAFETY: the realm's trace keeps the shape alive.
            let shape = unsafe { self.heap.decompress::<Shape>(known) };
            let slots = self.new_values(MATCH_SLOTS, Value::UNDEFINED)?;
            let array = Array::as_object(self.new_array_with_shape(shape));
            array.slots.set(&mut self.heap, array, Some(slots));
            self.reserve_elements(array, captures)?;
            return Ok(array);
        }
        let array = self.new_array_with_capacity(captures)?;
        for key in [self.names.index, self.names.input, self.names.groups] {
            self.create_data_property(array, key, Value::UNDEFINED)?;
        }
        realm.match_shape.set(array.header.aux());
        Ok(array)
    }

    /// The object, if it has the shape of those that [`Vm::new_iterator_result`] makes.
    #[inline]
    pub(super) fn plain_result(&self, result: Value) -> Option<Gc<Object>> {
        let known = self.realm().result_shape.get();
        result.as_object().filter(|object| object.header.aux() == known)
    }

    /// The object of a literal with so many inline slots.
    pub fn new_literal_object(&mut self, capacity: u32) -> Gc<Object> {
        let capacity = capacity.min(MAX_INLINE_CAPACITY);
        let realm = self.realm();
        let id = self.object_shapes(realm)[capacity as usize];
        // SAFETY: the realm's trace keeps its root shapes alive.
        let shape = unsafe { self.heap.decompress::<Shape>(id) };
        self.new_object_with_shape(shape)
    }

    /// The current realm: that of the topmost frame's function, else the one entered last.
    ///
    /// # Panics
    /// If no realm has been created yet.
    #[inline]
    pub fn realm(&self) -> Gc<Realm> {
        if !self.frame.is_none() {
            // SAFETY: the topmost frame is live.
            let callee = unsafe { self.frame.callee() };
            if let Some(function) = callee.as_kind::<Function>() {
                return function.code.get().realm;
            }
            if let Some(function) = callee.as_kind::<NativeFunction>() {
                return function.realm.get();
            }
        }
        self.entered_realm.expect("a realm has been created")
    }

    /// The current realm's global object.
    pub fn global_object(&self) -> Gc<Object> {
        self.realm().global.get()
    }

    /// The realm of a function; the current one for what has none.
    ///
    /// GetFunctionRealm (https://tc39.es/ecma262/#sec-getfunctionrealm)
    pub fn function_realm(&mut self, function: Value) -> Res<Gc<Realm>> {
        let mut function = function;
        loop {
            if let Some(f) = function.as_kind::<Function>() {
                return Ok(f.code.get().realm);
            }
            if let Some(f) = function.as_kind::<NativeFunction>() {
                return Ok(f.realm.get());
            }
            if let Some(bound) = function.as_kind::<super::function::BoundFunction>() {
                function = bound.target.get();
            } else if let Some(proxy) = function.as_kind::<super::proxy::ProxyObject>() {
                function = proxy.target();
                if function.is_null() {
                    return Err(self.throw_type_error(
                        "Cannot perform 'get' on a proxy that has been revoked",
                    ));
                }
            } else {
                return Ok(self.realm());
            }
        }
    }

    /// The realm of the function of a job; the current one if that is a proxy that has been revoked.
    pub fn job_realm(&mut self, function: Value) -> Gc<Realm> {
        let exception = self.exception;
        match self.function_realm(function) {
            Ok(realm) => realm,
            Err(_) => {
                self.exception = exception;
                self.realm()
            }
        }
    }

    /// InitializeHostDefinedRealm (https://tc39.es/ecma262/#sec-initializehostdefinedrealm): a new realm with its
    /// standard library. It becomes the entered realm if there was none.
    pub fn create_realm(&mut self) -> Gc<Realm> {
        let class = ShapeClass::Ordinary;
        let no_prototype = self.unique_root_shape(None, DEFAULT_INLINE_CAPACITY, class);
        let object_prototype = self.new_object_with_shape(no_prototype);
        object_prototype.set_flag(object_flags::IS_PROTOTYPE);
        let object = self.root_shape(Some(object_prototype), DEFAULT_INLINE_CAPACITY, class);
        let global_shape = self.unique_root_shape(Some(object_prototype), 0, class);
        let global = self.new_object_with_shape(global_shape);
        let array_prototype_shape =
            self.unique_root_shape(Some(object_prototype), 0, ShapeClass::Array);
        let array_prototype = self.new_array_with_shape(array_prototype_shape);
        let array = self.root_shape(
            Some(super::object::Array::as_object(array_prototype)),
            0,
            ShapeClass::Array,
        );
        let undefined = || Slot::new(Value::UNDEFINED);
        let data = Box::into_raw(Box::default());
        let realm = self.heap.alloc(Realm {
            header: Header::new(Realm::KIND, 0),
            global: Slot::new(global),
            global_this: Slot::new(global),
            // The functions' shapes follow below, when there is their prototype.
            shapes: RealmShapes {
                object: Slot::new(object),
                array: Slot::new(array),
                function: Slot::new(object),
                native_function: Slot::new(object),
            },
            intrinsics: std::array::from_fn(|_| undefined()),
            object_shapes: std::array::from_fn(|_| StdCell::new(0)),
            result_shape: StdCell::new(0),
            match_shape: StdCell::new(0),
            data,
        });
        self.realms.push(realm);
        self.in_realm(realm, |vm| vm.fill_realm(realm, object_prototype, array_prototype));
        self.entered_realm.get_or_insert(realm);
        realm
    }

    /// Runs Rust code with another current realm. It must be called by the host or by a function written in Rust, not by
    /// an opcode.
    pub fn in_realm<R>(&mut self, realm: Gc<Realm>, run: impl FnOnce(&mut Vm) -> R) -> R {
        if self.frame.is_none() {
            let entered = self.entered_realm.replace(realm);
            let result = run(self);
            self.entered_realm = entered;
            return result;
        }
        // SAFETY: the topmost frame is live.
        let callee = unsafe { self.frame.callee() };
        let function = callee.as_kind::<NativeFunction>();
        debug_assert!(function.is_some(), "an opcode does not change the realm");
        let Some(function) = function else { return run(self) };
        // The frame says which realm is current, through its function.
        let own = function.realm.get();
        function.realm.set(&mut self.heap, function, realm);
        let result = run(self);
        function.realm.set(&mut self.heap, function, own);
        result
    }

    /// Fills a realm that is current.
    fn fill_realm(
        &mut self,
        realm: Gc<Realm>,
        object_prototype: Gc<Object>,
        array_prototype: Gc<super::object::Array>,
    ) {
        let class = ShapeClass::Ordinary;
        let prototype_shape = self.unique_root_shape(Some(object_prototype), 0, class);
        let function_prototype =
            self.new_native_with_shape(prototype_shape, return_undefined, Value::UNDEFINED, false);
        let function = self.root_shape(Some(function_prototype), 0, ShapeClass::Function);
        realm.shapes.function.set(&mut self.heap, realm, function);
        let native_function = self.root_shape(Some(function_prototype), 0, class);
        realm.shapes.native_function.set(&mut self.heap, realm, native_function);
        self.set_intrinsic(realm, Intrinsic::ObjectPrototype, object_prototype);
        self.set_intrinsic(realm, Intrinsic::FunctionPrototype, function_prototype);
        self.set_intrinsic(
            realm,
            Intrinsic::ArrayPrototype,
            super::object::Array::as_object(array_prototype),
        );
        self.create_prototypes(realm);
        (self.setup_builtins)(self, realm);
    }

    /// The prototypes that the runtime itself needs: of primitives, errors, functions and iterators.
    fn create_prototypes(&mut self, realm: Gc<Realm>) {
        use Intrinsic::*;
        for (which, value) in [
            (StringPrototype, Value::cell(self.strings.empty())),
            (NumberPrototype, Value::int(0)),
            (BooleanPrototype, Value::FALSE),
        ] {
            let prototype = self.new_wrapper_with_prototype(realm.object_prototype(), value);
            self.set_intrinsic(realm, which, PrimitiveWrapper::as_object(prototype));
        }
        let plain = [
            (SymbolPrototype, ObjectPrototype),
            (BigIntPrototype, ObjectPrototype),
            (ErrorPrototype, ObjectPrototype),
            (EvalErrorPrototype, ErrorPrototype),
            (RangeErrorPrototype, ErrorPrototype),
            (ReferenceErrorPrototype, ErrorPrototype),
            (SyntaxErrorPrototype, ErrorPrototype),
            (TypeErrorPrototype, ErrorPrototype),
            (UriErrorPrototype, ErrorPrototype),
            (AggregateErrorPrototype, ErrorPrototype),
            (SuppressedErrorPrototype, ErrorPrototype),
            (IteratorPrototype, ObjectPrototype),
            (AsyncIteratorPrototype, ObjectPrototype),
            (ArrayIteratorPrototype, IteratorPrototype),
            (GeneratorFunctionPrototype, FunctionPrototype),
            (GeneratorPrototype, IteratorPrototype),
            (AsyncGeneratorFunctionPrototype, FunctionPrototype),
            (AsyncGeneratorPrototype, AsyncIteratorPrototype),
            (AsyncFunctionPrototype, FunctionPrototype),
        ];
        for (which, parent) in plain {
            let object = self.new_object_with_prototype(Some(realm.intrinsic(parent)));
            self.set_intrinsic(realm, which, object);
        }
    }

    /// Adds a binding to the declarative record of a realm's global environment. The global object's shape changes, so
    /// that caches of the name miss.
    pub(super) fn add_lexical_binding(
        &mut self,
        realm: Gc<Realm>,
        key: PropertyKey,
        binding: Gc<GlobalBinding>,
    ) {
        self.heap.barrier(realm.addr());
        // SAFETY: the cell owns its data; no other borrow is alive.
        unsafe { (*realm.data).scope.insert(key, binding) };
        self.make_unique_uncached(realm.global.get());
    }

    /// The module that the current realm has loaded under this key.
    pub fn registered_module(&self, key: &str, kind: ModuleKind) -> Option<Gc<Module>> {
        // SAFETY: the cell owns its data; no exclusive borrow is alive.
        unsafe { (*self.realm().data).modules.get(&(Rc::from(key), kind)).copied() }
    }

    /// From now on this is the module that the current realm has loaded under its key.
    pub fn register_module(&mut self, module: Gc<Module>, kind: ModuleKind) {
        let realm = self.realm();
        self.heap.barrier(realm.addr());
        let key = module.parts().key.clone();
        // SAFETY: the cell owns its data; no other borrow is alive.
        unsafe { (*realm.data).modules.insert((key, kind), module) };
    }

    /// GetTemplateObject (https://tc39.es/ecma262/#sec-gettemplateobject) for the `site`th template of a function's code.
    /// A cooked string that does not exist is `undefined`.
    pub fn template_object(
        &mut self,
        code: Value,
        site: u32,
        cooked: &[Value],
        raw: &[Value],
    ) -> Res<Gc<Object>> {
        let realm = self.realm();
        let key = (code.address(), site);
        // SAFETY: the cell owns its data; no other borrow is alive.
        if let Some(template) = unsafe { (*realm.data).templates.get(&key) } {
            return Ok(*template);
        }
        let template = self.new_array_from(cooked)?;
        let raw = self.new_array_from(raw)?;
        let frozen = super::shape::IntegrityLevel::Frozen;
        self.set_integrity_level(raw, frozen)?;
        let raw_key = self.names.raw;
        self.add_property(template, raw_key, Value::cell(raw), super::property::Attributes::NONE)?;
        self.set_integrity_level(template, frozen)?;
        // Both belong to the code from now on, which a preview must not change.
        [template, raw].iter().for_each(|object| self.heap.forget_recorded(object.addr()));
        self.heap.barrier(realm.addr());
        // SAFETY: as above.
        unsafe {
            (*realm.data).templates.insert(key, template);
            (*realm.data).template_codes.push(code);
        }
        Ok(template)
    }
}
