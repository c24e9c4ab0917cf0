//! The operators: what the handlers' slow paths do, and what built-in functions share with them.
//!
//! Invariant: operands are converted in the specification's order (left before right, each to a primitive before
//! either to a number), so scripts can observe nothing else.

use super::bigint::JsBigInt;
use super::convert::Hint;
use super::function::BoundFunction;
use super::number::integer;
use super::string::JsString;
use super::vm::Vm;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::Gc;

/// Two operands of the same numeric type.
enum Numeric {
    Numbers(f64, f64),
    BigInts(Gc<JsBigInt>, Gc<JsBigInt>),
}

type OnBigInts = fn(&mut Vm, Gc<JsBigInt>, Gc<JsBigInt>) -> Res<Gc<JsBigInt>>;

impl Vm {
    /// Converts both operands, as ApplyStringOrNumericBinaryOperator does
    /// (https://tc39.es/ecma262/#sec-applystringornumericbinaryoperator), steps 3 to 5.
    fn numeric_operands(&mut self, a: Value, b: Value) -> Res<Numeric> {
        let a = self.to_numeric(a)?;
        let b = self.to_numeric(b)?;
        match (a.as_bigint(), b.as_bigint()) {
            (None, None) => Ok(Numeric::Numbers(a.as_number(), b.as_number())),
            (Some(a), Some(b)) => Ok(Numeric::BigInts(a, b)),
            _ => Err(self.throw_mixed_bigint()),
        }
    }

    #[cold]
    fn throw_mixed_bigint(&mut self) -> Thrown {
        self.throw_type_error("Cannot mix BigInt and other types, use explicit conversions")
    }

    #[inline]
    fn arithmetic(&mut self, a: Value, b: Value, numbers: fn(f64, f64) -> f64, bigints: OnBigInts) -> Res {
        Ok(match self.numeric_operands(a, b)? {
            Numeric::Numbers(a, b) => Value::number(numbers(a, b)),
            Numeric::BigInts(a, b) => Value::cell(bigints(self, a, b)?),
        })
    }

    #[inline]
    fn bitwise(&mut self, a: Value, b: Value, ints: fn(i32, i32) -> i32, bigints: OnBigInts) -> Res {
        Ok(match self.numeric_operands(a, b)? {
            Numeric::Numbers(a, b) => Value::int(ints(integer::to_int32(a), integer::to_int32(b))),
            Numeric::BigInts(a, b) => Value::cell(bigints(self, a, b)?),
        })
    }

    /// The addition operator (https://tc39.es/ecma262/#sec-addition-operator-plus)
    pub fn op_add(&mut self, a: Value, b: Value) -> Res {
        if let (Some(a), Some(b)) = (a.as_string(), b.as_string()) {
            return Ok(Value::cell(self.concat(a, b)?));
        }
        if let (Some(a), Some(b)) = (a.to_number(), b.to_number()) {
            return Ok(Value::number(a + b));
        }
        let a = self.to_primitive(a, Hint::Default)?;
        let b = self.to_primitive(b, Hint::Default)?;
        if a.is_string() || b.is_string() {
            let a = self.to_string(a)?;
            let b = self.to_string(b)?;
            return Ok(Value::cell(self.concat(a, b)?));
        }
        self.arithmetic(a, b, |a, b| a + b, Vm::bigint_add)
    }

    /// The subtraction operator (https://tc39.es/ecma262/#sec-subtraction-operator-minus)
    pub fn op_sub(&mut self, a: Value, b: Value) -> Res {
        self.arithmetic(a, b, |a, b| a - b, Vm::bigint_sub)
    }

    /// `*` (https://tc39.es/ecma262/#sec-multiplicative-operators)
    pub fn op_mul(&mut self, a: Value, b: Value) -> Res {
        self.arithmetic(a, b, |a, b| a * b, Vm::bigint_mul)
    }

    /// `/` (https://tc39.es/ecma262/#sec-multiplicative-operators)
    pub fn op_div(&mut self, a: Value, b: Value) -> Res {
        self.arithmetic(a, b, |a, b| a / b, Vm::bigint_div)
    }

