//! Property attributes, descriptors and accessor pairs.
//!
//! Invariant: a slot whose attributes have `ACCESSOR` holds an [`Accessor`] cell, any other slot a script's value.

use super::kind::Kind;
use crate::value::Value;
use jsrun_gc::{Cell, Gc, Header, Layout, Slot, layout_mask};

/// The attributes of a property (https://tc39.es/ecma262/#sec-property-attributes), and whether it is an accessor.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
#[repr(transparent)]
pub struct Attributes(pub u8);

impl Attributes {
    /// [[Writable]]
    pub const WRITABLE: Attributes = Attributes(1);
    /// [[Enumerable]]
    pub const ENUMERABLE: Attributes = Attributes(2);
    /// [[Configurable]]
    pub const CONFIGURABLE: Attributes = Attributes(4);
    /// The value is an [`Accessor`] cell.
    pub const ACCESSOR: Attributes = Attributes(8);
    /// In an ordered table: the entry was deleted.
    pub(super) const DELETED: Attributes = Attributes(0x80);
    /// None at all.
    pub const NONE: Attributes = Attributes(0);
    /// Writable, enumerable and configurable: what assignment makes.
    pub const ALL: Attributes = Attributes(7);
    /// Writable and configurable: what the specification gives methods of built-in objects.
    pub const METHOD: Attributes = Attributes(5);

    /// Has it all of these?
    #[inline(always)]
    pub const fn has(self, other: Attributes) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both together.
    #[inline(always)]
    pub const fn with(self, other: Attributes) -> Attributes {
        Attributes(self.0 | other.0)
    }

    /// These without the others.
    #[inline(always)]
    pub const fn without(self, other: Attributes) -> Attributes {
        Attributes(self.0 & !other.0)
    }

    /// These with the given ones set or cleared.
    pub const fn set(self, which: Attributes, on: bool) -> Attributes {
        if on { self.with(which) } else { self.without(which) }
    }

    /// Is it an accessor property?
    #[inline(always)]
    pub const fn is_accessor(self) -> bool {
        self.has(Attributes::ACCESSOR)
    }
    /// Is it writable?
    #[inline(always)]
    pub const fn is_writable(self) -> bool {
        self.has(Attributes::WRITABLE)
    }
    /// Is it enumerable?
    #[inline(always)]
    pub const fn is_enumerable(self) -> bool {
        self.has(Attributes::ENUMERABLE)
    }
    /// Is it configurable?
    #[inline(always)]
    pub const fn is_configurable(self) -> bool {
        self.has(Attributes::CONFIGURABLE)
    }
}

/// The getter and setter of an accessor property; `undefined` where there is none. Never changed once made.
#[repr(C)]
pub struct Accessor {
    /// Kind `Accessor`.
    pub header: Header,
    /// [[Get]]
    pub getter: Slot<Value>,
    /// [[Set]]
    pub setter: Slot<Value>,
}

// SAFETY: `repr(C)` with the header first; the mask names both fields.
unsafe impl Cell for Accessor {
    const KIND: u8 = Kind::Accessor as u8;
    const LAYOUT: Layout = layout_mask!(Accessor: getter, setter);
}

impl Accessor {
    /// A pair.
    pub fn new(getter: Value, setter: Value) -> Accessor {
        Accessor {
            header: Header::new(Accessor::KIND, 0),
            getter: Slot::new(getter),
            setter: Slot::new(setter),
        }
    }

    /// The accessor that a slot holds.
    ///
    /// # Safety
    /// `value` came from a slot whose attributes have `ACCESSOR`.
    pub unsafe fn of(value: Value) -> Gc<Accessor> {
        // SAFETY: promised by the caller.
        unsafe { Gc::from_addr(value.address()) }
    }
}

/// Property Descriptor (https://tc39.es/ecma262/#sec-property-descriptor-specification-type): absent fields are
/// `None`. It may live on the stack only: the collector does not see it elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PropertyDescriptor {
    /// [[Value]]
    pub value: Option<Value>,
    /// [[Get]]
    pub get: Option<Value>,
    /// [[Set]]
    pub set: Option<Value>,
    /// [[Writable]]
    pub writable: Option<bool>,
    /// [[Enumerable]]
    pub enumerable: Option<bool>,
    /// [[Configurable]]
    pub configurable: Option<bool>,
}

impl PropertyDescriptor {
    /// A complete data descriptor.
    pub fn data(value: Value, attributes: Attributes) -> PropertyDescriptor {
        PropertyDescriptor {
            value: Some(value),
            writable: Some(attributes.is_writable()),
            enumerable: Some(attributes.is_enumerable()),
            configurable: Some(attributes.is_configurable()),
            ..PropertyDescriptor::default()
        }
    }

    /// A complete accessor descriptor.
    pub fn accessor(get: Value, set: Value, attributes: Attributes) -> PropertyDescriptor {
        PropertyDescriptor {
            get: Some(get),
            set: Some(set),
            enumerable: Some(attributes.is_enumerable()),
            configurable: Some(attributes.is_configurable()),
            ..PropertyDescriptor::default()
        }
    }

    /// IsAccessorDescriptor (https://tc39.es/ecma262/#sec-isaccessordescriptor)
    pub fn is_accessor(&self) -> bool {
        self.get.is_some() || self.set.is_some()
    }

    /// IsDataDescriptor (https://tc39.es/ecma262/#sec-isdatadescriptor)
    pub fn is_data(&self) -> bool {
        self.value.is_some() || self.writable.is_some()
    }

    /// The attributes of a new property that it describes: absent fields are false.
    pub fn attributes(&self) -> Attributes {
        Attributes::NONE
            .set(Attributes::ACCESSOR, self.is_accessor())
            .set(Attributes::WRITABLE, self.writable == Some(true))
            .set(Attributes::ENUMERABLE, self.enumerable == Some(true))
            .set(Attributes::CONFIGURABLE, self.configurable == Some(true))
    }
}
