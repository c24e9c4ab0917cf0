//! Completion: how the name that ends at the cursor of an editor may go on.
//!
//! Invariant: no script runs: properties are found on objects and their prototypes, getters and proxies are not asked.

use super::Context;
use crate::runtime::kind::Kind;
use crate::runtime::object::Object;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::string::StringExt;
use crate::runtime::vm::Vm;
use crate::value::Value;
use jsrun_gc::Gc;
use jsrun_parser::Span;
use jsrun_parser::highlight::{TokenClass, classify};

/// What may stand where a name is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Where the name begins that they replace, in bytes.
    pub start: usize,
    /// The names, sorted.
    pub names: Vec<String>,
}

/// Words that begin a statement or stand in an expression.
const KEYWORDS: &[&str] = &[
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// A step from a value to a property of it.
enum Access<'t> {
    Name(&'t [u8]),
    Index(u32),
}

/// Where a chain of accesses begins.
enum Base<'t> {
    Name(&'t [u8]),
    This,
    String,
    Number,
    Regex,
    Array,
}

impl Context {
    /// How the name that ends at byte `cursor` of an input may go on: a property of what stands before a dot, or a global
    /// variable or keyword. Nothing within strings and comments. Runs no script: what stands before the dot is a chain of
    /// data properties that begins with a variable, `this`, or the literal of a string, number, array or regular expression.
    ///
    /// ```
    /// use jsrun::context::{Context, Options};
    /// let mut context = Context::new(Options::new());
    /// context.eval_input("1", b"const point = { left: 1, length: 2, top: 3 }")?;
    /// let found = context.complete("f(point.le", 10);
    /// assert_eq!((found.start, found.names), (8, vec!["left".to_owned(), "length".to_owned()]));
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    pub fn complete(&mut self, text: &str, cursor: usize) -> Candidates {
        let Some(before) = text.get(..cursor) else { return Candidates::default() };
        let text = before.as_bytes();
        let tokens = Tokens { text, list: classify(text) };
        let Some(prefix) = tokens.prefix() else { return Candidates::default() };
        let dot = tokens.list.len() - usize::from(!prefix.is_empty());
        let start = cursor - prefix.len();
        let vm = &mut *self.vm;
        let found = vm.guard(|vm| {
            let mut names = Vec::new();
            if !tokens.is_dot(dot) {
                global_names(vm, &mut names);
            } else if let Some(value) = tokens.value_before(vm, dot - 1) {
                property_names(vm, value, &mut names)
            }
            Ok(names)
        });
        let Ok(mut names) = found else {
            vm.clear_termination();
            return Candidates::default();
        };
        names.retain(|name| name.as_bytes().starts_with(prefix) && is_identifier(name));
        names.sort_unstable();
        names.dedup();
        Candidates { start, names }
    }
}

/// The tokens before the cursor.
struct Tokens<'t> {
    text: &'t [u8],
    list: Vec<(Span, TokenClass)>,
}

impl<'t> Tokens<'t> {
    fn at(&self, index: usize) -> Option<(&'t [u8], TokenClass)> {
        let (span, class) = self.list.get(index)?;
        Some((span.of(self.text), *class))
    }

