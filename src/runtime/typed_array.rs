//! ArrayBuffers and TypedArrays: their cells, elements, and the internal methods of typed arrays
//! (https://tc39.es/ecma262/#sec-typedarray-exotic-objects).
//!
//! Machine code may read and write elements below [`TypedArray::length`], which is 0 whenever the general way must
//! decide: the buffer is detached or resizable, or the array tracks its length.
//!
//! Invariant: `data + i * element size` is inside the buffer's memory for every `i < length`; the memory of a buffer
//! never moves, and is freed with the buffer or when it is detached, which sets the `length` of its views to 0.

use super::exotic::Element;
use super::kind::Kind;
use super::object::{Object, trace_object};
use super::property_key::PropertyKey;
use super::shape::Shape;
use super::shared::{ALIGN, SharedBlock, copy_raw, read_raw, write_raw};
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, EphemeronTable, Gc, Header, Heap, Layout, Marker, Slot};
use std::alloc::{Layout as Memory, alloc_zeroed, dealloc};
use std::cell::Cell as StdCell;
use std::sync::Arc;

/// The greatest length of a buffer in bytes.
pub const MAX_BUFFER_BYTES: u64 = 1 << 33;

/// An ArrayBuffer or SharedArrayBuffer.
#[repr(C)]
pub struct ArrayBuffer {
    /// The common part.
    pub object: Object,
    data: StdCell<*mut u8>,
    /// The block that a SharedArrayBuffer holds on to, else null.
    shared: StdCell<*const SharedBlock>,
    /// [[ArrayBufferByteLength]], unless it is shared
    length: StdCell<usize>,
    /// How many bytes are allocated: [[ArrayBufferMaxByteLength]] if it is resizable.
    capacity: StdCell<usize>,
    /// Can it be resized?
    pub resizable: StdCell<bool>,
    detached: StdCell<bool>,
    /// The first view, and a weak table of the others.
    first_view: Slot<Value>,
    views: Slot<Option<Gc<EphemeronTable>>>,
}

// SAFETY: `repr(C)` and begins with `Object`; `trace_buffer` visits its references; the finalizer frees the memory.
unsafe impl Cell for ArrayBuffer {
    const KIND: u8 = Kind::ArrayBuffer as u8;
    const LAYOUT: Layout = Layout::Custom(trace_buffer);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize_buffer);
}

/// A SharedArrayBuffer: laid out as an ArrayBuffer, but of another kind, so that nobody takes it for one.
#[repr(transparent)]
pub struct SharedArrayBuffer(pub ArrayBuffer);

// SAFETY: as for `ArrayBuffer`, which is all that it has.
unsafe impl Cell for SharedArrayBuffer {
    const KIND: u8 = Kind::SharedArrayBuffer as u8;
    const LAYOUT: Layout = Layout::Custom(trace_buffer);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize_buffer);
}

unsafe fn trace_buffer(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live buffer.
    unsafe {
        trace_object(cell, marker);
        let buffer = &*std::ptr::with_exposed_provenance::<ArrayBuffer>(cell);
        marker.visit(buffer.first_view.get());
        marker.visit(buffer.views.get());
    }
}

unsafe fn finalize_buffer(cell: usize, heap: &mut Heap) {
    // SAFETY: the collector passes a dead buffer once.
    unsafe { (*std::ptr::with_exposed_provenance::<ArrayBuffer>(cell)).free(heap) };
}

/// The memory of a buffer that is about to be made.
pub struct BufferMemory {
    data: *mut u8,
    shared: *const SharedBlock,
    length: usize,
    capacity: usize,
    resizable: bool,
}

/// May a buffer take so many bytes, if need be after a collection?
fn make_room(heap: &mut Heap, capacity: usize) -> Option<()> {
    if capacity as u64 > MAX_BUFFER_BYTES {
        return None;
    }
    if !heap.has_room(capacity) {
        heap.collect();
    }
    heap.has_room(capacity).then_some(())
}

