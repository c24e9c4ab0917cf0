//! Rust data that serde knows, as values.
//!
//! Invariant: data goes through JSON text, so what it can be is what JSON can say: no `undefined`, no cycles, numbers as doubles.

use super::{JsResult, JsValue, Scope};
use crate::runtime::error::ErrorKind;
use serde::Serialize;
use serde::de::DeserializeOwned;

impl Scope<'_> {
    /// The value of Rust data, as JSON would carry it.
    ///
    /// ```
    /// use jsrun::context::Context;
    ///
    /// #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
    /// struct Point {
    ///     x: f64,
    ///     y: f64,
    /// }
    ///
    /// let mut context = Context::default();
    /// let mirrored: Point = context.run(|scope| {
    ///     let mirror = scope.eval("mirror.js", "({ x, y }) => ({ x: -x, y })")?;
    ///     let point = scope.serialize(&Point { x: 1.0, y: 2.0 })?;
    ///     let result = scope.call(&mirror, &().into(), &[point])?;
    ///     scope.deserialize(&result)
    /// })?;
    /// assert_eq!(mirrored, Point { x: -1.0, y: 2.0 });
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    ///
    /// # Errors
    /// A TypeError if the data cannot be JSON, or the end of a limit.
    pub fn serialize<T: Serialize + ?Sized>(&mut self, data: &T) -> JsResult {
        match serde_json::to_string(data) {
            Ok(text) => self.parse_json(&text),
            Err(error) => Err(self.throw_type_error(error.to_string())),
        }
    }

    /// Reads a value as Rust data, as `JSON.stringify` would write it.
    ///
    /// # Errors
    /// A TypeError if it is of another form, what `toJSON` methods and getters throw, or the end of a limit.
    pub fn deserialize<T: DeserializeOwned>(&mut self, value: &JsValue) -> JsResult<T> {
        let text = self.to_json(value)?;
        let read = serde_json::from_str(text.as_deref().unwrap_or("null"));
        read.map_err(|error| self.throw_error(ErrorKind::TypeError, &error.to_string()))
    }
}
