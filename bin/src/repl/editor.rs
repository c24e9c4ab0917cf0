//! The editor's thread: it reads inputs and hands them to the session one by one.
//!
//! Invariant: while an input is evaluated nothing is read, and the terminal is as the script expects it.

use super::Request;
use super::console::Console;
use super::directives::{DIRECTIVES, is_directive};
use super::history::History;
use super::session::Step;
use super::terminal;
use crate::code;
use crate::colors;
use crate::output::tell;
use crate::supervisor::Link;
use jsrun::context::{Stream, TokenClass, check_input, classify};
use rustyline::completion::{Completer, FilenameCompleter};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Editor, Helper};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::io::BufRead;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How inputs are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// With an editor.
    Editor,
    /// Line by line, with prompts.
    Prompts,
    /// Line by line, without prompts.
    Lines,
}

const PROMPT: &str = "> ";
const CONTINUATION: &str = "... ";
/// How long completion may take.
const COMPLETION_TIME: Duration = Duration::from_millis(1000);
/// How long a preview may take, waiting for the session included.
const PREVIEW_TIME: Duration = Duration::from_millis(80);
/// Longer inputs have no preview.
const PREVIEW_BYTES: usize = 4096;

/// Reads inputs until there are no more.
pub fn run(mode: Mode, console: &Console, link: &Link, requests: Sender<Request>) {
    let status = match mode {
        Mode::Editor => edit(console, link, &requests),
        Mode::Prompts => read_lines(console, &requests, true),
        Mode::Lines => read_lines(console, &requests, false),
    };
    // If the session is gone, so is the process.
    let _ = requests.send(Request::End(status));
}

/// Has an input evaluated.
fn submit(requests: &Sender<Request>, input: String) -> Step {
    let (sender, answer) = channel();
    if requests.send(Request::Submit(input, sender)).is_err() {
        return Step::Exit;
    }
    answer.recv().unwrap_or(Step::Exit)
}

/// Would another line make it an input?
fn is_incomplete(text: &str) -> bool {
    !is_directive(text)
        && check_input(text.as_bytes())
            .is_err_and(|error| error.report().is_some_and(|report| report.is_incomplete))
}

// ---- without an editor ----

fn read_lines(console: &Console, requests: &Sender<Request>, has_prompt: bool) -> i32 {
    let mut input = String::new();
    let mut takes_all = false;
    let mut lines = std::io::stdin().lock();
    loop {
        if has_prompt {
            console.write(if input.is_empty() { PROMPT } else { CONTINUATION }.as_bytes());
        }
        let mut line = Vec::new();
        let is_last = match lines.read_until(b'\n', &mut line) {
            Ok(count) => count == 0,
            Err(error) => {
                tell(&format!("jsrun: cannot read the input: {}\n", crate::input::reason(&error)));
                return code::FAILURE;
            }
        };
        input.push_str(&String::from_utf8_lossy(&line));
        if is_last {
            if has_prompt {
                console.write(b"\n");
            }
            // What is missing is told as an error.
            let is_cut = !takes_all && is_incomplete(&input);
            submit(requests, input);
            return if is_cut { code::FAILURE } else { 0 };
        }
        if takes_all || is_incomplete(&input) {
            continue;
        }
        match submit(requests, std::mem::take(&mut input).trim_end().to_owned()) {
            Step::Next => {}
            Step::Editor => takes_all = true,
            Step::Exit => return 0,
        }
    }
}

// ---- with one ----

fn edit(console: &Console, link: &Link, requests: &Sender<Request>) -> i32 {
    terminal::restore_at_exit();
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .history_ignore_space(true)
        .auto_add_history(false);
    let made = config
        .history_ignore_dups(true)
        .and_then(|config| config.max_history_size(2000))
        .and_then(|config| Editor::<Assistant, DefaultHistory>::with_config(config.build()));
    let mut editor = match made {
        Ok(editor) => editor,
        Err(error) => return lost(&error),
    };
    editor.set_helper(Some(Assistant::new(requests.clone(), link.clone())));
    if let Ok(printer) = editor.create_external_printer() {
        console.print_through(printer);
    }
    let (mut history, trouble) = History::load(&mut editor);
    if let Some(trouble) = trouble {
        console.write(format!("{trouble}\n").as_bytes());
    }
    let mut wants_out = false;
    loop {
        match read(&mut editor, console, PROMPT) {
            Ok(input) => {
                wants_out = false;
                if let Some(trouble) = history.add(&mut editor, &input) {
                    console.write(format!("{trouble}\n").as_bytes());
                }
                match submit(requests, input) {
                    Step::Next => {}
                    Step::Exit => return 0,
                    Step::Editor => match read_several(&mut editor, console) {
                        Ok(Some(input)) => {
                            let _ = history.add(&mut editor, &input);
                            if submit(requests, input) == Step::Exit {
                                return 0;
                            }
                        }
                        Ok(None) => {}
                        Err(error) => return lost(&error),
                    },
                }
            }
            Err(ReadlineError::Interrupted) => {
                let had_text = editor.helper().is_some_and(Assistant::had_text);
                if editor.helper().is_some_and(|assistant| assistant.has_preview.get()) {
                    // The line above, up to where the cursor is: the preview of what was dropped.
                    console.write(b"\x1b[A\x1b[2K");
                }
                if wants_out && !had_text {
                    return 0;
                }
                wants_out = !had_text;
                if wants_out {
                    console.write(b"(Ctrl-C again, Ctrl-D or .exit to leave)\n");
                }
            }
            Err(ReadlineError::Eof) => return 0,
            Err(error) => return lost(&error),
        }
    }
}

