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
use crate::faults::{Fault, planted};
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
    fn arithmetic(
        &mut self,
        a: Value,
        b: Value,
        numbers: fn(f64, f64) -> f64,
        bigints: OnBigInts,
    ) -> Res {
        Ok(match self.numeric_operands(a, b)? {
            Numeric::Numbers(a, b) => Value::number(numbers(a, b)),
            Numeric::BigInts(a, b) => Value::cell(bigints(self, a, b)?),
        })
    }

    #[inline]
    fn bitwise(
        &mut self,
        a: Value,
        b: Value,
        ints: fn(i32, i32) -> i32,
        bigints: OnBigInts,
    ) -> Res {
        Ok(match self.numeric_operands(a, b)? {
            Numeric::Numbers(a, b) => Value::int(ints(integer::to_int32(a), integer::to_int32(b))),
            Numeric::BigInts(a, b) => Value::cell(bigints(self, a, b)?),
        })
    }

    /// The addition operator (https://tc39.es/ecma262/#sec-addition-operator-plus)
    pub fn op_add(&mut self, a: Value, b: Value) -> Res {
        let (a, b) = if planted(Fault::SlowAddOrder) { (b, a) } else { (a, b) };
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
            Numeric::BigInts(..) => {
                Err(self.throw_type_error("BigInts have no unsigned right shift, use >> instead"))
            }
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
        } else if value.is_undefined() || value.emulates_undefined() {
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
        let Some(object) = target.as_object() else {
            return Err(self.throw_type_error("Right-hand side of 'instanceof' is not an object"));
        };
        let key = self.symbols.has_instance;
        let method = self.get_shared(object, key, target)?;
        if !method.is_nullish() {
            if !method.is_callable() {
                return Err(self.throw_not_callable(method));
            }
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
        let (Some(function), Some(mut object)) = (constructor.as_object(), value.as_object())
        else {
            return Ok(false);
        };
        let key = self.names.prototype;
        let prototype = self.get_shared(function, key, constructor)?;
        let Some(prototype) = prototype.as_object() else {
            let shown = self.value_display(prototype);
            return Err(self.throw_type_error(format!(
                "Function has non-object prototype '{shown}' in instanceof check"
            )));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::string::StringExt;
    use crate::runtime::testing::{new_vm, stressed_vm, text, thrown};
    use crate::runtime::vm::Arguments;

    fn shown(vm: &mut Vm, value: Value) -> String {
        vm.to_string(value).unwrap().to_rust()
    }

    #[test]
    fn addition_joins_or_adds() {
        let mut vm = stressed_vm();
        let vm = &mut *vm;
        let (a, five) = (text(vm, "a"), text(vm, "5"));
        for (left, right, result) in [
            (Value::int(1), Value::int(2), "3"),
            (Value::int(i32::MAX), Value::int(1), "2147483648"),
            (a, Value::int(5), "a5"),
            (Value::double(0.5), five, "0.55"),
            (Value::NULL, Value::TRUE, "1"),
            (Value::UNDEFINED, Value::int(1), "NaN"),
            (a, Value::UNDEFINED, "aundefined"),
            (Value::NULL, a, "nulla"),
            (a, Value::double(-0.0), "a0"),
        ] {
            let sum = vm.op_add(left, right).unwrap();
            assert_eq!(shown(vm, sum), result);
        }
        let two = Value::cell(vm.new_bigint_i64(2));
        let sum = vm.op_add(two, two).unwrap();
        assert!(sum.is_bigint());
        assert_eq!(shown(vm, sum), "4");
        assert!(vm.op_add(two, Value::int(1)).is_err());
        assert_eq!(
            thrown(vm),
            "TypeError: Cannot mix BigInt and other types, use explicit conversions"
        );
        let symbol = Value::cell(vm.new_symbol(None));
        assert!(vm.op_add(symbol, a).is_err());
        assert_eq!(thrown(vm), "TypeError: Cannot convert a Symbol value to a string");
        assert!(vm.op_add(symbol, Value::int(1)).is_err());
        assert_eq!(thrown(vm), "TypeError: Cannot convert a Symbol value to a number");
    }

    #[test]
    fn shifts_and_bits() {
        let mut vm = new_vm();
        assert_eq!(vm.op_shl(Value::int(1), Value::int(33)), Ok(Value::int(2)));
        assert_eq!(vm.op_shr(Value::int(-8), Value::int(1)), Ok(Value::int(-4)));
        assert_eq!(vm.op_ushr(Value::int(-1), Value::int(0)), Ok(Value::number(4294967295.0)));
        assert_eq!(vm.op_bit_or(Value::double(4294967297.5), Value::int(0)), Ok(Value::int(1)));
        assert_eq!(vm.op_bit_not(Value::int(5)), Ok(Value::int(-6)));
        assert_eq!(vm.op_neg(Value::int(0)).unwrap().as_number().to_bits(), (-0.0f64).to_bits());
        assert_eq!(vm.op_inc(Value::int(i32::MAX)), Ok(Value::number(2147483648.0)));
        assert_eq!(
            vm.op_rem(Value::int(-4), Value::int(2)).unwrap().as_number().to_bits(),
            (-0.0f64).to_bits()
        );
        let big = Value::cell(vm.new_bigint_i64(1));
        assert!(vm.op_ushr(big, big).is_err());
        assert_eq!(
            thrown(&mut vm),
            "TypeError: BigInts have no unsigned right shift, use >> instead"
        );
        assert!(vm.op_plus(big).is_err());
        assert_eq!(thrown(&mut vm), "TypeError: Cannot convert a BigInt value to a number");
    }

    #[test]
    fn equality() {
        let mut vm = new_vm();
        let vm = &mut *vm;
        let (one, word, empty) = (text(vm, "1"), text(vm, "word"), text(vm, ""));
        let big = Value::cell(vm.new_bigint_i64(1));
        let object = Value::cell(vm.new_object());
        for (a, b, equal) in [
            (Value::NULL, Value::UNDEFINED, true),
            (Value::NULL, Value::int(0), false),
            (Value::TRUE, Value::int(1), true),
            (one, Value::int(1), true),
            (one, big, true),
            (Value::TRUE, big, true),
            (word, big, false),
            (empty, Value::int(0), true),
            (empty, Value::FALSE, true),
            (Value::NAN, Value::NAN, false),
            (object, object, true),
            (object, Value::NULL, false),
            (Value::double(1.0), Value::int(1), true),
            (big, Value::double(1.5), false),
        ] {
            assert_eq!(vm.is_loosely_equal(a, b), Ok(equal), "{a:?} == {b:?}");
            assert_eq!(vm.is_loosely_equal(b, a), Ok(equal), "{b:?} == {a:?}");
        }
        let other = text(vm, "word");
        assert!(vm.is_strictly_equal(word, other) && vm.same_value(word, other));
        assert!(
            !vm.is_strictly_equal(Value::NAN, Value::NAN) && vm.same_value(Value::NAN, Value::NAN)
        );
        let minus = Value::double(-0.0);
        assert!(vm.is_strictly_equal(minus, Value::int(0)) && !vm.same_value(minus, Value::int(0)));
        assert!(vm.same_value_zero(minus, Value::int(0)));
        assert!(vm.same_value(Value::double(1.0), Value::int(1)));
    }

    #[test]
    fn order() {
        let mut vm = new_vm();
        let vm = &mut *vm;
        let (ten, nine, word) = (text(vm, "10"), text(vm, "9"), text(vm, "word"));
        let big = Value::cell(vm.new_bigint_i64(10));
        assert_eq!(vm.op_less(ten, nine), Ok(true));
        assert_eq!(vm.op_less(ten, Value::int(9)), Ok(false));
        assert_eq!(vm.op_greater(big, nine), Ok(true));
        assert_eq!(vm.op_less_equal(big, ten), Ok(true));
        assert_eq!(vm.op_less_equal(word, Value::int(1)), Ok(false));
        assert_eq!(vm.op_greater_equal(word, Value::int(1)), Ok(false));
        assert_eq!(vm.is_less_than(word, big, true), Ok(None));
        assert_eq!(vm.op_less(Value::UNDEFINED, Value::int(1)), Ok(false));
        assert_eq!(vm.op_less_equal(Value::NULL, Value::int(0)), Ok(true));
    }

    #[test]
    fn objects_become_primitives_in_order() {
        fn value_of(vm: &mut Vm, args: Arguments) -> Res {
            let Some(this) = args.this_object() else { return Ok(Value::UNDEFINED) };
            let key = vm.names.value;
            vm.get(this, key)
        }
        fn to_primitive(_: &mut Vm, args: Arguments) -> Res {
            Ok(args.get(0))
        }
        let mut vm = stressed_vm();
        let vm = &mut *vm;
        let object = vm.new_object();
        let (value, value_key) = (Value::int(41), vm.names.value);
        vm.set(object, value_key, value, true).unwrap();
        let key = vm.names.value_of;
        vm.define_method(object, key, 0, value_of);
        let sum = vm.op_add(Value::cell(object), Value::int(1)).unwrap();
        assert_eq!(sum, Value::int(42));
        assert_eq!(vm.is_loosely_equal(Value::cell(object), Value::int(41)), Ok(true));
        let itself = Value::cell(object);
        vm.set(object, value_key, itself, true).unwrap();
        assert!(vm.op_add(itself, Value::int(1)).is_err());
        assert_eq!(thrown(vm), "TypeError: Cannot convert object to primitive value");
        let key = vm.symbols.to_primitive;
        vm.define_method(object, key, 1, to_primitive);
        let sum = vm.op_add(itself, Value::int(1)).unwrap();
        assert_eq!(shown(vm, sum), "default1");
        let string = vm.to_string(itself).unwrap();
        assert_eq!(string.to_rust(), "string");
        assert!(vm.to_number(itself).unwrap().is_nan());
    }

    #[test]
    fn types() {
        let mut vm = new_vm();
        let vm = &mut *vm;
        let object = Value::cell(vm.new_object());
        let function =
            Value::cell(vm.new_native_function(vm.names.anonymous, 0, |_, _| Ok(Value::NULL)));
        let symbol = Value::cell(vm.new_symbol(None));
        let big = Value::cell(vm.new_bigint_i64(0));
        for (value, name, truth) in [
            (Value::UNDEFINED, "undefined", false),
            (Value::NULL, "object", false),
            (Value::FALSE, "boolean", false),
            (Value::double(0.0), "number", false),
            (Value::NAN, "number", false),
            (object, "object", true),
            (function, "function", true),
            (symbol, "symbol", true),
            (big, "bigint", false),
        ] {
            assert_eq!(vm.typeof_string(value).to_rust(), name);
            assert_eq!(vm.to_boolean(value), truth);
        }
        assert!(vm.instance_of(object, Value::int(1)).is_err());
        assert_eq!(thrown(vm), "TypeError: Right-hand side of 'instanceof' is not an object");
        assert!(vm.instance_of(object, object).is_err());
        assert_eq!(thrown(vm), "TypeError: Right-hand side of 'instanceof' is not callable");
    }

    #[test]
    fn keys() {
        let mut vm = new_vm();
        for (value, index) in [
            (Value::int(3), Some(3)),
            (Value::double(4294967294.0), Some(4294967294)),
            (Value::int(-1), None),
            (Value::double(1.5), None),
            (Value::double(-0.0), Some(0)),
        ] {
            assert_eq!(vm.to_property_key(value).unwrap().as_index(), index);
        }
        assert_eq!(vm.to_length(Value::double(-5.0)), Ok(0));
        assert_eq!(vm.to_length(Value::double(f64::INFINITY)), Ok((1 << 53) - 1));
        assert!(vm.to_index(Value::int(-1)).is_err());
        assert_eq!(vm.to_index(Value::UNDEFINED), Ok(0));
        let key = vm.key_from_str("1.5");
        assert_eq!(vm.canonical_numeric_index(key), Some(1.5));
        let key = vm.key_from_str("1.50");
        assert_eq!(vm.canonical_numeric_index(key), None);
        let key = vm.key_from_str("-0");
        assert_eq!(vm.canonical_numeric_index(key).map(f64::to_bits), Some((-0.0f64).to_bits()));
    }
}
