//! Rust types and JavaScript values.
//!
//! Invariant: reading is strict: a value of another type is a TypeError that says what was expected, and nothing is converted by
//! calling scripts, but for accessors of the objects that are read.

use super::{JsResult, JsValue, Scope, Type};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

/// A Rust type that a JavaScript value can be read as.
///
/// | value | types |
/// |---|---|
/// | boolean | `bool` |
/// | number | `f64`, `f32`; integral ones in range: `i8` to `i64`, `u8` to `u64`, `usize` |
/// | BigInt in range | `i128` |
/// | string | `String` |
/// | `undefined`, `null` | `()`, `None` of an `Option<T>` |
/// | array or array-like | `Vec<T>` |
/// | object | `HashMap<String, T>`, `BTreeMap<String, T>` of its own enumerable properties |
/// | anything | [`JsValue`] |
pub trait FromJs: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// A TypeError if it is of another type.
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self>;
}

/// A Rust type that can be given to scripts: the types of [`FromJs`], and `&str`, slices and arrays. Integers beyond 2^53 lose digits
/// unless they are given as `i128`, which is a BigInt.
pub trait IntoJs {
    /// Makes the value.
    ///
    /// # Errors
    /// The end of a limit.
    fn into_js(self, scope: &mut Scope<'_>) -> JsResult;
}

/// The TypeError for a value of another type.
fn mismatch<T>(scope: &mut Scope<'_>, value: &JsValue, expected: &str) -> JsResult<T> {
    let shown = scope.inspect(value)?;
    let shown: String = shown.chars().take(80).collect();
    Err(scope.throw_type_error(format!("{expected} is expected, not {shown}")))
}

impl FromJs for JsValue {
    fn from_js(_: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        Ok(value.clone())
    }
}

impl IntoJs for JsValue {
    fn into_js(self, _: &mut Scope<'_>) -> JsResult {
        Ok(self)
    }
}

impl IntoJs for &JsValue {
    fn into_js(self, _: &mut Scope<'_>) -> JsResult {
        Ok(self.clone())
    }
}

impl FromJs for () {
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        if value.is_nullish() { Ok(()) } else { mismatch(scope, value, "undefined") }
    }
}

impl FromJs for bool {
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        match value.as_bool() {
            Some(bool) => Ok(bool),
            None => mismatch(scope, value, "a boolean"),
        }
    }
}

impl FromJs for f64 {
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        match value.as_number() {
            Some(number) => Ok(number),
            None => mismatch(scope, value, "a number"),
        }
    }
}

impl FromJs for f32 {
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        f64::from_js(scope, value).map(|number| number as f32)
    }
}

macro_rules! integers {
    ($($integer:ty),*) => {
        $(impl FromJs for $integer {
            fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
                let number = value.as_number().filter(|n| n.fract() == 0.0 && n.abs() <= EXACT);
                match number.and_then(|number| <$integer>::try_from(number as i64).ok()) {
                    Some(integer) => Ok(integer),
                    None => {
                        let (least, most) = (<$integer>::MIN, <$integer>::MAX);
                        mismatch(scope, value, &format!("an integer from {least} to {most}"))
                    }
                }
            }
        })*
    };
}

/// Integers up to this one are exact.
const EXACT: f64 = 9007199254740992.0;

integers!(i8, i16, i32, i64, u8, u16, u32, u64, isize, usize);

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl IntoJs for $number {
            fn into_js(self, _: &mut Scope<'_>) -> JsResult {
                Ok((self as f64).into())
            }
        })*
    };
}

numbers!(f64, f32, i8, i16, i32, i64, u8, u16, u32, u64, isize, usize);

impl IntoJs for () {
    fn into_js(self, _: &mut Scope<'_>) -> JsResult {
        Ok(JsValue::UNDEFINED)
    }
}

impl IntoJs for bool {
    fn into_js(self, _: &mut Scope<'_>) -> JsResult {
        Ok(self.into())
    }
}

