//! An explanation as one HTML page without outside resources.
//!
//! Invariant: whatever comes from a script, names and text alike, goes through [`escape`], so a page runs nothing but the few
//! lines of `page.js`; and without them it can still be read and opened up.

use super::highlight::{Language, escape, highlight};
use super::model::*;
use crate::handlers::HandlerInfo;
use crate::handlers::text::Extent;
use crate::interp::machine_code::{CodeOwner, CodePiece, CodeVersion};
use std::collections::BTreeMap;
use std::fmt::{self, Write};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes one page about these functions.
///
/// # Errors
/// Those of the writer.
///
/// ```
/// use jsrun::context::{Context, FunctionSelector, Options, write_html};
///
/// let mut context = Context::new(Options::new().count_instructions(true));
/// context.run_script("add.js", b"function add(a, b) { return a + b } add(1, 2)")?;
/// let functions = context.explain(&FunctionSelector::new("add"))?;
/// assert_eq!(functions[0].calls(), 1);
/// let mut page = String::new();
/// write_html(&functions, &mut page)?;
/// assert!(page.contains("slow_add") && page.ends_with("</html>\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_html(functions: &[Explanation], out: &mut impl Write) -> fmt::Result {
    let names: Vec<&str> = functions.iter().map(|function| &*function.name).collect();
    let title = escape(&names.join(", "));
    write!(
        out,
        "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<meta name=viewport content=\"width=device-width\">\n\
         <title>{title} · jsrun</title>\n<style>\n{STYLE}</style>\n"
    )?;
    let handlers = handlers(functions);
    for (number, function) in functions.iter().enumerate() {
        Page { function, number, hottest: hottest(function) }.write(out)?;
    }
    write_handlers(&handlers, out)?;
    write!(out, "<script>\n{SCRIPT}</script>\n</html>\n")
}

/// The opcodes that functions use, by name.
fn handlers(functions: &[Explanation]) -> BTreeMap<&'static str, &'static HandlerInfo> {
    let instructions = functions.iter().flat_map(|function| &function.instructions);
    instructions.map(|instruction| (instruction.opcode.name, instruction.opcode)).collect()
}

fn hottest(function: &Explanation) -> u64 {
    function.instructions.iter().map(|i| i.counts.total()).max().unwrap_or(0)
}

/// One function.
struct Page<'a> {
    function: &'a Explanation,
    /// Its number on the page, for anchors.
    number: usize,
    /// The greatest count.
    hottest: u64,
}

