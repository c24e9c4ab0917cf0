//! Makes instructions of a tree.
//!
//! Invariant: the compiler's work waits in a list of its own, so it takes no native stack; and no part of a tree is compiled
//! twice, so a program is as large as its pattern.

use crate::Flags;
use crate::builder::{Pattern, TOO_LARGE};
use crate::program::{Class, Fold, Literal, NO_TABLE, Op, Program, Register, Repeat, Run, RunKind};
use crate::tree::{Node, NodeId, Target, Tree, UNBOUNDED};
use rustc_hash::FxHashMap;

/// What is still to be done. Places are those of labels until all labels are known.
enum Task {
    Node { id: NodeId, is_back: bool },
    Op(Op),
    Label(u32),
}

struct Compiler<'p> {
    tree: &'p Tree,
    program: Program,
    /// The last is done first.
    tasks: Vec<Task>,
    /// Where each label is.
    labels: Vec<u32>,
    /// The classes that are there by set, and those of single characters.
    classes: FxHashMap<u32, u32>,
    singles: FxHashMap<u32, u32>,
}

/// Compiles a pattern. What the next character says is left to the analysis.
pub fn compile(pattern: Pattern, flags: Flags) -> Result<Program, &'static str> {
    let mut compiler = Compiler {
        tree: &pattern.tree,
        program: Program::new(pattern.groups as usize + 1, pattern.names, flags.full_unicode()),
        tasks: Vec::new(),
        labels: Vec::new(),
        classes: FxHashMap::default(),
        singles: FxHashMap::default(),
    };
    compiler.tasks.push(Task::Op(Op::Accept));
    compiler.tasks.push(Task::Node { id: pattern.root, is_back: false });
    compiler.run();
    compiler.finish()
}

