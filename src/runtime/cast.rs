//! What a value is: tests and casts by the kind of its cell.
//!
//! Invariant: a cast gives a reference only if the cell has that very kind, or, for [`Object`], any kind of object.

use super::bigint::JsBigInt;
use super::function::{EmulatesUndefined, Function, NativeFunction};
use super::kind::Kind;
use super::names::Symbol;
use super::object::{Array, Object, object_flags};
use super::string::JsString;
use crate::value::Value;
use jsrun_gc::{Cell, Gc, Header};

impl Value {
    /// The kind of the cell, 0 for what is not a cell.
    #[inline(always)]
    pub fn kind(self) -> u8 {
        if !self.is_cell() {
            return 0;
        }
        // SAFETY: a value that is a cell is the address of a live cell, which begins with its header.
        unsafe { (*std::ptr::with_exposed_provenance::<Header>(self.address())).kind() }
    }

    /// The cell, if it is of this type.
    #[inline(always)]
    pub fn as_kind<T: Cell>(self) -> Option<Gc<T>> {
        // SAFETY: a cell with this kind is of this type.
        if self.kind() == T::KIND { Some(unsafe { Gc::from_addr(self.address()) }) } else { None }
    }

    /// Is it an object?
    #[inline(always)]
    pub fn is_object(self) -> bool {
        self.kind() >= Kind::FIRST_OBJECT
    }

    /// The object that it is.
    #[inline(always)]
    pub fn as_object(self) -> Option<Gc<Object>> {
        // SAFETY: every cell with such a kind begins with `Object`.
        if self.is_object() { Some(unsafe { Gc::from_addr(self.address()) }) } else { None }
    }

    /// Is it a string?
    #[inline(always)]
    pub fn is_string(self) -> bool {
        self.kind() == Kind::String as u8
    }

    /// The string that it is.
    #[inline(always)]
    pub fn as_string(self) -> Option<Gc<JsString>> {
        self.as_kind()
    }

    /// Is it a symbol?
    #[inline(always)]
    pub fn is_symbol(self) -> bool {
        self.kind() == Kind::Symbol as u8
    }

    /// The symbol that it is.
    #[inline(always)]
    pub fn as_symbol(self) -> Option<Gc<Symbol>> {
        self.as_kind()
    }

    /// Is it a BigInt?
    #[inline(always)]
    pub fn is_bigint(self) -> bool {
        self.kind() == Kind::BigInt as u8
    }

    /// The BigInt that it is.
    #[inline(always)]
    pub fn as_bigint(self) -> Option<Gc<JsBigInt>> {
        self.as_kind()
    }

    /// The function compiled from source that it is.
    #[inline(always)]
    pub fn as_function(self) -> Option<Gc<Function>> {
        self.as_kind()
    }

    /// The built-in function that it is.
    #[inline(always)]
    pub fn as_native_function(self) -> Option<Gc<NativeFunction>> {
        self.as_kind().or_else(|| {
            let function = self.as_kind::<EmulatesUndefined>()?;
            // SAFETY: the one is the other, with a name.
            Some(unsafe { function.cast_unchecked() })
        })
    }

    /// Has it [[IsHTMLDDA]]?
    #[inline(always)]
    pub fn emulates_undefined(self) -> bool {
        self.as_kind::<EmulatesUndefined>().is_some()
    }

    /// The array that it is; a proxy of an array is none.
    #[inline(always)]
    pub fn as_array(self) -> Option<Gc<Array>> {
        self.as_kind()
    }

    /// IsCallable (https://tc39.es/ecma262/#sec-iscallable)
    #[inline(always)]
    pub fn is_callable(self) -> bool {
        self.as_object().is_some_and(|object| object.has_flag(object_flags::CALLABLE))
    }

    /// IsConstructor (https://tc39.es/ecma262/#sec-isconstructor)
    #[inline(always)]
    pub fn is_constructor(self) -> bool {
        self.as_object().is_some_and(|object| object.has_flag(object_flags::CONSTRUCTOR))
    }
}