impl BufferMemory {
    /// Zeroed memory; `None` if there is not that much.
    pub fn allocate(
        heap: &mut Heap,
        length: usize,
        maximum: Option<usize>,
    ) -> Option<BufferMemory> {
        let capacity = maximum.unwrap_or(length);
        let mut data = std::ptr::without_provenance_mut(ALIGN);
        if capacity > 0 {
            make_room(heap, capacity)?;
            let memory = Memory::from_size_align(capacity, ALIGN).ok()?;
            // SAFETY: the size is not zero.
            data = unsafe { alloc_zeroed(memory) };
            if data.is_null() {
                return None;
            }
            heap.add_external(capacity);
        }
        let shared = std::ptr::null();
        Some(BufferMemory { data, shared, length, capacity, resizable: maximum.is_some() })
    }

    /// The memory of another buffer, which keeps it for the time being: see [`ArrayBuffer::take_over`].
    pub fn lent_by(owner: &ArrayBuffer) -> BufferMemory {
        BufferMemory {
            data: owner.data.get(),
            shared: std::ptr::null(),
            length: owner.len(),
            // What has no capacity is not freed.
            capacity: 0,
            resizable: owner.resizable.get(),
        }
    }

    /// Zeroed memory for agents to share; `None` if there is not that much.
    pub fn allocate_shared(
        heap: &mut Heap,
        length: usize,
        maximum: Option<usize>,
    ) -> Option<BufferMemory> {
        let capacity = maximum.unwrap_or(length);
        make_room(heap, capacity)?;
        let block = SharedBlock::allocate(length, capacity)?;
        Some(BufferMemory::of_block(heap, block, maximum.is_some()))
    }

    /// Memory that another agent has allocated. Each heap accounts it as its own.
    pub fn of_block(heap: &mut Heap, block: Arc<SharedBlock>, growable: bool) -> BufferMemory {
        heap.add_external(block.capacity());
        BufferMemory {
            data: block.data(),
            length: 0,
            capacity: block.capacity(),
            resizable: growable,
            shared: Arc::into_raw(block),
        }
    }
}

impl ArrayBuffer {
    /// A buffer with its memory.
    pub fn new(object: Object, memory: BufferMemory) -> ArrayBuffer {
        ArrayBuffer {
            object,
            data: StdCell::new(memory.data),
            shared: StdCell::new(memory.shared),
            length: StdCell::new(memory.length),
            capacity: StdCell::new(memory.capacity),
            resizable: StdCell::new(memory.resizable),
            detached: StdCell::new(false),
            first_view: Slot::new(Value::UNDEFINED),
            views: Slot::new(None),
        }
    }

    fn free(&self, heap: &mut Heap) {
        let capacity = self.capacity.replace(0);
        self.length.set(0);
        let shared = self.shared.replace(std::ptr::null());
        if !shared.is_null() {
            heap.sub_external(capacity);
            // SAFETY: the pointer came from `Arc::into_raw`, and is null from here on.
            drop(unsafe { Arc::from_raw(shared) });
            return;
        }
        if capacity > 0
            && let Ok(memory) = Memory::from_size_align(capacity, ALIGN)
        {
            // SAFETY: the memory was allocated with this layout, and the capacity is 0 from here on.
            unsafe { dealloc(self.data.get(), memory) };
            heap.sub_external(capacity);
        }
        self.data.set(std::ptr::without_provenance_mut(ALIGN));
    }

    /// The buffer, shared or not, that an object is.
    pub fn of(object: Gc<Object>) -> Option<Gc<ArrayBuffer>> {
        let kinds = [Kind::ArrayBuffer as u8, Kind::SharedArrayBuffer as u8];
        // SAFETY: cells of both kinds are buffers.
        kinds.contains(&object.kind()).then(|| unsafe { object.cast_unchecked() })
    }

    /// The SharedArrayBuffer that an object is.
    pub fn of_shared(object: Gc<Object>) -> Option<Gc<ArrayBuffer>> {
        ArrayBuffer::of(object).filter(|buffer| buffer.is_shared())
    }

    /// IsSharedArrayBuffer (https://tc39.es/ecma262/#sec-issharedarraybuffer)
    pub fn is_shared(&self) -> bool {
        self.object.kind() == Kind::SharedArrayBuffer as u8
    }

