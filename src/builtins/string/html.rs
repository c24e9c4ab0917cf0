//! The HTML methods of Annex B (https://tc39.es/ecma262/#sec-additional-properties-of-the-string.prototype-object).
//!
//! Invariant: the attribute's value has its double quotes escaped, nothing else is.

use super::{Prototype, this_string};
use crate::builtins::support::{append, flat_string};
use crate::runtime::string::{StrView, StringBuilder, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};

/// CreateHTML (https://tc39.es/ecma262/#sec-createhtml)
fn create_html(vm: &mut Vm, args: Arguments, method: &str, tag: &str, attribute: &str) -> Res {
    let string = this_string(vm, args, method)?;
    let mut html = StringBuilder::new();
    html.push_str("<");
    html.push_str(tag);
    if !attribute.is_empty() {
        let value = flat_string(vm, args.get(0))?;
        html.push_str(&format!(" {attribute}=\""));
        let view = value.view();
        let mut start = 0;
        while let Some(quote) = view.find(StrView::Latin1(b"\""), start) {
            append(vm, &mut html, view.slice(start, quote))?;
            html.push_str("&quot;");
            start = quote + 1;
        }
        append(vm, &mut html, view.slice(start, view.len()))?;
        html.push_str("\"");
    }
    html.push_str(">");
    append(vm, &mut html, string.view())?;
    html.push_str(&format!("</{tag}>"));
    Ok(Value::cell(html.finish(vm)?))
}

macro_rules! html_methods {
    ($($name:literal $length:literal $tag:literal $attribute:literal,)*) => {
        pub(super) fn setup(vm: &mut Vm, prototype: Prototype) {
            $(vm.define_method(prototype, $name, $length, |vm, args| create_html(vm, args, $name, $tag, $attribute));)*
        }
    };
}

html_methods! {
    "anchor" 1 "a" "name",
    "big" 0 "big" "",
    "blink" 0 "blink" "",
    "bold" 0 "b" "",
    "fixed" 0 "tt" "",
    "fontcolor" 1 "font" "color",
    "fontsize" 1 "font" "size",
    "italics" 0 "i" "",
    "link" 1 "a" "href",
    "small" 0 "small" "",
    "strike" 0 "strike" "",
    "sub" 0 "sub" "",
    "sup" 0 "sup" "",
}
