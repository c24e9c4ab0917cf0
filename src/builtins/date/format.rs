//! Dates as text (https://tc39.es/ecma262/#sec-todatestring).
//!
//! Invariant: an invalid date is "Invalid Date", except for toISOString, which throws.

use super::calendar::parts;
use super::{this_time, zone};
use crate::builtins::support::define_alias;
use crate::runtime::object::Object;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

pub(super) const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub(super) fn setup(vm: &mut Vm, prototype: Gc<Object>) {
    vm.define_method(prototype, vm.names.to_string, 0, |vm, args| show(vm, args, date_string));
    vm.define_method(prototype, "toDateString", 0, |vm, args| {
        show(vm, args, |t| day_text(zone::to_local(t)))
    });
    vm.define_method(prototype, "toTimeString", 0, |vm, args| show(vm, args, time_text));
    vm.define_method(prototype, "toISOString", 0, to_iso_string);
    let utc = vm.define_method(prototype, "toUTCString", 0, |vm, args| show(vm, args, utc_text));
    define_alias(vm, prototype, "toGMTString", utc);
    vm.define_method(prototype, vm.names.to_locale_string, 0, |vm, args| {
        show(vm, args, |t| format!("{}, {}", locale_date(t), locale_time(t)))
    });
    vm.define_method(prototype, "toLocaleDateString", 0, |vm, args| show(vm, args, locale_date));
    vm.define_method(prototype, "toLocaleTimeString", 0, |vm, args| show(vm, args, locale_time));
}

fn show(vm: &mut Vm, args: Arguments, text: fn(f64) -> String) -> Res {
    let time = this_time(vm, args)?;
    let text = if time.is_nan() { "Invalid Date".to_string() } else { text(time) };
    Ok(Value::cell(vm.new_string(&text)))
}

fn year_text(year: i64) -> String {
    format!("{}{:04}", if year < 0 { "-" } else { "" }, year.abs())
}

/// DateString (https://tc39.es/ecma262/#sec-datestring)
fn day_text(local: f64) -> String {
    let p = parts(local);
    format!(
        "{} {} {:02} {}",
        DAYS[p.weekday as usize],
        MONTHS[p.month as usize],
        p.day,
        year_text(p.year)
    )
}

/// TimeString and TimeZoneString (https://tc39.es/ecma262/#sec-timezoneestring)
fn time_text(time: f64) -> String {
    let p = parts(zone::to_local(time));
    let minutes = (zone::offset(time) / 60_000.0) as i64;
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!(
        "{:02}:{:02}:{:02} GMT{sign}{:02}{:02} ({})",
        p.hour,
        p.minute,
        p.second,
        minutes / 60,
        minutes % 60,
        zone::name(time)
    )
}

/// ToDateString (https://tc39.es/ecma262/#sec-todatestring)
pub(super) fn date_string(time: f64) -> String {
    format!("{} {}", day_text(zone::to_local(time)), time_text(time))
}

fn utc_text(time: f64) -> String {
    let p = parts(time);
    format!(
        "{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
        DAYS[p.weekday as usize],
        p.day,
        MONTHS[p.month as usize],
        year_text(p.year),
        p.hour,
        p.minute,
        p.second
    )
}

fn locale_date(time: f64) -> String {
    let p = parts(zone::to_local(time));
    format!("{}/{}/{}", p.month + 1, p.day, p.year)
}

fn locale_time(time: f64) -> String {
    let p = parts(zone::to_local(time));
    let half = if p.hour < 12 { "AM" } else { "PM" };
    format!("{}:{:02}:{:02}\u{202F}{half}", (p.hour + 11) % 12 + 1, p.minute, p.second)
}

/// Date.prototype.toISOString ( ) (https://tc39.es/ecma262/#sec-date.prototype.toisostring)
fn to_iso_string(vm: &mut Vm, args: Arguments) -> Res {
    let time = this_time(vm, args)?;
    if time.is_nan() {
        return Err(vm.throw_range_error("Invalid time value"));
    }
    Ok(Value::cell(vm.new_string(&iso_text(time))))
}

/// The Date Time String Format (https://tc39.es/ecma262/#sec-date-time-string-format) of a time that is not NaN.
fn iso_text(time: f64) -> String {
    let p = parts(time);
    let year = match p.year {
        0..=9999 => format!("{:04}", p.year),
        year => format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs()),
    };
    format!(
        "{year}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        p.month + 1,
        p.day,
        p.hour,
        p.minute,
        p.second,
        p.millisecond
    )
}

/// How an inspection shows a date; `None` of what is none.
pub(in crate::builtins) fn shown(value: Value) -> Option<String> {
    let time = value.as_kind::<super::DateObject>()?.time.get();
    Some(if time.is_nan() { "Invalid Date".to_owned() } else { iso_text(time) })
}