    fn block_ref(&self) -> Option<&SharedBlock> {
        // SAFETY: the buffer holds on to its block, and frees it only when it is dead.
        unsafe { self.shared.get().as_ref() }
    }

    /// The block of a SharedArrayBuffer, for other agents.
    pub fn block(&self) -> Option<Arc<SharedBlock>> {
        self.block_ref().map(|block| {
            // SAFETY: the pointer came from `Arc::into_raw`, and the new reference is counted.
            unsafe {
                Arc::increment_strong_count(block);
                Arc::from_raw(block)
            }
        })
    }

    /// Grows a SharedArrayBuffer; false where it cannot have this length.
    pub fn grow(&self, length: usize) -> bool {
        self.block_ref().is_some_and(|block| block.grow(length))
    }

    /// The start of its memory.
    pub fn data(&self) -> *mut u8 {
        self.data.get()
    }

    /// Its length in bytes, 0 if it is detached.
    pub fn len(&self) -> usize {
        match self.block_ref() {
            Some(block) => block.len(),
            None => self.length.get(),
        }
    }

    /// Has it no bytes?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The greatest length that it can be resized to.
    pub fn max_len(&self) -> usize {
        self.capacity.get()
    }

    /// IsDetachedBuffer (https://tc39.es/ecma262/#sec-isdetachedbuffer)
    pub fn is_detached(&self) -> bool {
        self.detached.get()
    }

    /// Changes the length, to at most `max_len`. Bytes that go away are zeroed, should they come back.
    pub fn resize(&self, length: usize) {
        let length = length.min(self.capacity.get());
        let old = self.length.replace(length);
        if length < old {
            // SAFETY: both lengths are within the allocated memory.
            unsafe { std::ptr::write_bytes(self.data.get().add(length), 0, old - length) };
        }
    }

    /// DetachArrayBuffer (https://tc39.es/ecma262/#sec-detacharraybuffer)
    pub fn detach(heap: &mut Heap, buffer: Gc<ArrayBuffer>) {
        buffer.detached.set(true);
        buffer.free(heap);
        if let Some(view) = buffer.first_view.get().as_object().and_then(TypedArray::of) {
            view.length.set(0);
        }
        if let Some(views) = buffer.views.get() {
            for (view, _) in views.iter() {
                // SAFETY: the keys of the table are typed arrays, and alive while they are in it.
                unsafe { Gc::<TypedArray>::from_addr(view as usize) }.length.set(0);
            }
        }
    }

    /// Takes over the memory that another buffer, not detached and not shared, has lent to this one since before any view of
    /// this one was made; the other is detached.
    pub fn take_over(heap: &mut Heap, heir: Gc<ArrayBuffer>, owner: Gc<ArrayBuffer>) {
        heir.capacity.set(owner.capacity.replace(0));
        heir.length.set(owner.length.get());
        ArrayBuffer::detach(heap, owner);
    }

    /// Copies bytes within or between buffers; the caller has checked both ranges.
    pub fn copy(
        from: Gc<ArrayBuffer>,
        from_index: usize,
        to: Gc<ArrayBuffer>,
        to_index: usize,
        count: usize,
    ) {
        let fits =
            |b: Gc<ArrayBuffer>, at: usize| at.checked_add(count).is_some_and(|end| end <= b.len());
        if fits(from, from_index) && fits(to, to_index) {
            // SAFETY: both ranges lie within the buffers.
            unsafe {
                let (source, target) = (from.data().add(from_index), to.data().add(to_index));
                if from.is_shared() || to.is_shared() {
                    copy_raw(source, target, count);
                } else {
                    std::ptr::copy(source, target, count);
                }
            }
        }
    }
}

/// The types of elements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum ElementType {
    Int8,
    Uint8,
    Uint8Clamped,
    Int16,
    Uint16,
    Int32,
    Uint32,
    Float16,
    Float32,
    Float64,
    BigInt64,
    BigUint64,
}

use ElementType::*;

impl ElementType {
    /// All, in the order of their kinds.
    pub const ALL: [ElementType; 12] = [
        Int8,
        Uint8,
        Uint8Clamped,
        Int16,
        Uint16,
        Int32,
        Uint32,
        Float16,
        Float32,
        Float64,
        BigInt64,
        BigUint64,
    ];

