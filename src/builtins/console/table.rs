//! `console.table` (https://console.spec.whatwg.org/#table): rows and columns of values, drawn with lines.
//!
//! Invariant: cells are found without running a script, and as wide as a terminal shows them; a table that would be longer than
//! any string is refused before it is drawn.

use super::{log, options, write};
use crate::builtins::inspect::{InspectOptions, columns, inspect, inspect_name, table_data};
use crate::builtins::prelude::*;
use crate::runtime::vm::host::Stream;
use rustc_hash::FxHashMap;
use table_data::{Rows, behind_proxies, is_list, named_keys, own_value, rows};

/// A longer table is refused, as strings of this length are: bytes.
const MAX_TABLE: usize = 1 << 29;
const INDEX: &str = "(index)";
const ITERATION: &str = "(iteration index)";
const KEY: &str = "Key";
const VALUES: &str = "Values";

/// console.table (https://console.spec.whatwg.org/#table)
pub(super) fn table(vm: &mut Vm, arguments: Arguments) -> Res {
    let properties = arguments.get(1);
    let filter = match properties {
        Value::UNDEFINED => None,
        list if vm.is_array(list)? => Some(vm.array_values(list)?),
        _ => {
            let text = "The \"properties\" argument must be an instance of Array";
            return Err(vm.throw_type_error(text));
        }
    };
    let value = arguments.get(0);
    if !value.is_object() || value.is_callable() {
        return log(vm, &[value], Stream::Out);
    }
    let Some(data) = behind_proxies(vm, value)? else {
        return log(vm, &[value], Stream::Out);
    };
    let options = InspectOptions {
        depth: 0,
        max_array_length: 3,
        break_length: usize::MAX,
        ..options(vm, Stream::Out)
    };
    let mut table = Table::default();
    match rows(vm, data)? {
        Rows::Pairs(pairs) => {
            let [index, keys, values] = [ITERATION, KEY, VALUES].map(|name| table.column(name));
            for (row, pair) in pairs.chunks(2).enumerate() {
                let shown = [(index, Value::int(row as i32)), (keys, pair[0]), (values, pair[1])];
                for (column, value) in shown {
                    let text = cell(vm, value, &options)?;
                    table.set(column, row, text);
                }
            }
        }
        Rows::Values(list) => {
            let [index, values] = [ITERATION, VALUES].map(|name| table.column(name));
            for (row, value) in list.iter().enumerate() {
                for (column, value) in [(index, Value::int(row as i32)), (values, *value)] {
                    let text = cell(vm, value, &options)?;
                    table.set(column, row, text);
                }
            }
        }
        Rows::Object => table.fill(vm, data, filter.as_deref(), &options)?,
    }
    let text = table.draw(vm)?;
    write(vm, Stream::Out, &text);
    Ok(Value::UNDEFINED)
}

/// How a value stands in a cell: objects with many properties are only named.
fn cell(vm: &mut Vm, value: Value, options: &InspectOptions) -> Res<String> {
    if let Some(object) = behind_proxies(vm, value)?
        && !value.is_callable()
        && !is_list(object)
        && named_keys(vm, object)?.len() > 2
    {
        return inspect_name(vm, value, options);
    }
    inspect(vm, value, options)
}

/// Columns of cells, where not every row has one.
#[derive(Default)]
struct Table {
    names: Vec<String>,
    cells: Vec<Vec<(usize, String)>>,
    rows: usize,
}

impl Table {
    fn column(&mut self, name: &str) -> usize {
        self.names.push(name.to_owned());
        self.cells.push(Vec::new());
        self.names.len() - 1
    }

    /// Rows of a column are set in their order.
    fn set(&mut self, column: usize, row: usize, text: String) {
        self.cells[column].push((row, text));
        self.rows = self.rows.max(row + 1);
    }

