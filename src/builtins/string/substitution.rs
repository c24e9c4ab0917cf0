//! GetSubstitution (https://tc39.es/ecma262/#sec-getsubstitution).
//!
//! Invariant: the result is built outside the heap; only reading a named capture can run a script.

use crate::builtins::support::append;
use crate::runtime::object::Object;
use crate::runtime::string::{JsString, StrView, StringBuilder, StringExt};
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;

/// What a replacement template is filled in with.
pub(in crate::builtins) struct Match<'a> {
    /// The string that was searched, not a rope.
    pub string: Gc<JsString>,
    /// Where the match begins.
    pub position: usize,
    /// How long the match is; its text.
    pub matched: Gc<JsString>,
    /// The captures from the first on: strings that are not ropes, or `undefined`.
    pub captures: &'a [Value],
    /// The object with the named captures.
    pub named: Option<Gc<Object>>,
}

/// GetSubstitution: appends the filled-in template.
pub(in crate::builtins) fn get_substitution(
    vm: &mut Vm,
    out: &mut StringBuilder,
    template: Gc<JsString>,
    m: &Match<'_>,
) -> Res<()> {
    let view = template.view();
    let subject = m.string.view();
    let dollar = StrView::Latin1(b"$");
    let mut at = 0;
    while let Some(found) = view.find(dollar, at) {
        append(vm, out, view.slice(at, found))?;
        at = found;
        let Some(next) = (found + 1 < view.len()).then(|| view.at(found + 1)) else { break };
        let digit = |i: usize| {
            (i < view.len())
                .then(|| view.at(i))
                .filter(|u| (0x30..=0x39).contains(u))
                .map(|u| (u - 0x30) as usize)
        };
        match next {
            0x24 => {
                append(vm, out, dollar)?;
                at += 2;
            }
            0x26 => {
                append(vm, out, m.matched.view())?;
                at += 2;
            }
            0x60 => {
                append(vm, out, subject.slice(0, m.position.min(subject.len())))?;
                at += 2;
            }
            0x27 => {
                let tail = (m.position + m.matched.len() as usize).min(subject.len());
                append(vm, out, subject.slice(tail, subject.len()))?;
                at += 2;
            }
            0x30..=0x39 => {
                let count = m.captures.len();
                let one = digit(at + 1).unwrap_or(0);
                let two = digit(at + 2).map(|second| one * 10 + second);
                let (index, used) = match two {
                    Some(n) if n >= 1 && n <= count => (n, 3),
                    _ => (one, 2),
                };
                if index >= 1 && index <= count {
                    if let Some(capture) = m.captures[index - 1].as_string() {
                        append(vm, out, capture.view())?;
                    }
                    at += used;
                } else {
                    append(vm, out, dollar)?;
                    at += 1;
                }
            }
            0x3C if m.named.is_some() => {
                let Some(named) = m.named else { break };
                match view.find(StrView::Latin1(b">"), at + 2) {
                    Some(end) => {
                        let name = vm.key_from_view(view.slice(at + 2, end));
                        let capture = vm.get(named, name)?;
                        if !capture.is_undefined() {
                            let text = vm.to_string(capture)?;
                            out.push_string(vm, text)?;
                        }
                        at = end + 1;
                    }
                    None => {
                        append(vm, out, view.slice(at, at + 2))?;
                        at += 2;
                    }
                }
            }
            _ => {
                append(vm, out, dollar)?;
                at += 1;
            }
        }
    }
    append(vm, out, view.slice(at, view.len()))
}
