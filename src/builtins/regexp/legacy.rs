//! The properties of the RegExp constructor that tell of the last match
//! (https://github.com/tc39/proposal-regexp-legacy-features).
//!
//! Invariant: they tell of the last match that was found, by whatever method; nothing else in the library reads them.

use crate::builtins::support::flat_string;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::Object;
use crate::runtime::regexp_engine::Captures;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use std::ops::Range;

/// Chooses a part of a string by its length and the captures of the last match.
type Part = fn(usize, Captures<'_>) -> Option<Range<usize>>;

macro_rules! groups {
    ($($name:literal $group:literal,)*) => {
        fn define_groups(vm: &mut Vm, constructor: Gc<Object>) {
            $(vm.define_getter(constructor, $name, |vm, args| {
                of_match(vm, args, |_, groups| groups.get($group))
            });)*
        }
    };
}

groups! {
    "$1" 1, "$2" 2, "$3" 3, "$4" 4, "$5" 5, "$6" 6, "$7" 7, "$8" 8, "$9" 9, "lastMatch" 0, "$&" 0,
}

pub(super) fn setup(vm: &mut Vm, constructor: Gc<Object>) {
    define_groups(vm, constructor);
    for name in ["input", "$_"] {
        vm.define_accessor(constructor, name, input, Some(set_input));
    }
    for name in ["lastParen", "$+"] {
        vm.define_getter(constructor, name, last_paren);
    }
    for name in ["leftContext", "$`"] {
        vm.define_getter(constructor, name, left_context);
    }
    for name in ["rightContext", "$'"] {
        vm.define_getter(constructor, name, right_context);
    }
}

/// Throws unless `this` is the constructor itself.
fn check_receiver(vm: &mut Vm, args: Arguments) -> Res<()> {
    if args.this() == Value::cell(vm.intrinsic(Intrinsic::RegExp)) {
        return Ok(());
    }
    let shown = vm.value_display(args.this());
    Err(vm.throw_type_error(format!("Receiver should be the RegExp constructor, not {shown}")))
}

/// GetLegacyRegExpStaticProperty
/// (https://github.com/tc39/proposal-regexp-legacy-features#getlegacyregexpstaticproperty-c-thisvalue-internalslotname-):
/// a part of the string that was matched, empty if there is none.
fn of_match(vm: &mut Vm, args: Arguments, part: Part) -> Res {
    check_receiver(vm, args)?;
    let Some(string) = vm.regexps.last_string() else {
        return Ok(Value::cell(vm.new_string("")));
    };
    let range = part(string.len() as usize, vm.regexps.last_captures()).unwrap_or(0..0);
    Ok(Value::cell(vm.substring(string, range.start as u32, range.end as u32)))
}

fn last_paren(vm: &mut Vm, args: Arguments) -> Res {
    of_match(vm, args, |_, groups| match groups.count() {
        0 | 1 => None,
        count => groups.get(count - 1),
    })
}

fn left_context(vm: &mut Vm, args: Arguments) -> Res {
    of_match(vm, args, |_, groups| Some(0..groups.get(0)?.start))
}

fn right_context(vm: &mut Vm, args: Arguments) -> Res {
    of_match(vm, args, |length, groups| Some(groups.get(0)?.end..length))
}

fn input(vm: &mut Vm, args: Arguments) -> Res {
    check_receiver(vm, args)?;
    match vm.regexps.last_input() {
        Some(input) => Ok(input),
        None => Ok(Value::cell(vm.new_string(""))),
    }
}

/// SetLegacyRegExpStaticProperty
/// (https://github.com/tc39/proposal-regexp-legacy-features#setlegacyregexpstaticproperty-c-thisvalue-internalslotname-val-)
fn set_input(vm: &mut Vm, args: Arguments) -> Res {
    check_receiver(vm, args)?;
    let string = flat_string(vm, args.get(0))?;
    vm.regexps.set_last_input(&mut vm.heap, Value::cell(string));
    Ok(Value::UNDEFINED)
}
