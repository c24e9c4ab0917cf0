//! Property and element access, globals, `delete`.
//!
//! Invariant: an inline hit does what the ordinary internal method would do on that object at that moment; what a
//! cache may claim is defined in `runtime/cache.rs`.

use super::prelude::*;

#[handlers(property)]
pub mod ops {
    use super::*;

    /// `R[dst] := R[o].key` (https://tc39.es/ecma262/#sec-getvalue)
    #[effect(none)]
    pub fn get_property(cx: Cx, o: Value, c: Cache) -> Res {
        if is_object(o) {
            let obj = as_object(o);
            if let Some(e) = find_entry(obj, c) {
                if is_own(e) {
                    return Ok(load_slot(obj, e));
                }
                if is_valid(e) {
                    return Ok(load_slot(holder(e), e));
                }
            } else if let Some(v) = load_shared(cx, obj, c) {
                return Ok(v);
            }
        }
        slow_get_property(cx, o, c)
    }

    /// `R[dst] := R[o].length`: arrays and strings have a way of their own
    #[effect(none)]
    pub fn get_length(cx: Cx, o: Value, c: Cache) -> Res {
        if is_object(o) {
            let obj = as_object(o);
            if is_array(obj) {
                if let Some(n) = array_length(obj) {
                    return Ok(box_int32(n));
                }
            } else if let Some(e) = first_entry(obj, c) {
                if is_own(e) {
                    return Ok(load_slot(obj, e));
                }
            }
        } else if is_string(o) {
            return Ok(box_int32(string_length(o)));
        }
        slow_get_property(cx, o, c)
    }

    /// `R[o].key := R[v]` (https://tc39.es/ecma262/#sec-putvalue)
    #[effect(changes = o)]
    pub fn set_property(cx: Cx, o: Value, v: Value, c: Cache) -> FlowRes {
        if is_object(o) {
            let obj = as_object(o);
            if let Some(e) = find_entry(obj, c) {
                if is_replacement(e) {
                    store_slot(obj, e, v);
                    return Ok(next());
                }
                if is_valid(e) {
                    store_new_slot(obj, e, v);
                    return Ok(next());
                }
            } else if store_shared(cx, obj, c, v) {
                return Ok(next());
            }
        }
        slow_set_property(cx, o, v, c)?;
        Ok(next())
    }

    /// Defines the data property `key` of the new object `R[o]` as `R[v]`
    /// (https://tc39.es/ecma262/#sec-createdataproperty)
    #[effect(changes = o)]
    pub fn define_property(cx: Cx, o: Value, v: Value, c: Cache) -> FlowRes {
        if is_object(o) {
            let obj = as_object(o);
            if let Some(e) = first_entry(obj, c) {
                if is_addition(e) {
                    store_new_slot(obj, e, v);
                    return Ok(next());
                }
            }
        }
        slow_define_property(cx, o, v, c)?;
        Ok(next())
    }

    /// `R[dst] := R[o][R[k]]`
    #[effect(none)]
    pub fn get_element(cx: Cx, o: Value, k: Value) -> Res {
        if is_object(o) && is_int32(k) {
            let obj = as_object(o);
            let i = as_int32(k);
            let elements = elements_of(obj);
            if in_bounds(elements, i) {
                let v = load_element(elements, i);
                if is_hole(v) {
                    return Ok(slow_get_element(cx, o, k)?);
                }
                return Ok(v);
            } else if let Some(v) = load_typed_element(obj, i) {
                return Ok(v);
            }
        } else if let Some(v) = load_keyed(cx, o, k) {
            return Ok(v);
        }
        slow_get_element(cx, o, k)
    }

    /// `R[o][R[k]] := R[v]`
    #[effect(changes = o)]
    pub fn set_element(cx: Cx, o: Value, k: Value, v: Value) -> FlowRes {
        if is_object(o) && is_int32(k) {
            let obj = as_object(o);
            let i = as_int32(k);
            let elements = elements_of(obj);
            if in_bounds(elements, i) {
                if has_element(elements, i) {
                    store_element(elements, i, v);
                    return Ok(next());
                }
            } else if can_append(cx, obj, elements, i) {
                append_element(obj, elements, i, v);
                return Ok(next());
            } else if is_number(v) {
                if store_typed_element(obj, i, v) {
                    return Ok(next());
                }
            }
        } else if store_keyed(cx, o, k, v) {
            return Ok(next());
        }
        slow_set_element(cx, o, k, v)?;
        Ok(next())
    }

    /// `R[dst] := ToPropertyKey(R[k])`, before `R[o]` is read and written under this key; left to the read if `R[o]` is
    /// nothing, which must fail first (https://tc39.es/ecma262/#sec-getvalue)
    #[effect(none)]
    pub fn to_element_key(cx: Cx, o: Value, k: Value) -> Res {
        if is_int32(k) || is_string(k) {
            return Ok(k);
        }
        slow_to_element_key(cx, o, k)
    }

