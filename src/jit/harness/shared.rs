//! The primitives of `primitives/shared.rs`: the routines that look into the shared cache.

use super::*;
use crate::handlers::operand::Cache;
use crate::handlers::primitives::meaning as m;
use crate::handlers::primitives::shared::*;
use crate::handlers::primitives::types::emit_as_object;
use crate::runtime::cache::{InlineCache, MAX_MISSES};
use crate::runtime::object::Object;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::string::string_flags::ATOM;

/// Values of every sort, objects among them with properties of their own, inherited ones and none.
fn values(h: &mut Harness) -> (Vec<Value>, Vec<Value>) {
    let vm = &mut *h.vm;
    let keys: Vec<PropertyKey> =
        ["alpha", "beta", "gamma", "delta"].iter().map(|name| vm.key_from_str(name)).collect();
    let parent = vm.new_object();
    vm.set(parent, keys[0], Value::int(10), true).expect("a property");
    let mut objects = vec![parent];
    for count in 0..12 {
        let prototype = if count % 2 == 0 { Some(parent) } else { None };
        let object = vm.new_object_with_prototype(prototype);
        for i in 0..count {
            let key = if i < 3 { keys[i + 1] } else { vm.key_from_str(&format!("p{i}")) };
            vm.set(object, key, Value::int(100 * count as i32 + i as i32), true).expect("room");
        }
        objects.push(object);
    }
    let mut all: Vec<Value> = objects.into_iter().map(Value::cell).collect();
    all.extend([Value::int(3), Value::double(0.5), Value::UNDEFINED, Value::NULL, Value::TRUE]);
    let mut names: Vec<Value> = keys.iter().filter_map(|key| key.as_cell()).collect();
    assert!(
        names.iter().all(|name| name.as_string().is_some_and(|s| s.header.spare() & ATOM != 0))
    );
    names.extend([Value::int(0), Value::UNDEFINED, all[0]]);
    names.push(Value::cell(vm.new_string("alpha")));
    all.push(names[0]);
    (all, names)
}

/// Tells the shared cache of everything.
fn fill(h: &mut Harness, objects: &[Value], names: &[Value]) {
    for o in objects.iter().filter(|o| o.is_object()) {
        for name in names.iter().filter(|name| name.is_string()) {
            h.vm.load_element(*o, *name).expect("a value");
        }
    }
}

fn object(v: Value) -> *mut Object {
    std::ptr::with_exposed_provenance_mut(v.address())
}

#[test]
fn loads_from_the_shared_cache() {
    let mut h = Harness::with_library();
    let (objects, names) = values(&mut h);
    let (mut found, mut absent) = (0, 0);
    for round in 0..3 {
        if round == 1 {
            fill(&mut h, &objects, &names);
        } else if round == 2 {
            // The chains change.
            let key = h.vm.key_from_str("beta");
            let parent = objects[0].as_object().expect("an object");
            h.vm.set(parent, key, Value::TRUE, true).expect("a property");
        }
        for o in &objects {
            for name in &names {
                let known = KNOWN[(found + absent) % KNOWN.len()];
                let loaded = h.run(&[*o, *name], &[4, 5], known, &mut |e, no, v| {
                    emit_load_keyed(e, no, Context, v[0], v[1]);
                });
                let has = h.run(&[*o, *name], &[4, 5], known, &mut |e, no, v| {
                    emit_has_keyed(e, no, Context, v[0], v[1]);
                });
                let cx = context(&mut h);
                // SAFETY: the context and the values are live.
                let (meant, meant_has) =
                    unsafe { (m::load_keyed(cx, *o, *name), m::has_keyed(cx, *o, *name)) };
                assert_eq!(loaded, meant.map_or(NO, Value::bits), "{o:?} {name:?}");
                assert_eq!(has, meant_has.map_or(NO, Value::bits), "{o:?} {name:?}");
                found += meant.is_some() as usize;
                absent += (meant_has == Some(Value::FALSE)) as usize;
                if !o.is_object() || !name.is_string() {
                    continue;
                }
                let key = h.vm.to_property_key(*name).expect("a key");
                for misses in [0, MAX_MISSES, MAX_MISSES + 1, u32::MAX] {
                    let mut cache = Box::new(InlineCache::new(key));
                    cache.misses = misses;
                    let cache: *mut InlineCache = &raw mut *cache;
                    let loaded = h.run(&[*o], &[4], known, &mut |e, no, v| {
                        let o = emit_as_object(e, no, v[0]);
                        emit_load_shared(e, no, Context, o, CacheAddress(cache as u64));
                    });
                    // SAFETY: as above; the cache is alive.
                    let meant =
                        unsafe { m::load_shared(context(&mut h), object(*o), Cache(cache)) };
                    assert_eq!(loaded, meant.map_or(NO, Value::bits), "{misses} misses");
                }
            }
        }
    }
    assert!(found > 40 && absent > 10, "{found} are found, {absent} absent");
}

/// What an object's words are.
fn words(h: &Harness, o: Value) -> Vec<u64> {
    if !o.is_object() {
        return vec![];
    }
    let object = o.as_object().expect("an object");
    let shape = object.header.aux() as u64;
    let names = ["alpha", "beta", "gamma", "delta"];
    let vm: *mut Vm = (&raw const *h.vm).cast_mut();
    // SAFETY: nothing else uses the machine now.
    let values = names.iter().map(|name| unsafe {
        let key = (*vm).key_from_str(name);
        (*vm).get(object, key).map_or(0, |v| v.bits())
    });
    let mut words: Vec<u64> = values.collect();
    words.push(shape);
    words
}

