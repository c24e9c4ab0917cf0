//! Patterns as trees.
//!
//! Invariant: a node comes behind its children in the arena, so whatever is computed bottom-up is computed in order, and nothing
//! needs native stack, however deep a tree is.

use crate::set::CodeSet;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A node's place in the arena.
pub type NodeId = u32;

/// There is no bound.
pub const UNBOUNDED: u32 = u32::MAX;

/// A part of a pattern. Flags are settled: a character that ignores case is a set.
#[derive(Clone, Debug)]
pub enum Node {
    /// Matches the empty string.
    Empty,
    /// One character.
    Character(u32),
    /// A character of this set of the tree.
    Set(u32),
    /// The children one after another.
    Sequence(Children),
    /// One of the children, the first first.
    Choice(Children),
    /// A capturing group; the first has number 1.
    Capture { group: u32, body: NodeId },
    /// A lookaround.
    Look { is_behind: bool, is_negated: bool, body: NodeId },
    /// An assertion without parts.
    Assertion(Assertion),
    /// What a group has captured.
    Reference { target: Target, ignore_case: bool },
    /// The body so many times. The groups in it are those with these numbers.
    Loop { body: NodeId, least: u32, most: u32, is_lazy: bool, groups: (u32, u32) },
}

/// Assertions, with what flags say of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Assertion {
    /// The text begins here.
    TextStart,
    /// The text ends here.
    TextEnd,
    /// A line begins here.
    LineStart,
    /// A line ends here.
    LineEnd,
    /// A word begins or ends here, or none does if so. With `iu`, words have a few more letters.
    Boundary { is_negated: bool, is_folded: bool },
}

/// What a reference means.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    Group(u32),
    /// An index into the names of the tree.
    Name(u32),
}

/// Where a node's children are in the tree's list of them.
#[derive(Clone, Copy, Debug)]
pub struct Children {
    start: u32,
    end: u32,
}

/// How many characters a node matches: at least, and at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Width {
    pub least: u32,
    pub most: u32,
}

impl Width {
    const ZERO: Width = Width { least: 0, most: 0 };
    const ONE: Width = Width { least: 1, most: 1 };
}

/// Nodes, and what they refer to.
#[derive(Default)]
pub struct Tree {
    nodes: Vec<Node>,
    widths: Vec<Width>,
    children: Vec<NodeId>,
    pub sets: Vec<CodeSet>,
    known_sets: FxHashMap<Vec<(u32, u32)>, u32>,
}

impl Tree {
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    pub fn width(&self, id: NodeId) -> Width {
        self.widths[id as usize]
    }

    pub fn children(&self, children: Children) -> &[NodeId] {
        &self.children[children.start as usize..children.end as usize]
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Adds a node whose children are there already.
    pub fn add(&mut self, node: Node) -> NodeId {
        let width = self.measure(&node);
        self.nodes.push(node);
        self.widths.push(width);
        self.nodes.len() as NodeId - 1
    }

    fn measure(&self, node: &Node) -> Width {
        let of = |children: &Children| self.children(*children).iter().map(|id| self.width(*id));
        match node {
            Node::Empty | Node::Assertion(_) | Node::Look { .. } => Width::ZERO,
            Node::Character(_) | Node::Set(_) => Width::ONE,
            Node::Sequence(children) => of(children).fold(Width::ZERO, |all, one| Width {
                least: all.least.saturating_add(one.least),
                most: all.most.saturating_add(one.most),
            }),
            Node::Choice(children) => Width {
                least: of(children).map(|one| one.least).min().unwrap_or(0),
                most: of(children).map(|one| one.most).max().unwrap_or(0),
            },
            Node::Capture { body, .. } => self.width(*body),
            Node::Reference { .. } => Width { least: 0, most: UNBOUNDED },
            Node::Loop { body, least, most, .. } => {
                let width = self.width(*body);
                Width {
                    least: width.least.saturating_mul(*least),
                    most: width.most.saturating_mul(*most),
                }
            }
        }
    }

    /// Keeps a list of children.
    pub fn list(&mut self, ids: impl IntoIterator<Item = NodeId>) -> Children {
        let start = self.children.len() as u32;
        self.children.extend(ids);
        Children { start, end: self.children.len() as u32 }
    }

    /// Nodes one after another.
    pub fn sequence(&mut self, ids: &[NodeId]) -> NodeId {
        match ids {
            [] => self.add(Node::Empty),
            [only] => *only,
            _ => {
                let children = self.list(ids.iter().copied());
                self.add(Node::Sequence(children))
            }
        }
    }

    /// One of several nodes.
    pub fn choice(&mut self, ids: &[NodeId]) -> NodeId {
        match ids {
            [only] => *only,
            _ => {
                let children = self.list(ids.iter().copied());
                self.add(Node::Choice(children))
            }
        }
    }

    /// A character of a set.
    pub fn set(&mut self, set: CodeSet) -> NodeId {
        if let [(first, last)] = set.ranges()
            && first == last
        {
            return self.add(Node::Character(*first));
        }
        let id = self.keep(set);
        self.add(Node::Set(id))
    }

    /// Keeps a set; equal sets have one number.
    pub fn keep(&mut self, set: CodeSet) -> u32 {
        if let Some(known) = self.known_sets.get(set.ranges()) {
            return *known;
        }
        let id = self.sets.len() as u32;
        self.known_sets.insert(set.ranges().to_vec(), id);
        self.sets.push(set);
        id
    }

    /// A node, repeated (https://tc39.es/ecma262/#sec-runtime-semantics-repeatmatcher-abstract-operation).
    pub fn repeat(
        &mut self,
        body: NodeId,
        (least, most): (u32, u32),
        is_lazy: bool,
        groups: Range<u32>,
    ) -> NodeId {
        if most == 0 {
            return self.add(Node::Empty);
        }
        if least == 1 && most == 1 {
            return body;
        }
        if self.width(body).most == 0 {
            // What is empty is not repeated beyond the least number, and how often does not show.
            return if least == 0 { self.add(Node::Empty) } else { body };
        }
        let groups = (groups.start, groups.end);
        self.add(Node::Loop { body, least, most, is_lazy, groups })
    }
}
