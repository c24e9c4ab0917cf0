// Bodies under gravity: fields that hold floating-point numbers.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

class Body {
  constructor(x, y, z, vx, vy, vz, mass) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.vx = vx;
    this.vy = vy;
    this.vz = vz;
    this.mass = mass;
  }
}

// A heavy sun and planets on circles around it, slightly tilted.
function makeSystem(planets) {
  const bodies = [new Body(0, 0, 0, 0, 0, 0, 40)];
  for (let i = 1; i <= planets; i++) {
    const r = i * 1.5 + 0.25, v = Math.sqrt(40 / r);
    const bodyMass = 0.01 / i;
    if (i % 2 === 0) bodies.push(new Body(r, 0, 0.01 * i, 0, v, 0.02, bodyMass));
    else bodies.push(new Body(0, -r, 0, v, 0, 0.01 * i, bodyMass));
  }
  return bodies;
}

function advance(bodies, dt) {
  const n = bodies.length;
  for (let i = 0; i < n; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < n; j++) {
      const b = bodies[j];
      const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      const square = dx * dx + dy * dy + dz * dz;
      const pull = dt / (square * Math.sqrt(square));
      const toA = b.mass * pull, toB = a.mass * pull;
      a.vx -= dx * toA;
      a.vy -= dy * toA;
      a.vz -= dz * toA;
      b.vx += dx * toB;
      b.vy += dy * toB;
      b.vz += dz * toB;
    }
  }
  for (let i = 0; i < n; i++) {
    const a = bodies[i];
    a.x += dt * a.vx;
    a.y += dt * a.vy;
    a.z += dt * a.vz;
  }
}

function energy(bodies) {
  let sum = 0;
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    sum += a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz) / 2;
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      sum -= a.mass * b.mass / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return sum;
}

const bodies = makeSystem(5);
const before = energy(bodies);
const steps = Math.max(10, Math.round(150000 * scale));
for (let i = 0; i < steps; i++) advance(bodies, 0.001);
if (Math.abs(energy(bodies) - before) > 1e-3) throw new Error('energy was not kept');
out('nbody ' + Math.round(energy(bodies) * 1e9) + ' ' + Math.round(bodies[1].x * 1e6));