#[test]
fn stores_by_the_shared_cache() {
    let mut stored = 0;
    for of_site in [false, true] {
        let mut outcomes = vec![];
        for native in [true, false] {
            let mut h = Harness::with_library();
            let (objects, names) = values(&mut h);
            // Objects of the same shapes have been stored into before.
            let (others, _) = values(&mut h);
            for (o, _) in others.iter().zip(&objects).filter(|(o, _)| o.is_object()) {
                for name in names.iter().filter(|name| name.is_string()) {
                    h.vm.store_element(*o, *name, Value::NULL, true).expect("stored");
                }
            }
            let mut done = vec![];
            for (i, o) in objects.iter().enumerate() {
                for (j, name) in names.iter().enumerate() {
                    let v = Value::int((i * 16 + j) as i32);
                    let mut cache = Box::new(InlineCache::new(h.vm.key_from_str("alpha")));
                    cache.misses = if j % 2 == 0 { u32::MAX } else { 0 };
                    if of_site && name.is_string() {
                        cache.key = h.vm.to_property_key(*name).expect("a key");
                    }
                    let cache: *mut InlineCache = &raw mut *cache;
                    if of_site && !o.is_object() {
                        continue;
                    }
                    let answer = if native {
                        h.run(&[*o, *name, v], &[4, 5, 6], Known::Nothing, &mut |e, no, v| {
                            if of_site {
                                let o = emit_as_object(e, no, v[0]);
                                let cache = CacheAddress(cache as u64);
                                emit_store_shared(e, no, Context, o, cache, v[2]);
                            } else {
                                emit_store_keyed(e, no, Context, v[0], v[1], v[2]);
                            }
                            answer_yes(e);
                        }) != NO
                    } else {
                        let cx = context(&mut h);
                        // SAFETY: the context, the values and the cache are live.
                        unsafe {
                            match of_site {
                                true => m::store_shared(cx, object(*o), Cache(cache), v),
                                false => m::store_keyed(cx, *o, *name, v),
                            }
                        }
                    };
                    stored += answer as usize;
                    done.push((answer, words(&h, *o)));
                }
            }
            // Shapes have numbers of their own in each machine.
            outcomes.push(
                done.into_iter()
                    .map(|(answer, mut w)| {
                        w.pop();
                        (answer, w)
                    })
                    .collect::<Vec<_>>(),
            );
        }
        assert_eq!(outcomes[0], outcomes[1], "of a site: {of_site}");
    }
    assert!(stored > 40, "{stored} are stored");
}

#[test]
fn prototypes_of_home_objects() {
    let mut h = Harness::with_library();
    let code = h.code;
    let function = h.vm.new_function(code, Value::UNDEFINED);
    let f = Value::cell(crate::runtime::function::Function::as_object(function));
    let (objects, _) = values(&mut h);
    let mut found = 0;
    for home in objects.iter().copied().chain([f]) {
        // SAFETY: the function is alive, and no reference to its parts is.
        unsafe { (&raw mut (*function.as_ptr()).home_object).cast::<Value>().write(home) };
        for callee in [f, objects[0], Value::UNDEFINED, Value::int(1), Value::double(0.5)] {
            for known in KNOWN {
                let answer = h.run(&[callee], &[4], known, &mut |e, no, v| {
                    emit_home_prototype(e, no, Context, v[0]);
                });
                // SAFETY: the context and the values are live.
                let meant = unsafe { m::home_prototype(context(&mut h), callee) };
                assert_eq!(answer, meant.map_or(NO, Value::bits), "{callee:?} at home in {home:?}");
                found += meant.is_some() as usize;
            }
        }
    }
    assert!(found > 10, "{found} have a prototype");
}

#[test]
fn instances() {
    let mut h = Harness::with_library();
    let code = h.code;
    let mut functions = vec![];
    for _ in 0..3 {
        let function = h.vm.new_function(code, Value::UNDEFINED);
        functions.push(Value::cell(crate::runtime::function::Function::as_object(function)));
    }
    let (mut objects, _) = values(&mut h);
    let prototype = h.vm.names.prototype;
    // One makes the objects' parent its prototype, one has no object there, one hides the method.
    let parts: Vec<_> = functions.iter().filter_map(|f| f.as_object()).collect();
    h.vm.set(parts[0], prototype, objects[0], false).expect("set");
    h.vm.set(parts[1], prototype, Value::int(1), false).expect("set");
    let key = h.vm.symbols.has_instance;
    h.vm.define_value(parts[2], key, Value::NULL, crate::runtime::property::Attributes::ALL);
    // A chain longer than the routine follows.
    let mut long = objects[0].as_object();
    for _ in 0..100 {
        long = Some(h.vm.new_object_with_prototype(long));
        if let Some(object) = long {
            objects.push(Value::cell(object));
        }
    }
    let callees: Vec<Value> =
        functions.iter().copied().chain([objects[0], Value::int(1)]).collect();
    let (mut is, mut is_not, mut unknown) = (0, 0, 0);
    for filled in [false, true] {
        for c in &callees {
            if filled {
                let _ = h.vm.instance_of(objects[1], *c);
            }
            for o in &objects {
                let known = KNOWN[(is + is_not + unknown) % KNOWN.len()];
                let answer = h.run(&[*o, *c], &[4, 5], known, &mut |e, no, v| {
                    emit_instance_by_caches(e, no, Context, v[0], v[1]);
                });
                // SAFETY: the context and the values are live.
                let meant = unsafe { m::instance_by_caches(context(&mut h), *o, *c) };
                assert_eq!(answer, meant.map_or(NO, Value::bits), "{o:?} instanceof {c:?}");
                match meant {
                    Some(Value::TRUE) => is += 1,
                    Some(_) => is_not += 1,
                    None => unknown += 1,
                }
            }
        }
    }
    assert!(is > 40 && is_not > 5 && unknown > 100, "{is} {is_not} {unknown}");
}
