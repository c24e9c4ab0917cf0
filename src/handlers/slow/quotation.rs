//! What errors quote of the source, in the words that users know from V8: a callee without its arguments, literals of
//! functions as `(intermediate value)`, the source of a destructuring and its first property.
//!
//! The bytecode keeps only where the quoted text stands. It is parsed again when there is an error to be told.
//!
//! Invariant: whatever the text is, there is a quotation of it; texts that do not stand on their own (they contain `await`,
//! private names and the like) are quoted as they are.

use jsrun_parser::ast::{
    BinaryOp, Element, Expr, ExprKind, Pattern, PatternKind, Program, PropertyKey, PropertyKeyKind,
    StmtKind, UnaryOp, UpdateOp,
};
use jsrun_parser::{Arena, ParseOptions, parse};

/// Longer texts are not looked at.
const MAX_TEXT: usize = 4096;
/// What has no name.
const INTERMEDIATE: &str = "(intermediate value)";

/// What a destructuring assignment or declaration is.
pub(super) struct Destructuring {
    /// The source, unless the pattern stands alone.
    pub(super) source: Option<String>,
    /// The first property, if its name is known.
    pub(super) property: Option<String>,
    /// It is a pattern within another.
    pub(super) nested: bool,
    /// It is an array pattern.
    pub(super) is_array: bool,
}

/// Parses a text as one expression in parentheses and looks at it.
fn with_expression<R>(
    before: &[u8],
    text: &[u8],
    after: &[u8],
    look: impl FnOnce(&Program<'_>, &Expr<'_>) -> Option<R>,
) -> Option<R> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let source = [b"(", before, text, after, b"\n)"].concat();
    let arena = Arena::new();
    let program = parse(&arena, &source, &ParseOptions::script()).ok()?;
    let [statement] = program.body else { return None };
    let StmtKind::Expression(expression) = &statement.kind else { return None };
    look(&program, expression.without_parentheses())
}

/// A callee, or what should have been iterable.
pub(super) fn expression(text: &[u8]) -> String {
    let printed = with_expression(b"", text, b"", |program, expression| {
        let mut printer = Printer { program, out: String::new() };
        printer.find(expression);
        Some(printer.out)
    });
    match printed {
        Some(printed) => printed,
        None if text.len() > MAX_TEXT => INTERMEDIATE.to_owned(),
        None => String::from_utf8_lossy(text).into_owned(),
    }
}

/// A pattern with its source, a pattern alone, or a property of a pattern.
pub(super) fn destructuring(text: &[u8]) -> Option<Destructuring> {
    let nested = !matches!(text.first(), Some(b'{' | b'['));
    if nested {
        return with_expression(b"{", text, b"} = 0", |program, expression| {
            let ExprKind::AssignPattern { pattern, .. } = &expression.kind else { return None };
            let PatternKind::Object(object) = &pattern.kind else { return None };
            let inner = object.properties.first()?.value;
            let is_array = is_array(inner)?;
            let property = first_property(program, inner);
            Some(Destructuring { source: None, property, nested, is_array })
        });
    }
    let whole = with_expression(b"", text, b"", |program, expression| {
        let ExprKind::AssignPattern { pattern, value } = &expression.kind else { return None };
        let mut printer = Printer { program, out: String::new() };
        printer.find(value);
        let property = first_property(program, pattern);
        let is_array = is_array(pattern)?;
        Some(Destructuring { source: Some(printer.out), property, nested, is_array })
    });
    whole.or_else(|| {
        with_expression(b"", text, b" = 0", |program, expression| {
            let ExprKind::AssignPattern { pattern, .. } = &expression.kind else { return None };
            let (property, is_array) = (first_property(program, pattern), is_array(pattern)?);
            Some(Destructuring { source: None, property, nested, is_array })
        })
    })
}

/// Is it an array pattern, or an object pattern? `None` if it is neither.
fn is_array(pattern: &Pattern<'_>) -> Option<bool> {
    match &pattern.kind {
        PatternKind::Default { pattern, .. } => is_array(pattern),
        PatternKind::Object(_) => Some(false),
        PatternKind::Array(_) => Some(true),
        _ => None,
    }
}

