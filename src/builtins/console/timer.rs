//! The timers of `console`.
//!
//! Invariant: a timer runs from `time` to `timeEnd`; between the two its label is taken.

use super::{label, options, warning, write};
use crate::builtins::inspect::format_arguments;
use crate::builtins::prelude::*;
use crate::runtime::vm::host::Stream;
use std::collections::hash_map::Entry;
use std::time::{Duration, Instant};

/// console.time (https://console.spec.whatwg.org/#time)
pub(super) fn time(vm: &mut Vm, arguments: Arguments) -> Res {
    let label = label(vm, arguments)?;
    match vm.host.console.timers.entry(label.clone()) {
        Entry::Occupied(_) => {
            warning(vm, &format!("Label '{label}' already exists for console.time()"));
        }
        Entry::Vacant(timer) => {
            timer.insert(Instant::now());
        }
    }
    Ok(Value::UNDEFINED)
}

/// console.timeLog (https://console.spec.whatwg.org/#timelog) and console.timeEnd
/// (https://console.spec.whatwg.org/#timeend)
pub(super) fn time_log(vm: &mut Vm, arguments: Arguments, end: bool) -> Res {
    let label = label(vm, arguments)?;
    let Some(start) = vm.host.console.timers.get(&label).copied() else {
        let method = if end { "timeEnd" } else { "timeLog" };
        warning(vm, &format!("No such label '{label}' for console.{method}()"));
        return Ok(Value::UNDEFINED);
    };
    let elapsed = start.elapsed();
    let data = arguments.as_slice().get(1..).filter(|_| !end).unwrap_or_default();
    let mut text = format!("{label}: {}", shown(elapsed));
    for value in data {
        let options = options(vm, Stream::Out);
        text.push(' ');
        text.push_str(&format_arguments(vm, &[*value], &options)?);
    }
    write(vm, Stream::Out, &text);
    if end {
        vm.host.console.timers.remove(&label);
    }
    Ok(Value::UNDEFINED)
}

/// A time in the unit that suits it: `1.5ms`, `1.234s`, `1:02.345 (m:ss.mmm)`, `1:01:02.345 (h:mm:ss.mmm)`.
fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1.0 {
        // Without zeros at the end.
        let milliseconds = (seconds * 1e6).round() / 1e3;
        return format!("{milliseconds}ms");
    }
    if seconds < 60.0 {
        return format!("{seconds:.3}s");
    }
    let (hours, minutes) = (time.as_secs() / 3600, time.as_secs() / 60 % 60);
    let seconds = seconds - (hours * 60 + minutes) as f64 * 60.0;
    if hours == 0 {
        return format!("{minutes}:{seconds:06.3} (m:ss.mmm)");
    }
    format!("{hours}:{minutes:02}:{seconds:06.3} (h:mm:ss.mmm)")
}

#[cfg(test)]
mod tests {
    use super::shown;
    use std::time::Duration;

    #[test]
    fn units() {
        for (microseconds, text) in [
            (0, "0ms"),
            (1, "0.001ms"),
            (1_500, "1.5ms"),
            (999_999, "999.999ms"),
            (1_000_000, "1.000s"),
            (59_999_400, "59.999s"),
            (62_345_000, "1:02.345 (m:ss.mmm)"),
            (600_000_000, "10:00.000 (m:ss.mmm)"),
            (3_662_345_000, "1:01:02.345 (h:mm:ss.mmm)"),
        ] {
            assert_eq!(shown(Duration::from_micros(microseconds)), text);
        }
    }
}
