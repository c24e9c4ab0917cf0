//! [[Call]] and [[Construct]] of proxies.
//!
//! Invariant: the arguments are in a rooted list from the moment that a proxy is met among the targets of a call.

use super::{Answer, ProxyObject};
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;

impl Vm {
    /// [[Call]] (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-call-thisargument-argumentslist)
    #[cold]
    pub(in crate::runtime) fn proxy_call(
        &mut self,
        proxy: Gc<ProxyObject>,
        this: Value,
        arguments: &[Value],
    ) -> Res {
        let trap = match self.proxy_answer(proxy, self.names.apply)? {
            Answer::Target(target) => return self.call(Value::cell(target), this, arguments),
            Answer::Trap(trap) => trap,
        };
        let list = Value::cell(self.new_array_from(arguments)?);
        self.call_trap(&trap, [this, list])
    }

    /// [[Construct]]
    /// (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-construct-argumentslist-newtarget)
    #[cold]
    pub(in crate::runtime) fn proxy_construct(
        &mut self,
        proxy: Gc<ProxyObject>,
        arguments: &[Value],
        new_target: Value,
    ) -> Res {
        let trap = match self.proxy_answer(proxy, self.names.construct)? {
            Answer::Target(target) => {
                return self.construct(Value::cell(target), arguments, new_target);
            }
            Answer::Trap(trap) => trap,
        };
        let list = Value::cell(self.new_array_from(arguments)?);
        let object = self.call_trap(&trap, [list, new_target])?;
        if !object.is_object() {
            let shown = self.value_display(object);
            return Err(
                self.throw_trap("construct", format_args!("trap returned non-object ('{shown}')"))
            );
        }
        Ok(object)
    }
}
