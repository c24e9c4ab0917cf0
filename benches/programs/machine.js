// An interpreter in the interpreter: a stack machine with a switch over its opcodes.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

const PUSH = 0, LOAD = 1, STORE = 2, ADD = 3, SUB = 4, MUL = 5, MOD = 6, LESS = 7, JUMP = 8, BRANCH = 9, GET = 10, PUT = 11, HALT = 12;

function assemble(lines) {
  const labels = {}, code = [];
  let at = 0;
  for (const line of lines) {
    if (typeof line === 'string') labels[line] = at;
    else at += line.length;
  }
  for (const line of lines) {
    if (typeof line === 'string') continue;
    for (const word of line) code.push(typeof word === 'string' ? labels[word] : word);
  }
  return code;
}

function execute(code, memory) {
  const stack = [], locals = [0, 0, 0, 0];
  let pc = 0, sp = 0, steps = 0;
  for (;;) {
    steps++;
    switch (code[pc++]) {
      case PUSH: stack[sp++] = code[pc++]; break;
      case LOAD: stack[sp++] = locals[code[pc++]]; break;
      case STORE: locals[code[pc++]] = stack[--sp]; break;
      case ADD: sp--; stack[sp - 1] = stack[sp - 1] + stack[sp]; break;
      case SUB: sp--; stack[sp - 1] = stack[sp - 1] - stack[sp]; break;
      case MUL: sp--; stack[sp - 1] = stack[sp - 1] * stack[sp]; break;
      case MOD: sp--; stack[sp - 1] = stack[sp - 1] % stack[sp]; break;
      case LESS: sp--; stack[sp - 1] = stack[sp - 1] < stack[sp] ? 1 : 0; break;
      case JUMP: pc = code[pc]; break;
      case BRANCH: if (stack[--sp] !== 0) pc = code[pc]; else pc++; break;
      case GET: stack[sp - 1] = memory[stack[sp - 1]]; break;
      case PUT: sp -= 2; memory[stack[sp]] = stack[sp + 1]; break;
      case HALT: return steps;
      default: throw new Error('no such opcode');
    }
  }
}

// for (i = 0; i < n; i++) for (j = 0; j < 64; j++) memory[j] = (memory[j] * 3 + i + j) % 1009
function program(n) {
  return assemble([
    [PUSH, 0], [STORE, 0],
    'outer', [LOAD, 0], [PUSH, n], [LESS], [BRANCH, 'body'], [HALT],
    'body', [PUSH, 0], [STORE, 1],
    'inner', [LOAD, 1], [PUSH, 64], [LESS], [BRANCH, 'work'],
    [LOAD, 0], [PUSH, 1], [ADD], [STORE, 0], [JUMP, 'outer'],
    'work', [LOAD, 1], [LOAD, 1], [GET], [PUSH, 3], [MUL], [LOAD, 0], [ADD], [LOAD, 1], [ADD], [PUSH, 1009], [MOD], [PUT],
    [LOAD, 1], [PUSH, 1], [ADD], [STORE, 1], [JUMP, 'inner'],
  ]);
}

const memory = [];
for (let i = 0; i < 64; i++) memory.push(i);
const steps = execute(program(Math.max(2, Math.round(6000 * scale))), memory);
let sum = 0;
for (let i = 0; i < 64; i++) sum = (sum * 7 + memory[i]) % 1000003;
out('machine ' + steps + ' ' + sum);
