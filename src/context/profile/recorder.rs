//! The samples, and the tree of calls that they lie in.
//!
//! Invariant: nodes are found by parent and function, so the tree is as large as the number of different stacks at most, and it,
//! the functions and the samples have an upper bound each. No reference to the heap is kept.

use crate::runtime::code::flags;
use crate::runtime::source::Source;
use crate::runtime::vm::Vm;
use crate::runtime::vm::frame::Frame;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// The most frames of a stack that are looked at, from the top; the rest is one node.
const MOST_FRAMES: usize = 255;
/// The most nodes: further ones are counted as the nodes above them.
const MOST_NODES: usize = 1 << 18;
/// The most functions: further ones are one.
const MOST_FUNCTIONS: usize = 1 << 16;
/// The most samples: where there would be more, every second one is dropped, and from then on half as many are taken.
const MOST_SAMPLES: usize = 1 << 21;

/// The nodes that are no functions of scripts, by their index: those below the root come in this order.
mod fixed {
    pub const ROOT: u32 = 0;
    pub const PROGRAM: u32 = 1;
    pub const IDLE: u32 = 2;
    pub const COLLECTOR: u32 = 3;
    /// The function that stands for the frames that were not looked at, and for functions beyond the bound.
    pub const OMITTED: u32 = 4;
}

/// A profile: a tree of calls, and which of its nodes ran when.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The nodes. The first is the root; each comes after its parent.
    pub nodes: Vec<ProfileNode>,
    /// The samples, in the order of time.
    pub samples: Vec<ProfileSample>,
    /// When it began, since the beginning of 1970.
    pub start: Duration,
    /// When it ended.
    pub end: Duration,
}

/// A function as it was called from one stack of callers.
#[derive(Clone, Debug)]
pub struct ProfileNode {
    /// The function.
    pub function: ProfileFunction,
    /// The index of the caller's node; `None` of the root.
    pub parent: Option<u32>,
    /// How many samples found it running itself.
    pub hits: u64,
    /// How many of these in each line (from 1), ascending.
    pub lines: Vec<(u32, u64)>,
}

/// A function of a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileFunction {
    /// Its name; empty if it has none. In parentheses what is no function: `(root)`, `(program)`, `(idle)`,
    /// `(garbage collector)`.
    pub name: String,
    /// The name of its source; empty for functions of the engine.
    pub url: String,
    /// A number for its source, from 1; 0 for functions of the engine.
    pub script: u32,
    /// Where it begins, line and column from 1, if it has a source.
    pub place: Option<(u32, u32)>,
}

/// A sample.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProfileSample {
    /// The index of the node that ran.
    pub node: u32,
    /// The line (from 1) in which it was; 0 if it has none.
    pub line: u32,
    /// Microseconds since the sample before.
    pub delta: u32,
}

/// What tells functions apart without keeping them alive.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    /// The address of the source, whose memory a `Weak` keeps from being used again, the function's extent there, and its
    /// flags: the whole of a script may be one function.
    Source(*const Source, (u32, u32), u32),
    /// The name of a function of the engine.
    Native(String),
}

/// A profile while it is being taken.
pub(super) struct Recorder {
    interval: Duration,
    ticks: Arc<AtomicU64>,
    started: Instant,
    start: Duration,
    /// When the last sample was taken, since `started`.
    last: Duration,
    /// So many ticks are one sample.
    stride: u64,
    /// Ticks that have not become a sample yet.
    left_over: u64,
    /// The time that the collector had taken when it was last looked at, and what of it has not become ticks.
    collected: Duration,
    collector_debt: Duration,
    idle: bool,
    functions: Vec<ProfileFunction>,
    known: FxHashMap<Key, u32>,
    sources: FxHashMap<*const Source, (Weak<Source>, u32)>,
    /// For each node its parent and its function.
    nodes: Vec<(u32, u32)>,
    children: FxHashMap<(u32, u32), u32>,
    samples: Vec<ProfileSample>,
}

impl Recorder {
    /// A recorder without samples. `collected`: the time that the collector has taken so far.
    pub fn new(interval: Duration, collected: Duration, ticks: Arc<AtomicU64>) -> Recorder {
        let names = ["(root)", "(program)", "(idle)", "(garbage collector)", "(omitted)"];
        let functions =
            names.map(|name| ProfileFunction { name: name.to_owned(), ..Default::default() });
        let below_root = [fixed::PROGRAM, fixed::IDLE, fixed::COLLECTOR];
        let nodes = [fixed::ROOT].into_iter().chain(below_root).map(|f| (fixed::ROOT, f)).collect();
        Recorder {
            interval,
            ticks,
            started: Instant::now(),
            start: SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default(),
            last: Duration::ZERO,
            stride: 1,
            left_over: 0,
            collected,
            collector_debt: Duration::ZERO,
            idle: false,
            functions: functions.into(),
            known: FxHashMap::default(),
            sources: FxHashMap::default(),
            nodes,
            children: below_root.map(|f| ((fixed::ROOT, f), f)).into_iter().collect(),
            samples: vec![],
        }
    }

