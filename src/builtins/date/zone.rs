//! The local time zone, as the C library knows it (https://tc39.es/ecma262/#sec-time-zone-identifiers).
//!
//! Invariant: an offset is asked for finite times only.

use super::calendar::DAY;

fn local(utc: f64) -> libc::tm {
    let seconds = (utc / 1000.0).floor() as libc::time_t;
    // SAFETY: `tm` is plain data; `localtime_r` fills it in, or leaves it as it is.
    unsafe {
        let mut tm: libc::tm = std::mem::zeroed();
        libc::localtime_r(&seconds, &mut tm);
        tm
    }
}

/// LocalTZA of a time that is UTC: what is added to it.
pub(super) fn offset(utc: f64) -> f64 {
    local(utc).tm_gmtoff as f64 * 1000.0
}

/// LocalTime (https://tc39.es/ecma262/#sec-localtime)
pub(super) fn to_local(utc: f64) -> f64 {
    if utc.is_finite() { utc + offset(utc) } else { utc }
}

/// UTC (https://tc39.es/ecma262/#sec-utc-t): a time that is skipped is read with the offset before the change, one that
/// comes twice is the first.
pub(super) fn to_utc(time: f64) -> f64 {
    if !time.is_finite() || time.abs() > 8.64e15 + DAY {
        return f64::NAN;
    }
    let before = offset(time - DAY);
    let after = offset(time + DAY);
    for candidate in [before, after] {
        if offset(time - candidate) == candidate {
            return time - candidate;
        }
    }
    time - before
}

/// The zone's name at a time.
pub(super) fn name(utc: f64) -> String {
    let tm = local(utc);
    if tm.tm_zone.is_null() {
        return "UTC".to_string();
    }
    // SAFETY: the C library's zone names are static strings.
    let name = unsafe { std::ffi::CStr::from_ptr(tm.tm_zone) }.to_string_lossy().into_owned();
    let long = match name.as_str() {
        "UTC" => "Coordinated Universal Time",
        "GMT" => "Greenwich Mean Time",
        "CET" => "Central European Standard Time",
        "CEST" => "Central European Summer Time",
        "EST" => "Eastern Standard Time",
        "EDT" => "Eastern Daylight Time",
        "CST" => "Central Standard Time",
        "CDT" => "Central Daylight Time",
        "MST" => "Mountain Standard Time",
        "MDT" => "Mountain Daylight Time",
        "PST" => "Pacific Standard Time",
        "PDT" => "Pacific Daylight Time",
        "JST" => "Japan Standard Time",
        _ => return name,
    };
    long.to_string()
}