    /// The kind of the arrays.
    pub fn kind(self) -> Kind {
        Kind::from_u8(*Kind::TYPED_ARRAYS.start() + self as u8).unwrap_or(Kind::Uint8Array)
    }

    /// The name of the constructor.
    pub fn name(self) -> &'static str {
        [
            "Int8Array",
            "Uint8Array",
            "Uint8ClampedArray",
            "Int16Array",
            "Uint16Array",
            "Int32Array",
            "Uint32Array",
            "Float16Array",
            "Float32Array",
            "Float64Array",
            "BigInt64Array",
            "BigUint64Array",
        ][self as usize]
    }

    /// Bytes of an element.
    pub fn size(self) -> usize {
        [1, 1, 1, 2, 2, 4, 4, 2, 4, 8, 8, 8][self as usize]
    }

    /// Are the elements BigInts?
    pub fn is_bigint(self) -> bool {
        matches!(self, BigInt64 | BigUint64)
    }

    /// NumericToRawBytes after the conversion to a number (https://tc39.es/ecma262/#sec-numerictorawbytes): the raw
    /// bytes of a value, in native order from the low end.
    pub fn convert(self, vm: &mut Vm, value: Value) -> Res<u64> {
        Ok(match self {
            BigInt64 => vm.to_bigint64(value)? as u64,
            BigUint64 => vm.to_biguint64(value)?,
            _ => {
                if let Some(i) = value.to_int() {
                    return Ok(match self {
                        Uint8Clamped => i.clamp(0, 255) as u64,
                        Float16 | Float32 | Float64 => self.encode(i as f64),
                        _ => i as u32 as u64,
                    });
                }
                let number = vm.to_number(value)?;
                self.encode(number)
            }
        })
    }

    /// The raw bytes of a number.
    pub fn encode(self, number: f64) -> u64 {
        use super::number::integer::{to_int32, to_uint8_clamp};
        match self {
            Uint8Clamped => to_uint8_clamp(number) as u64,
            Float16 => f64_to_f16(number) as u64,
            Float32 => (number as f32).to_bits() as u64,
            Float64 => number.to_bits(),
            _ => to_int32(number) as u32 as u64,
        }
    }

    /// RawBytesToNumeric (https://tc39.es/ecma262/#sec-rawbytestonumeric)
    pub fn decode(self, vm: &mut Vm, raw: u64) -> Value {
        match self {
            Int8 => Value::int(raw as i8 as i32),
            Uint8 | Uint8Clamped => Value::int(raw as u8 as i32),
            Int16 => Value::int(raw as i16 as i32),
            Uint16 => Value::int(raw as u16 as i32),
            Int32 => Value::int(raw as i32),
            Uint32 => Value::number(raw as u32 as f64),
            Float16 => Value::number(f16_to_f64(raw as u16)),
            Float32 => Value::number(f32::from_bits(raw as u32) as f64),
            Float64 => Value::number(f64::from_bits(raw)),
            BigInt64 => Value::cell(vm.new_bigint_i64(raw as i64)),
            BigUint64 => Value::cell(vm.new_bigint_u64(raw)),
        }
    }
}

/// The nearest binary16 of a number, ties to even.
pub fn f64_to_f16(number: f64) -> u16 {
    let sign = if number.is_sign_negative() { 0x8000 } else { 0 };
    let magnitude = number.abs();
    if number.is_nan() {
        return 0x7E00;
    }
    // Halfway between the greatest finite number and what would follow it.
    if magnitude >= 65520.0 {
        return sign | 0x7C00;
    }
    if magnitude < 2f64.powi(-14) {
        // Subnormal: multiples of 2^-24, exactly scaled, rounded to even.
        return sign | (magnitude * 2f64.powi(24)).round_ties_even() as u16;
    }
    let exponent = (magnitude.to_bits() >> 52) as i32 - 1023;
    let significand = (magnitude / 2f64.powi(exponent) * 1024.0).round_ties_even() as u32;
    // A significand that was rounded up to 2048 carries into the exponent.
    sign | ((((exponent + 15) as u32) << 10) + significand - 1024) as u16
}