fn read(
    editor: &mut Editor<Assistant, DefaultHistory>,
    console: &Console,
    prompt: &str,
) -> Result<String, ReadlineError> {
    if let Some(assistant) = editor.helper() {
        assistant.begin();
    }
    console.set_editing(true);
    let read = editor.readline(prompt);
    console.set_editing(false);
    read
}

/// Several lines, up to Ctrl-D; none if Ctrl-C drops them.
fn read_several(
    editor: &mut Editor<Assistant, DefaultHistory>,
    console: &Console,
) -> Result<Option<String>, ReadlineError> {
    console.write(b"(Ctrl-D runs the lines, Ctrl-C drops them)\n");
    let set_single = |editor: &mut Editor<Assistant, _>, is_single| {
        if let Some(assistant) = editor.helper() {
            assistant.is_single_line.set(is_single);
        }
    };
    set_single(editor, true);
    let mut input = String::new();
    let result = loop {
        match read(editor, console, "") {
            Ok(line) => {
                input.push_str(&line);
                input.push('\n');
            }
            Err(ReadlineError::Eof) => break Ok(Some(input)),
            Err(ReadlineError::Interrupted) => break Ok(None),
            Err(error) => break Err(error),
        }
    };
    set_single(editor, false);
    result
}

/// The terminal cannot be used any more.
fn lost(error: &ReadlineError) -> i32 {
    let why = match error {
        ReadlineError::Io(error) => crate::input::reason(error),
        other => other.to_string(),
    };
    tell(&format!("jsrun: the terminal cannot be used: {why}\n"));
    code::FAILURE
}

/// Completes, colours, previews, and says what is a whole input.
struct Assistant {
    requests: Sender<Request>,
    link: Link,
    /// A preview is below the line.
    has_preview: Cell<bool>,
    has_colors: bool,
    files: FilenameCompleter,
    /// The line as it was seen last.
    line: RefCell<String>,
    /// Each line is an input of its own.
    is_single_line: Cell<bool>,
}

impl Assistant {
    fn new(requests: Sender<Request>, link: Link) -> Assistant {
        Assistant {
            requests,
            link,
            has_preview: Cell::new(false),
            has_colors: colors::wanted(Stream::Out),
            files: FilenameCompleter::new(),
            line: RefCell::default(),
            is_single_line: Cell::new(false),
        }
    }

    fn begin(&self) {
        self.line.borrow_mut().clear();
        self.has_preview.set(false);
    }

    /// Has something been typed?
    fn had_text(&self) -> bool {
        !self.line.borrow().is_empty()
    }

    fn ask<R>(&self, time: Duration, request: impl FnOnce(Sender<R>) -> Request) -> Option<R> {
        let (sender, answer) = channel();
        self.requests.send(request(sender)).ok()?;
        answer.recv_timeout(time).ok()
    }
}

impl Helper for Assistant {}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        match !self.is_single_line.get() && is_incomplete(context.input()) {
            true => Ok(ValidationResult::Incomplete),
            false => Ok(ValidationResult::Valid(None)),
        }
    }
}

impl Completer for Assistant {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        context: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        if !is_directive(&format!("{line}x")) {
            let ask = |sender| Request::Complete(line.to_owned(), cursor, sender);
            let found = self.ask(COMPLETION_TIME, ask).unwrap_or_default();
            return Ok((found.start, found.names));
        }
        let indent = line.len() - line.trim_start().len();
        let Some(space) = line[indent..cursor.max(indent)].find(char::is_whitespace) else {
            let begun = &line[indent..cursor.max(indent)];
            let names = DIRECTIVES.iter().map(|directive| directive.name);
            let names = names.filter(|name| name.starts_with(begun)).map(str::to_owned);
            return Ok((indent, names.collect()));
        };
        let argument = indent + space + 1;
        if line[indent..].starts_with(".load") || line[indent..].starts_with(".save") {
            let (start, pairs) = self.files.complete(line, cursor, context)?;
            return Ok((start, pairs.into_iter().map(|pair| pair.replacement).collect()));
        }
        let (text, at) = (line[argument..].to_owned(), cursor - argument);
        let ask = |sender| Request::Complete(text, at, sender);
        let found = self.ask(COMPLETION_TIME, ask).unwrap_or_default();
        Ok((argument + found.start, found.names))
    }
}

