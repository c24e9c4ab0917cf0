//! Private names: the keys of `#x` members.
//!
//! A private member is a property whose key is a `PrivateName` cell. Only the operations here use such keys, so nothing
//! else can find the members: they are not listed, not frozen, not seen by proxies.
//!
//! Invariant: a private method is stored read-only; a field is writable.

use super::kind::Kind;
use super::object::Object;
use super::property::{Accessor, Attributes};
use super::property_key::PropertyKey;
use super::string::StringExt;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header, Layout, Slot, layout_mask};

/// A private name, made anew each time its class is evaluated.
#[repr(C)]
pub struct PrivateName {
    /// Kind `PrivateName`.
    pub header: Header,
    /// Its text with the `#`: a string.
    pub description: Slot<Value>,
}

// SAFETY: `repr(C)` with the header first; the mask names the only reference.
unsafe impl Cell for PrivateName {
    const KIND: u8 = Kind::PrivateName as u8;
    const LAYOUT: Layout = layout_mask!(PrivateName: description);
}

/// Is this the key of a private member?
#[inline]
pub fn is_private(key: PropertyKey) -> bool {
    key.as_cell().is_some_and(|cell| kind_of_cell(cell) == Kind::PrivateName as u8)
}

/// Is this the key of a symbol?
#[inline]
pub fn is_symbol_key(key: PropertyKey) -> bool {
    key.as_cell().is_some_and(|cell| kind_of_cell(cell) == Kind::Symbol as u8)
}

fn kind_of_cell(cell: Value) -> u8 {
    // SAFETY: a key that is not an index is the address of a live cell.
    unsafe { (*std::ptr::with_exposed_provenance::<Header>(cell.address())).kind() }
}

/// What a class puts under a private name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrivateElement {
    /// A method.
    Method,
    /// A getter.
    Getter,
    /// A setter.
    Setter,
}

impl Vm {
    /// A new private name, `description` being its text with the `#`.
    pub fn new_private_name(&mut self, description: Value) -> Value {
        let name = PrivateName {
            header: Header::new(PrivateName::KIND, 0),
            description: Slot::new(description),
        };
        Value::cell(self.heap.alloc(name))
    }

    /// The key of a private name.
    pub fn private_key(name: Value) -> PropertyKey {
        // SAFETY: names come from `new_private_name`: cells of their own, which no string key equals.
        unsafe { PropertyKey::from_cell_unchecked(name) }
    }

    fn private_text(&mut self, name: Value) -> String {
        // SAFETY: names come from `new_private_name`.
        let description = unsafe { Gc::<PrivateName>::from_addr(name.address()) }.description.get();
        match description.as_string() {
            Some(text) => text.to_rust(),
            None => String::from("#"),
        }
    }

    fn private_receiver(&mut self, base: Value, name: Value, verb: &str) -> Res<Gc<Object>> {
        match base.as_object() {
            Some(object) => Ok(object),
            None => {
                let text = self.private_text(name);
                Err(self.throw_type_error(format!(
                    "Cannot {verb} private member {text} {} an object whose class did not declare it",
                    if verb == "read" { "from" } else { "to" }
                )))
            }
        }
    }

    /// PrivateGet (https://tc39.es/ecma262/#sec-privateget)
    pub fn private_get(&mut self, base: Value, name: Value) -> Res {
        let object = self.private_receiver(base, name, "read")?;
        let Some(found) = self.shape_of(object).lookup(Vm::private_key(name)) else {
            let text = self.private_text(name);
            return Err(self.throw_type_error(format!(
                "Cannot read private member {text} from an object whose class did not declare it"
            )));
        };
        let value = self.slot(object, found.slot);
        if !found.attributes.is_accessor() {
            return Ok(value);
        }
        // SAFETY: the attributes say that it is an accessor.
        let getter = unsafe { Accessor::of(value) }.getter.get();
        if getter.is_undefined() {
            let text = self.private_text(name);
            return Err(self.throw_type_error(format!("'{text}' was defined without a getter")));
        }
        self.call(getter, base, &[])
    }