fn first_property(program: &Program<'_>, pattern: &Pattern<'_>) -> Option<String> {
    match &pattern.kind {
        PatternKind::Default { pattern, .. } => first_property(program, pattern),
        PatternKind::Object(object) => key_text(program, object.properties.first()?.key),
        _ => None,
    }
}

fn key_text(program: &Program<'_>, key: &PropertyKey<'_>) -> Option<String> {
    match &key.kind {
        PropertyKeyKind::Ident(name) => Some(program.names.text(*name).into_owned()),
        PropertyKeyKind::String(text) => Some(String::from_utf8_lossy(text).into_owned()),
        PropertyKeyKind::Number(number) => {
            Some(crate::runtime::number::format::number_to_string(*number))
        }
        _ => None,
    }
}

struct Printer<'p, 'a> {
    program: &'p Program<'a>,
    out: String,
}

impl Printer<'_, '_> {
    /// Prints an expression; what prints as nothing is an intermediate value.
    fn find(&mut self, expr: &Expr<'_>) {
        let before = self.out.len();
        self.print(expr);
        if self.out.len() == before {
            self.out.push_str(INTERMEDIATE);
        }
    }

    fn print(&mut self, expr: &Expr<'_>) {
        match &expr.kind {
            ExprKind::Ident(reference) => {
                self.out.push_str(&self.program.names.text(reference.name))
            }
            ExprKind::This(_) => self.out.push_str("this"),
            ExprKind::Null => self.out.push_str("null"),
            ExprKind::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            ExprKind::Number(number) => {
                self.out.push_str(&crate::runtime::number::format::number_to_string(*number))
            }
            ExprKind::BigInt(digits) => self.out.push_str(&String::from_utf8_lossy(digits)),
            ExprKind::String(text) => {
                self.out.push_str(&format!("\"{}\"", String::from_utf8_lossy(text)))
            }
            ExprKind::Regex(regex) => {
                let (body, flags) =
                    (String::from_utf8_lossy(regex.body), String::from_utf8_lossy(regex.flags));
                self.out.push_str(&format!("/{body}/{flags}"));
            }
            ExprKind::Template(template) if template.expressions.is_empty() => {
                let text = template.pieces.first().and_then(|piece| piece.cooked);
                let text = String::from_utf8_lossy(text.unwrap_or_default());
                self.out.push_str(&format!("\"{text}\""));
            }
            ExprKind::Template(template) => {
                template.expressions.iter().for_each(|part| self.find(part))
            }
            ExprKind::Array(elements) => self.array(elements),
            ExprKind::Object(properties) => {
                self.out.push_str(&format!("{{{}}}", INTERMEDIATE.repeat(properties.len())));
            }
            ExprKind::Conditional(_) => self.out.push_str(&INTERMEDIATE.repeat(3)),
            ExprKind::Sequence(parts) => {
                self.out.push('(');
                for (i, part) in parts.iter().enumerate() {
                    self.out.push_str(if i == 0 { "" } else { " , " });
                    self.find(part);
                }
                self.out.push(')');
            }
            ExprKind::Assign { target, .. } => self.find(target),
            ExprKind::TaggedTemplate(tagged) => {
                self.find(tagged.tag);
                self.out.push_str("(...)");
            }
            ExprKind::Unary { operator, operand } => {
                let operator = match operator {
                    UnaryOp::Not => "!",
                    UnaryOp::BitNot => "~",
                    UnaryOp::Plus => "+",
                    UnaryOp::Minus => "-",
                    UnaryOp::Typeof => "typeof ",
                    UnaryOp::Void => "void ",
                    UnaryOp::Delete => "delete ",
                };
                self.out.push_str(&format!("({operator}"));
                self.find(operand);
                self.out.push(')');
            }
            ExprKind::Update { operator, prefix, target } => {
                let operator = if *operator == UpdateOp::Increment { "++" } else { "--" };
                self.out.push('(');
                self.out.push_str(if *prefix { operator } else { "" });
                self.find(target);
                self.out.push_str(if *prefix { "" } else { operator });
                self.out.push(')');
            }
            ExprKind::Binary { operator, left, right } => {
                self.out.push('(');
                self.find(left);
                self.out.push_str(&format!(" {} ", operator_text(*operator)));
                self.find(right);
                self.out.push(')');
            }
            ExprKind::Call(call) => {
                self.find(call.callee);
                self.out.push_str("(...)");
            }
            ExprKind::Member { object, property, optional } => {
                self.find(object);
                let name = self.program.names.text(*property);
                self.out.push_str(&format!("{}.{name}", if *optional { "?" } else { "" }));
            }
            ExprKind::Index { object, index, optional } => self.index(object, index, *optional),
            ExprKind::OptionalChain(inner) | ExprKind::Parenthesized(inner) => self.find(inner),
            // Functions, classes, objects that `new` makes.
            _ => {}
        }
    }

