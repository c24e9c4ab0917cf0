// A network of one-way constraints of different strengths: solved incrementally, then planned and replayed.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

const REQUIRED = 0, STRONG = 1, NORMAL = 2, WEAK = 3, FREE = 4;

class Variable {
  constructor(name, value) {
    this.name = name;
    this.value = value;
    this.users = [];
    this.owner = null;
    this.rank = FREE;
    this.mark = 0;
    this.isFixed = true;
  }

  attach(constraint) {
    this.users.push(constraint);
  }

  detach(constraint) {
    const at = this.users.indexOf(constraint);
    if (at >= 0) this.users.splice(at, 1);
    if (this.owner === constraint) this.owner = null;
  }
}

class Constraint {
  constructor(strength) {
    this.strength = strength;
  }

  isInput() {
    return false;
  }

  isActive() {
    return this.output() !== null;
  }

  // Publishes to the output what follows from the inputs without any value.
  inform() {
    const target = this.output();
    target.rank = this.outputRank();
    target.isFixed = this.inputsAreFixed();
    if (target.isFixed) this.execute();
  }
}

class UnaryConstraint extends Constraint {
  constructor(strength, variable) {
    super(strength);
    this.variable = variable;
    this.chosen = false;
  }

  link() {
    this.variable.attach(this);
    this.chosen = false;
  }

  unlink() {
    this.variable.detach(this);
    this.chosen = false;
  }

  choose(mark) {
    this.chosen = this.variable.mark !== mark && this.strength < this.variable.rank;
  }

  output() {
    return this.chosen ? this.variable : null;
  }

  release() {
    this.chosen = false;
  }

  markInputs(mark) {}

  inputsAreKnown(mark) {
    return true;
  }

  inputsAreFixed() {
    return !this.isInput();
  }

  outputRank() {
    return this.strength;
  }

  execute() {}
}

// The variable stays as it is.
class Stay extends UnaryConstraint {}

// The variable is set from outside.
class Edit extends UnaryConstraint {
  isInput() {
    return true;
  }
}

class BinaryConstraint extends Constraint {
  constructor(strength, left, right) {
    super(strength);
    this.left = left;
    this.right = right;
    this.direction = 0;
  }

  link() {
    this.left.attach(this);
    this.right.attach(this);
    this.direction = 0;
  }

  unlink() {
    this.left.detach(this);
    this.right.detach(this);
    this.direction = 0;
  }

  // Writes the weaker side, if that is weaker than this constraint and not yet settled.
  choose(mark) {
    this.direction = 0;
    const left = this.left, right = this.right;
    const leftOpen = left.mark !== mark && this.strength < left.rank;
    const rightOpen = right.mark !== mark && this.strength < right.rank;
    if (leftOpen && (!rightOpen || left.rank > right.rank)) this.direction = -1;
    else if (rightOpen) this.direction = 1;
    else if (leftOpen) this.direction = -1;
  }

  output() {
    return this.direction === 0 ? null : this.direction > 0 ? this.right : this.left;
  }

  input() {
    return this.direction > 0 ? this.left : this.right;
  }

  release() {
    this.direction = 0;
  }

  markInputs(mark) {
    this.input().mark = mark;
  }

  inputsAreKnown(mark) {
    const input = this.input();
    return input.mark === mark || input.isFixed || input.owner === null;
  }

  inputsAreFixed() {
    return this.input().isFixed;
  }

  outputRank() {
    return Math.max(this.strength, this.input().rank);
  }
}

class Equal extends BinaryConstraint {
  execute() {
    if (this.direction > 0) this.right.value = this.left.value;
    else this.left.value = this.right.value;
  }
}

// right = left * factor + offset
class Linear extends BinaryConstraint {
  constructor(strength, left, right, factor, offset) {
    super(strength, left, right);
    this.factor = factor;
    this.offset = offset;
  }

  execute() {
    if (this.direction > 0) this.right.value = this.left.value * this.factor + this.offset;
    else this.left.value = (this.right.value - this.offset) / this.factor;
  }
}

class Solver {
  constructor() {
    this.mark = 0;
  }

  add(constraint) {
    constraint.link();
    this.satisfy(constraint, ++this.mark);
  }

  // Makes a constraint hold, and whatever it displaces, in turn.
  satisfy(first, mark) {
    let constraint = first;
    while (constraint !== null) {
      constraint.choose(mark);
      if (!constraint.isActive()) {
        if (constraint.strength === REQUIRED) throw new Error('a required constraint cannot hold');
        return;
      }
      constraint.markInputs(mark);
      const target = constraint.output();
      const displaced = target.owner;
      if (displaced !== null) displaced.release();
      target.owner = constraint;
      if (!this.propagate(constraint, mark)) throw new Error('a cycle');
      target.mark = mark;
      constraint = displaced;
    }
  }