    /// PrivateSet (https://tc39.es/ecma262/#sec-privateset)
    pub fn private_set(&mut self, base: Value, name: Value, value: Value) -> Res<()> {
        let object = self.private_receiver(base, name, "write")?;
        let Some(found) = self.shape_of(object).lookup(Vm::private_key(name)) else {
            let text = self.private_text(name);
            return Err(self.throw_type_error(format!(
                "Cannot write private member {text} to an object whose class did not declare it"
            )));
        };
        if found.attributes.is_accessor() {
            // SAFETY: the attributes say that it is an accessor.
            let setter = unsafe { Accessor::of(self.slot(object, found.slot)) }.setter.get();
            if setter.is_undefined() {
                let text = self.private_text(name);
                return Err(self.throw_type_error(format!("'{text}' was defined without a setter")));
            }
            self.call(setter, base, &[value])?;
        } else if found.attributes.is_writable() {
            self.set_slot(object, found.slot, value);
        } else {
            let text = self.private_text(name);
            return Err(self.throw_type_error(format!("Private method '{text}' is not writable")));
        }
        Ok(())
    }

    /// `#x in object` (https://tc39.es/ecma262/#sec-relational-operators-runtime-semantics-evaluation)
    pub fn private_has(&mut self, base: Value, name: Value) -> Res<bool> {
        match base.as_object() {
            Some(object) => Ok(self.shape_of(object).lookup(Vm::private_key(name)).is_some()),
            None => {
                let (text, shown) = (self.private_text(name), self.value_display(base));
                Err(self.throw_type_error(format!(
                    "Cannot use 'in' operator to search for '{text}' in {shown}"
                )))
            }
        }
    }

    fn private_add(
        &mut self,
        object: Gc<Object>,
        name: Value,
        value: Value,
        attributes: Attributes,
    ) -> Res<()> {
        let key = Vm::private_key(name);
        if self.shape_of(object).lookup(key).is_some() {
            let text = self.private_text(name);
            return Err(
                self.throw_type_error(format!("Cannot initialize {text} twice on the same object"))
            );
        }
        self.materialize_function(object);
        self.add_property(object, key, value, attributes)
    }

    /// PrivateFieldAdd (https://tc39.es/ecma262/#sec-privatefieldadd)
    pub fn private_field_add(&mut self, object: Gc<Object>, name: Value, value: Value) -> Res<()> {
        self.private_add(object, name, value, Attributes::WRITABLE)
    }

    /// PrivateMethodOrAccessorAdd (https://tc39.es/ecma262/#sec-privatemethodoraccessoradd). The two halves of an
    /// accessor are added one after the other.
    pub fn private_element_add(
        &mut self,
        object: Gc<Object>,
        name: Value,
        function: Value,
        kind: PrivateElement,
    ) -> Res<()> {
        let found = self.shape_of(object).lookup(Vm::private_key(name));
        let old = match found {
            Some(p) if p.attributes.is_accessor() => {
                // SAFETY: the attributes say that it is an accessor.
                let pair = unsafe { Accessor::of(self.slot(object, p.slot)) };
                (pair.getter.get(), pair.setter.get())
            }
            _ => (Value::UNDEFINED, Value::UNDEFINED),
        };
        let pair = match kind {
            PrivateElement::Method => {
                return self.private_add(object, name, function, Attributes::NONE);
            }
            PrivateElement::Getter if old.0.is_undefined() => (function, old.1),
            PrivateElement::Setter if old.1.is_undefined() => (old.0, function),
            _ => return self.private_add(object, name, function, Attributes::ACCESSOR),
        };
        let accessor = Value::cell(self.heap.alloc(Accessor::new(pair.0, pair.1)));
        match found {
            Some(p) if p.attributes.is_accessor() => {
                self.set_slot(object, p.slot, accessor);
                Ok(())
            }
            _ => self.private_add(object, name, accessor, Attributes::ACCESSOR),
        }
    }
}

impl Vm {
    /// The name of a private method: its text with the `#`.
    pub(super) fn private_function_name(
        &mut self,
        key: PropertyKey,
        prefix: Option<&str>,
    ) -> Value {
        let Some(name) = key.as_cell() else { return Value::cell(self.strings.empty()) };
        let text = self.private_text(name);
        let text = prefix.map_or(text.clone(), |p| format!("{p} {text}"));
        Value::cell(self.new_string(&text))
    }
}
