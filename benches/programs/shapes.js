// Objects of many classes behind one interface: polymorphic methods, accessors and fields at different offsets.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

class Shape {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }

  move(dx, dy) {
    this.x += dx;
    this.y += dy;
    return this;
  }

  get area() {
    return 0;
  }

  weight() {
    return this.area * this.density();
  }

  density() {
    return 1;
  }
}

class Circle extends Shape {
  constructor(x, y, radius) {
    super(x, y);
    this.radius = radius;
  }

  get area() {
    return 3 * this.radius * this.radius;
  }
}

class Rectangle extends Shape {
  constructor(x, y, width, height) {
    super(x, y);
    this.width = width;
    this.height = height;
  }

  get area() {
    return this.width * this.height;
  }

  density() {
    return 2;
  }
}

class Square extends Rectangle {
  constructor(x, y, side) {
    super(x, y, side, side);
    this.isSquare = true;
  }

  density() {
    return super.density() + 1;
  }
}

class Triangle extends Shape {
  constructor(x, y, base, height) {
    super(x, y);
    this.height = height;
    this.base = base;
  }

  get area() {
    return this.base * this.height >> 1;
  }

  move(dx, dy) {
    super.move(dx, dy);
    this.moved = (this.moved | 0) + 1;
    return this;
  }
}

class Ring extends Circle {
  constructor(x, y, radius, hole) {
    super(x, y, radius);
    this.hole = new Circle(x, y, hole);
  }

  get area() {
    return super.area - this.hole.area;
  }

  set scaleBy(k) {
    this.radius *= k;
    this.hole.radius *= k;
  }
}

class Group extends Shape {
  constructor(parts) {
    super(0, 0);
    this.parts = parts;
  }

  get area() {
    let sum = 0;
    for (const part of this.parts) sum += part.area;
    return sum;
  }

  move(dx, dy) {
    for (const part of this.parts) part.move(dx, dy);
    return super.move(dx, dy);
  }
}

function make(i) {
  switch (i % 6) {
    case 0: return new Circle(i, -i, i % 10);
    case 1: return new Rectangle(i, i, i % 7, i % 5);
    case 2: return new Square(0, i, i % 9);
    case 3: return new Triangle(i, 0, i % 11, i % 6);
    case 4: return new Ring(i, 1, i % 10 + 4, i % 4);
    default: return new Group([make(i + 1), make(i + 2)]);
  }
}

const things = [];
for (let i = 0; i < 300; i++) things.push(make(i));
let total = 0;
const rounds = Math.max(1, Math.round(6000 * scale));
for (let r = 0; r < rounds; r++) {
  let sum = 0;
  for (let i = 0; i < things.length; i++) {
    const thing = things[i];
    sum += thing.move(1, r & 1 ? -1 : 1).weight() + thing.x;
    if (thing instanceof Ring && r % 100 === 0) thing.scaleBy = r % 200 === 0 ? 2 : 0.5;
    if (thing.isSquare) sum += thing.y;
  }
  total = (total + sum) % 1000000007;
}
out('shapes ' + total);