impl Compiler<'_> {
    fn run(&mut self) {
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Op(op) => self.program.code.push(op),
                Task::Label(label) => self.labels[label as usize] = self.program.code.len() as u32,
                Task::Node { id, is_back } => self.node(id, is_back),
            }
        }
    }

    /// Puts the places of labels into the instructions, and the names into the order of their groups.
    fn finish(mut self) -> Result<Program, &'static str> {
        if self.program.code.len() > i32::MAX as usize {
            return Err(TOO_LARGE);
        }
        for op in &mut self.program.code {
            match op {
                Op::Split { other: place, .. }
                | Op::Jump(place)
                | Op::Head { exit: place, .. }
                | Op::Look { exit: place, .. } => *place = self.labels[*place as usize],
                _ => {}
            }
        }
        self.program.names.sort_by(|a, b| a.groups.cmp(&b.groups));
        Ok(self.program)
    }

    fn label(&mut self) -> u32 {
        self.labels.push(0);
        self.labels.len() as u32 - 1
    }

    fn register(&mut self) -> Register {
        self.program.registers += 1;
        self.program.registers as u32 - 1
    }

    /// Has these done next, in this order.
    fn then(&mut self, tasks: impl IntoIterator<Item = Task, IntoIter: DoubleEndedIterator>) {
        self.tasks.extend(tasks.into_iter().rev());
    }

    fn class(&mut self, set: u32) -> u32 {
        let program = &mut self.program;
        *self.classes.entry(set).or_insert_with(|| {
            program.classes.push(Class::new(&self.tree.sets[set as usize]));
            program.classes.len() as u32 - 1
        })
    }

    /// The class of a node that matches one character.
    fn class_of(&mut self, id: NodeId) -> Option<u32> {
        match *self.tree.node(id) {
            Node::Set(set) => Some(self.class(set)),
            Node::Character(code) => {
                let program = &mut self.program;
                Some(*self.singles.entry(code).or_insert_with(|| {
                    let set = crate::set::CodeSet::from_ranges(vec![(code, code)]);
                    program.classes.push(Class::new(&set));
                    program.classes.len() as u32 - 1
                }))
            }
            _ => None,
        }
    }

    fn node(&mut self, id: NodeId, is_back: bool) {
        let tree = self.tree;
        match *tree.node(id) {
            Node::Empty => {}
            Node::Character(code) => self.program.code.push(match is_back {
                true => Op::CharacterBack(code),
                false => Op::Character(code),
            }),
            Node::Set(set) => {
                let op = match tree.sets[set as usize].few(2).as_deref() {
                    Some([a, b]) if !is_back => Op::Either(*a, *b),
                    _ if is_back => Op::ClassBack(self.class(set)),
                    _ => Op::Class(self.class(set)),
                };
                self.program.code.push(op);
            }
            Node::Sequence(children) => {
                let children = tree.children(children);
                if is_back {
                    let tasks = children.iter().map(|id| Task::Node { id: *id, is_back });
                    // What is done last is pushed first.
                    self.tasks.extend(tasks);
                } else {
                    self.sequence(children);
                }
            }
            Node::Choice(children) => self.choice(tree.children(children), is_back),
            Node::Capture { group, body } => {
                let (first, last) = (2 * group, 2 * group + 1);
                let (first, last) = if is_back { (last, first) } else { (first, last) };
                self.then([
                    Task::Op(Op::Save(first)),
                    Task::Node { id: body, is_back },
                    Task::Op(Op::Save(last)),
                ]);
            }
            Node::Look { is_behind, is_negated, body } => {
                let registers = self.register();
                self.register();
                let exit = self.label();
                self.then([
                    Task::Op(Op::Look { registers, is_negated, exit }),
                    Task::Node { id: body, is_back: is_behind },
                    Task::Op(Op::Looked { registers, is_negated }),
                    Task::Label(exit),
                ]);
            }
            Node::Assertion(assertion) => self.program.code.push(Op::Assert(assertion)),
            Node::Reference { target, ignore_case } => {
                let groups = match target {
                    Target::Group(group) => Box::from([group]),
                    Target::Name(name) => {
                        self.program.names[name as usize].groups.as_slice().into()
                    }
                };
                self.program.targets.push(groups);
                let fold = match (ignore_case, self.program.full_unicode) {
                    (false, _) => Fold::No,
                    (true, false) => Fold::Upper,
                    (true, true) => Fold::Simple,
                };
                let groups = self.program.targets.len() as u32 - 1;
                self.program.code.push(Op::Reference { groups, is_back, fold });
            }
            Node::Loop { body, least, most, is_lazy, groups } => match self.class_of(body) {
                Some(class) if !is_back => {
                    let kind = if is_lazy { RunKind::Lazy } else { RunKind::Greedy };
                    let run = Run { class, least, most, kind, exit: 0, follow: NO_TABLE };
                    self.program.runs.push(run);
                    self.program.code.push(Op::Run(self.program.runs.len() as u32 - 1));
                }
                _ => self.repeat(body, (least, most), is_lazy, groups, is_back),
            },
        }
    }

    /// Children one after another; characters beside each other are a literal.
    fn sequence(&mut self, children: &[NodeId]) {
        let from = self.tasks.len();
        let mut rest = children;
        while let Some(id) = rest.first() {
            let codes: Vec<u32> = rest.iter().map_while(|id| self.literal_character(*id)).collect();
            if codes.len() >= 2 {
                self.program.literals.push(Literal::new(&codes));
                self.tasks.push(Task::Op(Op::Literal(self.program.literals.len() as u32 - 1)));
                rest = &rest[codes.len()..];
            } else {
                self.tasks.push(Task::Node { id: *id, is_back: false });
                rest = &rest[1..];
            }
        }
        self.tasks[from..].reverse();
    }

    /// The character that a node matches, if it may be part of a literal: with `u`, half a pair may not.
    fn literal_character(&self, id: NodeId) -> Option<u32> {
        match self.tree.node(id) {
            Node::Character(code)
                if !self.program.full_unicode || char::from_u32(*code).is_some() =>
            {
                Some(*code)
            }
            _ => None,
        }
    }

    fn choice(&mut self, children: &[NodeId], is_back: bool) {
        let end = self.label();
        let mut tasks = Vec::with_capacity(4 * children.len());
        for (at, id) in children.iter().enumerate() {
            if at + 1 == children.len() {
                tasks.push(Task::Node { id: *id, is_back });
                break;
            }
            let next = self.label();
            tasks.extend([
                Task::Op(Op::Split { other: next, other_first: false, table: NO_TABLE }),
                Task::Node { id: *id, is_back },
                Task::Op(Op::Jump(end)),
                Task::Label(next),
            ]);
        }
        tasks.push(Task::Label(end));
        self.then(tasks);
    }

    fn repeat(
        &mut self,
        body: NodeId,
        (least, most): (u32, u32),
        is_lazy: bool,
        groups: (u32, u32),
        is_back: bool,
    ) {
        let may_be_empty = self.tree.width(body).least == 0;
        let (head, exit) = (self.label(), self.label());
        let mark = may_be_empty.then(|| self.register());
        let save_mark = mark.map(|mark| Task::Op(Op::Save(mark)));
        let advanced = mark.map(|mark| Task::Op(Op::Advanced(mark)));
        // What a group captured in an iteration is forgotten in the next; before the first there is nothing.
        let forget = (groups.0 < groups.1 && most > 1)
            .then(|| Task::Op(Op::Forget { from: 2 * groups.0, to: 2 * groups.1 }));
        let body = Task::Node { id: body, is_back };
        let split =
            |other, other_first| Task::Op(Op::Split { other, other_first, table: NO_TABLE });
        let mut tasks: Vec<Task> = Vec::with_capacity(8);
        match (least, most) {
            (0, 1) => {
                tasks.push(split(exit, is_lazy));
                tasks.extend(save_mark);
                tasks.push(body);
                tasks.extend(advanced);
            }
            (0, UNBOUNDED) => {
                tasks.extend([Task::Label(head), split(exit, is_lazy)]);
                tasks.extend(save_mark);
                tasks.extend(forget);
                tasks.push(body);
                tasks.extend(advanced);
                tasks.push(Task::Op(Op::Jump(head)));
            }
            (1, UNBOUNDED) if !may_be_empty => {
                tasks.push(Task::Label(head));
                tasks.extend(forget);
                tasks.extend([body, split(head, !is_lazy)]);
            }
            _ => {
                let counter = self.register();
                self.program.repeats.push(Repeat { counter, mark, least, most, is_lazy });
                let repeat = self.program.repeats.len() as u32 - 1;
                tasks.extend([
                    Task::Op(Op::Count(counter)),
                    Task::Label(head),
                    Task::Op(Op::Head { repeat, exit }),
                ]);
                tasks.extend(save_mark);
                tasks.extend(forget);
                tasks.extend([body, Task::Op(Op::Tail(repeat)), Task::Op(Op::Jump(head))]);
            }
        }
        tasks.push(Task::Label(exit));
        self.then(tasks);
    }
}
