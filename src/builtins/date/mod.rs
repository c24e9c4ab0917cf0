//! Date (https://tc39.es/ecma262/#sec-date-objects).
//!
//! Invariant: [[DateValue]] is NaN or an integer within the limits of TimeClip, never -0.

mod calendar;
mod fields;
mod format;
mod parse;
mod zone;

pub(in crate::builtins) use format::shown;

use super::support::{define_class, incompatible, shape_from_constructor};
use crate::runtime::convert::Hint;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::object::{Object, trace_object};
use crate::runtime::property::Attributes;
use crate::runtime::realm::Realm;
use crate::runtime::string::StringExt;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use calendar::{make_date, make_day, make_time, time_clip};
use jsrun_gc::{Cell, Gc, Layout};
use std::cell::Cell as StdCell;

/// A Date object.
#[repr(C)]
pub struct DateObject {
    object: Object,
    /// [[DateValue]]
    time: StdCell<f64>,
}

// SAFETY: `repr(C)` and begins with `Object`, whose references are all it has.
unsafe impl Cell for DateObject {
    const KIND: u8 = Kind::Date as u8;
    const LAYOUT: Layout = Layout::Custom(trace_object);
}

impl DateObject {
    /// [[DateValue]]
    pub fn time(&self) -> f64 {
        self.time.get()
    }
}

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let class =
        define_class(vm, realm, "Date", 7, construct, (Intrinsic::Date, Intrinsic::DatePrototype));
    vm.define_method(class.constructor, "now", 0, |_, _| Ok(Value::number(now())));
    vm.define_method(class.constructor, "parse", 1, parse_);
    vm.define_method(class.constructor, "UTC", 7, utc);
    let p = class.prototype;
    format::setup(vm, p);
    fields::setup(vm, p);
    vm.define_method(p, vm.names.value_of, 0, |vm, args| Ok(Value::number(this_time(vm, args)?)));
    vm.define_method(p, vm.names.to_json, 1, to_json);
    let function = vm.new_native_function(vm.symbols.to_primitive, 1, to_primitive);
    vm.define_value(p, vm.symbols.to_primitive, Value::cell(function), Attributes::CONFIGURABLE);
}

/// The present moment.
fn now() -> f64 {
    let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    elapsed.map_or(0.0, |d| d.as_millis() as f64)
}

fn this_date(vm: &mut Vm, args: Arguments) -> Res<Gc<DateObject>> {
    match args.this().as_kind::<DateObject>() {
        Some(date) => Ok(date),
        None => Err(vm.throw_type_error("this is not a Date object.")),
    }
}

fn this_time(vm: &mut Vm, args: Arguments) -> Res<f64> {
    Ok(this_date(vm, args)?.time.get())
}

/// The time that arguments of `Date` or `Date.UTC` name, before it is clipped.
fn from_components(vm: &mut Vm, args: Arguments) -> Res<f64> {
    let mut n = [f64::NAN, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    let count = args.len().min(7);
    for (i, slot) in n.iter_mut().enumerate().take(count.max(1)) {
        *slot = vm.to_number(args.get(i))?;
    }
    // MakeFullYear (https://tc39.es/ecma262/#sec-makefullyear)
    let year = n[0].trunc();
    if (0.0..=99.0).contains(&year) {
        n[0] = 1900.0 + year;
    }
    Ok(make_date(make_day(n[0], n[1], n[2]), make_time(n[3], n[4], n[5], n[6])))
}

/// Date ( ...values ) (https://tc39.es/ecma262/#sec-date)
fn construct(vm: &mut Vm, args: Arguments) -> Res {
    if args.new_target().is_undefined() {
        let text = format::date_string(now());
        return Ok(Value::cell(vm.new_string(&text)));
    }
    let time = match args.len() {
        0 => now(),
        1 => match args.get(0).as_kind::<DateObject>() {
            Some(date) => date.time.get(),
            None => {
                let value = vm.to_primitive(args.get(0), Hint::Default)?;
                match value.as_string() {
                    Some(string) => {
                        let text = vm.flatten(string).to_rust();
                        time_clip(parse::parse(&text))
                    }
                    None => time_clip(vm.to_number(value)?),
                }
            }
        },
        _ => time_clip(zone::to_utc(from_components(vm, args)?)),
    };
    let shape = shape_from_constructor(vm, args.new_target(), Intrinsic::DatePrototype)?;
    Ok(Value::cell(vm.alloc_object(Kind::Date, shape, 0, |object| DateObject {
        object,
        time: StdCell::new(time),
    })))
}

/// Date.parse ( string ) (https://tc39.es/ecma262/#sec-date.parse)
fn parse_(vm: &mut Vm, args: Arguments) -> Res {
    let text = vm.to_string(args.get(0))?.to_rust();
    Ok(Value::number(time_clip(parse::parse(&text))))
}

/// Date.UTC ( year [ , month [ , date [ , hours [ , minutes [ , seconds [ , ms ] ] ] ] ] ] )
/// (https://tc39.es/ecma262/#sec-date.utc)
fn utc(vm: &mut Vm, args: Arguments) -> Res {
    Ok(Value::number(time_clip(from_components(vm, args)?)))
}

/// Date.prototype.toJSON ( key ) (https://tc39.es/ecma262/#sec-date.prototype.tojson)
fn to_json(vm: &mut Vm, args: Arguments) -> Res {
    let object = vm.to_object(args.this())?;
    let value = vm.to_primitive(Value::cell(object), Hint::Number)?;
    if value.to_number().is_some_and(|n| !n.is_finite()) {
        return Ok(Value::NULL);
    }
    let key = vm.key_from_str("toISOString");
    vm.invoke(Value::cell(object), key, &[])
}

/// Date.prototype [ %Symbol.toPrimitive% ] ( hint )
/// (https://tc39.es/ecma262/#sec-date.prototype-%symbol.toprimitive%)
fn to_primitive(vm: &mut Vm, args: Arguments) -> Res {
    let Some(object) = args.this_object() else {
        return Err(incompatible(vm, "Date.prototype [ @@toPrimitive ]", args.this()));
    };
    let hint = match args.get(0).as_string().map(|s| s.to_rust()).as_deref() {
        Some("string" | "default") => Hint::String,
        Some("number") => Hint::Number,
        _ => {
            let shown = vm.value_display(args.get(0));
            return Err(vm.throw_type_error(format!("Invalid hint: {shown}")));
        }
    };
    vm.ordinary_to_primitive(object, hint)
}
