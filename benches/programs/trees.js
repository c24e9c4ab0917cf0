// Binary trees that are built, walked and dropped: allocation and collection.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

class Node {
  constructor(left, right) {
    this.left = left;
    this.right = right;
  }

  count() {
    return this.left === null ? 1 : 1 + this.left.count() + this.right.count();
  }
}

function build(depth) {
  return depth === 0 ? new Node(null, null) : new Node(build(depth - 1), build(depth - 1));
}

// A search tree of literals, to mix in another shape.
function insert(root, key) {
  if (root === null) return { key, left: null, right: null };
  let node = root;
  for (;;) {
    if (key === node.key) return root;
    const side = key < node.key ? 'left' : 'right';
    if (node[side] === null) {
      node[side] = { key, left: null, right: null };
      return root;
    }
    node = node[side];
  }
}

function depthOf(node) {
  return node === null ? 0 : 1 + Math.max(depthOf(node.left), depthOf(node.right));
}

const long = build(Math.max(6, 15 + Math.round(Math.log2(scale))));
let total = 0;
const rounds = Math.max(1, Math.round(180 * scale));
for (let r = 0; r < rounds; r++) {
  for (let depth = 4; depth <= 12; depth += 2) total += build(depth).count();
  let root = null, key = r + 1;
  for (let i = 0; i < 1000; i++) {
    key = (key * 7919 + 13) % 65537;
    root = insert(root, key);
  }
  total += depthOf(root);
}
out('trees ' + total + ' ' + long.count());
