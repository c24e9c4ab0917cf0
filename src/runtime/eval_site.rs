//! The call sites of direct `eval`: what code finds around each, and the code that was compiled there last.
//!
//! Invariant: what is kept is right for any further call, since it depends on nothing but the text and the site.

use crate::value::Value;
use jsrun_gc::Marker;
use jsrun_parser::scope::surroundings::Surroundings;
use std::cell::RefCell;
use std::rc::Rc;

/// How many texts a site remembers.
const REMEMBERED: usize = 4;
/// A longer text is not remembered.
const LONGEST: usize = 1 << 16;

/// A call site.
#[derive(Debug)]
pub struct EvalSite {
    /// What stands around it.
    pub surroundings: Rc<Surroundings>,
    /// Are the arguments an array in one register?
    pub has_spread: bool,
    /// `Code` cells by their texts, the latest last.
    compiled: RefCell<Vec<(Box<[u8]>, Value)>>,
}

impl EvalSite {
    /// A site that has not met any code.
    pub fn new(surroundings: Rc<Surroundings>, has_spread: bool) -> EvalSite {
        EvalSite { surroundings, has_spread, compiled: RefCell::default() }
    }

    /// The `Code` cell of a text that was met before.
    pub fn find(&self, text: &[u8]) -> Option<Value> {
        let compiled = self.compiled.borrow();
        compiled.iter().find(|(known, _)| **known == *text).map(|(_, code)| *code)
    }

    /// Remembers the `Code` cell of a text.
    pub fn remember(&self, text: &[u8], code: Value) {
        if text.len() > LONGEST {
            return;
        }
        let mut compiled = self.compiled.borrow_mut();
        if compiled.len() >= REMEMBERED {
            compiled.remove(0);
        }
        compiled.push((text.into(), code));
    }

    /// Marks what it refers to.
    pub fn trace(&self, marker: &mut Marker) {
        for (_, code) in self.compiled.borrow().iter() {
            marker.visit_word(code.bits());
        }
    }
}
