//! Type conversions (https://tc39.es/ecma262/#sec-type-conversion).
//!
//! Invariant: every conversion does what the specification's does in the same order, calls into scripts included; a
//! conversion that cannot call a script is marked by not returning `Res`.

use super::names::Symbol;
use super::number::format::number_to_string;
use super::number::integer;
use super::number::parse::string_to_number;
use super::object::{Object, PrimitiveWrapper};
use super::property_key::PropertyKey;
use super::proxy::ProxyObject;
use super::string::{JsString, StringExt};
use super::vm::Vm;
use crate::runtime::bigint::BigIntExt;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::Gc;

/// What sort of primitive value is preferred.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hint {
    /// Either.
    Default,
    /// A number.
    Number,
    /// A string.
    String,
}

/// The greatest length of an array-like object: 2^53 - 1.
pub const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

impl Vm {
    /// ToPrimitive (https://tc39.es/ecma262/#sec-toprimitive)
    #[inline]
    pub fn to_primitive(&mut self, value: Value, hint: Hint) -> Res {
        match value.as_object() {
            None => Ok(value),
            Some(object) => self.object_to_primitive(object, hint),
        }
    }

    fn object_to_primitive(&mut self, object: Gc<Object>, hint: Hint) -> Res {
        let value = Value::cell(object);
        let key = self.symbols.to_primitive;
        let Some(exotic) = self.get_method(value, key)? else {
            return self.ordinary_to_primitive(object, hint);
        };
        let hint = match hint {
            Hint::Default => self.names.default,
            Hint::Number => self.names.number,
            Hint::String => self.names.string,
        };
        let hint = self.key_to_value(hint);
        let result = self.call(exotic, value, &[hint])?;
        if result.is_object() { Err(self.throw_no_primitive()) } else { Ok(result) }
    }

    /// OrdinaryToPrimitive (https://tc39.es/ecma262/#sec-ordinarytoprimitive)
    pub fn ordinary_to_primitive(&mut self, object: Gc<Object>, hint: Hint) -> Res {
        let (to_string, value_of) = (self.names.to_string, self.names.value_of);
        let order =
            if hint == Hint::String { [to_string, value_of] } else { [value_of, to_string] };
        for name in order {
            let method = self.get(object, name)?;
            if method.is_callable() {
                let result = self.call(method, Value::cell(object), &[])?;
                if !result.is_object() {
                    return Ok(result);
                }
            }
        }
        Err(self.throw_no_primitive())
    }

    #[cold]
    fn throw_no_primitive(&mut self) -> Thrown {
        self.throw_type_error("Cannot convert object to primitive value")
    }

    /// ToBoolean (https://tc39.es/ecma262/#sec-toboolean)
    #[inline]
    pub fn to_boolean(&self, value: Value) -> bool {
        if value.is_bool() {
            value == Value::TRUE
        } else if value.is_int() {
            value.as_int() != 0
        } else if value.is_double() {
            let number = value.as_double();
            number != 0.0 && !number.is_nan()
        } else if let Some(string) = value.as_string() {
            !string.is_empty()
        } else if let Some(number) = value.as_bigint() {
            !number.is_zero()
        } else {
            !value.is_nullish() && !value.emulates_undefined()
        }
    }

    /// ToNumber (https://tc39.es/ecma262/#sec-tonumber)
    #[inline]
    pub fn to_number(&mut self, value: Value) -> Res<f64> {
        match value.to_number() {
            Some(number) => Ok(number),
            None => self.number_of(value),
        }
    }

    fn number_of(&mut self, value: Value) -> Res<f64> {
        let primitive = self.to_primitive(value, Hint::Number)?;
        if let Some(number) = primitive.to_number() {
            return Ok(number);
        }
        if let Some(string) = primitive.as_string() {
            return Ok(self.string_to_number(string));
        }
        if primitive.is_symbol() {
            return Err(self.throw_type_error("Cannot convert a Symbol value to a number"));
        }
        if primitive.is_bigint() {
            return Err(self.throw_type_error("Cannot convert a BigInt value to a number"));
        }
        Ok(match primitive {
            Value::UNDEFINED => f64::NAN,
            Value::TRUE => 1.0,
            _ => 0.0,
        })
    }

    /// StringToNumber (https://tc39.es/ecma262/#sec-stringtonumber)
    pub fn string_to_number(&mut self, string: Gc<JsString>) -> f64 {
        let flat = self.flatten(string);
        string_to_number(flat.view())
    }

