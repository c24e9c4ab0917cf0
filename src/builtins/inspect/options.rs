//! What a host or a script may choose about an inspection.
//!
//! Invariant: the defaults are those of Node's `util.inspect`.

use super::text::number_option;
use crate::builtins::prelude::*;

/// How readily the parts of an object share a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compact {
    /// Objects in which at most so many levels are nested are put on one line if they fit, and short elements of arrays
    /// are combined to columns; 0 gives each property a line of its own.
    Levels(usize),
    /// Whatever fits into the line's length is put on one line, and the first property stands behind the brace.
    Full,
}

/// How a value is shown. Getters and the traps of proxies are never run, whatever the options say.
///
/// Of the numbers, `usize::MAX` means that there is no limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InspectOptions {
    /// Objects that are nested deeper than this are only named.
    pub depth: usize,
    /// Are values coloured with escape sequences of terminals?
    pub colors: bool,
    /// How readily parts share a line.
    pub compact: Compact,
    /// Lines are broken so as to be shorter than this, in UTF-16 units.
    pub break_length: usize,
    /// More elements of arrays, typed arrays, maps and sets are counted, not shown.
    pub max_array_length: usize,
    /// Longer strings are cut, in UTF-16 units.
    pub max_string_length: usize,
    /// Are properties that are not enumerable shown, and those of prototypes that no built-in constructor made?
    pub show_hidden: bool,
    /// Are proxies shown as such, with target and handler, instead of their targets?
    pub show_proxy: bool,
    /// Are properties and the entries of maps and sets sorted by their texts?
    pub sorted: bool,
}

impl Default for InspectOptions {
    fn default() -> InspectOptions {
        InspectOptions {
            depth: 2,
            colors: false,
            compact: Compact::Levels(3),
            break_length: 80,
            max_array_length: 100,
            max_string_length: 10_000,
            show_hidden: false,
            show_proxy: false,
            sorted: false,
        }
    }
}

impl InspectOptions {
    /// The defaults, with colours or without.
    pub fn colored(colors: bool) -> InspectOptions {
        InspectOptions { colors, ..InspectOptions::default() }
    }

    /// These options, changed as a script asks by the properties of an object: `depth`, `colors`, `showHidden` and so on,
    /// under the names that Node gives them. Other properties and values of other types say nothing.
    ///
    /// # Errors
    /// What a getter of that object throws.
    pub(in crate::builtins) fn changed_by(
        mut self,
        vm: &mut Vm,
        object: Gc<Object>,
    ) -> Res<InspectOptions> {
        for (name, number) in [
            ("depth", &mut self.depth),
            ("breakLength", &mut self.break_length),
            ("maxArrayLength", &mut self.max_array_length),
            ("maxStringLength", &mut self.max_string_length),
        ] {
            let value = option(vm, object, name)?;
            if let Some(chosen) = number_option(value) {
                *number = chosen;
            }
        }
        for (name, flag) in [
            ("colors", &mut self.colors),
            ("showHidden", &mut self.show_hidden),
            ("showProxy", &mut self.show_proxy),
            ("sorted", &mut self.sorted),
        ] {
            let value = option(vm, object, name)?;
            if !value.is_undefined() {
                *flag = vm.to_boolean(value);
            }
        }
        match option(vm, object, "compact")? {
            Value::TRUE => self.compact = Compact::Full,
            Value::FALSE => self.compact = Compact::Levels(0),
            value => {
                if let Some(levels) = number_option(value) {
                    self.compact = Compact::Levels(levels);
                }
            }
        }
        Ok(self)
    }
}

fn option(vm: &mut Vm, object: Gc<Object>, name: &str) -> Res {
    let key = vm.key_from_str(name);
    vm.get(object, key)
}