impl Page<'_> {
    fn write(&self, out: &mut impl Write) -> fmt::Result {
        let f = self.function;
        let (line, column) = f.place;
        write!(
            out,
            "<article>\n<header>\n<h1>{}</h1>\n<p class=place>{}:{line}:{column}</p>\n<ul class=facts>",
            escape(&f.name),
            escape(&f.source)
        )?;
        for fact in f.facts() {
            write!(out, "<li>{}</li>", escape(&fact))?;
        }
        out.write_str("</ul>\n")?;
        if !f.variables.is_empty() {
            out.write_str("<p class=variables>")?;
            for (register, name) in &f.variables {
                write!(out, "{} {} ", self.register(*register), escape(name))?;
            }
            out.write_str("</p>\n")?;
        }
        out.write_str(
            "</header>\n<div class=heads><b>Source</b><b>Bytecode</b><b>Machine code</b></div>\n",
        )?;
        let text: Vec<&str> = f.lines.iter().map(|line| &*line.text).collect();
        let colored = highlight(&text.join("\n"), Language::JavaScript);
        for (at, line) in f.lines.iter().enumerate() {
            self.line(line, colored.get(at).map_or("", |html| html), out)?;
        }
        self.rest(out)?;
        out.write_str("</article>\n")
    }

    fn line(&self, line: &SourceLine, html: &str, out: &mut impl Write) -> fmt::Result {
        let empty = if line.instructions.is_empty() { " quiet" } else { "" };
        write!(
            out,
            "<section class=\"line{empty}\">\n<div class=src><b>{}</b><code>{html}</code></div>\n<div class=ops>\n",
            line.number
        )?;
        if !line.instructions.is_empty() {
            writeln!(out, "<details class=fold open><summary>{}</summary>", self.summary(line))?;
            for at in &line.instructions {
                self.instruction(&self.function.instructions[*at], out)?;
            }
            out.write_str("</details>\n")?;
        }
        out.write_str("</div>\n</section>\n")
    }

    /// What a line came to, in a few words.
    fn summary(&self, line: &SourceLine) -> String {
        let f = self.function;
        let count = line.instructions.len();
        let instructions = || line.instructions.iter().map(|at| &f.instructions[*at]);
        let mut text = format!("{count} instruction{}", if count == 1 { "" } else { "s" });
        let first = instructions().flat_map(|i| &i.code).filter(|(version, _)| *version == 0);
        let pieces = first.map(|(version, piece)| &f.machine_code[*version].pieces[*piece]);
        let (mut hot, mut cold) = (0, 0);
        pieces.for_each(|piece| *if piece.is_cold { &mut cold } else { &mut hot } += piece.bytes);
        if !f.machine_code.is_empty() {
            let _ = write!(text, " · {hot} bytes, {cold} out of line");
        }
        let most = instructions().map(|i| i.counts.total()).max().unwrap_or(0);
        if most > 0 {
            let _ = write!(text, " · run {}×", grouped(most));
        }
        text
    }

    fn instruction(&self, instruction: &Instruction, out: &mut impl Write) -> fmt::Result {
        let (number, index) = (self.number, instruction.index);
        let heat = match self.hottest {
            0 => 0.0,
            most => (1.0 + instruction.counts.total() as f64).ln() / (1.0 + most as f64).ln(),
        };
        writeln!(out, "<div class=row id=f{number}i{index} style=\"--heat:{heat:.2}\">")?;
        out.write_str("<details class=bc><summary>")?;
        write!(
            out,
            "<span class=ix>{index:04}</span><span class=op>{}</span> <span class=args>{}</span>",
            instruction.opcode.name,
            self.operands(&instruction.operands)
        )?;
        for note in &instruction.notes {
            write!(out, " <span class=note>{}</span>", escape(&shortened(note)))?;
        }
        let used = instruction.cache.as_ref().filter(|cache| cache.state != CacheState::Empty);
        if let Some(cache) = used {
            let word = cache.state.word();
            write!(out, " <span class=\"cache {word}\">{word}</span>")?;
        }
        if self.function.is_counted {
            write!(out, "<span class=count>{}</span>", grouped(instruction.counts.total()))?;
        }
        out.write_str("</summary>\n")?;
        self.about(instruction, out)?;
        out.write_str("</details>\n<div class=mc>")?;
        self.machine_code(instruction, out)?;
        out.write_str("</div>\n</div>\n")
    }

    /// What is shown of an instruction once it is opened.
    fn about(&self, instruction: &Instruction, out: &mut impl Write) -> fmt::Result {
        let opcode = instruction.opcode;
        writeln!(out, "<div class=about><p>{}</p>", prose(opcode.doc))?;
        for note in instruction.notes.iter().filter(|note| shortened(note) != **note) {
            writeln!(out, "<p><code>{}</code></p>", escape(note))?;
        }
        if self.function.is_counted {
            let counts = instruction.counts;
            writeln!(
                out,
                "<p>Run {} times in the interpreter, {} times in machine code; {} of these called the runtime.</p>",
                grouped(counts.interpreted),
                grouped(counts.compiled),
                grouped(counts.runtime_calls)
            )?;
        }
        if let Some(cache) = &instruction.cache {
            self.cache(cache, out)?;
        }
        let name = opcode.name;
        write!(
            out,
            "<div class=text data-h={name}><p>Its Rust text: <a href=#h-{name}>{name}</a>"
        )?;
        for (slow, _) in opcode.source.slow {
            write!(out, ", <a href=#h-{slow}>{slow}</a>")?;
        }
        out.write_str("</p></div>\n</div>\n")
    }

    fn cache(&self, cache: &CacheSite, out: &mut impl Write) -> fmt::Result {
        let misses = match cache.misses {
            1 => "1 miss".to_owned(),
            misses => format!("{} misses", grouped(u64::from(misses))),
        };
        writeln!(
            out,
            "<div class=shapes><p>Cache c{} of <code>{}</code>: {} ({misses}).</p>",
            cache.index,
            escape(&cache.key),
            escape(&cache.describe())
        )?;
        if !cache.entries.is_empty() {
            out.write_str("<ul>")?;
            for entry in &cache.entries {
                let void = if entry.is_valid { "" } else { " (void: the prototype has changed)" };
                write!(
                    out,
                    "<li><code>{}</code> {}{void}</li>",
                    escape(&entry.shape.to_string()),
                    escape(&entry.hit.to_string())
                )?;
            }
            out.write_str("</ul>\n")?;
        }
        out.write_str("</div>\n")
    }

    fn machine_code(&self, instruction: &Instruction, out: &mut impl Write) -> fmt::Result {
        let versions = &self.function.machine_code;
        let pieces = |version: usize, cold: bool| {
            let mine = instruction.code.iter().filter(move |(v, _)| *v == version);
            let pieces = mine.map(move |(v, piece)| &versions[*v].pieces[*piece]);
            pieces.filter(move |piece| piece.is_cold == cold && !piece.instructions.is_empty())
        };
        let hot: Vec<&CodePiece> = pieces(0, false).collect();
        let cold: Vec<&CodePiece> = pieces(0, true).collect();
        if !versions.is_empty() && hot.is_empty() {
            let none = if cold.is_empty() { "no code" } else { "nothing on the hot path" };
            write!(out, "<span class=none>{none}</span>")?;
        }
        self.pieces(&hot, out)?;
        self.folded("cold", "out of line", &cold, out)?;
        let general: Vec<&CodePiece> = pieces(1, false).chain(pieces(1, true)).collect();
        self.folded("general", "general version", &general, out)
    }

    fn folded(
        &self,
        class: &str,
        title: &str,
        pieces: &[&CodePiece],
        out: &mut impl Write,
    ) -> fmt::Result {
        let bytes: u32 = pieces.iter().map(|piece| piece.bytes).sum();
        if bytes == 0 {
            return Ok(());
        }
        write!(out, "<details class={class}><summary>{title}, {bytes} bytes</summary>")?;
        self.pieces(pieces, out)?;
        out.write_str("</details>")
    }

    fn pieces(&self, pieces: &[&CodePiece], out: &mut impl Write) -> fmt::Result {
        for piece in pieces {
            out.write_str(if piece.is_cold { "<pre class=away>" } else { "<pre>" })?;
            for (offset, text) in &piece.instructions {
                let (mnemonic, operands) = text.split_once(' ').unwrap_or((text, ""));
                writeln!(
                    out,
                    "<u>{offset:04x}</u><b>{}</b> {}",
                    escape(mnemonic),
                    self.machine_operands(operands)
                )?;
            }
            out.write_str("</pre>")?;
        }
        Ok(())
    }

    /// What belongs to no instruction.
    fn rest(&self, out: &mut impl Write) -> fmt::Result {
        let f = self.function;
        if !f.handlers.is_empty() {
            out.write_str("<section class=rest><h2>Exception handlers</h2><ul>")?;
            for range in &f.handlers {
                write!(
                    out,
                    "<li>from {} to before {:04}: to {}, the exception in {}</li>",
                    self.jump(range.start),
                    range.end,
                    self.jump(range.target),
                    self.register(range.register)
                )?;
            }
            out.write_str("</ul></section>\n")?;
        }
        if f.machine_code.is_empty() {
            return out.write_str(
                "<section class=rest><p>There is no machine code: there is no JIT, or it was not wanted.</p></section>\n",
            );
        }
        out.write_str("<section class=rest><h2>Machine code of the whole function</h2>\n")?;
        for code in &f.machine_code {
            let (name, what) = match code.version {
                CodeVersion::Assuming => (
                    "The version that assumes types",
                    "made first, for the types that arrive on the expected paths",
                ),
                CodeVersion::General if f.machine_code.len() == 1 => {
                    ("The general version", "the only one: there are no types worth assuming")
                }
                CodeVersion::General => (
                    "The general version",
                    "assumes nothing, and takes over where types differ; made once that has happened a few times",
                ),
            };
            let hot = 100.0 * code.hot_bytes as f64 / code.bytes.max(1) as f64;
            write!(
                out,
                "<details class=whole><summary>{name}: {} bytes, {hot:.0} % on hot paths</summary><p>{what}.</p>",
                code.bytes
            )?;
            for piece in &code.pieces {
                let heading = match piece.owner {
                    CodeOwner::Instruction(_) => continue,
                    CodeOwner::Entry => "Where calls enter",
                    CodeOwner::Exits => "The ways to the general version",
                    CodeOwner::Throw => "An exception: to its handler, or to the caller",
                };
                write!(out, "<h3>{heading}</h3>")?;
                self.pieces(&[piece], out)?;
            }
            out.write_str("</details>\n")?;
        }
        out.write_str("</section>\n")
    }

    // ---- operands ----

    /// Operands of bytecode: registers know their variables, jumps lead to their targets.
    fn operands(&self, operands: &str) -> String {
        let shown = operands.split(", ").map(|operand| {
            if let Some(register) = operand.strip_prefix('r').and_then(|r| r.parse().ok()) {
                return self.register(register);
            }
            match operand.strip_prefix("-> ").and_then(|index| index.parse().ok()) {
                Some(index) => format!("→{}", self.jump(index)),
                None => escape(operand),
            }
        });
        shown.collect::<Vec<_>>().join(", ")
    }

    fn jump(&self, index: u32) -> String {
        format!("<a class=to href=#f{}i{index}>{index:04}</a>", self.number)
    }

    fn register(&self, register: u32) -> String {
        let mut names = self.function.variables.iter().filter(|(r, _)| *r == register);
        let names: Vec<&str> = names.by_ref().map(|(_, name)| &**name).collect();
        let title = match names.is_empty() {
            true => String::new(),
            false => format!(" title=\"{}\"", escape(&names.join(", "))),
        };
        format!("<span class=r data-r=f{}r{register}{title}>r{register}</span>", self.number)
    }

    /// Operands of machine code: words of the frame that are registers say which.
    fn machine_operands(&self, operands: &str) -> String {
        let mut out = String::new();
        let mut rest = operands;
        while let Some(at) = rest.find("[rbx") {
            let (before, from) = rest.split_at(at);
            out.push_str(&symbols(before));
            let end = from.find(']').map_or(from.len(), |end| end + 1);
            let (place, after) = from.split_at(end);
            match frame_register(place) {
                Some(register) => {
                    let _ = write!(
                        out,
                        "<span class=r data-r=f{}r{register}>{}<small>r{register}</small></span>",
                        self.number,
                        escape(place)
                    );
                }
                None => out.push_str(&escape(place)),
            }
            rest = after;
        }
        out.push_str(&symbols(rest));
        out
    }
}

