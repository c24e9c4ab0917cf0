//! Making typed arrays: the constructors, `from`, `of`, and the species way
//! (https://tc39.es/ecma262/#sec-typedarray-constructors).
//!
//! Invariant: a length is checked against the limit of buffers before bytes are counted.

use super::{as_object, intrinsics, validate};
use crate::builtins::array_buffer::new_buffer;
use crate::builtins::support::require_new;
use crate::runtime::function::NativeCode;
use crate::runtime::object::Object;
use crate::runtime::shape::ShapeClass;
use crate::runtime::typed_array::{AUTO, ArrayBuffer, ElementType, MAX_BUFFER_BYTES, TypedArray};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};

pub(super) fn setup(vm: &mut Vm, constructor: Gc<Object>) {
    vm.define_method(constructor, "from", 1, from);
    vm.define_method(constructor, "of", 0, of);
}

/// %TypedArray% ( ) (https://tc39.es/ecma262/#sec-%typedarray%)
pub(super) fn construct_abstract(vm: &mut Vm, _: Arguments) -> Res {
    Err(vm.throw_type_error("Abstract class TypedArray not directly constructable"))
}

/// The code of a constructor.
pub(super) fn constructor_code(element: ElementType) -> NativeCode {
    const CODES: [NativeCode; 12] = [
        construct::<0>,
        construct::<1>,
        construct::<2>,
        construct::<3>,
        construct::<4>,
        construct::<5>,
        construct::<6>,
        construct::<7>,
        construct::<8>,
        construct::<9>,
        construct::<10>,
        construct::<11>,
    ];
    CODES[element as usize]
}

/// TypedArray ( ...args ) (https://tc39.es/ecma262/#sec-typedarray)
fn construct<const N: usize>(vm: &mut Vm, args: Arguments) -> Res {
    let element = ElementType::ALL[N];
    require_new(vm, args, element.name())?;
    let Some(first) = args.get(0).as_object() else {
        let length = vm.to_integer_or_infinity(args.get(0))?;
        if !(0.0..=9007199254740991.0).contains(&length) {
            let shown = vm.value_display(args.get(0));
            return Err(vm.throw_range_error(format!("Invalid typed array length: {shown}")));
        }
        let prototype =
            vm.get_prototype_from_constructor(args.new_target(), intrinsics(element).1)?;
        return Ok(Value::cell(allocate(vm, prototype, element, length as u64)?));
    };
    let prototype = vm.get_prototype_from_constructor(args.new_target(), intrinsics(element).1)?;
    if let Some(source) = TypedArray::of(first) {
        return from_typed_array(vm, prototype, element, source);
    }
    if let Some(buffer) = ArrayBuffer::of(first) {
        return from_buffer(vm, prototype, element, buffer, args.get(1), args.get(2));
    }
    let method = vm.get_method(Value::cell(first), vm.symbols.iterator)?;
    if let Some(method) = method {
        let values = list_from(vm, Value::cell(first), method)?;
        let array = allocate(vm, prototype, element, values.len() as u64)?;
        for (i, value) in values.iter().enumerate() {
            TypedArray::set(vm, array, i as f64, *value)?;
        }
        return Ok(Value::cell(array));
    }
    let length = vm.length_of_array_like(first)?;
    let array = allocate(vm, prototype, element, length as u64)?;
    let mut index = 0.0;
    while index < length {
        vm.poll_interrupt()?;
        let key = vm.to_property_key(Value::number(index))?;
        let value = vm.get(first, key)?;
        TypedArray::set(vm, array, index, value)?;
        index += 1.0;
    }
    Ok(Value::cell(array))
}

/// IteratorToList of an iteration by a method; a plain array is iterated without calls.
fn list_from(vm: &mut Vm, value: Value, method: Value) -> Res<RootVec<Value>> {
    let record = vm.get_iterator_from_method(value, method)?;
    let mut list = vm.heap.root_vec();
    loop {
        let value = vm.iterator_next(record)?;
        if value == Value::DONE {
            return Ok(list);
        }
        list.push(value);
    }
}

/// AllocateTypedArray (https://tc39.es/ecma262/#sec-allocatetypedarray) with a length
pub(super) fn allocate(
    vm: &mut Vm,
    prototype: Gc<Object>,
    element: ElementType,
    length: u64,
) -> Res<Gc<TypedArray>> {
    if length > MAX_BUFFER_BYTES / element.size() as u64 {
        return Err(vm.throw_range_error(format!("Invalid typed array length: {length}")));
    }
    let buffer = new_buffer(vm, length * element.size() as u64)?;
    Ok(view(vm, prototype, element, buffer, 0, length as usize))
}