/// The number that a binary16 is.
pub fn f16_to_f64(bits: u16) -> f64 {
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    let exponent = (bits >> 10 & 0x1F) as i32;
    let fraction = (bits & 0x3FF) as f64;
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f64.powi(exponent - 15),
    }
}

/// A TypedArray. Fields down to `length` are read by machine code.
#[repr(C)]
pub struct TypedArray {
    /// The common part; the kind tells the type of the elements.
    pub object: Object,
    /// [[ViewedArrayBuffer]]
    pub buffer: Slot<Gc<ArrayBuffer>>,
    /// Where its elements begin.
    pub data: StdCell<*mut u8>,
    /// How many elements can be accessed without further questions; see the file's head.
    pub length: StdCell<u64>,
    /// [[ByteOffset]]
    pub byte_offset: usize,
    /// [[ArrayLength]], `AUTO` if it tracks the buffer's length.
    pub fixed_length: usize,
}

/// [[ArrayLength]] is ~auto~.
pub const AUTO: usize = usize::MAX;

const _: () = assert!(std::mem::offset_of!(TypedArray, buffer) == 24);
const _: () = assert!(std::mem::offset_of!(TypedArray, data) == 32);
const _: () = assert!(std::mem::offset_of!(TypedArray, length) == 40);

// SAFETY: `repr(C)` and begins with `Object`; `trace_array` visits its references. The other kinds of typed arrays
// have the same layout and are registered with the same trace function.
unsafe impl Cell for TypedArray {
    const KIND: u8 = *Kind::TYPED_ARRAYS.start();
    const LAYOUT: Layout = Layout::Custom(trace_array);
}

unsafe fn trace_array(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live typed array.
    unsafe {
        trace_object(cell, marker);
        marker.visit((*std::ptr::with_exposed_provenance::<TypedArray>(cell)).buffer.get());
    }
}

impl TypedArray {
    /// The typed array that an object is.
    #[inline]
    pub fn of(object: Gc<Object>) -> Option<Gc<TypedArray>> {
        // SAFETY: cells of these kinds are typed arrays.
        Kind::TYPED_ARRAYS.contains(&object.kind()).then(|| unsafe { object.cast_unchecked() })
    }

    /// The type of the elements.
    #[inline]
    pub fn element_type(&self) -> ElementType {
        ElementType::ALL[(self.object.kind() - *Kind::TYPED_ARRAYS.start()) as usize % 12]
    }

    /// A view of a buffer, registered with it. The caller has checked that it fits.
    pub fn view(
        vm: &mut Vm,
        shape: Gc<Shape>,
        element: ElementType,
        buffer: Gc<ArrayBuffer>,
        byte_offset: usize,
        fixed_length: usize,
    ) -> Gc<TypedArray> {
        let plain = fixed_length != AUTO && !buffer.resizable.get() && !buffer.is_detached();
        debug_assert!(!plain || byte_offset + fixed_length * element.size() <= buffer.len());
        let header = vm.object_header(element.kind(), shape, 0);
        let new = TypedArray {
            object: header,
            buffer: Slot::new(buffer),
            data: StdCell::new(buffer.data().wrapping_add(byte_offset)),
            length: StdCell::new(if plain { fixed_length as u64 } else { 0 }),
            byte_offset,
            fixed_length,
        };
        let word = Header::with_spare(
            element.kind() as u8,
            new.object.header.spare(),
            new.object.header.aux(),
        );
        // SAFETY: the whole cell is written before anything else is allocated; its kinds have no finalizer.
        let array = unsafe {
            let cell = vm.alloc_small(word, size_of::<TypedArray>(), false);
            cell.as_ptr().cast::<TypedArray>().write(new);
            Gc::<TypedArray>::from_addr(cell.as_ptr().expose_provenance())
        };
        // Until now the shape was known to the collector by this reference only.
        std::hint::black_box(shape);
        if buffer.first_view.get().is_undefined() {
            buffer.first_view.set(&mut vm.heap, buffer, Value::cell(array));
        } else if plain {
            let views = match buffer.views.get() {
                Some(views) => views,
                None => {
                    let views = EphemeronTable::new(&mut vm.heap);
                    buffer.views.set(&mut vm.heap, buffer, Some(views));
                    views
                }
            };
            views.insert(&mut vm.heap, array.to_word(), Value::TRUE.bits());
        }
        array
    }

