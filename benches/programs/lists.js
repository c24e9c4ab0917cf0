// Linked lists: built, reversed, merged, sorted; chasing pointers.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

class Cell {
  constructor(head, tail) {
    this.head = head;
    this.tail = tail;
  }
}

function make(n, seed) {
  let list = null, s = seed;
  for (let i = 0; i < n; i++) {
    s = (s * 3877 + 29573) % 139968;
    list = new Cell(s, list);
  }
  return list;
}

function reverse(list) {
  let done = null;
  while (list !== null) {
    const next = list.tail;
    list.tail = done;
    done = list;
    list = next;
  }
  return done;
}

function split(list) {
  let slow = list, fast = list.tail;
  while (fast !== null && fast.tail !== null) {
    slow = slow.tail;
    fast = fast.tail.tail;
  }
  const second = slow.tail;
  slow.tail = null;
  return second;
}

function merge(a, b) {
  const start = new Cell(0, null);
  let end = start;
  while (a !== null && b !== null) {
    if (a.head <= b.head) {
      end.tail = a;
      a = a.tail;
    } else {
      end.tail = b;
      b = b.tail;
    }
    end = end.tail;
  }
  end.tail = a === null ? b : a;
  return start.tail;
}

function sort(list) {
  if (list === null || list.tail === null) return list;
  const second = split(list);
  return merge(sort(list), sort(second));
}

function map(list, f) {
  return list === null ? null : new Cell(f(list.head), map(list.tail, f));
}

function checksum(list) {
  let sum = 0, i = 1;
  for (let cell = list; cell !== null; cell = cell.tail) sum = (sum + cell.head * (i++ % 17)) % 1000003;
  return sum;
}

let total = 0;
const rounds = Math.max(1, Math.round(36 * scale));
for (let r = 0; r < rounds; r++) {
  const sorted = sort(make(10000, r));
  for (let cell = sorted; cell.tail !== null; cell = cell.tail) {
    if (cell.head > cell.tail.head) throw new Error('not sorted');
  }
  total = (total * 3 + checksum(reverse(sorted)) + checksum(map(make(500, r), x => x + 1))) % 1000000007;
  let list = make(2000, r);
  for (let i = 0; i < 21; i++) list = reverse(list);
  total += checksum(list);
}
out('lists ' + total);
