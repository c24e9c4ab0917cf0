//! Days, times and their parts (https://tc39.es/ecma262/#sec-overview-of-date-objects-and-definitions-of-abstract-operations).
//!
//! Invariant: parts are taken only of finite times; making a time of parts that are not finite gives NaN.

/// Milliseconds of a day.
pub(super) const DAY: f64 = 86_400_000.0;

/// A time in its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Parts {
    pub year: i64,
    /// From 0.
    pub month: i64,
    /// From 1.
    pub day: i64,
    /// From Sunday, 0.
    pub weekday: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    pub millisecond: i64,
}

/// The number of the day, from 1970-01-01, of a date in the proleptic Gregorian calendar; `month` is from 0 to 11.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years are counted from March, so that the leap day is the last one.
    let y = if month < 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let day_of_year = (153 * ((month + 10) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The parts of a finite time.
pub(super) fn parts(time: f64) -> Parts {
    let days = (time / DAY).floor();
    let within = (time - days * DAY) as i64;
    let days = days as i64;
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let month = (march_month + 2) % 12;
    Parts {
        year: year_of_era + era * 400 + i64::from(month < 2),
        month,
        day: day_of_year - (153 * march_month + 2) / 5 + 1,
        weekday: (days + 4).rem_euclid(7),
        hour: within / 3_600_000,
        minute: within / 60_000 % 60,
        second: within / 1000 % 60,
        millisecond: within % 1000,
    }
}

/// MakeTime (https://tc39.es/ecma262/#sec-maketime)
pub(super) fn make_time(hour: f64, minute: f64, second: f64, millisecond: f64) -> f64 {
    if !(hour.is_finite() && minute.is_finite() && second.is_finite() && millisecond.is_finite()) {
        return f64::NAN;
    }
    hour.trunc() * 3_600_000.0
        + minute.trunc() * 60_000.0
        + second.trunc() * 1000.0
        + millisecond.trunc()
}

/// MakeDay (https://tc39.es/ecma262/#sec-makeday)
pub(super) fn make_day(year: f64, month: f64, date: f64) -> f64 {
    if !(year.is_finite() && month.is_finite() && date.is_finite()) {
        return f64::NAN;
    }
    let (year, month) = (year.trunc(), month.trunc());
    let whole = year + (month / 12.0).floor();
    if whole.abs() > 400_000.0 {
        return f64::NAN;
    }
    let day = days_from_civil(whole as i64, month.rem_euclid(12.0) as i64, 1);
    day as f64 + date.trunc() - 1.0
}

/// MakeDate (https://tc39.es/ecma262/#sec-makedate)
pub(super) fn make_date(day: f64, time: f64) -> f64 {
    let result = day * DAY + time;
    if result.is_finite() { result } else { f64::NAN }
}

/// TimeClip (https://tc39.es/ecma262/#sec-timeclip)
pub(super) fn time_clip(time: f64) -> f64 {
    if time.is_nan() || time.abs() > 8.64e15 { f64::NAN } else { time.trunc() + 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_round_trips() {
        for day in (-100_000_000..=100_000_000i64).step_by(997) {
            let p = parts(day as f64 * DAY + 3_723_004.0);
            assert_eq!(make_day(p.year as f64, p.month as f64, p.day as f64), day as f64);
            assert_eq!((p.hour, p.minute, p.second, p.millisecond), (1, 2, 3, 4));
        }
        let p = parts(0.0);
        assert_eq!((p.year, p.month, p.day, p.weekday), (1970, 0, 1, 4));
    }
}