    /// TypedArrayLength (https://tc39.es/ecma262/#sec-typedarraylength), `None` if it is out of bounds
    /// (https://tc39.es/ecma262/#sec-istypedarrayoutofbounds).
    #[inline]
    pub fn valid_length(&self) -> Option<usize> {
        let length = self.length.get();
        if length > 0 { Some(length as usize) } else { self.general_length() }
    }

    /// [[ArrayLength]], `None` if it tracks the buffer's length.
    pub fn own_length(&self) -> Option<usize> {
        (self.fixed_length != AUTO).then_some(self.fixed_length)
    }

    /// IsTypedArrayFixedLength (https://tc39.es/ecma262/#sec-istypedarrayfixedlength)
    pub fn has_fixed_length(&self) -> bool {
        self.fixed_length != AUTO && !self.buffer.get().resizable.get()
    }

    fn general_length(&self) -> Option<usize> {
        let buffer = self.buffer.get();
        if buffer.is_detached() {
            return None;
        }
        let available = buffer.len().checked_sub(self.byte_offset)?;
        let size = self.element_type().size();
        if self.fixed_length == AUTO {
            return Some(available / size);
        }
        (self.fixed_length * size <= available).then_some(self.fixed_length)
    }

    /// The raw bytes of an element, `None` if there is no such element.
    #[inline]
    pub fn raw(&self, index: usize) -> Option<u64> {
        if index >= self.valid_length()? {
            return None;
        }
        let size = self.element_type().size();
        // SAFETY: the index is valid, so the element lies within the buffer.
        Some(unsafe { read_raw(self.data.get().add(index * size), size) })
    }

    /// Stores the raw bytes of an element, if there is such an element.
    #[inline]
    pub fn set_raw(&self, index: usize, raw: u64) {
        if self.valid_length().is_some_and(|length| index < length) {
            let size = self.element_type().size();
            // SAFETY: the index is valid, so the element lies within the buffer.
            unsafe { write_raw(self.data.get().add(index * size), size, raw) };
        }
    }

    /// TypedArrayGetElement (https://tc39.es/ecma262/#sec-typedarraygetelement)
    #[inline]
    pub fn get(vm: &mut Vm, array: Gc<TypedArray>, index: usize) -> Option<Value> {
        let raw = array.raw(index)?;
        Some(array.element_type().decode(vm, raw))
    }

    /// TypedArraySetElement (https://tc39.es/ecma262/#sec-typedarraysetelement)
    pub fn set(vm: &mut Vm, array: Gc<TypedArray>, index: f64, value: Value) -> Res<()> {
        let raw = array.element_type().convert(vm, value)?;
        if let Some(index) = valid_index(index) {
            array.set_raw(index, raw);
        }
        Ok(())
    }

    /// The element that a numeric key names: `Missing` if there is none.
    pub(super) fn element(vm: &mut Vm, array: Gc<TypedArray>, key: PropertyKey) -> Element {
        let Some(number) = vm.canonical_numeric_index(key) else { return Element::NotNumeric };
        match valid_index(number).and_then(|index| TypedArray::get(vm, array, index)) {
            Some(value) => Element::Present(value),
            None => Element::Missing,
        }
    }
}

/// The index that a number is: not -0, not a fraction.
fn valid_index(number: f64) -> Option<usize> {
    let fits =
        number.is_sign_positive() && number.trunc() == number && number < (1u64 << 53) as f64;
    fits.then_some(number as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_round_trip() {
        for bits in 0..=0xFFFFu16 {
            let number = f16_to_f64(bits);
            if !number.is_nan() {
                assert_eq!(f64_to_f16(number), bits);
            }
        }
        assert_eq!(f64_to_f16(65519.99), 0x7BFF);
        assert_eq!(f64_to_f16(65520.0), 0x7C00);
        assert_eq!(f64_to_f16(2f64.powi(-25)), 0);
        assert_eq!(f64_to_f16(2f64.powi(-25) * 1.0000001), 1);
    }
}