/// The register that a word of the frame is: `[rbx+16]` is `r2`.
fn frame_register(place: &str) -> Option<u32> {
    let inner = place.strip_prefix("[rbx")?.strip_suffix(']')?;
    if inner.is_empty() {
        return Some(0);
    }
    let number = inner.strip_prefix('+')?;
    let offset = match number.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    offset.is_multiple_of(8).then_some(offset / 8)
}

/// Names of the runtime stand out among the operands of machine code.
fn symbols(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    while let Some(first) = rest.chars().next() {
        let end = match is_name(first) {
            true => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            false => rest.find(is_name).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at(end);
        match word.contains('_') || word.starts_with("vm.") || word == "unwind" {
            true => {
                let _ = write!(out, "<i class=w>{}</i>", escape(word));
            }
            false => out.push_str(&escape(word)),
        }
        rest = after;
    }
    out
}

/// A meaning as the doc comment gives it: code between backquotes, addresses as links.
fn prose(doc: &str) -> String {
    let mut out = String::new();
    for (at, part) in doc.split('`').enumerate() {
        if at % 2 == 1 {
            let _ = write!(out, "<code>{}</code>", escape(part));
            continue;
        }
        let mut rest = part;
        while let Some(begin) = rest.find("https://") {
            let end = rest[begin..].find([')', ' ']).map_or(rest.len(), |end| begin + end);
            let (before, link) = (&rest[..begin], &rest[begin..end]);
            let shown = link.rsplit(['/', '#']).next().unwrap_or(link);
            let _ =
                write!(out, "{}<a href=\"{}\">{}</a>", escape(before), escape(link), escape(shown));
            rest = &rest[end..];
        }
        out.push_str(&escape(rest));
    }
    out
}

/// A note that is too long for a line, cut.
fn shortened(note: &str) -> String {
    const MOST: usize = 28;
    match note.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &note[..end]),
        None => note.to_owned(),
    }
}