    /// `%` (https://tc39.es/ecma262/#sec-multiplicative-operators)
    pub fn op_rem(&mut self, a: Value, b: Value) -> Res {
        self.arithmetic(a, b, integer::remainder, Vm::bigint_rem)
    }

    /// The exponentiation operator (https://tc39.es/ecma262/#sec-exp-operator)
    pub fn op_exp(&mut self, a: Value, b: Value) -> Res {
        self.arithmetic(a, b, integer::exponentiate, Vm::bigint_exp)
    }

    /// `&` (https://tc39.es/ecma262/#sec-binary-bitwise-operators)
    pub fn op_bit_and(&mut self, a: Value, b: Value) -> Res {
        self.bitwise(a, b, |a, b| a & b, Vm::bigint_and)
    }

    /// `|` (https://tc39.es/ecma262/#sec-binary-bitwise-operators)
    pub fn op_bit_or(&mut self, a: Value, b: Value) -> Res {
        self.bitwise(a, b, |a, b| a | b, Vm::bigint_or)
    }

    /// `^` (https://tc39.es/ecma262/#sec-binary-bitwise-operators)
    pub fn op_bit_xor(&mut self, a: Value, b: Value) -> Res {
        self.bitwise(a, b, |a, b| a ^ b, Vm::bigint_xor)
    }

    /// The left shift operator (https://tc39.es/ecma262/#sec-left-shift-operator)
    pub fn op_shl(&mut self, a: Value, b: Value) -> Res {
        self.bitwise(a, b, |a, b| a.wrapping_shl(b as u32), Vm::bigint_shl)
    }

    /// The signed right shift operator (https://tc39.es/ecma262/#sec-signed-right-shift-operator)
    pub fn op_shr(&mut self, a: Value, b: Value) -> Res {
        self.bitwise(a, b, |a, b| a.wrapping_shr(b as u32), Vm::bigint_shr)
    }

    /// The unsigned right shift operator (https://tc39.es/ecma262/#sec-unsigned-right-shift-operator)
    pub fn op_ushr(&mut self, a: Value, b: Value) -> Res {
        match self.numeric_operands(a, b)? {
            Numeric::Numbers(a, b) => {
                let shifted = integer::to_uint32(a).wrapping_shr(integer::to_uint32(b));
                Ok(Value::number(shifted as f64))
            }
            Numeric::BigInts(..) => Err(self.throw_type_error("BigInts have no unsigned right shift, use >> instead")),
        }
    }

    /// Unary `-` (https://tc39.es/ecma262/#sec-unary-minus-operator)
    pub fn op_neg(&mut self, a: Value) -> Res {
        let a = self.to_numeric(a)?;
        Ok(match a.as_bigint() {
            Some(a) => Value::cell(self.bigint_neg(a)),
            None => Value::number(-a.as_number()),
        })
    }

    /// Unary `+` (https://tc39.es/ecma262/#sec-unary-plus-operator)
    pub fn op_plus(&mut self, a: Value) -> Res {
        Ok(Value::number(self.to_number(a)?))
    }

    /// `~` (https://tc39.es/ecma262/#sec-bitwise-not-operator)
    pub fn op_bit_not(&mut self, a: Value) -> Res {
        let a = self.to_numeric(a)?;
        Ok(match a.as_bigint() {
            Some(a) => Value::cell(self.bigint_not(a)?),
            None => Value::int(!integer::to_int32(a.as_number())),
        })
    }

    /// `++` on the old value, which is the result of ToNumeric
    /// (https://tc39.es/ecma262/#sec-postfix-increment-operator); converts what is not.
    pub fn op_inc(&mut self, a: Value) -> Res {
        self.step(a, 1)
    }

    /// `--` on the old value, which is the result of ToNumeric
    /// (https://tc39.es/ecma262/#sec-postfix-decrement-operator); converts what is not.
    pub fn op_dec(&mut self, a: Value) -> Res {
        self.step(a, -1)
    }

