//! Makes a tree of what the walk over a pattern tells.
//!
//! Invariant: the terms of the open alternatives, and the finished alternatives of open groups, are on two stacks; each open group
//! knows where its own begin.

use crate::Flags;
use crate::class::{self, Class, ClassValue, LINE_TERMINATORS, Reading};
use crate::program::Name;
use crate::property;
use crate::set::CodeSet;
use crate::tree::{Assertion, Node, NodeId, Target, Tree, UNBOUNDED};
use jsrun_parser::regexp::{
    self as syntax, Group, Modifiers, Quantifier, Reference, SetEscape, SetOperation, Sink,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How many groups a pattern may have, and how many nodes a tree.
const MAX_GROUPS: u32 = 1 << 16;
const MAX_NODES: usize = 1 << 22;
/// What is said of a pattern that has more.
pub const TOO_LARGE: &str = "Regular expression too large";

/// Looks at the properties that a pattern names, and at nothing else.
pub struct PropertyCheck;

impl Sink for PropertyCheck {
    fn set(&mut self, set: SetEscape<'_>, _: bool) -> Result<(), &'static str> {
        match set {
            SetEscape::Property(text) if property::find(text).is_none() => Err(property::UNKNOWN),
            _ => Ok(()),
        }
    }
}

/// A tree in the making.
pub struct Builder {
    flags: Flags,
    /// What groups have made of the flags.
    modifiers: Modifiers,
    tree: Tree,
    /// The terms so far of the open alternatives, and how many groups came before each.
    terms: Vec<(NodeId, u32)>,
    /// The alternatives so far of the open groups.
    choices: Vec<NodeId>,
    open: Vec<OpenGroup>,
    classes: Vec<Class>,
    groups: u32,
    names: Vec<Name>,
    known_names: FxHashMap<String, u32>,
    /// What fails where no event can.
    is_too_large: bool,
}

/// An open group, or the whole pattern.
struct OpenGroup {
    kind: Kind,
    terms: usize,
    choices: usize,
    /// What the modifiers were around it, and how many groups there were before it.
    modifiers: Modifiers,
    groups: u32,
    /// Is it matched to the left?
    is_back: bool,
}

enum Kind {
    Plain,
    Capture(u32),
    Look { is_behind: bool, is_negated: bool },
}

/// A pattern, understood.
pub struct Pattern {
    pub tree: Tree,
    pub root: NodeId,
    /// How many groups there are, without the whole match.
    pub groups: u32,
    pub names: Vec<Name>,
}

impl Builder {
    pub fn new(flags: Flags) -> Builder {
        let modifiers = Modifiers {
            ignore_case: flags.ignore_case,
            multiline: flags.multiline,
            dot_all: flags.dot_all,
        };
        Builder {
            flags,
            modifiers,
            tree: Tree::default(),
            terms: Vec::new(),
            choices: Vec::new(),
            open: vec![OpenGroup {
                kind: Kind::Plain,
                terms: 0,
                choices: 0,
                modifiers,
                groups: 0,
                is_back: false,
            }],
            classes: Vec::new(),
            groups: 0,
            names: Vec::new(),
            known_names: FxHashMap::default(),
            is_too_large: false,
        }
    }

    /// At the end of the pattern.
    pub fn finish(mut self) -> Result<Pattern, &'static str> {
        let root = match self.open.pop() {
            Some(group) => self.close(&group),
            None => self.tree.add(Node::Empty),
        };
        if self.is_too_large {
            return Err(TOO_LARGE);
        }
        Ok(Pattern { tree: self.tree, root, groups: self.groups, names: self.names })
    }

    fn reading(&self) -> Reading {
        Reading {
            ignore_case: self.modifiers.ignore_case,
            unicode: self.flags.full_unicode(),
            unicode_sets: self.flags.unicode_sets,
        }
    }

    fn push(&mut self, node: Node) {
        let id = self.tree.add(node);
        self.push_id(id);
    }

    fn push_id(&mut self, id: NodeId) {
        self.is_too_large |= self.tree.len() > MAX_NODES;
        self.terms.push((id, self.groups));
    }

    /// Ends the current alternative of a group.
    fn end_alternative(&mut self, terms_from: usize) {
        let ids: Vec<NodeId> = self.terms.drain(terms_from..).map(|(id, _)| id).collect();
        let sequence = self.tree.sequence(&ids);
        self.choices.push(sequence);
    }

    /// Ends a group's last alternative; gives all of them.
    fn close(&mut self, group: &OpenGroup) -> NodeId {
        self.end_alternative(group.terms);
        let body = self.tree.choice(&self.choices[group.choices..]);
        self.choices.truncate(group.choices);
        body
    }

    /// The number of a name, new or known.
    fn name(&mut self, codes: &[u32]) -> u32 {
        let text: String = codes.iter().filter_map(|code| char::from_u32(*code)).collect();
        if let Some(known) = self.known_names.get(&text) {
            return *known;
        }
        let id = self.names.len() as u32;
        self.names.push(Name { text: text.as_str().into(), groups: Vec::new() });
        self.known_names.insert(text, id);
        id
    }

    /// One of the strings or characters of a class (https://tc39.es/ecma262/#sec-compileatom).
    fn push_class(&mut self, value: ClassValue) {
        if value.strings.is_empty() {
            let id = self.tree.set(value.codes);
            return self.push_id(id);
        }
        let mut choices = Vec::new();
        let strings: Vec<&[u32]> = value.strings.iter().map(Vec::as_slice).collect();
        let (empty, strings): (Vec<&[u32]>, Vec<&[u32]>) =
            strings.into_iter().partition(|string| string.is_empty());
        if self.is_back() {
            choices.extend(strings.into_iter().map(|string| self.string_node(string)));
        } else {
            choices.extend(self.by_first_character(&strings));
        }
        if !value.codes.is_empty() {
            choices.push(self.tree.set(value.codes));
        }
        if !empty.is_empty() {
            choices.push(self.tree.add(Node::Empty));
        }
        let id = self.tree.choice(&choices);
        self.push_id(id);
    }

    /// Is the innermost lookaround, if there is one, a lookbehind?
    fn is_back(&self) -> bool {
        self.open.last().is_some_and(|group| group.is_back)
    }

    fn string_node(&mut self, string: &[u32]) -> NodeId {
        let reading = self.reading();
        let ids: Vec<NodeId> =
            string.iter().map(|code| self.tree.set(reading.character(*code))).collect();
        self.tree.sequence(&ids)
    }

    /// One of these strings: nothing where none of their first characters is next, else a choice among those that begin with
    /// each. To the right, those that begin differently exclude each other, so only among the others does the order matter.
    fn by_first_character(&mut self, strings: &[&[u32]]) -> Option<NodeId> {
        let mut groups: BTreeMap<u32, Vec<&[u32]>> = BTreeMap::new();
        for string in strings {
            groups.entry(*string.first()?).or_default().push(&string[1..]);
        }
        let reading = self.reading();
        let firsts: Vec<CodeSet> = groups.keys().map(|code| reading.character(*code)).collect();
        let mut choices = Vec::with_capacity(groups.len());
        for (first, rests) in firsts.iter().zip(groups.values()) {
            let first = self.tree.set(first.clone());
            let rests: Vec<NodeId> = rests.iter().map(|rest| self.string_node(rest)).collect();
            let rest = self.tree.choice(&rests);
            choices.push(self.tree.sequence(&[first, rest]));
        }
        let choice = self.tree.choice(&choices);
        let any_first = self.tree.set(CodeSet::union(&firsts));
        let look = Node::Look { is_behind: false, is_negated: false, body: any_first };
        let look = self.tree.add(look);
        Some(self.tree.sequence(&[look, choice]))
    }
}

impl Sink for Builder {
    fn restart(&mut self) {
        *self = Builder::new(self.flags);
    }

    fn begin_group(&mut self, group: Group<'_>) -> Result<(), &'static str> {
        let (modifiers, groups) = (self.modifiers, self.groups);
        let kind = match group {
            Group::Capturing(name) => {
                self.groups += 1;
                if self.groups > MAX_GROUPS || self.is_too_large {
                    return Err(TOO_LARGE);
                }
                if let Some(codes) = name {
                    let id = self.name(codes);
                    self.names[id as usize].groups.push(self.groups);
                }
                Kind::Capture(self.groups)
            }
            Group::Plain { on, off } => {
                let change = |flag: &mut bool, on: bool, off: bool| *flag = (*flag | on) & !off;
                let now = &mut self.modifiers;
                change(&mut now.ignore_case, on.ignore_case, off.ignore_case);
                change(&mut now.multiline, on.multiline, off.multiline);
                change(&mut now.dot_all, on.dot_all, off.dot_all);
                Kind::Plain
            }
            Group::Look { is_behind, is_negated } => Kind::Look { is_behind, is_negated },
        };
        let is_back = match kind {
            Kind::Look { is_behind, .. } => is_behind,
            _ => self.is_back(),
        };
        let (terms, choices) = (self.terms.len(), self.choices.len());
        self.open.push(OpenGroup { kind, terms, choices, modifiers, groups, is_back });
        Ok(())
    }

    fn next_alternative(&mut self) {
        let from = self.open.last().map_or(0, |group| group.terms);
        self.end_alternative(from);
    }

    fn end_group(&mut self) {
        let Some(group) = self.open.pop() else { return };
        let body = self.close(&group);
        self.modifiers = group.modifiers;
        let id = match group.kind {
            Kind::Plain => body,
            Kind::Capture(group) => self.tree.add(Node::Capture { group, body }),
            Kind::Look { is_behind, is_negated } => {
                self.tree.add(Node::Look { is_behind, is_negated, body })
            }
        };
        self.terms.push((id, group.groups));
    }

    fn assertion(&mut self, assertion: syntax::Assertion) {
        let reading = self.reading();
        let is_folded = reading.ignore_case && reading.unicode;
        let multiline = self.modifiers.multiline;
        self.push(Node::Assertion(match assertion {
            syntax::Assertion::Start if multiline => Assertion::LineStart,
            syntax::Assertion::Start => Assertion::TextStart,
            syntax::Assertion::End if multiline => Assertion::LineEnd,
            syntax::Assertion::End => Assertion::TextEnd,
            syntax::Assertion::Boundary => Assertion::Boundary { is_negated: false, is_folded },
            syntax::Assertion::NotBoundary => Assertion::Boundary { is_negated: true, is_folded },
        }));
    }

    fn character(&mut self, code: u32) {
        let reading = self.reading();
        match self.classes.last_mut() {
            Some(class) => class.add_range(code, code, reading),
            None => {
                let id = self.tree.set(reading.character(code));
                self.push_id(id);
            }
        }
    }

    fn any(&mut self) {
        let set = match self.modifiers.dot_all {
            true => CodeSet::all(),
            false => CodeSet::from_ranges(LINE_TERMINATORS.to_vec()).complement(),
        };
        let id = self.tree.set(set);
        self.push_id(id);
    }

    fn set(&mut self, set: SetEscape<'_>, is_negated: bool) -> Result<(), &'static str> {
        let reading = self.reading();
        let value = class::escape(set, is_negated, reading)?;
        match self.classes.last_mut() {
            Some(class) => class.add_value(value, reading),
            None => {
                let codes = reading.close(value.codes);
                self.push_class(ClassValue { codes, ..value });
            }
        }
        Ok(())
    }

    fn reference(&mut self, reference: Reference<'_>) {
        let target = match reference {
            Reference::Number(group) => Target::Group(group),
            Reference::Name(codes) => Target::Name(self.name(codes)),
        };
        self.push(Node::Reference { target, ignore_case: self.modifiers.ignore_case });
    }

    fn begin_class(&mut self, is_negated: bool) {
        self.classes.push(Class::new(is_negated));
    }

    fn range(&mut self, first: u32, last: u32) {
        let reading = self.reading();
        if let Some(class) = self.classes.last_mut() {
            class.add_range(first, last, reading);
        }
    }

    fn string(&mut self, codes: &[u32]) {
        let reading = self.reading();
        if let Some(class) = self.classes.last_mut() {
            class.add_string(codes, reading);
        }
    }

    fn operation(&mut self, operation: SetOperation) {
        if let Some(class) = self.classes.last_mut() {
            class.set_operation(operation);
        }
    }

    fn end_class(&mut self) {
        let Some(class) = self.classes.pop() else { return };
        let reading = self.reading();
        let value = class.finish(!self.classes.is_empty(), reading);
        match self.classes.last_mut() {
            Some(around) => around.add_value(value, reading),
            None => self.push_class(value),
        }
    }

    fn quantifier(&mut self, quantifier: Quantifier) {
        let Some((body, groups)) = self.terms.pop() else { return };
        let bounds = (quantifier.least, quantifier.most.unwrap_or(UNBOUNDED));
        let id = self.tree.repeat(body, bounds, quantifier.is_lazy, groups + 1..self.groups + 1);
        self.is_too_large |= self.tree.len() > MAX_NODES;
        self.terms.push((id, groups));
    }
}