    fn array(&mut self, elements: &[Element<'_>]) {
        self.out.push('[');
        for (i, element) in elements.iter().enumerate() {
            if i > 0 {
                self.out.push(',');
            }
            match element {
                Element::Hole => {}
                Element::Expr(expr) => self.find(expr),
                Element::Spread(expr) => {
                    self.out.push_str("(...");
                    self.find(expr);
                    self.out.push(')');
                }
            }
        }
        self.out.push(']');
    }

    fn index(&mut self, object: &Expr<'_>, index: &Expr<'_>, optional: bool) {
        self.find(object);
        if let ExprKind::String(text) = &index.without_parentheses().kind {
            let name = String::from_utf8_lossy(text);
            self.out.push_str(&format!("{}.{name}", if optional { "?" } else { "" }));
            return;
        }
        self.out.push_str(if optional { "?.[" } else { "[" });
        self.find(index);
        self.out.push(']');
    }
}

fn operator_text(operator: BinaryOp) -> &'static str {
    match operator {
        BinaryOp::Coalesce => "??",
        BinaryOp::Or => "||",
        BinaryOp::And => "&&",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::BitAnd => "&",
        BinaryOp::Equal => "==",
        BinaryOp::NotEqual => "!=",
        BinaryOp::StrictEqual => "===",
        BinaryOp::StrictNotEqual => "!==",
        BinaryOp::Less => "<",
        BinaryOp::Greater => ">",
        BinaryOp::LessEqual => "<=",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::In => "in",
        BinaryOp::Instanceof => "instanceof",
        BinaryOp::ShiftLeft => "<<",
        BinaryOp::ShiftRight => ">>",
        BinaryOp::ShiftRightUnsigned => ">>>",
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Remainder => "%",
        BinaryOp::Exponentiate => "**",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_quoted_without_what_is_inside() {
        for (text, quoted) in [
            ("a.b", "a.b"),
            ("obj.foo(1, 2).bar", "obj.foo(...).bar"),
            ("(() => 1)().x", "(intermediate value)(...).x"),
            ("a['x']", "a.x"),
            ("a[i]", "a[i]"),
            ("a?.b.c", "a?.b.c"),
            ("new Error('m').nope", "(intermediate value).nope"),
            ("(a + b)", "(a + b)"),
            ("await x", "await x"),
            ("this.x", "this.x"),
            ("({a: 1}).x", "{(intermediate value)}.x"),
            ("(a ? b : c).x", "(intermediate value)(intermediate value)(intermediate value).x"),
            ("(a, b).x", "(a , b).x"),
            ("[1, ...b].x", "[1,(...b)].x"),
        ] {
            assert_eq!(expression(text.as_bytes()), quoted);
        }
    }

    #[test]
    fn destructurings_have_a_source_and_a_property() {
        let whole = destructuring(b"{a, b} = o.x").unwrap();
        assert_eq!((whole.source.as_deref(), whole.property.as_deref()), (Some("o.x"), Some("a")));
        let alone = destructuring(b"{a = 1}").unwrap();
        assert_eq!((alone.source, alone.property.as_deref()), (None, Some("a")));
        let nested = destructuring(b"a: {b}").unwrap();
        assert!(nested.nested && nested.property.as_deref() == Some("b"));
    }
}
