//! `$262.agent`: agents that share memory (https://tc39.es/ecma262/#sec-agents), each a thread with a context of its own.
//!
//! Invariant: no agent outlives the context that started it: when that goes, they are ended and waited for.

use crate::builtins::shared_array_buffer::receive;
use crate::context::{Context, Options};
use crate::runtime::bigint::BigIntExt;
use crate::runtime::object::Object;
use crate::runtime::property::Attributes;
use crate::runtime::shared::SharedBlock;
use crate::runtime::string::StringExt;
use crate::runtime::typed_array::ArrayBuffer;
use crate::runtime::vm::limits::InterruptHandle;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, Root};
use num_bigint::BigInt;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::thread::{Builder, JoinHandle, sleep};
use std::time::{Duration, Instant};

/// The native stack of an agent.
const STACK_BYTES: usize = 16 << 20;
/// How long an agent sleeps before it looks for interrupts.
const SLICE: Duration = Duration::from_millis(2);

/// What the agents tell the one that started them.
type Reports = Arc<Mutex<VecDeque<String>>>;

/// What is sent to an agent.
struct Broadcast {
    block: Arc<SharedBlock>,
    growable: bool,
    value: Sent,
    /// Dropped when the agent has it.
    received: Sender<()>,
}

/// The value that is sent with the memory.
#[derive(Clone)]
enum Sent {
    Nothing,
    Number(f64),
    BigInt(BigInt),
}

/// A started agent, as the one that started it sees it.
struct Agent {
    sender: Sender<Broadcast>,
    interrupt: InterruptHandle,
    stopped: Arc<AtomicBool>,
    /// Gone when the agent is.
    alive: Weak<()>,
    thread: Option<JoinHandle<()>>,
}

/// What the functions of the one that starts agents keep.
pub struct Hub {
    options: Options,
    reports: Reports,
    agents: RefCell<Vec<Agent>>,
}

impl Drop for Hub {
    fn drop(&mut self) {
        let agents = self.agents.get_mut();
        for agent in agents.iter() {
            agent.stopped.store(true, Ordering::SeqCst);
            agent.interrupt.terminate();
        }
        for agent in agents {
            if let Some(thread) = agent.thread.take() {
                // What became of it is its own affair.
                let _ = thread.join();
            }
        }
    }
}

impl Hub {
    /// No agents yet; those to come have these options.
    pub fn new(options: Options) -> Hub {
        Hub { options, reports: Reports::default(), agents: RefCell::default() }
    }
}

/// Whether there are other agents: for one that starts agents, as long as one of those runs; for a started one, always.
pub fn living_agents(vm: &Vm) -> impl Fn() -> bool + use<> {
    let is_started = vm.host.embedder.get::<Started>().is_some();
    let hub = vm.host.embedder.get::<Hub>();
    let alive: Vec<Weak<()>> = hub
        .map(|hub| hub.agents.borrow().iter().map(|agent| agent.alive.clone()).collect())
        .unwrap_or_default();
    move || is_started || alive.iter().any(|agent| agent.strong_count() > 0)
}

/// What the functions of a started agent keep.
struct Started {
    reports: Reports,
    callback: Cell<Option<Root<Value>>>,
    leaving: Cell<bool>,
}

/// The functions that every agent has.
fn common(vm: &mut Vm) -> Gc<Object> {
    let agent = vm.new_object();
    vm.define_method(agent, "sleep", 1, sleep_milliseconds);
    vm.define_method(agent, "monotonicNow", 0, monotonic_now);
    agent
}

/// The `agent` of a context that starts agents.
pub fn starter(vm: &mut Vm) -> Value {
    let agent = common(vm);
    vm.define_method(agent, "start", 1, start);
    vm.define_method(agent, "broadcast", 2, broadcast);
    vm.define_method(agent, "getReport", 0, get_report);
    Value::cell(agent)
}

/// The `agent` of a context that was started.
fn started(vm: &mut Vm) -> Value {
    let agent = common(vm);
    vm.define_method(agent, "receiveBroadcast", 1, receive_broadcast);
    vm.define_method(agent, "report", 1, report);
    vm.define_method(agent, "leaving", 0, leaving);
    Value::cell(agent)
}

/// The text of an argument.
fn text(vm: &mut Vm, value: Value) -> Res<String> {
    let string = vm.to_string(value)?;
    Ok(vm.flatten(string).to_rust())
}

/// What a function keeps; a TypeError where it was called in a context of the other sort.
fn kept<T: 'static>(vm: &mut Vm) -> Res<Rc<T>> {
    match vm.host.embedder.get() {
        Some(kept) => Ok(kept),
        None => Err(vm.throw_type_error("this agent has no such function")),
    }
}

fn sleep_milliseconds(vm: &mut Vm, arguments: Arguments) -> Res {
    let time = vm.to_number(arguments.get(0))?.max(0.0);
    let time = Duration::try_from_secs_f64(time / 1e3).unwrap_or_default();
    let end = Instant::now() + time;
    loop {
        vm.poll_interrupt()?;
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(Value::UNDEFINED);
        }
        sleep(left.min(SLICE));
    }
}

fn monotonic_now(_: &mut Vm, _: Arguments) -> Res {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = START.get_or_init(Instant::now);
    Ok(Value::number(start.elapsed().as_secs_f64() * 1e3))
}

