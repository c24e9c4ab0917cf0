//! Expressions, patterns and keys.

use super::{Item, Printer, quoted};
use crate::ast::*;

fn binary_text(operator: BinaryOp) -> &'static str {
    use BinaryOp::*;
    match operator {
        Coalesce => "??",
        Or => "||",
        And => "&&",
        BitOr => "|",
        BitXor => "^",
        BitAnd => "&",
        Equal => "==",
        NotEqual => "!=",
        StrictEqual => "===",
        StrictNotEqual => "!==",
        Less => "<",
        Greater => ">",
        LessEqual => "<=",
        GreaterEqual => ">=",
        In => "in",
        Instanceof => "instanceof",
        ShiftLeft => "<<",
        ShiftRight => ">>",
        ShiftRightUnsigned => ">>>",
        Add => "+",
        Subtract => "-",
        Multiply => "*",
        Divide => "/",
        Remainder => "%",
        Exponentiate => "**",
    }
}

fn unary_text(operator: UnaryOp) -> &'static str {
    match operator {
        UnaryOp::Not => "!",
        UnaryOp::BitNot => "~",
        UnaryOp::Plus => "+",
        UnaryOp::Minus => "-",
        UnaryOp::Typeof => "typeof",
        UnaryOp::Void => "void",
        UnaryOp::Delete => "delete",
    }
}

