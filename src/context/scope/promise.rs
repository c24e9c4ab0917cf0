//! Promises that the host settles, and those of scripts that it looks at.
//!
//! Invariant: a promise of the host's is settled once, by its [`Resolver`]; one whose resolver is dropped stays pending.

use super::{JsResult, JsValue, Scope};
use crate::runtime::promise::{Promise, PromiseState as State};
use crate::value::Value;

/// Settles a promise that the host has made: see [`Scope::promise`].
#[derive(Debug)]
pub struct Resolver {
    promise: JsValue,
}

/// The state of a promise.
#[derive(Clone, Debug)]
pub enum PromiseState {
    /// It is not settled yet.
    Pending,
    /// It has a value.
    Fulfilled(JsValue),
    /// It was rejected for a reason.
    Rejected(JsValue),
}

impl Scope<'_> {
    /// A new promise, and what settles it.
    ///
    /// ```
    /// use jsrun::context::{Context, Resolver};
    /// use std::cell::RefCell;
    /// use std::rc::Rc;
    ///
    /// let mut context = Context::default();
    /// let requests: Rc<RefCell<Vec<(String, Resolver)>>> = Rc::default();
    /// let queue = requests.clone();
    /// context.run(|scope| {
    ///     let fetch = scope.function("fetch", 1, move |scope, arguments| {
    ///         let (promise, resolver) = scope.promise()?;
    ///         queue.borrow_mut().push((arguments.read(scope, 0)?, resolver));
    ///         Ok(promise)
    ///     })?;
    ///     scope.set_global("fetch", &fetch)
    /// })?;
    /// context.run_script("main.js", b"let got; (async () => { got = await fetch('a.txt') })()")?;
    /// // The host answers when it can.
    /// for (name, resolver) in requests.take() {
    ///     context.run(|scope| {
    ///         let text = scope.string(&format!("the text of {name}"))?;
    ///         resolver.resolve(scope, &text)
    ///     })?;
    /// }
    /// context.run_jobs()?;
    /// let got = context.eval("main.js", b"got")?;
    /// assert_eq!(context.inspect(&got)?, "'the text of a.txt'");
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    ///
    /// # Errors
    /// The end of a limit.
    pub fn promise(&mut self) -> JsResult<(JsValue, Resolver)> {
        let promise = self.run_for_value(|vm| Ok(Value::cell(vm.new_promise())))?;
        Ok((promise.clone(), Resolver { promise }))
    }

    /// The state of a promise; `None` of what is none.
    ///
    /// # Errors
    /// A TypeError if the value is of another context.
    pub fn promise_state(&mut self, value: &JsValue) -> JsResult<Option<PromiseState>> {
        let promise = self.run(|vm| Ok(value.enter(vm)?.as_kind::<Promise>()))?;
        let Some(promise) = promise else { return Ok(None) };
        let result = JsValue::new(self.vm, promise.result());
        Ok(Some(match promise.state() {
            State::Pending => PromiseState::Pending,
            State::Fulfilled => PromiseState::Fulfilled(result),
            State::Rejected => PromiseState::Rejected(result),
        }))
    }
}

impl Resolver {
    /// Resolves the promise: with a value, or with another promise or thenable, which it then follows.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn resolve(self, scope: &mut Scope<'_>, value: &JsValue) -> JsResult<()> {
        scope.run(|vm| {
            let value = value.enter(vm)?;
            match self.promise.enter(vm)?.as_kind::<Promise>() {
                Some(promise) => vm.resolve_promise(promise, value),
                None => Ok(()),
            }
        })
    }

    /// Rejects the promise.
    ///
    /// # Errors
    /// The end of a limit.
    pub fn reject(self, scope: &mut Scope<'_>, reason: &JsValue) -> JsResult<()> {
        scope.run(|vm| {
            let reason = reason.enter(vm)?;
            if let Some(promise) = self.promise.enter(vm)?.as_kind::<Promise>() {
                vm.reject_promise(promise, reason);
            }
            Ok(())
        })
    }
}
