//! Rooted containers in Rust memory: [`RootVec`] and [`Root`].
//!
//! Invariant: the links of all containers and the sentinel in the heap form one ring. A heap that
//! dies first unlinks them, so a container that outlives it touches nothing but itself.

use crate::cell::Word;
use crate::faults::{Fault, planted};
use crate::heap::Heap;
use crate::mark::Marker;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// A member of the ring, with the words that it roots.
struct Link {
    previous: Cell<*const Link>,
    next: Cell<*const Link>,
    words: Cell<*const u64>,
    len: Cell<usize>,
}

impl Link {
    /// A link in a ring of its own.
    fn alone() -> Box<Link> {
        let null = std::ptr::null();
        let link = Box::new(Link {
            previous: Cell::new(null),
            next: Cell::new(null),
            words: Cell::new(null.cast()),
            len: Cell::new(0),
        });
        link.close();
        link
    }
    fn close(&self) {
        self.previous.set(self);
        self.next.set(self);
    }
    /// Enters the ring of `other`.
    fn enter(&self, other: &Link) {
        let next = other.next.get();
        self.previous.set(other);
        self.next.set(next);
        other.next.set(self);
        // SAFETY: the members of a ring live: each leaves it before it dies.
        unsafe { (*next).previous.set(self) };
    }
    fn leave(&self) {
        // SAFETY: as above.
        unsafe {
            (*self.previous.get()).next.set(self.next.get());
            (*self.next.get()).previous.set(self.previous.get());
        }
        self.close();
    }
}

/// The heap's end of the ring.
pub(crate) struct RootList(Box<Link>);

impl RootList {
    pub(crate) fn new() -> RootList {
        RootList(Link::alone())
    }

    pub(crate) fn visit(&self, marker: &mut Marker) {
        if planted(Fault::NoRootVecs) {
            return;
        }
        let sentinel: *const Link = &raw const *self.0;
        let mut link = self.0.next.get();
        while link != sentinel {
            // SAFETY: the members of the ring live, and their words are initialised traced words.
            unsafe {
                let (start, len) = ((*link).words.get(), (*link).len.get());
                if len > 0 {
                    marker.visit_words(start, start.add(len));
                }
                link = (*link).next.get();
            }
        }
    }

    pub(crate) fn unlink_all(&self) {
        while !std::ptr::eq(self.0.next.get(), &raw const *self.0) {
            // SAFETY: the members of the ring live.
            unsafe { (*self.0.next.get()).leave() };
        }
    }
}

/// A vector in Rust memory whose elements the collector sees. It unregisters itself when dropped.
///
/// It derefs to a slice for reading. It is changed only by its own methods, none of which allocates
/// in the heap, so that the collector never meets it half changed.
pub struct RootVec<V: Word = u64> {
    link: Box<Link>,
    values: Vec<V>,
}

impl<V: Word> RootVec<V> {
    fn sync(&mut self) {
        self.link.words.set(self.values.as_ptr().cast());
        self.link.len.set(self.values.len());
    }
    /// Appends a value.
    pub fn push(&mut self, value: V) {
        self.values.push(value);
        self.sync();
    }
    /// Removes the last value.
    pub fn pop(&mut self) -> Option<V> {
        let value = self.values.pop();
        self.sync();
        value
    }
    /// Replaces the value at an index.
    pub fn set(&mut self, index: usize, value: V) {
        self.values[index] = value;
    }
    /// Inserts a value before an index.
    pub fn insert(&mut self, index: usize, value: V) {
        self.values.insert(index, value);
        self.sync();
    }
    /// Removes the value at an index and closes the gap.
    pub fn remove(&mut self, index: usize) -> V {
        let value = self.values.remove(index);
        self.sync();
        value
    }
    /// Removes the value at an index and puts the last one there.
    pub fn swap_remove(&mut self, index: usize) -> V {
        let value = self.values.swap_remove(index);
        self.sync();
        value
    }
    /// Exchanges two values.
    pub fn swap(&mut self, a: usize, b: usize) {
        self.values.swap(a, b);
    }
    /// Reverses the order.
    pub fn reverse(&mut self) {
        self.values.reverse();
    }
    /// Shortens to `len`.
    pub fn truncate(&mut self, len: usize) {
        self.values.truncate(len);
        self.sync();
    }
    /// Grows or shortens to `len`.
    pub fn resize(&mut self, len: usize, value: V) {
        self.values.resize(len, value);
        self.sync();
    }
    /// Removes all values.
    pub fn clear(&mut self) {
        self.truncate(0);
    }
    /// Appends the values of a slice.
    pub fn extend_from_slice(&mut self, values: &[V]) {
        self.values.extend_from_slice(values);
        self.sync();
    }
    /// Makes room for more values.
    pub fn reserve(&mut self, additional: usize) {
        self.values.reserve(additional);
        self.sync();
    }
    /// Changes the values through a plain vector. `change` must not allocate in the heap.
    pub fn with_mut<R>(&mut self, change: impl FnOnce(&mut Vec<V>) -> R) -> R {
        // The vector leaves the ring while it changes, whatever happens in `change`.
        let mut values = std::mem::take(&mut self.values);
        self.sync();
        let result = change(&mut values);
        self.values = values;
        self.sync();
        result
    }
}

impl<V: Word> Deref for RootVec<V> {
    type Target = [V];
    fn deref(&self) -> &[V] {
        &self.values
    }
}

impl<'a, V: Word> IntoIterator for &'a RootVec<V> {
    type Item = &'a V;
    type IntoIter = std::slice::Iter<'a, V>;
    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl<V: Word> Drop for RootVec<V> {
    fn drop(&mut self) {
        self.link.leave();
    }
}

impl<V: Word + fmt::Debug> fmt::Debug for RootVec<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values.fmt(f)
    }
}

/// A single rooted value: a persistent handle for embedders. Its clones root the value on their own.
pub struct Root<V: Word = u64> {
    link: Box<Link>,
    word: Box<Cell<u64>>,
    value: PhantomData<V>,
}

impl<V: Word> Root<V> {
    fn new(ring: &Link, value: V) -> Root<V> {
        let root = Root {
            link: Link::alone(),
            word: Box::new(Cell::new(value.to_bits())),
            value: PhantomData,
        };
        root.link.words.set(root.word.as_ptr());
        root.link.len.set(1);
        root.link.enter(ring);
        root
    }
    /// The value.
    pub fn get(&self) -> V {
        let word = self.word.get();
        // SAFETY: the bits were made of a `V`, a word in size.
        unsafe { std::mem::transmute_copy(&word) }
    }
    /// Roots another value instead.
    pub fn set(&self, value: V) {
        self.word.set(value.to_bits());
    }
}

impl<V: Word> Clone for Root<V> {
    fn clone(&self) -> Root<V> {
        Root::new(&self.link, self.get())
    }
}

impl<V: Word> Drop for Root<V> {
    fn drop(&mut self) {
        self.link.leave();
    }
}

impl<V: Word + fmt::Debug> fmt::Debug for Root<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Root").field(&self.get()).finish()
    }
}

impl Heap {
    /// An empty rooted vector.
    pub fn root_vec<V: Word>(&mut self) -> RootVec<V> {
        let vec = RootVec { link: Link::alone(), values: Vec::new() };
        vec.link.enter(&self.roots.0);
        vec
    }
    /// Roots a value.
    pub fn root<V: Word>(&mut self, value: V) -> Root<V> {
        Root::new(&self.roots.0, value)
    }
}
