//! Async iteration: `for await`, `yield*` in async generators, and sync iterators that stand in for async ones.
//!
//! Invariant: an [`AsyncFromSyncIterator`] is never seen by scripts.

use super::intrinsics::Intrinsic;
use super::iterator::IteratorRecord;
use super::kind::Kind;
use super::object::{Object, trace_object};
use super::shape::ShapeClass;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Layout, Marker, Slot};

/// An async-from-sync iterator (https://tc39.es/ecma262/#sec-async-from-sync-iterator-objects).
#[repr(C)]
pub struct AsyncFromSyncIterator {
    /// The common part.
    pub object: Object,
    /// [[SyncIteratorRecord]]
    pub record: Slot<Gc<IteratorRecord>>,
}

// SAFETY: `repr(C)` and begins with `Object`; `trace` visits its references and the record.
unsafe impl Cell for AsyncFromSyncIterator {
    const KIND: u8 = Kind::AsyncFromSyncIterator as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `AsyncFromSyncIterator`.
    unsafe {
        trace_object(cell, marker);
        marker.visit(
            (*std::ptr::with_exposed_provenance::<AsyncFromSyncIterator>(cell)).record.get(),
        );
    }
}

impl Vm {
    /// GetIterator (https://tc39.es/ecma262/#sec-getiterator), asynchronous.
    pub fn get_async_iterator(&mut self, value: Value) -> Res<Gc<IteratorRecord>> {
        let key = self.symbols.async_iterator;
        if value.is_nullish() {
            let what = self.value_display(value);
            return Err(self.throw_type_error(format!("{what} is not async iterable")));
        }
        if let Some(method) = self.get_method(value, key)? {
            let iterator = self.call(method, value, &[])?;
            if !iterator.is_object() {
                return Err(self.throw_type_error(
                    "Result of the Symbol.asyncIterator method is not an object",
                ));
            }
            return self.get_iterator_direct(iterator);
        }
        let key = self.symbols.iterator;
        let method = self.get_v(value, key)?;
        if !method.is_callable() {
            let what = self.value_display(value);
            return Err(self.throw_type_error(format!("{what} is not async iterable")));
        }
        let record = self.get_iterator_from_method(value, method)?;
        self.create_async_from_sync_iterator(record)
    }

    /// CreateAsyncFromSyncIterator (https://tc39.es/ecma262/#sec-createasyncfromsynciterator)
    pub fn create_async_from_sync_iterator(
        &mut self,
        record: Gc<IteratorRecord>,
    ) -> Res<Gc<IteratorRecord>> {
        let prototype = self.intrinsic(Intrinsic::AsyncFromSyncIteratorPrototype);
        let shape = self.root_shape(Some(prototype), 0, ShapeClass::Ordinary);
        let record = Slot::new(record);
        let iterator = self.alloc_object(Kind::AsyncFromSyncIterator, shape, 0, |object| {
            AsyncFromSyncIterator { object, record }
        });
        self.get_iterator_direct(Value::cell(iterator))
    }

    /// Calls `next` of an iterator: what it returns is to be awaited, or checked, by the caller.
    pub fn iterator_call_next(&mut self, record: Gc<IteratorRecord>, arguments: &[Value]) -> Res {
        self.call(record.next.get(), record.iterator.get(), arguments)
    }

    /// Calls a method of an iterator that it need not have: `DONE` if it has none.
    pub fn iterator_call_optional(
        &mut self,
        record: Gc<IteratorRecord>,
        key: super::property_key::PropertyKey,
        arguments: &[Value],
    ) -> Res {
        let iterator = record.iterator.get();
        match self.get_method(iterator, key)? {
            Some(method) => self.call(method, iterator, arguments),
            None => Ok(Value::DONE),
        }
    }
}