  // Ranks of all that follows from a constraint; false if it follows from itself.
  propagate(constraint, mark) {
    const work = [constraint];
    while (work.length > 0) {
      const next = work.pop();
      const target = next.output();
      if (target.mark === mark && next !== constraint) {
        next.release();
        return false;
      }
      next.inform();
      this.collectReaders(target, work);
    }
    return true;
  }

  collectReaders(variable, into) {
    for (const user of variable.users) {
      if (user !== variable.owner && user.isActive()) into.push(user);
    }
  }

  remove(constraint) {
    const target = constraint.output();
    constraint.release();
    constraint.unlink();
    if (target === null) return;
    const retry = [];
    target.owner = null;
    target.rank = FREE;
    target.isFixed = true;
    const work = [target];
    while (work.length > 0) {
      const variable = work.pop();
      for (const user of variable.users) {
        if (!user.isActive()) {
          retry.push(user);
        } else if (user !== variable.owner) {
          user.inform();
          work.push(user.output());
        }
      }
    }
    retry.sort((a, b) => a.strength - b.strength);
    for (const user of retry) {
      if (!user.isActive()) this.satisfy(user, ++this.mark);
    }
  }

  // The constraints that follow from some inputs, in an order in which each can be executed once.
  plan(inputs) {
    const mark = ++this.mark;
    const steps = [], work = inputs.slice();
    while (work.length > 0) {
      const constraint = work.pop();
      const target = constraint.output();
      if (target === null || target.mark === mark || !constraint.inputsAreKnown(mark)) continue;
      steps.push(constraint);
      target.mark = mark;
      this.collectReaders(target, work);
    }
    return steps;
  }
}

function run(steps) {
  for (let i = 0; i < steps.length; i++) steps[i].execute();
}

function change(solver, variable, value, rounds) {
  const edit = new Edit(STRONG, variable);
  solver.add(edit);
  const steps = solver.plan([edit]);
  for (let i = 0; i < rounds; i++) {
    variable.value = value + i;
    run(steps);
  }
  solver.remove(edit);
  return steps.length;
}

// A long chain of equalities, fed at its head.
function chain(length) {
  const solver = new Solver(), cells = [];
  for (let i = 0; i <= length; i++) cells.push(new Variable('c' + i, 0));
  for (let i = 0; i < length; i++) solver.add(new Equal(REQUIRED, cells[i], cells[i + 1]));
  solver.add(new Stay(WEAK, cells[length]));
  let sum = 0;
  for (let i = 0; i < 6; i++) {
    sum += change(solver, cells[0], i * 100, 20);
    if (cells[length].value !== i * 100 + 19) throw new Error('the chain is broken');
    sum += cells[length >> 1].value;
  }
  return sum;
}

// Many pairs in a linear relation, each edited from either end.
function pairs(count) {
  const solver = new Solver(), left = [], right = [];
  for (let i = 0; i < count; i++) {
    const a = new Variable('a' + i, i), b = new Variable('b' + i, 0);
    left.push(a);
    right.push(b);
    solver.add(new Stay(NORMAL, a));
    solver.add(new Linear(REQUIRED, a, b, 2 + i % 3, 7));
  }
  let sum = 0;
  for (let i = 0; i < count; i++) {
    change(solver, left[i], i, 3);
    if (right[i].value !== (i + 2) * (2 + i % 3) + 7) throw new Error('right is wrong');
    sum += right[i].value;
    change(solver, right[i], 7 + (2 + i % 3) * i, 1);
    if (left[i].value !== i) throw new Error('left is wrong');
    sum += left[i].value;
  }
  return sum;
}

// A tree of relations: one root decides all leaves.
function tree(depth) {
  const solver = new Solver();
  const root = new Variable('root', 1);
  let level = [root], leaves = level;
  for (let d = 0; d < depth; d++) {
    leaves = [];
    for (const parent of level) {
      for (let k = 1; k <= 2; k++) {
        const child = new Variable('n', 0);
        solver.add(new Linear(REQUIRED, parent, child, k, d));
        leaves.push(child);
      }
    }
    level = leaves;
  }
  change(solver, root, 3, 30);
  let sum = 0;
  for (const leaf of leaves) sum = (sum + leaf.value) % 1000003;
  return sum;
}

let total = 0;
const rounds = Math.max(1, Math.round(22 * scale));
for (let i = 0; i < rounds; i++) {
  total = (total * 31 + chain(600) + pairs(500) + tree(9)) % 1000000007;
}
out('constraints ' + total);
