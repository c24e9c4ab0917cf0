//! Literals: objects, arrays, functions, classes, regular expressions, templates.

use super::prelude::*;

#[handlers(object)]
pub mod ops {
    use super::*;

    /// `R[dst] := an ordinary object with room for `capacity` properties inline`
    #[effect(none)]
    pub fn new_object(cx: Cx, capacity: Imm) -> Res {
        if let Some(o) = allocate_object(cx, capacity) {
            return Ok(o);
        }
        slow_new_object(cx, capacity)
    }

    /// `R[dst] := an array with room for `capacity` elements`
    #[effect(none)]
    pub fn new_array(cx: Cx, capacity: Imm) -> Res {
        slow_new_array(cx, capacity)
    }

    /// Appends `R[v]` (or a hole) to the array literal `R[array]`
    #[effect(changes = array)]
    pub fn append_element_to(cx: Cx, array: Value, v: Value) -> FlowRes {
        slow_append_element(cx, array, v)?;
        Ok(next())
    }

    /// Appends what iterating `R[v]` yields to the array `R[array]`
    #[effect(changes = array)]
    pub fn append_spread(cx: Cx, array: Value, v: Value) -> FlowRes {
        slow_append_spread(cx, array, v)?;
        Ok(next())
    }

    /// Defines the data property `R[k]` of `R[o]` as `R[v]` (https://tc39.es/ecma262/#sec-createdatapropertyorthrow)
    #[effect(changes = o)]
    pub fn define_element(cx: Cx, o: Value, k: Value, v: Value) -> FlowRes {
        slow_define_element(cx, o, k, v)?;
        Ok(next())
    }

    /// Defines `R[f]` as the method, getter or setter `R[k]` of `R[o]`. The kind is in register `pair`:
    /// `R[pair]` the function, `R[pair + 1]` an int: 0 method, 1 getter, 2 setter; plus 4 if enumerable
    /// (https://tc39.es/ecma262/#sec-runtime-semantics-methoddefinitionevaluation)
    #[effect(changes = o)]
    pub fn define_method(cx: Cx, o: Value, k: Value, pair: Reg) -> FlowRes {
        slow_define_method(cx, o, k, pair)?;
        Ok(next())
    }

    /// `R[o].[[Prototype]] := R[p]` if `R[p]` is an object or null: `__proto__: p` in a literal
    #[effect(changes = o)]
    pub fn set_literal_prototype(cx: Cx, o: Value, p: Value) -> FlowRes {
        slow_set_literal_prototype(cx, o, p)?;
        Ok(next())
    }

    /// Copies the own enumerable properties of `R[from]` to `R[o]`, but for those whose keys are in the array `R[excluded]`
    /// (`undefined`: none) (https://tc39.es/ecma262/#sec-copydataproperties)
    #[effect(changes = o)]
    pub fn copy_data_properties(cx: Cx, o: Value, from: Value, excluded: Value) -> FlowRes {
        slow_copy_data_properties(cx, o, from, excluded)?;
        Ok(next())
    }

    /// `R[dst] := a function with code `K[code]` that closes over R[env]` (https://tc39.es/ecma262/#sec-ordinaryfunctioncreate)
    #[effect(none)]
    pub fn new_function(cx: Cx, code: Constant, env: Value) -> Res {
        slow_new_function(cx, code, env)
    }

    /// SetFunctionName(R[f], R[k]) with the prefix `prefix`: 0 none, 1 `get`, 2 `set`
    /// (https://tc39.es/ecma262/#sec-setfunctionname)
    #[effect(changes = f)]
    pub fn set_function_name(cx: Cx, f: Value, k: Value, prefix: Imm) -> FlowRes {
        slow_set_function_name(cx, f, k, prefix)?;
        Ok(next())
    }

    /// `R[dst] := the constructor of a class` with code `K[code]`, whose heritage is `R[pair]` (`HOLE`: none) and whose
    /// environment is `R[pair + 1]`; its prototype object is then its `prototype` property
    /// (https://tc39.es/ecma262/#sec-runtime-semantics-classdefinitionevaluation)
    #[effect(none)]
    pub fn new_class(cx: Cx, code: Constant, pair: Reg) -> Res {
        slow_new_class(cx, code, pair)
    }

    /// `R[dst] := R[constructor].prototype` of a class just made
    #[effect(none)]
    pub fn class_prototype(cx: Cx, constructor: Value) -> Res {
        slow_class_prototype(cx, constructor)
    }

    /// `R[dst] := a new private name with the description `K[name]`
    #[effect(none)]
    pub fn new_private_name(cx: Cx, name: Constant) -> Res {
        slow_new_private_name(cx, name)
    }

    /// Installs the private method or accessor `R[n]` on `R[o]`: `R[pair]` the function, `R[pair + 1]` an int as for
    /// `define_method` (https://tc39.es/ecma262/#sec-privatemethodoraccessoradd)
    #[effect(changes = o)]
    pub fn define_private_method(cx: Cx, o: Value, n: Value, pair: Reg) -> FlowRes {
        slow_define_private_method(cx, o, n, pair)?;
        Ok(next())
    }

    /// Makes the function `R[f]` the initialiser of the instance fields of the class `R[constructor]`
    #[effect(changes = constructor)]
    pub fn set_fields(cx: Cx, constructor: Value, f: Value) -> FlowRes {
        slow_set_fields(cx, constructor, f)?;
        Ok(next())
    }

    /// Runs the field initialiser of the class `R[constructor]`, if it has one, on `R[o]`
    /// (https://tc39.es/ecma262/#sec-initializeinstanceelements)
    #[effect(changes = o)]
    pub fn initialize_fields(cx: Cx, constructor: Value, o: Value) -> FlowRes {
        slow_initialize_fields(cx, constructor, o)?;
        Ok(next())
    }

    /// Sets [[HomeObject]] of the function `R[f]` to `R[o]` (https://tc39.es/ecma262/#sec-makemethod)
    #[effect(changes = f)]
    pub fn set_home_object(cx: Cx, f: Value, o: Value) -> FlowRes {
        slow_set_home_object(cx, f, o)?;
        Ok(next())
    }

    /// `R[dst] := a RegExp` with the pattern `K[pattern]` and the flags `K[flags]`
    #[effect(none)]
    pub fn new_regexp(cx: Cx, pattern: Constant, flags: Constant) -> Res {
        slow_new_regexp(cx, pattern, flags)
    }

    /// `R[dst] := the template object of this site`: `K[k]` is an array of the cooked and then the raw strings, and
    /// `site` its place among the function's templates (https://tc39.es/ecma262/#sec-gettemplateobject)
    #[effect(none)]
    pub fn template_object(cx: Cx, k: Constant, site: Imm) -> Res {
        slow_template_object(cx, k, site)
    }

    /// A TypeError if `R[v]` is undefined or null: the source of a destructuring pattern
    /// (https://tc39.es/ecma262/#sec-requireobjectcoercible)
    #[effect(none)]
    pub fn require_object_coercible(cx: Cx, v: Value) -> FlowRes {
        if is_nullish(v) {
            slow_throw_not_coercible(cx, v)?;
        }
        Ok(next())
    }
}
