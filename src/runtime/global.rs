//! The global environment: the global object and the bindings of scripts' `let`, `const` and `class`
//! (https://tc39.es/ecma262/#sec-global-environment-records).
//!
//! Invariant: adding a lexical binding gives the global object a shape that no cache knows, so a cache entry for a global
//! name is right as long as the global object has the shape it was filled with.

use super::kind::Kind;
use super::property::{Attributes, PropertyDescriptor};
use super::property_key::PropertyKey;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header, Layout, Slot, layout_mask};
use rustc_hash::FxHashMap;

/// The lexical bindings of a realm's scripts.
pub(super) type ScriptScope = FxHashMap<PropertyKey, Gc<GlobalBinding>>;

/// A lexical binding of a script.
#[repr(C)]
pub struct GlobalBinding {
    /// Kind `GlobalBinding`; `aux` is 1 if it can be assigned.
    pub header: Header,
    /// The value, `UNINITIALIZED` in its temporal dead zone.
    pub value: Slot<Value>,
}
const _: () = assert!(std::mem::offset_of!(GlobalBinding, value) == GLOBAL_BINDING_VALUE as usize);

/// Where a binding's value is, as cache entries name it.
pub const GLOBAL_BINDING_VALUE: i32 = 8;

// SAFETY: `repr(C)` with the header first; the mask names the only reference.
unsafe impl Cell for GlobalBinding {
    const KIND: u8 = Kind::GlobalBinding as u8;
    const LAYOUT: Layout = layout_mask!(GlobalBinding: value);
}

impl GlobalBinding {
    /// Can it be assigned?
    pub fn is_mutable(&self) -> bool {
        self.header.aux() == 1
    }
}

impl Vm {
    /// HasLexicalDeclaration (https://tc39.es/ecma262/#sec-haslexicaldeclaration)
    pub fn has_lexical_declaration(&self, key: PropertyKey) -> bool {
        self.realm().lexical_binding(key).is_some()
    }

    /// HasRestrictedGlobalProperty (https://tc39.es/ecma262/#sec-hasrestrictedglobalproperty)
    pub fn has_restricted_global_property(&mut self, key: PropertyKey) -> Res<bool> {
        let global = self.global_object();
        Ok(self.own_property(global, key)?.is_some_and(|own| !own.attributes.is_configurable()))
    }

    /// Is the name that of a property of the global object that never changes (`undefined`, `NaN`, `Infinity`)?
    pub fn has_fixed_global_property(&mut self, key: PropertyKey) -> Res<bool> {
        let global = self.global_object();
        Ok(self.own_property(global, key)?.is_some_and(|own| {
            !own.attributes.is_configurable() && !own.attributes.has(Attributes::WRITABLE)
        }))
    }

    /// CreateMutableBinding or CreateImmutableBinding in the declarative record: the binding is in its temporal dead zone.
    /// A SyntaxError if the name is taken (https://tc39.es/ecma262/#sec-globaldeclarationinstantiation).
    pub fn declare_global_lexical(&mut self, key: PropertyKey, mutable: bool) -> Res<()> {
        if self.has_lexical_declaration(key) || self.has_restricted_global_property(key)? {
            return Err(self.throw_redeclaration(key));
        }
        self.replace_global_lexical(key, mutable);
        Ok(())
    }

    /// The same for an input of a session: an earlier lexical binding of the name is forgotten, a property of the global
    /// object hidden. Caches that know either are not used again.
    pub fn replace_global_lexical(&mut self, key: PropertyKey, mutable: bool) {
        let header = Header::new(GlobalBinding::KIND, mutable as u32);
        let binding =
            self.heap.alloc(GlobalBinding { header, value: Slot::new(Value::UNINITIALIZED) });
        self.add_lexical_binding(self.realm(), key, binding);
    }

    /// The SyntaxError of a name that is declared already.
    pub fn throw_redeclaration(&mut self, key: PropertyKey) -> crate::value::Thrown {
        let name = self.key_display(key);
        self.throw_syntax_error(format!("Identifier '{name}' has already been declared"))
    }

    /// InitializeBinding of a lexical binding (https://tc39.es/ecma262/#sec-declarative-environment-records).
    pub fn initialize_global_lexical(&mut self, key: PropertyKey, value: Value) {
        if let Some(binding) = self.realm().lexical_binding(key) {
            binding.value.set(&mut self.heap, binding, value);
        }
    }

    /// CanDeclareGlobalVar (https://tc39.es/ecma262/#sec-candeclareglobalvar)
    pub fn can_declare_global_var(&mut self, key: PropertyKey) -> Res<bool> {
        let global = self.global_object();
        Ok(self.has_own_property(global, key)? || self.is_extensible(global)?)
    }

    /// CanDeclareGlobalFunction (https://tc39.es/ecma262/#sec-candeclareglobalfunction)
    pub fn can_declare_global_function(&mut self, key: PropertyKey) -> Res<bool> {
        let global = self.global_object();
        match self.own_property(global, key)? {
            None => self.is_extensible(global),
            Some(own) => {
                let a = own.attributes;
                Ok(a.is_configurable()
                    || (!a.is_accessor()
                        && a.has(Attributes::WRITABLE.with(Attributes::ENUMERABLE))))
            }
        }
    }

    /// CreateGlobalVarBinding (https://tc39.es/ecma262/#sec-createglobalvarbinding)
    pub fn create_global_var(&mut self, key: PropertyKey, deletable: bool) -> Res<()> {
        let global = self.global_object();
        if self.own_property(global, key)?.is_none() {
            let attributes = Attributes::ALL.set(Attributes::CONFIGURABLE, deletable);
            self.add_own(global, key, Value::UNDEFINED, attributes)?;
        }
        Ok(())
    }

    /// CreateGlobalFunctionBinding (https://tc39.es/ecma262/#sec-createglobalfunctionbinding)
    pub fn create_global_function(
        &mut self,
        key: PropertyKey,
        function: Value,
        deletable: bool,
    ) -> Res<()> {
        let global = self.global_object();
        let configurable =
            self.own_property(global, key)?.is_none_or(|own| own.attributes.is_configurable());
        let new = if configurable {
            PropertyDescriptor::data(
                function,
                Attributes::ALL.set(Attributes::CONFIGURABLE, deletable),
            )
        } else {
            PropertyDescriptor { value: Some(function), ..PropertyDescriptor::default() }
        };
        self.define_property_or_throw(global, key, &new)?;
        self.set(global, key, function, false)
    }
}
