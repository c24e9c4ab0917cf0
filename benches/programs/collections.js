// Map and Set with numbers, strings and objects as keys; iteration over them.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

function words(n) {
  const list = [];
  for (let i = 0; i < n; i++) list.push('k' + (i * 7919) % 4001);
  return list;
}

function frequencies(list) {
  const counts = new Map();
  for (const w of list) counts.set(w, (counts.get(w) || 0) + 1);
  return counts;
}

// Breadth-first search in a graph of objects.
function search(n) {
  const nodes = [];
  for (let i = 0; i < n; i++) nodes.push({ id: i, links: [] });
  for (let i = 0; i < n; i++) {
    nodes[i].links.push(nodes[(i * 3 + 1) % n], nodes[(i * 7 + 5) % n], nodes[(i + 1) % n]);
  }
  const distance = new Map([[nodes[0], 0]]);
  let front = [nodes[0]], sum = 0;
  while (front.length > 0) {
    const next = [];
    for (const node of front) {
      const d = distance.get(node) + 1;
      for (const other of node.links) {
        if (distance.has(other)) continue;
        distance.set(other, d);
        sum += d;
        next.push(other);
      }
    }
    front = next;
  }
  return sum + distance.size;
}

function sets(n) {
  const even = new Set(), three = new Set();
  for (let i = 0; i < n; i++) {
    even.add(i * 2);
    three.add(i * 3);
  }
  const both = new Set([...even].filter(x => three.has(x)));
  let sum = 0;
  both.forEach(x => { sum += x; });
  for (let i = 0; i < n; i += 2) even.delete(i);
  return (sum + even.size) % 1000003;
}

const list = words(8000);
let total = 0;
const rounds = Math.max(1, Math.round(45 * scale));
for (let r = 0; r < rounds; r++) {
  const counts = frequencies(list);
  let sum = 0;
  for (const [key, count] of counts) sum += key.length * count;
  total = (total * 3 + sum + search(3000) + sets(3000 + r)) % 1000000007;
}
out('collections ' + total);