    fn step(&mut self, a: Value, by: i32) -> Res {
        let a = self.to_numeric(a)?;
        match a.as_bigint() {
            None => Ok(Value::number(a.as_number() + by as f64)),
            Some(a) => {
                let by = self.new_bigint_i64(by as i64);
                Ok(Value::cell(self.bigint_add(a, by)?))
            }
        }
    }

    /// `<` (https://tc39.es/ecma262/#sec-relational-operators)
    pub fn op_less(&mut self, a: Value, b: Value) -> Res<bool> {
        Ok(self.is_less_than(a, b, true)? == Some(true))
    }

    /// `>` (https://tc39.es/ecma262/#sec-relational-operators)
    pub fn op_greater(&mut self, a: Value, b: Value) -> Res<bool> {
        Ok(self.is_less_than(b, a, false)? == Some(true))
    }

    /// `<=` (https://tc39.es/ecma262/#sec-relational-operators)
    pub fn op_less_equal(&mut self, a: Value, b: Value) -> Res<bool> {
        Ok(self.is_less_than(b, a, false)? == Some(false))
    }

    /// `>=` (https://tc39.es/ecma262/#sec-relational-operators)
    pub fn op_greater_equal(&mut self, a: Value, b: Value) -> Res<bool> {
        Ok(self.is_less_than(a, b, true)? == Some(false))
    }

    /// The typeof operator (https://tc39.es/ecma262/#sec-typeof-operator)
    pub fn typeof_string(&mut self, value: Value) -> Gc<JsString> {
        let names = &self.names;
        let name = match self.typeof_text(value) {
            "number" => names.number,
            "boolean" => names.boolean,
            "undefined" => names.undefined,
            "string" => names.string,
            "symbol" => names.symbol,
            "bigint" => names.bigint,
            "function" => names.function,
            _ => names.object,
        };
        self.key_string(name)
    }

    /// What `typeof` says of a value.
    pub fn typeof_text(&self, value: Value) -> &'static str {
        if value.is_number() {
            "number"
        } else if value.is_bool() {
            "boolean"
        } else if value.is_undefined() {
            "undefined"
        } else if value.is_string() {
            "string"
        } else if value.is_symbol() {
            "symbol"
        } else if value.is_bigint() {
            "bigint"
        } else if value.is_callable() {
            "function"
        } else {
            "object"
        }
    }

    /// InstanceofOperator (https://tc39.es/ecma262/#sec-instanceofoperator)
    pub fn instance_of(&mut self, value: Value, target: Value) -> Res<bool> {
        if !target.is_object() {
            return Err(self.throw_type_error("Right-hand side of 'instanceof' is not an object"));
        }
        let key = self.symbols.has_instance;
        if let Some(method) = self.get_method(target, key)? {
            let result = self.call(method, target, &[value])?;
            return Ok(self.to_boolean(result));
        }
        if !target.is_callable() {
            return Err(self.throw_type_error("Right-hand side of 'instanceof' is not callable"));
        }
        self.ordinary_has_instance(target, value)
    }

    /// OrdinaryHasInstance (https://tc39.es/ecma262/#sec-ordinaryhasinstance)
    pub fn ordinary_has_instance(&mut self, constructor: Value, value: Value) -> Res<bool> {
        if !constructor.is_callable() {
            return Ok(false);
        }
        // The targets of bound functions are asked through InstanceofOperator, which looks up their method: that is
        // recursion, bounded by the stack check.
        if let Some(bound) = constructor.as_kind::<BoundFunction>() {
            self.check_native_stack()?;
            return self.instance_of(value, bound.target.get());
        }
        let (Some(function), Some(mut object)) = (constructor.as_object(), value.as_object()) else {
            return Ok(false);
        };
        let key = self.names.prototype;
        let prototype = self.get(function, key)?;
        let Some(prototype) = prototype.as_object() else {
            let shown = self.value_display(prototype);
            return Err(self.throw_type_error(format!("Function has non-object prototype '{shown}' in instanceof check")));
        };
        // Proxies can make the chain endless: it is interruptible.
        loop {
            match self.get_prototype_of(object)? {
                None => return Ok(false),
                Some(next) if next == prototype => return Ok(true),
                Some(next) => object = next,
            }
            self.poll_interrupt()?;
        }
    }
}