impl<'a> Printer<'a, '_> {
    pub(super) fn elements(list: &'a [Element<'a>]) -> impl Iterator<Item = Item<'a>> {
        list.iter().flat_map(|element| match element {
            Element::Hole => vec![Item::Text(" hole")],
            Element::Expr(expr) => vec![Item::Text(" "), Item::Expr(expr)],
            Element::Spread(expr) => vec![Item::Text(" ..."), Item::Expr(expr)],
        })
    }

    pub(super) fn expr(&mut self, expr: &'a Expr<'a>) {
        match &expr.kind {
            ExprKind::Ident(reference) => self.push([Item::Reference(reference)]),
            ExprKind::This(_) => self.out.push_str("this"),
            ExprKind::NewTarget(_) => self.out.push_str("new.target"),
            ExprKind::Null => self.out.push_str("null"),
            ExprKind::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            ExprKind::Number(value) => self.out.push_str(&value.to_string()),
            ExprKind::BigInt(digits) => {
                self.out.push_str(&String::from_utf8_lossy(digits));
                self.out.push('n');
            }
            ExprKind::String(text) => self.out.push_str(&quoted(text)),
            ExprKind::Regex(regex) => {
                let (body, flags) =
                    (String::from_utf8_lossy(regex.body), String::from_utf8_lossy(regex.flags));
                self.out.push_str(&format!("/{body}/{flags}"));
            }
            ExprKind::Template(template) => self.list("template", Self::template(template)),
            ExprKind::TaggedTemplate(tagged) => {
                self.list(
                    "tagged",
                    std::iter::once(Item::Expr(tagged.tag)).chain(Self::template(tagged.template)),
                );
            }
            ExprKind::Array(list) => {
                self.out.push_str("(array");
                self.push(Self::elements(list).chain([Item::Text(")")]));
            }
            ExprKind::Object(properties) => {
                self.out.push_str("(object");
                self.push(
                    properties
                        .iter()
                        .flat_map(|property| Self::property(property))
                        .chain([Item::Text(")")]),
                );
            }
            ExprKind::Function(function) => self.function(function),
            ExprKind::Class(class) => self.class(class),
            ExprKind::Unary { operator, operand } => {
                self.list(unary_text(*operator), [Item::Expr(operand)])
            }
            ExprKind::Update { operator, prefix, target } => {
                let text = match (operator, prefix) {
                    (UpdateOp::Increment, true) => "++",
                    (UpdateOp::Decrement, true) => "--",
                    (UpdateOp::Increment, false) => "postfix++",
                    (UpdateOp::Decrement, false) => "postfix--",
                };
                self.list(text, [Item::Expr(target)]);
            }
            ExprKind::Binary { operator, left, right } => {
                self.list(binary_text(*operator), [Item::Expr(left), Item::Expr(right)]);
            }
            ExprKind::PrivateIn { name, object } => {
                self.list("in", [Item::Name(name.name), Item::Expr(object)])
            }
            ExprKind::Conditional(parts) => {
                self.list("?", [parts.test, parts.consequent, parts.alternate].map(Item::Expr));
            }
            ExprKind::Assign { operator, target, value } => {
                let text = operator.map_or("", binary_text);
                self.out.push_str(&format!("({text}= "));
                self.push([
                    Item::Expr(target),
                    Item::Text(" "),
                    Item::Expr(value),
                    Item::Text(")"),
                ]);
            }
            ExprKind::AssignPattern { pattern, value } => {
                self.list("=", [Item::Pattern(pattern), Item::Expr(value)]);
            }
            ExprKind::Call(call) => {
                self.out.push_str(if call.optional { "(?.call " } else { "(call " });
                let arguments = Self::elements(call.arguments);
                self.push(
                    std::iter::once(Item::Expr(call.callee))
                        .chain(arguments)
                        .chain([Item::Text(")")]),
                );
            }
            ExprKind::New(new) => {
                self.out.push_str("(new ");
                let arguments = Self::elements(new.arguments);
                self.push(
                    std::iter::once(Item::Expr(new.callee))
                        .chain(arguments)
                        .chain([Item::Text(")")]),
                );
            }
            ExprKind::SuperCall(call) => {
                self.out.push_str("(super");
                self.push(Self::elements(call.arguments).chain([Item::Text(")")]));
            }
            ExprKind::Member { object, property, optional } => {
                self.list(
                    if *optional { "?." } else { "." },
                    [Item::Expr(object), Item::Name(*property)],
                );
            }
            ExprKind::Index { object, index, optional } => {
                self.list(
                    if *optional { "?.[]" } else { "[]" },
                    [Item::Expr(object), Item::Expr(index)],
                );
            }
            ExprKind::PrivateMember { object, property, optional } => {
                self.list(
                    if *optional { "?." } else { "." },
                    [Item::Expr(object), Item::Name(property.name)],
                );
            }
            ExprKind::SuperMember(member) => match member.property {
                SuperProperty::Named(name) => {
                    self.list(".", [Item::Text("super"), Item::Name(name)])
                }
                SuperProperty::Computed(index) => {
                    self.list("[]", [Item::Text("super"), Item::Expr(index)])
                }
            },
            ExprKind::OptionalChain(inner) => self.list("chain", [Item::Expr(inner)]),
            ExprKind::Sequence(list) => self.list(",", list.iter().map(|expr| Item::Expr(expr))),
            ExprKind::Parenthesized(inner) => self.list("()", [Item::Expr(inner)]),
            ExprKind::Await(operand) => self.list("await", [Item::Expr(operand)]),
            ExprKind::Yield { argument, delegate } => {
                self.list(if *delegate { "yield*" } else { "yield" }, argument.map(Item::Expr));
            }
            ExprKind::ImportCall { specifier, options } => {
                self.list(
                    "import",
                    [Item::Expr(specifier)].into_iter().chain(options.map(Item::Expr)),
                );
            }
            ExprKind::ImportMeta => self.out.push_str("import.meta"),
        }
    }

    fn template(template: &'a Template<'a>) -> impl Iterator<Item = Item<'a>> {
        let pieces = template.pieces.iter().map(|piece| match piece.cooked {
            Some(text) => Item::Owned(quoted(text)),
            None => Item::Text("invalid"),
        });
        let mut expressions = template.expressions.iter();
        pieces
            .flat_map(move |piece| [Some(piece), expressions.next().map(|expr| Item::Expr(expr))])
            .flatten()
    }

    fn property(property: &'a Property<'a>) -> Vec<Item<'a>> {
        match &property.kind {
            PropertyKind::KeyValue { key, value } => {
                vec![
                    Item::Text(" ("),
                    Item::Key(key),
                    Item::Text(" "),
                    Item::Expr(value),
                    Item::Text(")"),
                ]
            }
            PropertyKind::Shorthand(reference) => vec![Item::Text(" "), Item::Reference(reference)],
            PropertyKind::Spread(expr) => vec![Item::Text(" ..."), Item::Expr(expr)],
            PropertyKind::Method { key, function } => {
                vec![
                    Item::Text(" ("),
                    Item::Key(key),
                    Item::Text(" "),
                    Item::Function(function),
                    Item::Text(")"),
                ]
            }
        }
    }

    pub(super) fn key(&mut self, key: &'a PropertyKey<'a>) {
        match &key.kind {
            PropertyKeyKind::Ident(name) => self.push([Item::Name(*name)]),
            PropertyKeyKind::String(text) => self.out.push_str(&quoted(text)),
            PropertyKeyKind::Number(value) => self.out.push_str(&value.to_string()),
            PropertyKeyKind::BigInt(digits) => {
                self.out.push_str(&format!("{}n", String::from_utf8_lossy(digits)))
            }
            PropertyKeyKind::Computed(expr) => {
                self.push([Item::Text("["), Item::Expr(expr), Item::Text("]")])
            }
            PropertyKeyKind::Private(reference) => self.push([Item::Name(reference.name)]),
        }
    }

    pub(super) fn pattern(&mut self, pattern: &'a Pattern<'a>) {
        match &pattern.kind {
            PatternKind::Binding(reference) => self.push([Item::Reference(reference)]),
            PatternKind::Target(expr) => self.expr(expr),
            PatternKind::Object(object) => {
                self.out.push_str("(object-pattern");
                let properties = object.properties.iter().flat_map(|property| {
                    let (key, value) = (Item::Key(property.key), Item::Pattern(property.value));
                    [Item::Text(" ("), key, Item::Text(" "), value, Item::Text(")")]
                });
                let rest = object
                    .rest
                    .into_iter()
                    .flat_map(|rest| [Item::Text(" ..."), Item::Pattern(rest)]);
                self.push(properties.chain(rest).chain([Item::Text(")")]));
            }
            PatternKind::Array(array) => {
                self.out.push_str("(array-pattern");
                let elements = array.elements.iter().flat_map(|element| {
                    [Item::Text(" "), element.map_or(Item::Text("hole"), Item::Pattern)]
                });
                let rest = array
                    .rest
                    .into_iter()
                    .flat_map(|rest| [Item::Text(" ..."), Item::Pattern(rest)]);
                self.push(elements.chain(rest).chain([Item::Text(")")]));
            }
            PatternKind::Default { pattern, value } => {
                self.list("default", [Item::Pattern(pattern), Item::Expr(value)]);
            }
        }
    }
}