    /// A row for each property of an object, a column for each property of those that are objects.
    fn fill(
        &mut self,
        vm: &mut Vm,
        data: Gc<Object>,
        filter: Option<&[Value]>,
        options: &InspectOptions,
    ) -> Res<()> {
        let index = self.column(INDEX);
        let mut wanted: RootVec<PropertyKey> = vm.heap.root_vec();
        for name in filter.unwrap_or_default() {
            let key = vm.to_property_key(*name)?;
            wanted.push(key);
        }
        let mut known: FxHashMap<PropertyKey, usize> = FxHashMap::default();
        // Keeps the keys of the map.
        let mut keys: RootVec<PropertyKey> = vm.heap.root_vec();
        let mut primitives = Vec::new();
        let rows = named_keys(vm, data)?;
        for (row, key) in rows.iter().enumerate() {
            vm.poll_interrupt()?;
            let name = vm.key_display(*key);
            self.set(index, row, name);
            let value = own_value(vm, data, *key)?;
            let item = behind_proxies(vm, value)?;
            if item.is_none() && filter.is_none() {
                primitives.push((row, inspect(vm, value, options)?));
                continue;
            }
            let of_item = match item {
                Some(item) if filter.is_none() => Some(named_keys(vm, item)?),
                _ => None,
            };
            for key in of_item.as_deref().unwrap_or(&wanted) {
                let column = *known.entry(*key).or_insert_with(|| {
                    keys.push(*key);
                    self.names.push(vm.key_display(*key));
                    self.cells.push(Vec::new());
                    self.names.len() - 1
                });
                let Some(item) = item else { continue };
                if let Some(text) =
                    table_data::property(vm, item, *key, |vm, value| cell(vm, value, options))?
                {
                    self.set(column, row, text);
                }
            }
        }
        self.sort_columns(&keys);
        if !primitives.is_empty() {
            let values = self.column(VALUES);
            self.cells[values] = primitives;
        }
        Ok(())
    }

    /// Columns whose names are indices come first, in their order, as they do among the properties of an object. The first column
    /// is none of the keys'.
    fn sort_columns(&mut self, keys: &[PropertyKey]) {
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|at| keys[*at].as_index().map_or(u64::MAX, u64::from));
        let mut names = std::mem::take(&mut self.names);
        let mut cells = std::mem::take(&mut self.cells);
        let mut take = |at: usize| (std::mem::take(&mut names[at]), std::mem::take(&mut cells[at]));
        for at in std::iter::once(0).chain(order.iter().map(|at| at + 1)) {
            let (name, column) = take(at);
            self.names.push(name);
            self.cells.push(column);
        }
    }

    fn draw(&self, vm: &mut Vm) -> Res<String> {
        let mut widths = Vec::new();
        for (name, cells) in self.names.iter().zip(&self.cells) {
            let widest = cells.iter().map(|(_, text)| columns(text)).max().unwrap_or(0);
            widths.push(columns(name).max(widest));
        }
        let line: usize = widths.iter().map(|width| (width + 3) * '─'.len_utf8()).sum();
        if line.saturating_mul(self.rows + 4) > MAX_TABLE {
            return Err(vm.throw_range_error("Invalid string length"));
        }
        let divider = |left: &str, middle: &str, right: &str| {
            let parts: Vec<String> = widths.iter().map(|width| "─".repeat(width + 2)).collect();
            format!("{left}{}{right}", parts.join(middle))
        };
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let padded: Vec<String> = cells
                .zip(&widths)
                .map(|(text, width)| format!("{text}{}", " ".repeat(width - columns(text))))
                .collect();
            format!("│ {} │", padded.join(" │ "))
        };
        let mut text = divider("┌", "┬", "┐");
        text.push('\n');
        text.push_str(&line(&mut self.names.iter().map(String::as_str)));
        text.push('\n');
        text.push_str(&divider("├", "┼", "┤"));
        let mut next = vec![0; self.names.len()];
        for row in 0..self.rows {
            vm.poll_interrupt()?;
            let cells =
                self.cells.iter().zip(&mut next).map(|(cells, next)| match cells.get(*next) {
                    Some((at, text)) if *at == row => {
                        *next += 1;
                        text.as_str()
                    }
                    _ => "",
                });
            let mut cells = cells;
            text.push('\n');
            text.push_str(&line(&mut cells));
        }
        text.push('\n');
        text.push_str(&divider("└", "┴", "┘"));
        Ok(text)
    }
}
