//! Listening to tiers changing.

use super::Context;
use crate::interp::trace::TierListener;

impl Context {
    /// Sets who is told when functions are compiled, entered in the middle of a loop, left for the interpreter, and freed; `None`:
    /// nobody. The result is false where there is nothing to tell, because there is no JIT.
    ///
    /// The listener may be called while the collector runs, so it must not use the context, and it must not panic: one that does
    /// is not told any more.
    ///
    /// ```
    /// use jsrun::context::{Context, Options};
    /// use jsrun::interp::trace::TierEventKind;
    /// use std::{cell::RefCell, rc::Rc};
    ///
    /// let mut context = Context::new(Options::new().tier_threshold(10));
    /// let events = Rc::new(RefCell::new(vec![]));
    /// let list = events.clone();
    /// let listens = context.set_tier_trace(Some(Box::new(move |event| list.borrow_mut().push(event.clone()))));
    /// context.run_script("hot.js", b"function hot() {} for (let i = 0; i < 100; i++) hot()")?;
    /// if listens {
    ///     let events = events.borrow();
    ///     let compiled = events.iter().find(|event| event.function == "hot").unwrap();
    ///     assert!(matches!(compiled.kind, TierEventKind::Compiled { .. }));
    ///     assert!(compiled.to_string().contains("hot (hot.js:1:1): compiled because of calls"));
    /// }
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    pub fn set_tier_trace(&mut self, listener: Option<TierListener>) -> bool {
        #[cfg(jit)]
        {
            // SAFETY: the machine is at rest: nothing else uses its tiers.
            if let Some(jit) = unsafe { crate::jit::Jit::of(&raw mut *self.vm) } {
                jit.set_listener(listener);
                return true;
            }
        }
        #[cfg(not(jit))]
        drop(listener);
        false
    }
}