    /// ToNumeric (https://tc39.es/ecma262/#sec-tonumeric): a Number or a BigInt
    pub fn to_numeric(&mut self, value: Value) -> Res {
        if value.is_number() {
            return Ok(value);
        }
        let primitive = self.to_primitive(value, Hint::Number)?;
        if primitive.is_bigint() {
            return Ok(primitive);
        }
        Ok(Value::number(self.to_number(primitive)?))
    }

    /// ToIntegerOrInfinity (https://tc39.es/ecma262/#sec-tointegerorinfinity)
    pub fn to_integer_or_infinity(&mut self, value: Value) -> Res<f64> {
        if let Some(int) = value.to_int() {
            return Ok(int as f64);
        }
        Ok(integer::to_integer_or_infinity(self.to_number(value)?))
    }

    /// ToInt32 (https://tc39.es/ecma262/#sec-toint32)
    #[inline]
    pub fn to_int32(&mut self, value: Value) -> Res<i32> {
        match value.to_int() {
            Some(int) => Ok(int),
            None => Ok(integer::to_int32(self.to_number(value)?)),
        }
    }

    /// ToUint32 (https://tc39.es/ecma262/#sec-touint32)
    pub fn to_uint32(&mut self, value: Value) -> Res<u32> {
        Ok(self.to_int32(value)? as u32)
    }

    /// ToInt16 (https://tc39.es/ecma262/#sec-toint16)
    pub fn to_int16(&mut self, value: Value) -> Res<i16> {
        Ok(self.to_int32(value)? as i16)
    }

    /// ToUint16 (https://tc39.es/ecma262/#sec-touint16)
    pub fn to_uint16(&mut self, value: Value) -> Res<u16> {
        Ok(self.to_int32(value)? as u16)
    }

    /// ToInt8 (https://tc39.es/ecma262/#sec-toint8)
    pub fn to_int8(&mut self, value: Value) -> Res<i8> {
        Ok(self.to_int32(value)? as i8)
    }

    /// ToUint8 (https://tc39.es/ecma262/#sec-touint8)
    pub fn to_uint8(&mut self, value: Value) -> Res<u8> {
        Ok(self.to_int32(value)? as u8)
    }

    /// ToUint8Clamp (https://tc39.es/ecma262/#sec-touint8clamp)
    pub fn to_uint8_clamp(&mut self, value: Value) -> Res<u8> {
        Ok(integer::to_uint8_clamp(self.to_number(value)?))
    }

    /// ToLength (https://tc39.es/ecma262/#sec-tolength)
    pub fn to_length(&mut self, value: Value) -> Res<u64> {
        let length = self.to_integer_or_infinity(value)?;
        // The cast makes 0 of what is negative.
        Ok((length as u64).min(MAX_SAFE_INTEGER))
    }

    /// ToIndex (https://tc39.es/ecma262/#sec-toindex)
    pub fn to_index(&mut self, value: Value) -> Res<u64> {
        let index = self.to_integer_or_infinity(value)?;
        if !(0.0..=MAX_SAFE_INTEGER as f64).contains(&index) {
            let shown = number_to_string(index);
            return Err(self.throw_range_error(format!("Invalid index: {shown}")));
        }
        Ok(index as u64)
    }

    /// ToString (https://tc39.es/ecma262/#sec-tostring)
    #[inline]
    pub fn to_string(&mut self, value: Value) -> Res<Gc<JsString>> {
        match value.as_string() {
            Some(string) => Ok(string),
            None => self.string_of(value),
        }
    }

    fn string_of(&mut self, value: Value) -> Res<Gc<JsString>> {
        let primitive = self.to_primitive(value, Hint::String)?;
        if let Some(string) = primitive.as_string() {
            return Ok(string);
        }
        if primitive.is_number() {
            return Ok(self.number_to_string(primitive));
        }
        if let Some(number) = primitive.as_bigint() {
            return Ok(self.bigint_to_string(number, 10));
        }
        if primitive.is_symbol() {
            return Err(self.throw_type_error("Cannot convert a Symbol value to a string"));
        }
        let name = match primitive {
            Value::NULL => self.names.null,
            Value::TRUE => self.names.true_,
            Value::FALSE => self.names.false_,
            _ => self.names.undefined,
        };
        Ok(self.key_string(name))
    }

    /// The string of a key that is known to be one, from [`Vm::names`](super::names::Names).
    pub fn key_string(&mut self, key: PropertyKey) -> Gc<JsString> {
        let value = self.key_to_value(key);
        value.as_string().unwrap_or(self.strings.empty())
    }