/// Starts an agent, and waits until it runs.
fn start(vm: &mut Vm, arguments: Arguments) -> Res {
    let source = text(vm, arguments.get(0))?;
    let hub = kept::<Hub>(vm)?;
    let (options, reports) = (hub.options.clone(), hub.reports.clone());
    let stopped = Arc::new(AtomicBool::new(false));
    let (sender, receiver) = channel();
    let (running, is_running) = channel();
    let flag = stopped.clone();
    let life = Arc::new(());
    let alive = Arc::downgrade(&life);
    let thread = Builder::new().name("agent".to_owned()).stack_size(STACK_BYTES);
    let thread = thread.spawn(move || {
        let mut context = Context::new(options);
        // The one that waits for this has not gone away.
        let _ = running.send(context.interrupt_handle());
        run(&mut context, &source, reports, &receiver, &flag);
        drop(life);
    });
    let (Ok(thread), Ok(interrupt)) = (thread, is_running.recv()) else {
        return Err(vm.throw_range_error("an agent cannot be started"));
    };
    let agent = Agent { sender, interrupt, stopped, alive, thread: Some(thread) };
    hub.agents.borrow_mut().push(agent);
    Ok(Value::UNDEFINED)
}

/// An agent from its start to its end. Errors end it, and are told to nobody.
fn run(
    context: &mut Context,
    source: &str,
    reports: Reports,
    receiver: &Receiver<Broadcast>,
    stopped: &AtomicBool,
) {
    let vm = context.vm();
    let (callback, leaving) = (Cell::default(), Cell::default());
    vm.host.embedder.set(Started { reports, callback, leaving });
    let host = vm.new_object();
    let agent = started(vm);
    vm.define_value(host, "agent", agent, Attributes::METHOD);
    let global = vm.global_object();
    vm.define_value(global, "$262", Value::cell(host), Attributes::METHOD);
    let mut ended = context.run_script("agent", source.as_bytes()).is_err();
    while !ended && !stopped.load(Ordering::SeqCst) {
        ended = context.run_jobs().is_err() || serve(context, receiver, stopped).is_none();
    }
}

/// Waits for what may come, and does it; `None` if nothing will.
fn serve(
    context: &mut Context,
    receiver: &Receiver<Broadcast>,
    stopped: &AtomicBool,
) -> Option<()> {
    let state = kept::<Started>(context.vm()).ok()?;
    if state.leaving.get() {
        return None;
    }
    let Some(callback) = state.callback.take() else {
        return context.wait_for_jobs().ok()?.then_some(());
    };
    let broadcast = loop {
        if stopped.load(Ordering::SeqCst) {
            return None;
        }
        match receiver.recv_timeout(SLICE) {
            Ok(broadcast) => break broadcast,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    };
    let vm = context.vm();
    let called = vm.guard(|vm| {
        let buffer = receive(vm, broadcast.block, broadcast.growable);
        let value = match broadcast.value {
            Sent::Nothing => Value::UNDEFINED,
            Sent::Number(number) => Value::number(number),
            Sent::BigInt(number) => Value::cell(vm.new_bigint(&number)?),
        };
        // The sender waits until there is nobody left who could tell it.
        drop(broadcast.received);
        vm.call(callback.get(), Value::UNDEFINED, &[Value::cell(buffer), value])
    });
    called.ok().map(|_| ())
}

/// Sends shared memory and a value to all agents, and waits until they have it.
fn broadcast(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(buffer) = arguments.get(0).as_object().and_then(ArrayBuffer::of_shared) else {
        return Err(vm.throw_type_error("$262.agent.broadcast takes a SharedArrayBuffer"));
    };
    let Some(block) = buffer.block() else { return Ok(Value::UNDEFINED) };
    let growable = buffer.resizable.get();
    let value = match arguments.get(1) {
        value if value.is_undefined() => Sent::Nothing,
        value => match value.as_bigint() {
            Some(number) => Sent::BigInt(number.to_big()),
            None => Sent::Number(vm.to_number(value)?),
        },
    };
    let (received, is_received) = channel();
    for agent in kept::<Hub>(vm)?.agents.borrow().iter() {
        let (block, value, received) = (block.clone(), value.clone(), received.clone());
        // One that has ended gets nothing.
        let _ = agent.sender.send(Broadcast { block, growable, value, received });
    }
    drop(received);
    loop {
        vm.poll_interrupt()?;
        if let Err(RecvTimeoutError::Disconnected) = is_received.recv_timeout(SLICE) {
            return Ok(Value::UNDEFINED);
        }
    }
}

fn receive_broadcast(vm: &mut Vm, arguments: Arguments) -> Res {
    let callback = vm.heap.root(arguments.get(0));
    kept::<Started>(vm)?.callback.set(Some(callback));
    Ok(Value::UNDEFINED)
}

fn report(vm: &mut Vm, arguments: Arguments) -> Res {
    let text = text(vm, arguments.get(0))?;
    let kept = kept::<Started>(vm)?;
    kept.reports.lock().unwrap_or_else(PoisonError::into_inner).push_back(text);
    Ok(Value::UNDEFINED)
}

fn get_report(vm: &mut Vm, _: Arguments) -> Res {
    let hub = kept::<Hub>(vm)?;
    let report = hub.reports.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    Ok(match report {
        Some(text) => Value::cell(vm.new_string(&text)),
        None => Value::NULL,
    })
}

fn leaving(vm: &mut Vm, _: Arguments) -> Res {
    kept::<Started>(vm)?.leaving.set(true);
    Ok(Value::UNDEFINED)
}
