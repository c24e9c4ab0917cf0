//! Source text as HTML, with keywords, comments, strings and numbers told apart.
//!
//! Invariant: all text is escaped, whatever it is. Scripts are told apart by the parser's own tokens, the engine's text by rules of
//! thumb, which are a help for the eye.

use jsrun_parser::highlight::{TokenClass, classify};

/// A language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// Scripts.
    JavaScript,
    /// The engine's own text.
    Rust,
}

const RUST: &[&str] = &[
    "as", "const", "else", "false", "fn", "for", "if", "in", "let", "loop", "match", "mod", "mut",
    "pub", "ref", "return", "self", "Some", "None", "Ok", "Err", "true", "unsafe", "use", "while",
];

/// Escapes text for HTML, in elements and in quoted attributes. Control characters become pictures, so that a page shows them.
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
    let mut html = Html { lines: vec![String::new()] };
    match language {
        Language::JavaScript => {
            let mut end = 0;
            for (span, class) in classify(text.as_bytes()) {
                let (start, after) = (span.start as usize, span.end as usize);
                html.push(text.get(end..start).unwrap_or_default(), "");
                html.push(text.get(start..after).unwrap_or_default(), style(class));
                end = after;
            }
            html.push(text.get(end..).unwrap_or_default(), "");
        }
        Language::Rust => {
            let (mut rest, mut after_name) = (text, false);
            while let Some(first) = rest.chars().next() {
                let (length, class) = rust_token(rest, first, after_name);
                let (token, after) = rest.split_at(length);
                after_name = is_name(first);
                html.push(token, class);
                rest = after;
            }
        }
    }
    html.lines
}

/// Text as HTML, line by line.
struct Html {
    lines: Vec<String>,
}

impl Html {
    /// Adds text of a class.
    fn push(&mut self, text: &str, class: &str) {
        for (at, part) in text.split('\n').enumerate() {
            if at > 0 {
                self.lines.push(String::new());
            }
            let Some(line) = self.lines.last_mut() else { break };
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
    }
}

/// How the page shows tokens of a script.
fn style(class: TokenClass) -> &'static str {
    match class {
        TokenClass::Comment => "c",
        TokenClass::Keyword | TokenClass::Literal => "k",
        TokenClass::Number => "n",
        TokenClass::String | TokenClass::Regex => "s",
        TokenClass::Identifier | TokenClass::Punctuation => "",
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of the token of Rust at the beginning of a text, and its class.
fn rust_token(text: &str, first: char, after_name: bool) -> (usize, &'static str) {
    if text.starts_with("//") {
        return (text.find('\n').unwrap_or(text.len()), "c");
    }
    if text.starts_with("/*") {
        return (text.find("*/").map_or(text.len(), |end| end + 2), "c");
    }
    if first == '"' {
        return (string(text), "s");
    }
    if first.is_ascii_digit() && !after_name {
        let end = text.find(|c: char| !(is_name(c) || c == '.')).unwrap_or(text.len());
        return (end, "n");
    }
    if is_name(first) {
        let end = text.find(|c: char| !is_name(c)).unwrap_or(text.len());
        let class = match &text[..end] {
            name if RUST.contains(&name) => "k",
            name if name.starts_with("slow_") => "w",
            _ => "",
        };
        return (end, class);
    }
    (first.len_utf8(), "")
}

/// The length of a string of Rust with its quotes; one that does not end goes to the end of the text.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
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
        assert_eq!(line("x = /'/"), "x = <i class=s>/&#39;/</i>");
        assert_eq!(line("let a1 = 12"), "<i class=k>let</i> a1 = <i class=n>12</i>");
        assert_eq!(
            line("'it\\'s' // x"),
            "<i class=s>&#39;it\\&#39;s&#39;</i> <i class=c>// x</i>"
        );
        assert_eq!(line("`a\nb`"), "<i class=s>`a</i>\n<i class=s>b`</i>");
        let rust = highlight("slow_add(cx, a, b)?;", Language::Rust);
        assert_eq!(rust, ["<i class=w>slow_add</i>(cx, a, b)?;"]);
    }
}