    /// Number::toString (https://tc39.es/ecma262/#sec-numeric-types-number-tostring), radix 10, of a Number
    pub fn number_to_string(&mut self, value: Value) -> Gc<JsString> {
        let number = value.as_number();
        // One form for each number, so that the cache knows it.
        let value = Value::number(number);
        match value.to_int() {
            Some(index @ 0..) => return self.index_to_string(index as u32),
            _ => {
                if let Some(string) = self.strings.cached_number(value.bits()) {
                    return string;
                }
            }
        }
        let mut buffer = ryu_js::Buffer::new();
        let string = self.new_string_latin1(buffer.format(number).as_bytes());
        self.strings.cache_number(value.bits(), string);
        string
    }

    /// ToObject (https://tc39.es/ecma262/#sec-toobject)
    pub fn to_object(&mut self, value: Value) -> Res<Gc<Object>> {
        if let Some(object) = value.as_object() {
            return Ok(object);
        }
        if value.is_nullish() {
            return Err(self.throw_type_error("Cannot convert undefined or null to object"));
        }
        let value = match value.as_string() {
            Some(string) => Value::cell(self.flatten(string)),
            None => value,
        };
        Ok(self.new_primitive_wrapper(value))
    }

    /// The value that a Boolean, Number, String, Symbol or BigInt object wraps, if `value` is one.
    pub fn wrapped_primitive(value: Value) -> Option<Value> {
        value.as_kind::<PrimitiveWrapper>().map(|wrapper| wrapper.value.get())
    }

    /// IsArray (https://tc39.es/ecma262/#sec-isarray)
    pub fn is_array(&mut self, value: Value) -> Res<bool> {
        match value.as_kind::<ProxyObject>() {
            Some(proxy) => self.proxy_is_array(proxy),
            None => Ok(value.as_array().is_some()),
        }
    }

    /// IsCallable (https://tc39.es/ecma262/#sec-iscallable)
    #[inline(always)]
    pub fn is_callable(&self, value: Value) -> bool {
        value.is_callable()
    }

    /// IsConstructor (https://tc39.es/ecma262/#sec-isconstructor)
    #[inline(always)]
    pub fn is_constructor(&self, value: Value) -> bool {
        value.is_constructor()
    }

    /// ToPropertyKey (https://tc39.es/ecma262/#sec-topropertykey)
    #[inline]
    pub fn to_property_key(&mut self, value: Value) -> Res<PropertyKey> {
        match value.to_int() {
            Some(index @ 0..) => Ok(PropertyKey::from_index(index as u32)),
            _ => match value.as_string() {
                Some(string) => Ok(self.string_key(string)),
                None => self.property_key_of(value),
            },
        }
    }

    fn property_key_of(&mut self, value: Value) -> Res<PropertyKey> {
        let primitive = self.to_primitive(value, Hint::String)?;
        if let Some(symbol) = primitive.as_symbol() {
            return Ok(Symbol::key(symbol));
        }
        if let Some(number) = primitive.to_number() {
            let index = number as u32;
            if index as f64 == number && index != u32::MAX {
                return Ok(PropertyKey::from_index(index));
            }
        }
        let string = self.to_string(primitive)?;
        Ok(self.string_key(string))
    }

    /// RequireObjectCoercible (https://tc39.es/ecma262/#sec-requireobjectcoercible); `method` names the built-in function
    /// in the message.
    pub fn require_object_coercible(&mut self, value: Value, method: &str) -> Res {
        if value.is_nullish() {
            return Err(self.throw_type_error(format!("{method} called on null or undefined")));
        }
        Ok(value)
    }

    /// CanonicalNumericIndexString (https://tc39.es/ecma262/#sec-canonicalnumericindexstring)
    pub fn canonical_numeric_index(&mut self, key: PropertyKey) -> Option<f64> {
        if let Some(index) = key.as_index() {
            return Some(index as f64);
        }
        let string = key.as_cell()?.as_string()?;
        let view = string.view();
        if view.eq_ascii("-0") {
            return Some(-0.0);
        }
        // Only these begin the string of a number.
        if !matches!(view.units().next(), Some(0x30..=0x39 | 0x2D | 0x49 | 0x4E)) {
            return None;
        }
        let number = string_to_number(view);
        view.eq_ascii(&number_to_string(number)).then_some(number)
    }
}