/// A preview: nothing that can be put into the line.
struct Preview(String);

impl Hint for Preview {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Assistant {
    type Hint = Preview;

    fn hint(&self, line: &str, _: usize, _: &rustyline::Context<'_>) -> Option<Preview> {
        *self.line.borrow_mut() = line.to_owned();
        self.has_preview.set(false);
        let text = line.trim();
        if self.is_single_line.get()
            || text.is_empty()
            || text.len() > PREVIEW_BYTES
            || is_directive(line)
        {
            return None;
        }
        let ask = |sender| Request::Preview(text.to_owned(), sender);
        let Some(value) = self.ask(PREVIEW_TIME, ask) else {
            self.link.end_preview();
            return None;
        };
        let value = value.filter(|value| value != text)?;
        let columns = terminal::columns()?;
        let mut shown = cut(&value, columns.saturating_sub(1));
        if shown.is_empty() {
            return None;
        }
        self.has_preview.set(true);
        // Where the line ends at the margin, what comes next is below it anyway.
        if end_column(line, columns) < columns {
            shown.insert(0, '\n');
        }
        Some(Preview(shown))
    }
}

/// The column behind the input, between 0 and the number of columns, as the editor lays it out behind the prompt.
fn end_column(line: &str, columns: usize) -> usize {
    line.chars().fold(PROMPT.len(), |column, c| match c {
        '\n' => 0,
        c => {
            let next = column + c.width().unwrap_or(0);
            if next > columns { c.width().unwrap_or(0) } else { next }
        }
    })
}

/// So much of a line as fits into so many columns.
fn cut(line: &str, columns: usize) -> String {
    if line.width() <= columns {
        return line.to_owned();
    }
    let mut left = columns.saturating_sub(3);
    let mut shown = String::new();
    for c in line.chars() {
        let Some(width) = c.width().filter(|width| *width <= left) else { break };
        left -= width;
        shown.push(c);
    }
    if columns > 6 { shown + "..." } else { String::new() }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if !self.has_colors || line.is_empty() || is_directive(line) {
            return Cow::Borrowed(line);
        }
        Cow::Owned(colored(line))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        match self.has_colors {
            true => Cow::Owned(format!("\x1b[2m{hint}\x1b[0m")),
            false => Cow::Borrowed(hint),
        }
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.has_colors && kind != CmdKind::MoveCursor
    }
}

/// A text with colours.
fn colored(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut end = 0;
    for (span, class) in classify(text.as_bytes()) {
        let (start, stop) = (span.start as usize, span.end as usize);
        let color = match class {
            TokenClass::Keyword => "35",
            TokenClass::String => "32",
            TokenClass::Number | TokenClass::Literal => "33",
            TokenClass::Regex => "31",
            TokenClass::Comment => "90",
            TokenClass::Identifier | TokenClass::Punctuation => continue,
        };
        // Pieces of text that is no JavaScript may end within a character.
        let (Some(before), Some(piece)) = (text.get(end..start), text.get(start..stop)) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&format!("\x1b[{color}m{piece}\x1b[0m"));
        end = stop;
    }
    out.push_str(&text[end..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_do_not_change_the_text() {
        assert_eq!(colored("let a = 'b'"), "\x1b[35mlet\x1b[0m a = \x1b[32m'b'\x1b[0m");
        assert_eq!(colored("é ("), "é (");
        assert_eq!(colored("'ü"), "\x1b[32m'ü\x1b[0m");
    }

    #[test]
    fn previews_fit() {
        assert_eq!(cut("[ 1, 2, 3 ]", 11), "[ 1, 2, 3 ]");
        assert_eq!(cut("[ 1, 2, 3 ]", 10), "[ 1, 2,...");
        assert_eq!(cut("漢字漢字", 7), "漢字...");
        assert_eq!(cut("a\tb, and more", 10), "a...");
        assert_eq!(cut("abcdefgh", 5), "");
        assert_eq!(cut("", 0), "");
    }

    #[test]
    fn where_lines_end() {
        assert_eq!(end_column("", 10), 2);
        assert_eq!(end_column("12345678", 10), 10);
        assert_eq!(end_column("123456789", 10), 1);
        assert_eq!(end_column("1\n23", 10), 2);
        assert_eq!(end_column("1234567漢", 10), 2);
    }
}
