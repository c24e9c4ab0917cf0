//! Source text as HTML, with keywords, comments, strings and numbers told apart.
//!
//! Invariant: all text is escaped, whatever it is; colours are a help for the eye and may be wrong where only a parser could
//! tell, such as in regular expressions.

/// A language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// Scripts.
    JavaScript,
    /// The engine's own text.
    Rust,
}

const JAVASCRIPT: &[&str] = &[
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
    "undefined",
    "using",
    "var",
    "void",
    "while",
    "with",
    "yield",
];
const RUST: &[&str] = &[
    "as", "const", "else", "false", "fn", "for", "if", "in", "let", "loop", "match", "mod", "mut",
    "pub", "ref", "return", "self", "Some", "None", "Ok", "Err", "true", "unsafe", "use", "while",
];

/// Escapes text for HTML, in elements and in quoted attributes. Control characters become pictures, so that a page shows them.
///
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1F}' => out.extend(char::from_u32(0x2400 + c as u32)),
            // Marks that turn the direction of text could make a page show other code than there is.
            '\u{7F}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                out.push('\u{FFFD}');
            }
            c => out.push(c),
        }
    }
    out
}

/// The lines of a text as HTML.
pub fn highlight(text: &str, language: Language) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut rest = text;
    let mut after_name = false;
    while let Some(first) = rest.chars().next() {
        let (length, class) = token(rest, first, language, after_name);
        let (token, after) = rest.split_at(length);
        after_name = first.is_alphanumeric() || first == '_' || first == '$';
        for (at, part) in token.split('\n').enumerate() {
            if at > 0 {
                lines.push(String::new());
            }
            let Some(line) = lines.last_mut() else { break };
            match class {
                "" => line.push_str(&escape(part)),
                _ if part.is_empty() => {}
                class => {
                    line.push_str("<i class=");
                    line.push_str(class);
                    line.push('>');
                    line.push_str(&escape(part));
                    line.push_str("</i>");
                }
            }
        }
        rest = after;
    }
    lines
}

/// The length of the token at the beginning of a text, and its class.
fn token(text: &str, first: char, language: Language, after_name: bool) -> (usize, &'static str) {
    let rust = language == Language::Rust;
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    if text.starts_with("//") {
        return (text.find('\n').unwrap_or(text.len()), "c");
    }
    if text.starts_with("/*") {
        return (text.find("*/").map_or(text.len(), |end| end + 2), "c");
    }
    if first == '"' || first == '`' && !rust || first == '\'' && !rust {
        return (string(text, first), "s");
    }
    if first.is_ascii_digit() && !after_name {
        let end = text.find(|c: char| !(is_name(c) || c == '.')).unwrap_or(text.len());
        return (end, "n");
    }
    if is_name(first) {
        let end = text.find(|c: char| !is_name(c)).unwrap_or(text.len());
        let keywords = if rust { RUST } else { JAVASCRIPT };
        let name = &text[..end];
        let class = match name {
            name if keywords.contains(&name) => "k",
            name if rust && name.starts_with("slow_") => "w",
            _ => "",
        };
        return (end, class);
    }
    (first.len_utf8(), "")
}

/// The length of a string with its quotes. One that does not end in its line ends there, but for templates.
fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if quote != '`' => return at,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_through_unescaped() {
        let hostile =
            "</script><img src=x onerror='alert(1)'> \"&\" `<b>` /*<i>\n<u>*/ //<p>\n\u{202E}\0";
        for language in [Language::JavaScript, Language::Rust] {
            let html = highlight(hostile, language).join("\n");
            let bare = html.replace("</i>", "");
            let tags: Vec<&str> = bare.split('<').skip(1).collect();
            assert!(tags.iter().all(|tag| tag.starts_with("i class=")), "{html}");
            assert!(!html.contains('\u{202E}') && !html.contains('\0'), "{html}");
        }
        assert_eq!(escape("<a href=\"x\">'&"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
    }

    #[test]
    fn tokens_have_classes() {
        let line = |text: &str| highlight(text, Language::JavaScript).join("\n");
        assert_eq!(line("let a1 = 12"), "<i class=k>let</i> a1 = <i class=n>12</i>");
        assert_eq!(
            line("'it\\'s' // x"),
            "<i class=s>&#39;it\\&#39;s&#39;</i> <i class=c>// x</i>"
        );
        assert_eq!(line("`a\nb`"), "<i class=s>`a</i>\n<i class=s>b`</i>");
        assert_eq!(line("'open\nlet"), "<i class=s>&#39;open</i>\n<i class=k>let</i>");
        let rust = highlight("slow_add(cx, a, b)?;", Language::Rust);
        assert_eq!(rust, ["<i class=w>slow_add</i>(cx, a, b)?;"]);
    }
}