/// A view with a prototype.
fn view(
    vm: &mut Vm,
    prototype: Gc<Object>,
    element: ElementType,
    buffer: Gc<ArrayBuffer>,
    byte_offset: usize,
    length: usize,
) -> Gc<TypedArray> {
    let shape = vm.root_shape(Some(prototype), 0, ShapeClass::Exotic);
    TypedArray::view(vm, shape, element, buffer, byte_offset, length)
}

/// InitializeTypedArrayFromTypedArray (https://tc39.es/ecma262/#sec-initializetypedarrayfromtypedarray)
fn from_typed_array(
    vm: &mut Vm,
    prototype: Gc<Object>,
    element: ElementType,
    source: Gc<TypedArray>,
) -> Res {
    let (source, length) = validate(vm, Value::cell(source), "Construct")?;
    if element.is_bigint() != source.element_type().is_bigint() {
        return Err(
            vm.throw_type_error("Cannot mix BigInt and other types, use explicit conversions")
        );
    }
    let array = allocate(vm, prototype, element, length as u64)?;
    copy_elements(vm, source, 0, array, 0, length)?;
    Ok(Value::cell(array))
}

/// Copies elements, converting them, as if all were read before the first is written.
pub(super) fn copy_elements(
    vm: &mut Vm,
    source: Gc<TypedArray>,
    from: usize,
    target: Gc<TypedArray>,
    to: usize,
    count: usize,
) -> Res<()> {
    let count = count
        .min(source.valid_length().unwrap_or(0).saturating_sub(from))
        .min(target.valid_length().unwrap_or(0).saturating_sub(to));
    let (a, b) = (source.element_type(), target.element_type());
    if a == b {
        let size = a.size();
        let (from, to) = (source.byte_offset + from * size, target.byte_offset + to * size);
        ArrayBuffer::copy(source.buffer.get(), from, target.buffer.get(), to, count * size);
        return Ok(());
    }
    // Elements of other types in the same buffer are read first.
    if source.buffer.get() == target.buffer.get() {
        let raws: Vec<u64> = (from..from + count).filter_map(|i| source.raw(i)).collect();
        for (i, raw) in raws.into_iter().enumerate() {
            let value = a.decode(vm, raw);
            let raw = b.convert(vm, value)?;
            target.set_raw(to + i, raw);
        }
        return Ok(());
    }
    for i in 0..count {
        let Some(raw) = source.raw(from + i) else { break };
        let value = a.decode(vm, raw);
        let raw = b.convert(vm, value)?;
        target.set_raw(to + i, raw);
    }
    Ok(())
}

/// InitializeTypedArrayFromArrayBuffer (https://tc39.es/ecma262/#sec-initializetypedarrayfromarraybuffer)
fn from_buffer(
    vm: &mut Vm,
    prototype: Gc<Object>,
    element: ElementType,
    buffer: Gc<ArrayBuffer>,
    offset: Value,
    length: Value,
) -> Res {
    let (size, name) = (element.size(), element.name());
    let start = vm.to_index(offset)?;
    if start % size as u64 != 0 {
        return Err(
            vm.throw_range_error(format!("start offset of {name} should be a multiple of {size}"))
        );
    }
    let asked = if length.is_undefined() { None } else { Some(vm.to_index(length)?) };
    if buffer.is_detached() {
        return Err(vm.throw_type_error("Cannot perform Construct on a detached ArrayBuffer"));
    }
    let available = buffer.len() as u64;
    let count = match asked {
        None if buffer.resizable.get() => {
            if start > available {
                return Err(vm.throw_range_error(format!(
                    "Start offset {start} is outside the bounds of the buffer"
                )));
            }
            AUTO
        }
        None => {
            if !available.is_multiple_of(size as u64) {
                return Err(vm.throw_range_error(format!(
                    "byte length of {name} should be a multiple of {size}"
                )));
            }
            if start > available {
                return Err(vm.throw_range_error(format!(
                    "Start offset {start} is outside the bounds of the buffer"
                )));
            }
            ((available - start) / size as u64) as usize
        }
        Some(count) => {
            if count > MAX_BUFFER_BYTES || start + count * size as u64 > available {
                return Err(vm.throw_range_error(format!("Invalid typed array length: {count}")));
            }
            count as usize
        }
    };
    Ok(Value::cell(view(vm, prototype, element, buffer, start as usize, count)))
}