/// The Rust text of opcodes and of their slow paths, each once: the page's script shows it where an instruction is opened.
fn write_handlers(
    handlers: &BTreeMap<&'static str, &'static HandlerInfo>,
    out: &mut impl Write,
) -> fmt::Result {
    let mut slow_paths = BTreeMap::new();
    out.write_str("<footer>\n<h2>Handlers</h2>\n<p>Each opcode is written once, as a Rust function: rustc compiles it into the interpreter, and from the same text comes what emits its machine code.</p>\n")?;
    for (name, info) in handlers {
        write!(out, "<details class=handler id=h-{name}><summary>{name}</summary><div>")?;
        if let Some((placeholder, name)) = info.source.variant {
            write!(
                out,
                "<p>One text for several opcodes; here <code>{placeholder}</code> is <code>{name}</code>.</p>"
            )?;
        }
        rust_text(info.source.extent, out)?;
        for (slow, _) in info.source.slow {
            write!(out, "<p class=calls>slow path: <a href=#h-{slow}>{slow}</a></p>")?;
        }
        slow_paths.extend(info.source.slow.iter().copied());
        out.write_str("</div></details>\n")?;
    }
    out.write_str("<h2>Slow paths</h2>\n")?;
    for (name, extent) in slow_paths {
        write!(out, "<details class=handler id=h-{name}><summary>{name}</summary><div>")?;
        rust_text(extent, out)?;
        out.write_str("</div></details>\n")?;
    }
    out.write_str("</footer>\n")
}

fn rust_text(extent: Extent, out: &mut impl Write) -> fmt::Result {
    out.write_str("<pre class=rust>")?;
    let lines = highlight(extent.text().trim_end(), Language::Rust);
    for line in lines {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "</pre><p class=file>{}:{}</p>", escape(extent.file), extent.first)
}