impl FromJs for i128 {
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        if value.type_of() == Type::BigInt
            && let Ok(number) = scope.to_string(value)?.parse()
        {
            return Ok(number);
        }
        mismatch(scope, value, "a BigInt of 128 bits")
    }
}

impl IntoJs for i128 {
    fn into_js(self, scope: &mut Scope<'_>) -> JsResult {
        scope.bigint(self)
    }
}

impl FromJs for String {
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        match value.type_of() {
            Type::String => scope.to_string(value),
            _ => mismatch(scope, value, "a string"),
        }
    }
}

impl IntoJs for &str {
    fn into_js(self, scope: &mut Scope<'_>) -> JsResult {
        scope.string(self)
    }
}

impl IntoJs for String {
    fn into_js(self, scope: &mut Scope<'_>) -> JsResult {
        scope.string(&self)
    }
}

impl<T: FromJs> FromJs for Option<T> {
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        if value.is_nullish() { Ok(None) } else { T::from_js(scope, value).map(Some) }
    }
}

impl<T: IntoJs> IntoJs for Option<T> {
    fn into_js(self, scope: &mut Scope<'_>) -> JsResult {
        match self {
            Some(value) => value.into_js(scope),
            None => Ok(JsValue::UNDEFINED),
        }
    }
}

impl<T: FromJs> FromJs for Vec<T> {
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        if value.type_of() != Type::Object {
            return mismatch(scope, value, "an array");
        }
        scope.elements(value)
    }
}

/// An array of the values.
fn array_of(scope: &mut Scope<'_>, values: impl IntoIterator<Item: IntoJs>) -> JsResult {
    let values: Vec<JsValue> =
        values.into_iter().map(|value| value.into_js(scope)).collect::<JsResult<_>>()?;
    scope.array(&values)
}

impl<T: IntoJs> IntoJs for Vec<T> {
    fn into_js(self, scope: &mut Scope<'_>) -> JsResult {
        array_of(scope, self)
    }
}

impl<T: IntoJs, const N: usize> IntoJs for [T; N] {
    fn into_js(self, scope: &mut Scope<'_>) -> JsResult {
        array_of(scope, self)
    }
}

impl<T: IntoJs + Clone> IntoJs for &[T] {
    fn into_js(self, scope: &mut Scope<'_>) -> JsResult {
        array_of(scope, self.iter().cloned())
    }
}

/// The own enumerable properties of an object.
fn entries<T: FromJs, M: FromIterator<(String, T)>>(
    scope: &mut Scope<'_>,
    value: &JsValue,
) -> JsResult<M> {
    if !value.is_object() {
        return mismatch(scope, value, "an object");
    }
    let keys = scope.keys(value)?;
    let read = keys.into_iter().map(|key| {
        let property = scope.get(value, &key)?;
        Ok((key, T::from_js(scope, &property)?))
    });
    read.collect()
}

/// An object of the entries.
fn object_of<K: AsRef<str>, T: IntoJs>(
    scope: &mut Scope<'_>,
    entries: impl IntoIterator<Item = (K, T)>,
) -> JsResult {
    let object = scope.object()?;
    for (key, value) in entries {
        let value = value.into_js(scope)?;
        scope.set(&object, key.as_ref(), &value)?;
    }
    Ok(object)
}

impl<T: FromJs, S: BuildHasher + Default> FromJs for HashMap<String, T, S> {
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        entries(scope, value)
    }
}

impl<K: AsRef<str> + Hash + Eq, T: IntoJs, S> IntoJs for HashMap<K, T, S> {
    fn into_js(self, scope: &mut Scope<'_>) -> JsResult {
        object_of(scope, self)
    }
}

impl<T: FromJs> FromJs for BTreeMap<String, T> {
    fn from_js(scope: &mut Scope<'_>, value: &JsValue) -> JsResult<Self> {
        entries(scope, value)
    }
}

impl<K: AsRef<str>, T: IntoJs> IntoJs for BTreeMap<K, T> {
    fn into_js(self, scope: &mut Scope<'_>) -> JsResult {
        object_of(scope, self)
    }
}