    /// From now on the thread waits, or no longer does. What was counted until now was not so.
    pub fn set_idle(&mut self, idle: bool) {
        let ticks = self.ticks.swap(0, Ordering::SeqCst);
        self.record(ticks, if self.idle { fixed::IDLE } else { fixed::PROGRAM }, 0);
        self.idle = idle;
    }

    /// Records the ticks since the last sample for what runs now.
    pub fn sample(&mut self, vm: &mut Vm) {
        let ticks = self.ticks.swap(0, Ordering::SeqCst);
        if ticks == 0 {
            return;
        }
        // The collector's share.
        let pause = vm.heap.stats().pause;
        self.collector_debt += pause.saturating_sub(self.collected);
        self.collected = pause;
        let owed = (self.collector_debt.as_nanos() / self.interval.as_nanos()) as u64;
        let collector = owed.min(ticks);
        self.collector_debt -= self.interval * u32::try_from(collector).unwrap_or(u32::MAX);
        self.record(collector, fixed::COLLECTOR, 0);
        if ticks > collector {
            let (node, line) = self.stack(vm);
            self.record(ticks - collector, node, line);
        }
    }

    /// Records ticks for a node.
    fn record(&mut self, ticks: u64, node: u32, line: u32) {
        let ticks = self.left_over + ticks;
        let count = ticks / self.stride;
        self.left_over = ticks % self.stride;
        if count == 0 {
            return;
        }
        let now = self.started.elapsed();
        let passed = (now - self.last).as_micros() as u64;
        self.last = now;
        // More would be thinned out at once.
        let count = count.min(MOST_SAMPLES as u64);
        for i in 0..count {
            let delta = passed * (i + 1) / count - passed * i / count;
            let delta = u32::try_from(delta).unwrap_or(u32::MAX);
            if self.samples.len() >= MOST_SAMPLES {
                self.thin_out();
            }
            self.samples.push(ProfileSample { node, line, delta });
        }
    }

    /// Drops every second sample. Its time goes to the one that follows.
    fn thin_out(&mut self) {
        let pairs = self.samples.chunks(2).map(|pair| {
            let delta = pair.iter().fold(0u32, |sum, sample| sum.saturating_add(sample.delta));
            ProfileSample { delta, ..pair[pair.len() - 1] }
        });
        self.samples = pairs.collect();
        self.stride *= 2;
    }

    /// The node of the stack as it is now, and the line at its top.
    fn stack(&mut self, vm: &mut Vm) -> (u32, u32) {
        let mut frames: Vec<Frame> = vm.frames().take(MOST_FRAMES + 1).collect();
        let Some(top) = frames.first().copied() else {
            return (if self.idle { fixed::IDLE } else { fixed::PROGRAM }, 0);
        };
        let is_cut = frames.len() > MOST_FRAMES;
        frames.truncate(MOST_FRAMES);
        let mut node = fixed::ROOT;
        if is_cut {
            node = self.child(node, fixed::OMITTED);
        }
        for frame in frames.into_iter().rev() {
            let function = self.function(vm, frame);
            node = self.child(node, function);
        }
        // SAFETY: the frames of the chain are live, and have saved where they are.
        let line = unsafe { top.code() }.map_or(0, |code| {
            // SAFETY: as above.
            let offset = code.offset_at(unsafe { top.saved_index() });
            code.data().source.locate(offset).0
        });
        (node, line)
    }