    /// `R[dst] := super[R[pair + 1]]`, with `this` = `R[pair]` and the home object's prototype `R[o]`
    #[effect(none)]
    pub fn get_super(cx: Cx, o: Value, pair: Reg) -> Res {
        if let Some(v) = load_keyed(cx, o, second_register(cx, pair)) {
            return Ok(v);
        }
        slow_get_super(cx, o, pair)
    }

    /// `super[R[k]] := R[v]`; the home object's prototype is `R[o]`, `this` is register 0 of the outgoing pair:
    /// `R[pair]` the receiver, `R[pair + 1]` the value
    #[effect(changes = pair)]
    pub fn set_super(cx: Cx, o: Value, k: Value, pair: Reg) -> FlowRes {
        slow_set_super(cx, o, k, pair)?;
        Ok(next())
    }

    /// `R[dst] := delete R[o][R[k]]` (https://tc39.es/ecma262/#sec-delete-operator)
    #[effect(changes = o)]
    pub fn delete_element(cx: Cx, o: Value, k: Value) -> Res {
        slow_delete_element(cx, o, k)
    }

    /// `R[dst] := the global variable key`; a ReferenceError if there is none
    /// (https://tc39.es/ecma262/#sec-object-environment-records-getbindingvalue-n-s)
    #[effect(none)]
    pub fn get_global(cx: Cx, c: Cache) -> Res {
        let global = global_object(cx);
        if let Some(e) = first_entry(global, c) {
            if is_own(e) {
                return Ok(load_slot(global, e));
            }
            let v = load_binding(e);
            if is_uninitialized(v) {
                return Ok(slow_get_global(cx, c)?);
            }
            return Ok(v);
        }
        slow_get_global(cx, c)
    }

    /// `R[dst] := the global variable key`, `undefined` if there is none: the operand of `typeof`
    #[effect(none)]
    pub fn get_global_or_undefined(cx: Cx, c: Cache) -> Res {
        slow_get_global_or_undefined(cx, c)
    }

    /// `key := R[v]` for a global variable
    #[effect(any)]
    pub fn set_global(cx: Cx, v: Value, c: Cache) -> FlowRes {
        let global = global_object(cx);
        if let Some(e) = first_entry(global, c) {
            if is_replacement(e) {
                store_slot(global, e, v);
                return Ok(next());
            }
            if can_store_binding(e) {
                store_binding(e, v);
                return Ok(next());
            }
        }
        slow_set_global(cx, v, c)?;
        Ok(next())
    }

    /// Initialises the script's `let`, `const` or `class` binding key with `R[v]`
    #[effect(any)]
    pub fn initialize_global(cx: Cx, v: Value, c: Cache) -> FlowRes {
        slow_initialize_global(cx, v, c)?;
        Ok(next())
    }

    /// `R[dst] := delete key` for a global variable
    #[effect(any)]
    pub fn delete_global(cx: Cx, key: Constant) -> Res {
        slow_delete_global(cx, key)
    }

    /// Instantiates the script's global declarations, which the template `K[k]` lists
    /// (https://tc39.es/ecma262/#sec-globaldeclarationinstantiation)
    #[effect(any)]
    pub fn declare_globals(cx: Cx, k: Constant) -> FlowRes {
        slow_declare_globals(cx, k)?;
        Ok(next())
    }

    /// `R[dst] := R[pair].#name`, where `R[pair + 1]` is the private name (https://tc39.es/ecma262/#sec-privateget)
    #[effect(none)]
    pub fn get_private(cx: Cx, pair: Reg, c: Cache) -> Res {
        let o = register(cx, pair);
        if is_object(o) {
            let obj = as_object(o);
            let n = second_register(cx, pair);
            if is_cache_of(c, n) {
                if let Some(e) = find_entry(obj, c) {
                    return Ok(load_slot(obj, e));
                }
            }
        }
        slow_get_private(cx, pair, c)
    }

    /// `R[pair].#name := R[v]`, where `R[pair + 1]` is the private name (https://tc39.es/ecma262/#sec-privateset)
    #[effect(changes = pair)]
    pub fn set_private(cx: Cx, pair: Reg, v: Value, c: Cache) -> FlowRes {
        let o = register(cx, pair);
        if is_object(o) {
            let obj = as_object(o);
            let n = second_register(cx, pair);
            if is_cache_of(c, n) {
                if let Some(e) = find_entry(obj, c) {
                    store_slot(obj, e, v);
                    return Ok(next());
                }
            }
        }
        slow_set_private(cx, pair, v, c)?;
        Ok(next())
    }

    /// Adds the private field `R[n]` with value `R[v]` to `R[o]` (https://tc39.es/ecma262/#sec-privatefieldadd)
    #[effect(changes = o)]
    pub fn define_private(cx: Cx, o: Value, n: Value, v: Value) -> FlowRes {
        slow_define_private(cx, o, n, v)?;
        Ok(next())
    }

    /// `R[dst] := #name in R[o]`
    #[effect(none)]
    pub fn has_private(cx: Cx, o: Value, n: Value) -> Res {
        slow_has_private(cx, o, n)
    }
}