/// TypedArrayCreateFromConstructor (https://tc39.es/ecma262/#sec-typedarraycreatefromctor)
pub(super) fn create_from_constructor(
    vm: &mut Vm,
    constructor: Value,
    arguments: &[Value],
    method: &str,
) -> Res<Gc<TypedArray>> {
    let new = vm.construct(constructor, arguments, constructor)?;
    let (array, length) = validate(vm, new, method)?;
    if let [wanted] = arguments
        && let Some(wanted) = wanted.to_number()
        && (length as f64) < wanted
    {
        return Err(vm.throw_type_error(
            "Derived TypedArray constructor created an array which was too small",
        ));
    }
    Ok(array)
}

/// TypedArraySpeciesCreate (https://tc39.es/ecma262/#sec-typedarrayspeciescreate)
pub(super) fn species_create(
    vm: &mut Vm,
    exemplar: Gc<TypedArray>,
    arguments: &[Value],
    method: &str,
) -> Res<Gc<TypedArray>> {
    let element = exemplar.element_type();
    let constructor = vm.species_constructor(as_object(exemplar), intrinsics(element).0)?;
    let new = create_from_constructor(vm, constructor, arguments, method)?;
    if new.element_type().is_bigint() != element.is_bigint() {
        return Err(vm.throw_type_error(
            "Content type of the typed array created by the species constructor differs",
        ));
    }
    Ok(new)
}

/// TypedArrayCreateSameType (https://tc39.es/ecma262/#sec-typedarray-create-same-type)
pub(super) fn create_same_type(
    vm: &mut Vm,
    exemplar: Gc<TypedArray>,
    length: usize,
) -> Res<Gc<TypedArray>> {
    let element = exemplar.element_type();
    let prototype = vm.intrinsic(intrinsics(element).1);
    allocate(vm, prototype, element, length as u64)
}

/// %TypedArray%.from ( source [ , mapper [ , thisArg ] ] ) (https://tc39.es/ecma262/#sec-%typedarray%.from)
fn from(vm: &mut Vm, args: Arguments) -> Res {
    let constructor = args.this();
    if !vm.is_constructor(constructor) {
        return Err(vm.throw_not_constructor(constructor));
    }
    let (source, mapper, this_arg) = (args.get(0), args.get(1), args.get(2));
    if !mapper.is_undefined() && !vm.is_callable(mapper) {
        return Err(vm.throw_not_callable(mapper));
    }
    let map = |vm: &mut Vm, value: Value, index: f64| {
        if mapper.is_undefined() {
            Ok(value)
        } else {
            vm.call(mapper, this_arg, &[value, Value::number(index)])
        }
    };
    if let Some(method) = vm.get_method(source, vm.symbols.iterator)? {
        let values = list_from(vm, source, method)?;
        let length = Value::number(values.len() as f64);
        let array = create_from_constructor(vm, constructor, &[length], "%TypedArray%.from")?;
        for (i, value) in values.iter().enumerate() {
            let value = map(vm, *value, i as f64)?;
            TypedArray::set(vm, array, i as f64, value)?;
        }
        return Ok(Value::cell(array));
    }
    let object = vm.to_object(source)?;
    let length = vm.length_of_array_like(object)?;
    let array =
        create_from_constructor(vm, constructor, &[Value::number(length)], "%TypedArray%.from")?;
    let mut index = 0.0;
    while index < length {
        vm.poll_interrupt()?;
        let key = vm.to_property_key(Value::number(index))?;
        let value = vm.get(object, key)?;
        let value = map(vm, value, index)?;
        TypedArray::set(vm, array, index, value)?;
        index += 1.0;
    }
    Ok(Value::cell(array))
}

/// %TypedArray%.of ( ...items ) (https://tc39.es/ecma262/#sec-%typedarray%.of)
fn of(vm: &mut Vm, args: Arguments) -> Res {
    let constructor = args.this();
    if !vm.is_constructor(constructor) {
        return Err(vm.throw_not_constructor(constructor));
    }
    let length = Value::number(args.len() as f64);
    let array = create_from_constructor(vm, constructor, &[length], "%TypedArray%.of")?;
    for i in 0..args.len() {
        TypedArray::set(vm, array, i as f64, args.get(i))?;
    }
    Ok(Value::cell(array))
}