    fn child(&mut self, parent: u32, function: u32) -> u32 {
        let count = self.nodes.len();
        match self.children.entry((parent, function)) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(_) if count >= MOST_NODES => parent,
            Entry::Vacant(entry) => {
                self.nodes.push((parent, function));
                *entry.insert(count as u32)
            }
        }
    }

    /// The function of a frame.
    fn function(&mut self, vm: &mut Vm, frame: Frame) -> u32 {
        // SAFETY: the frames of the chain are live.
        let Some(code) = (unsafe { frame.code() }) else {
            // SAFETY: as above.
            let name = vm.function_display_name(unsafe { frame.callee() });
            let function = ProfileFunction { name: name.clone(), ..Default::default() };
            return self.insert(Key::Native(name), || function);
        };
        let data = code.data();
        let key = Key::Source(Rc::as_ptr(&data.source), data.span, code.flags);
        if let Some(function) = self.known.get(&key) {
            return *function;
        }
        let script = self.script(&data.source);
        let name = match code.has(flags::TOP_LEVEL) {
            true => code.shown_name(),
            false => vm.code_name(code),
        };
        self.insert(key, || ProfileFunction {
            name,
            url: data.source.name.clone(),
            script,
            place: Some(data.source.locate(data.span.0)),
        })
    }

    fn insert(&mut self, key: Key, function: impl FnOnce() -> ProfileFunction) -> u32 {
        let count = self.functions.len();
        match self.known.entry(key) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(_) if count >= MOST_FUNCTIONS => fixed::OMITTED,
            Entry::Vacant(entry) => {
                self.functions.push(function());
                *entry.insert(count as u32)
            }
        }
    }

    /// The number of a source.
    fn script(&mut self, source: &Rc<Source>) -> u32 {
        let number = self.sources.len() as u32 + 1;
        if self.functions.len() >= MOST_FUNCTIONS {
            return 0;
        }
        self.sources.entry(Rc::as_ptr(source)).or_insert_with(|| (Rc::downgrade(source), number)).1
    }

    /// What has been recorded.
    pub fn finish(self) -> Profile {
        let mut nodes: Vec<ProfileNode> = self
            .nodes
            .iter()
            .enumerate()
            .map(|(at, (parent, function))| ProfileNode {
                function: self.functions[*function as usize].clone(),
                parent: (at > 0).then_some(*parent),
                hits: 0,
                lines: vec![],
            })
            .collect();
        let mut lines: FxHashMap<(u32, u32), u64> = FxHashMap::default();
        for sample in &self.samples {
            nodes[sample.node as usize].hits += 1;
            if sample.line > 0 {
                *lines.entry((sample.node, sample.line)).or_default() += 1;
            }
        }
        let mut lines: Vec<_> = lines.into_iter().collect();
        lines.sort_unstable();
        for ((node, line), hits) in lines {
            nodes[node as usize].lines.push((line, hits));
        }
        let end = self.start + self.started.elapsed();
        Profile { nodes, samples: self.samples, start: self.start, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorder() -> Recorder {
        Recorder::new(Duration::from_millis(1), Duration::ZERO, Arc::new(AtomicU64::new(0)))
    }

    #[test]
    fn samples_are_bounded_and_their_time_is_kept() {
        let mut recorder = recorder();
        recorder.record(MOST_SAMPLES as u64, fixed::PROGRAM, 0);
        assert_eq!(recorder.samples.len(), MOST_SAMPLES);
        let before: u64 = recorder.samples.iter().map(|s| u64::from(s.delta)).sum();
        recorder.record(1, fixed::IDLE, 0);
        assert_eq!((recorder.samples.len(), recorder.stride), (MOST_SAMPLES / 2 + 1, 2));
        let after: u64 = recorder.samples.iter().map(|s| u64::from(s.delta)).sum();
        assert_eq!(after - u64::from(recorder.samples[MOST_SAMPLES / 2].delta), before);
        let count = recorder.samples.len();
        recorder.record(1, fixed::IDLE, 0);
        assert_eq!(recorder.samples.len(), count, "two ticks are one sample now");
        recorder.record(1, fixed::IDLE, 0);
        assert_eq!(recorder.samples.len(), count + 1);
    }

    #[test]
    fn nodes_are_bounded() {
        let mut recorder = recorder();
        for function in 0..MOST_NODES as u32 + 10 {
            recorder.child(fixed::ROOT, function + 100);
        }
        assert_eq!(recorder.nodes.len(), MOST_NODES);
        assert_eq!(recorder.child(fixed::PROGRAM, 7), fixed::PROGRAM);
    }

    #[test]
    fn idle_time_is_told_from_the_rest() {
        let mut recorder = recorder();
        recorder.ticks.store(2, Ordering::SeqCst);
        recorder.set_idle(true);
        recorder.ticks.store(3, Ordering::SeqCst);
        recorder.set_idle(false);
        let profile = recorder.finish();
        let hits = |name: &str| {
            let node = profile.nodes.iter().find(|node| node.function.name == name);
            node.map(|node| node.hits)
        };
        assert_eq!((hits("(program)"), hits("(idle)")), (Some(2), Some(3)));
    }
}