    /// The begun name, perhaps empty; none where no name can stand.
    fn prefix(&self) -> Option<&'t [u8]> {
        let Some((span, class)) = self.list.last() else { return Some(b"") };
        let is_adjacent = span.end as usize == self.text.len();
        let text = span.of(self.text);
        match class {
            TokenClass::Comment => None,
            // Within a literal, or right behind it.
            TokenClass::String | TokenClass::Regex | TokenClass::Number if is_adjacent => None,
            TokenClass::Identifier | TokenClass::Keyword | TokenClass::Literal if is_adjacent => {
                (!text.starts_with(b"#")).then_some(text)
            }
            _ => Some(b""),
        }
    }

    /// Is the token before this index a dot?
    fn is_dot(&self, index: usize) -> bool {
        index > 0 && matches!(self.at(index - 1), Some((b"." | b"?.", TokenClass::Punctuation)))
    }

    /// The value of the chain that ends before this index.
    fn value_before(&self, vm: &mut Vm, mut index: usize) -> Option<Value> {
        let mut steps = Vec::new();
        let base = loop {
            index = index.checked_sub(1)?;
            let (text, class) = self.at(index)?;
            let is_name =
                matches!(class, TokenClass::Identifier | TokenClass::Keyword | TokenClass::Literal);
            match (text, class) {
                _ if is_name && self.is_dot(index) => {
                    steps.push(Access::Name(text));
                    index -= 1;
                }
                (b"this", _) => break Base::This,
                (_, TokenClass::Identifier) => break Base::Name(text),
                // `of` and its like are names, too.
                (_, TokenClass::Keyword) => break Base::Name(text),
                (_, TokenClass::String) if text.ends_with(&text[..1]) => break Base::String,
                (_, TokenClass::Number) => break Base::Number,
                (_, TokenClass::Regex) => break Base::Regex,
                (b"]", _) => {
                    let open = self.opening_bracket(index)?;
                    if !self.ends_value(open) {
                        break Base::Array;
                    }
                    let (step, TokenClass::Number) = self.at(open + 1)? else { return None };
                    if open + 2 != index {
                        return None;
                    }
                    steps.push(Access::Index(std::str::from_utf8(step).ok()?.parse().ok()?));
                    index = open;
                }
                _ => return None,
            }
        };
        let mut value = base_value(vm, base)?;
        while let Some(step) = steps.pop() {
            let object = holder(vm, value)?;
            if has_proxy(vm, object) {
                return None;
            }
            let key = match step {
                Access::Name(name) => key_of(vm, name),
                Access::Index(index) => PropertyKey::from_index(index),
            };
            value = vm.data_property(object, key)?;
        }
        Some(value)
    }

    /// The bracket that this one closes.
    fn opening_bracket(&self, mut index: usize) -> Option<usize> {
        let mut depth = 0usize;
        loop {
            match self.at(index)?.0 {
                b"]" | b")" | b"}" => depth += 1,
                b"[" | b"(" | b"{" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(index);
            }
            index = index.checked_sub(1)?;
        }
    }

    /// Does a value end before this index, so that a bracket there accesses it?
    fn ends_value(&self, index: usize) -> bool {
        let Some((text, class)) = index.checked_sub(1).and_then(|index| self.at(index)) else {
            return false;
        };
        match class {
            TokenClass::Punctuation => matches!(text, b"]" | b")" | b"}"),
            TokenClass::Keyword => text == b"this" || self.is_dot(index - 1),
            _ => true,
        }
    }
}

fn base_value(vm: &mut Vm, base: Base<'_>) -> Option<Value> {
    Some(match base {
        Base::This => Value::cell(vm.realm().global_this.get()),
        Base::String => Value::cell(vm.new_string("")),
        Base::Number => Value::int(0),
        Base::Array => Value::cell(vm.new_array_from(&[]).ok()?),
        Base::Regex => {
            let text = Value::cell(vm.new_string("x"));
            (vm.regexp_create)(vm, text, Value::UNDEFINED).ok()?
        }
        Base::Name(name) => {
            let key = key_of(vm, name);
            match vm.realm().lexical_binding(key) {
                Some(binding) => {
                    Some(binding.value.get()).filter(|value| *value != Value::UNINITIALIZED)?
                }
                None => {
                    let global = vm.global_object();
                    if has_proxy(vm, global) {
                        return None;
                    }
                    vm.data_property(global, key)?
                }
            }
        }
    })
}

fn key_of(vm: &mut Vm, name: &[u8]) -> PropertyKey {
    let string = vm.new_string_wtf8(name);
    vm.string_key(string)
}

/// The object whose properties a value has.
fn holder(vm: &mut Vm, value: Value) -> Option<Gc<Object>> {
    match value.is_undefined() || value.is_null() {
        true => None,
        false => vm.to_object(value).ok(),
    }
}

fn is_proxy(object: Gc<Object>) -> bool {
    Value::cell(object).kind() == Kind::Proxy as u8
}

/// Is there a proxy among an object and its prototypes?
fn has_proxy(vm: &mut Vm, object: Gc<Object>) -> bool {
    let mut next = Some(object);
    while let Some(object) = next {
        if is_proxy(object) {
            return true;
        }
        next = vm.get_prototype_of(object).unwrap_or(None);
    }
    false
}

/// The names of a value's properties, inherited ones included, up to a proxy.
fn property_names(vm: &mut Vm, value: Value, names: &mut Vec<String>) {
    let mut next = holder(vm, value);
    while let Some(object) = next.filter(|object| !is_proxy(*object)) {
        let keys = vm.own_names(object);
        names.extend(keys.iter().filter_map(|key| text_of(vm, *key)));
        next = vm.get_prototype_of(object).unwrap_or(None);
    }
}

fn global_names(vm: &mut Vm, names: &mut Vec<String>) {
    names.extend(KEYWORDS.iter().map(|word| (*word).to_owned()));
    let keys = vm.realm().lexical_names();
    names.extend(keys.into_iter().filter_map(|key| text_of(vm, key)));
    let global = Value::cell(vm.global_object());
    property_names(vm, global, names);
}

fn text_of(vm: &mut Vm, key: PropertyKey) -> Option<String> {
    vm.key_to_value(key).as_string().map(|string| string.to_rust())
}

/// Can it stand behind a dot?
fn is_identifier(name: &str) -> bool {
    let is_first = |c: char| c.is_alphabetic() || c == '_' || c == '$';
    name.starts_with(is_first) && name.chars().all(|c| is_first(c) || c.is_alphanumeric())
}
