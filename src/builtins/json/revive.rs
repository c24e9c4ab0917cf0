//! Revivers: InternalizeJSONProperty (https://tc39.es/ecma262/#sec-internalizejsonproperty), with the source text of
//! primitive values.
//!
//! Invariant: a record is believed only while the value that is found is still the one that was parsed.

use crate::runtime::object::Object;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::string::JsString;
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};
use rustc_hash::FxHashMap;

/// What was parsed, as a tree: JSON parse records.
pub(super) struct Records {
    nodes: Vec<Node>,
    values: RootVec<Value>,
    open: Vec<usize>,
    /// The node that was completed last.
    last: usize,
}

#[derive(Default)]
struct Node {
    start: usize,
    end: usize,
    elements: Vec<usize>,
    entries: FxHashMap<PropertyKey, usize>,
}

impl Records {
    pub(super) fn new(vm: &mut Vm) -> Records {
        Records { nodes: Vec::new(), values: vm.heap.root_vec(), open: Vec::new(), last: 0 }
    }

    fn add(&mut self, value: Value, start: usize, end: usize) -> usize {
        self.nodes.push(Node { start, end, ..Node::default() });
        self.values.push(value);
        self.nodes.len() - 1
    }

    /// An object or array begins.
    pub(super) fn open(&mut self, value: Value) {
        let node = self.add(value, 0, 0);
        self.open.push(node);
    }

    fn completed(&mut self, node: usize) {
        self.last = node;
        if let Some(parent) = self.open.last() {
            self.nodes[*parent].elements.push(node);
        }
    }

    /// The object or array that began last ends.
    pub(super) fn close(&mut self) {
        if let Some(node) = self.open.pop() {
            self.completed(node);
        }
    }

    /// A primitive value with its place in the text.
    pub(super) fn primitive(&mut self, value: Value, start: usize, end: usize) {
        let node = self.add(value, start, end);
        self.completed(node);
    }

    /// The value that was completed last is a property of the object that is open.
    pub(super) fn name(&mut self, key: PropertyKey) {
        if let Some(parent) = self.open.last() {
            self.nodes[*parent].entries.insert(key, self.last);
        }
    }
}

/// Calls the reviver for every value, inner ones first.
pub(super) fn revive(
    vm: &mut Vm,
    text: Gc<JsString>,
    value: Value,
    records: Records,
    reviver: Value,
) -> Res {
    let root = vm.new_object();
    let key = vm.names.empty;
    vm.create_data_property(root, key, value)?;
    let node = Some(records.last);
    internalize(vm, text, &records, root, key, node, reviver)
}

fn internalize(
    vm: &mut Vm,
    text: Gc<JsString>,
    records: &Records,
    holder: Gc<Object>,
    key: PropertyKey,
    node: Option<usize>,
    reviver: Value,
) -> Res {
    vm.check_native_stack()?;
    vm.poll_interrupt()?;
    let value = vm.get(holder, key)?;
    let node = match node {
        Some(n) if records.values[n] == value || vm.is_strictly_equal(records.values[n], value) => {
            Some(n)
        }
        _ => None,
    };
    let context = vm.new_object();
    if let Some(object) = value.as_object() {
        if vm.is_array(value)? {
            let length = vm.length_of_array_like(object)?;
            let mut index = 0.0;
            while index < length {
                let child =
                    node.and_then(|n| records.nodes[n].elements.get(index as usize).copied());
                let key = vm.to_property_key(Value::number(index))?;
                element(vm, text, records, object, key, child, reviver)?;
                index += 1.0;
            }
        } else {
            let keys = vm.own_property_keys(object)?;
            for i in 0..keys.len() {
                let key = keys[i];
                if vm.key_to_value(key).is_symbol() {
                    continue;
                }
                let Some(own) = vm.get_own_property(object, key)? else { continue };
                if own.enumerable != Some(true) {
                    continue;
                }
                let child = node.and_then(|n| records.nodes[n].entries.get(&key).copied());
                element(vm, text, records, object, key, child, reviver)?;
            }
        }
    } else if let Some(n) = node {
        let source = vm.substring(text, records.nodes[n].start as u32, records.nodes[n].end as u32);
        let source_key = vm.names.source;
        vm.create_data_property(context, source_key, Value::cell(source))?;
    }
    let name = Value::cell(vm.key_string(key));
    vm.call(reviver, Value::cell(holder), &[name, value, Value::cell(context)])
}

/// Revives a property and puts the result in its place.
fn element(
    vm: &mut Vm,
    text: Gc<JsString>,
    records: &Records,
    object: Gc<Object>,
    key: PropertyKey,
    node: Option<usize>,
    reviver: Value,
) -> Res<()> {
    let new = internalize(vm, text, records, object, key, node, reviver)?;
    if new.is_undefined() {
        vm.delete_property(object, key)?;
    } else {
        vm.create_data_property(object, key, new)?;
    }
    Ok(())
}
