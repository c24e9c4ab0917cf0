// A small operating system: prioritised tasks of different classes which pass messages through queues.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

const READY = 0, WAITING = 1, DONE = 2;

class Message {
  constructor(kind, origin, payload) {
    this.next = null;
    this.kind = kind;
    this.origin = origin;
    this.payload = payload;
    this.hops = 0;
  }
}

class Queue {
  constructor() {
    this.head = null;
    this.tail = null;
    this.length = 0;
  }

  put(message) {
    message.next = null;
    if (this.tail === null) this.head = message;
    else this.tail.next = message;
    this.tail = message;
    this.length++;
  }

  take() {
    const message = this.head;
    if (message === null) return null;
    this.head = message.next;
    if (this.head === null) this.tail = null;
    this.length--;
    return message;
  }
}

class Task {
  constructor(id, priority) {
    this.id = id;
    this.priority = priority;
    this.state = READY;
    this.inbox = new Queue();
    this.runs = 0;
    this.position = -1;
  }

  step(kernel) {
    return WAITING;
  }
}

// Emits messages of alternating kinds until its budget is spent.
class Producer extends Task {
  constructor(id, priority, target, budget) {
    super(id, priority);
    this.target = target;
    this.budget = budget;
  }

  step(kernel) {
    if (this.budget === 0) return DONE;
    this.budget--;
    const kind = kernel.random(3);
    kernel.send(this.target, new Message(kind, this.id, kernel.random(1000)));
    return READY;
  }
}

// Passes each message to one of its neighbours.
class Router extends Task {
  constructor(id, priority, routes) {
    super(id, priority);
    this.routes = routes;
  }

  step(kernel) {
    const message = this.inbox.take();
    if (message === null) return WAITING;
    message.hops++;
    kernel.send(this.routes[(message.payload + message.hops) % this.routes.length], message);
    return this.inbox.length > 0 ? READY : WAITING;
  }
}

// Answers requests after some slices of work.
class Worker extends Task {
  constructor(id, priority, sink) {
    super(id, priority);
    this.sink = sink;
    this.current = null;
    this.left = 0;
  }

  step(kernel) {
    if (this.current === null) {
      this.current = this.inbox.take();
      if (this.current === null) return WAITING;
      this.left = 1 + this.current.payload % 4;
    }
    this.current.payload = (this.current.payload * 17 + this.id) % 9973;
    if (--this.left === 0) {
      kernel.send(this.sink, this.current);
      this.current = null;
    }
    return READY;
  }
}

// Adds up what arrives, by kind.
class Sink extends Task {
  constructor(id, priority) {
    super(id, priority);
    this.counts = [0, 0, 0];
    this.sum = 0;
  }

  step(kernel) {
    for (let n = 0; n < 3; n++) {
      const message = this.inbox.take();
      if (message === null) return WAITING;
      switch (message.kind) {
        case 0: this.sum = (this.sum + message.payload) % 1000003; break;
        case 1: this.sum = (this.sum + message.payload * message.hops) % 1000003; break;
        default: this.sum = (this.sum ^ message.payload) >>> 0; break;
      }
      this.counts[message.kind]++;
    }
    return this.inbox.length > 0 ? READY : WAITING;
  }
}

// Wakes at times and changes the priority of another task.
class Timer extends Task {
  constructor(id, priority, subject, ticks) {
    super(id, priority);
    this.subject = subject;
    this.ticks = ticks;
  }

  step(kernel) {
    if (this.ticks-- === 0) return DONE;
    const task = kernel.tasks[this.subject];
    task.priority = 1 + (task.priority + 3) % 9;
    return READY;
  }
}

// Ready tasks are in a binary heap by priority, then by the time at which they became ready.
class Kernel {
  constructor() {
    this.tasks = [];
    this.heap = [];
    this.clock = 0;
    this.seed = 12345;
    this.steps = 0;
  }

  random(limit) {
    this.seed = (this.seed * 1103 + 12347) % 65521;
    return this.seed % limit;
  }

  spawn(task) {
    this.tasks[task.id] = task;
    this.ready(task);
  }

  send(id, message) {
    const task = this.tasks[id];
    task.inbox.put(message);
    if (task.state === WAITING) this.ready(task);
  }

  ready(task) {
    task.state = READY;
    task.since = this.clock++;
    this.heap.push(task);
    this.siftUp(this.heap.length - 1);
  }

  isBefore(a, b) {
    return a.priority !== b.priority ? a.priority < b.priority : a.since < b.since;
  }

  siftUp(i) {
    const heap = this.heap, task = heap[i];
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.isBefore(task, heap[parent])) break;
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = task;
  }

  takeFirst() {
    const heap = this.heap, first = heap[0], last = heap.pop();
    const size = heap.length;
    if (size > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= size) break;
        if (child + 1 < size && this.isBefore(heap[child + 1], heap[child])) child++;
        if (!this.isBefore(heap[child], last)) break;
        heap[i] = heap[child];
        i = child;
      }
      heap[i] = last;
    }
    return first;
  }

  run() {
    while (this.heap.length > 0) {
      const task = this.takeFirst();
      task.runs++;
      this.steps++;
      const state = task.step(this);
      if (state === READY) this.ready(task);
      else task.state = state;
    }
  }
}

function simulate(budget) {
  const kernel = new Kernel();
  const sink = 11;
  kernel.spawn(new Sink(sink, 2));
  for (let i = 0; i < 4; i++) kernel.spawn(new Worker(6 + i, 4 + i % 2, sink));
  kernel.spawn(new Router(4, 3, [6, 7, 5]));
  kernel.spawn(new Router(5, 3, [8, 9, 4]));
  for (let i = 0; i < 3; i++) kernel.spawn(new Producer(i, 6 + i, 4 + i % 2, budget));
  kernel.spawn(new Timer(10, 5, 7, budget));
  kernel.run();
  const end = kernel.tasks[sink];
  if (end.counts[0] + end.counts[1] + end.counts[2] !== 3 * budget) throw new Error('messages were lost');
  return end.sum + kernel.steps + kernel.tasks[7].runs * 3;
}

let total = 0;
const rounds = Math.max(1, Math.round(80 * scale));
for (let i = 0; i < rounds; i++) total = (total * 7 + simulate(500 + i % 5)) % 1000000007;
out('scheduler ' + total);
