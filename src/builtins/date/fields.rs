//! The getters and setters of Date.prototype (https://tc39.es/ecma262/#sec-properties-of-the-date-prototype-object).
//!
//! Invariant: a setter converts all its arguments before it looks at whether the date is valid.

use super::calendar::{DAY, Parts, make_date, make_day, make_time, parts, time_clip};
use super::{this_date, this_time, zone};
use crate::runtime::object::Object;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

fn get(vm: &mut Vm, args: Arguments, local: bool, part: fn(Parts) -> i64) -> Res {
    let time = this_time(vm, args)?;
    if time.is_nan() {
        return Ok(Value::NAN);
    }
    Ok(Value::number(part(parts(if local { zone::to_local(time) } else { time })) as f64))
}

/// A part of a date that a setter begins with; the arguments that follow set the parts after it.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
}

/// What all setters do: converts the arguments, replaces the parts from `first` on, and stores the time.
fn set(vm: &mut Vm, args: Arguments, local: bool, first: Field, most: usize) -> Res {
    let date = this_date(vm, args)?;
    let time = date.time.get();
    let mut new = [f64::NAN; 4];
    let count = args.len().clamp(1, most);
    for (i, slot) in new.iter_mut().enumerate().take(count) {
        *slot = vm.to_number(args.get(i))?;
    }
    let mut t = if local { zone::to_local(time) } else { time };
    if time.is_nan() {
        if first != Field::Year {
            return Ok(Value::NAN);
        }
        t = 0.0;
    }
    let p = parts(t);
    let mut all = [
        p.year as f64,
        p.month as f64,
        p.day as f64,
        p.hour as f64,
        p.minute as f64,
        p.second as f64,
        p.millisecond as f64,
    ];
    let start = first as usize;
    all[start..start + count].copy_from_slice(&new[..count]);
    let day = if start <= Field::Day as usize {
        make_day(all[0], all[1], all[2])
    } else {
        (t / DAY).floor()
    };
    let within = if start <= Field::Day as usize {
        t - (t / DAY).floor() * DAY
    } else {
        make_time(all[3], all[4], all[5], all[6])
    };
    let result = make_date(day, within);
    let result = time_clip(if local { zone::to_utc(result) } else { result });
    date.time.set(result);
    Ok(Value::number(result))
}

macro_rules! getters {
    ($vm:ident $prototype:ident $($local:literal $utc:literal $part:ident,)*) => {
        $(
            $vm.define_method($prototype, $local, 0, |vm, args| get(vm, args, true, |p| p.$part));
            $vm.define_method($prototype, $utc, 0, |vm, args| get(vm, args, false, |p| p.$part));
        )*
    };
}

macro_rules! setters {
    ($vm:ident $prototype:ident $($local:literal $utc:literal $first:ident $most:literal,)*) => {
        $(
            $vm.define_method($prototype, $local, $most, |vm, args| set(vm, args, true, Field::$first, $most));
            $vm.define_method($prototype, $utc, $most, |vm, args| set(vm, args, false, Field::$first, $most));
        )*
    };
}

pub(super) fn setup(vm: &mut Vm, prototype: Gc<Object>) {
    getters! { vm prototype
        "getDate" "getUTCDate" day,
        "getDay" "getUTCDay" weekday,
        "getFullYear" "getUTCFullYear" year,
        "getHours" "getUTCHours" hour,
        "getMilliseconds" "getUTCMilliseconds" millisecond,
        "getMinutes" "getUTCMinutes" minute,
        "getMonth" "getUTCMonth" month,
        "getSeconds" "getUTCSeconds" second,
    }
    setters! { vm prototype
        "setDate" "setUTCDate" Day 1,
        "setFullYear" "setUTCFullYear" Year 3,
        "setHours" "setUTCHours" Hour 4,
        "setMilliseconds" "setUTCMilliseconds" Millisecond 1,
        "setMinutes" "setUTCMinutes" Minute 3,
        "setMonth" "setUTCMonth" Month 2,
        "setSeconds" "setUTCSeconds" Second 2,
    }
    vm.define_method(prototype, "getTime", 0, |vm, args| Ok(Value::number(this_time(vm, args)?)));
    vm.define_method(prototype, "setTime", 1, set_time);
    vm.define_method(prototype, "getTimezoneOffset", 0, get_timezone_offset);
    vm.define_method(prototype, "getYear", 0, |vm, args| get(vm, args, true, |p| p.year - 1900));
    vm.define_method(prototype, "setYear", 1, set_year);
}

/// Date.prototype.setTime ( time ) (https://tc39.es/ecma262/#sec-date.prototype.settime)
fn set_time(vm: &mut Vm, args: Arguments) -> Res {
    let date = this_date(vm, args)?;
    let time = time_clip(vm.to_number(args.get(0))?);
    date.time.set(time);
    Ok(Value::number(time))
}

/// Date.prototype.getTimezoneOffset ( ) (https://tc39.es/ecma262/#sec-date.prototype.gettimezoneoffset)
fn get_timezone_offset(vm: &mut Vm, args: Arguments) -> Res {
    let time = this_time(vm, args)?;
    if time.is_nan() {
        return Ok(Value::NAN);
    }
    Ok(Value::number(0.0 - zone::offset(time) / 60_000.0))
}

/// Date.prototype.setYear ( year ) (https://tc39.es/ecma262/#sec-date.prototype.setyear)
fn set_year(vm: &mut Vm, args: Arguments) -> Res {
    let date = this_date(vm, args)?;
    let mut year = vm.to_number(args.get(0))?.trunc();
    let time = date.time.get();
    if year.is_nan() {
        date.time.set(f64::NAN);
        return Ok(Value::NAN);
    }
    if (0.0..=99.0).contains(&year) {
        year += 1900.0;
    }
    let t = if time.is_nan() { 0.0 } else { zone::to_local(time) };
    let p = parts(t);
    let day = make_day(year, p.month as f64, p.day as f64);
    let result = time_clip(zone::to_utc(make_date(day, t - (t / DAY).floor() * DAY)));
    date.time.set(result);
    Ok(Value::number(result))
}
