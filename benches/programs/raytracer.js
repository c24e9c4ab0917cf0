// Rays, spheres and a chequered plane, with immutable vector objects.
const out = typeof print === 'function' ? print : console.log;
const scale = typeof SCALE === 'number' ? SCALE : 1;

class Vector {
  constructor(x, y, z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }

  plus(v) {
    return new Vector(this.x + v.x, this.y + v.y, this.z + v.z);
  }

  minus(v) {
    return new Vector(this.x - v.x, this.y - v.y, this.z - v.z);
  }

  times(k) {
    return new Vector(this.x * k, this.y * k, this.z * k);
  }

  dot(v) {
    return this.x * v.x + this.y * v.y + this.z * v.z;
  }

  unit() {
    return this.times(1 / Math.sqrt(this.dot(this)));
  }

  mirror(normal) {
    return this.minus(normal.times(2 * this.dot(normal)));
  }
}

class Ray {
  constructor(origin, direction) {
    this.origin = origin;
    this.direction = direction;
  }

  at(t) {
    return this.origin.plus(this.direction.times(t));
  }
}

class Sphere {
  constructor(centre, radius, colour, shine) {
    this.centre = centre;
    this.radius = radius;
    this.colour = colour;
    this.shine = shine;
  }

  hit(ray) {
    const to = this.centre.minus(ray.origin);
    const along = to.dot(ray.direction);
    const rest = this.radius * this.radius - (to.dot(to) - along * along);
    if (rest < 0) return -1;
    const half = Math.sqrt(rest);
    return along - half > 1e-6 ? along - half : along + half > 1e-6 ? along + half : -1;
  }

  normal(point) {
    return point.minus(this.centre).times(1 / this.radius);
  }

  colourAt(point) {
    return this.colour;
  }
}

class Floor {
  constructor(height, light, dark) {
    this.height = height;
    this.up = new Vector(0, 1, 0);
    this.light = light;
    this.dark = dark;
    this.shine = 0.2;
  }

  hit(ray) {
    const slope = ray.direction.y;
    if (slope > -1e-9) return -1;
    const t = (this.height - ray.origin.y) / slope;
    return t > 1e-6 ? t : -1;
  }

  normal(point) {
    return this.up;
  }

  colourAt(point) {
    return (Math.floor(point.x) + Math.floor(point.z)) % 2 === 0 ? this.light : this.dark;
  }
}

class Scene {
  constructor(things, lamp) {
    this.things = things;
    this.lamp = lamp;
    this.sky = new Vector(0.3, 0.4, 0.7);
    this.black = new Vector(0, 0, 0);
  }

  nearest(ray) {
    let best = null, bestT = Infinity;
    const things = this.things;
    for (let i = 0; i < things.length; i++) {
      const t = things[i].hit(ray);
      if (t > 0 && t < bestT) {
        bestT = t;
        best = things[i];
      }
    }
    return best === null ? null : { thing: best, t: bestT };
  }

  trace(ray, depth) {
    const hit = this.nearest(ray);
    if (hit === null) return this.sky;
    const point = ray.at(hit.t), thing = hit.thing;
    const normal = thing.normal(point);
    const toLamp = this.lamp.minus(point).unit();
    const shadow = this.nearest(new Ray(point.plus(normal.times(1e-4)), toLamp)) !== null;
    const bright = shadow ? 0.15 : 0.15 + 0.85 * Math.max(0, normal.dot(toLamp));
    const own = thing.colourAt(point).times(bright * (1 - thing.shine));
    if (depth === 0 || thing.shine === 0) return own;
    const mirrored = new Ray(point.plus(normal.times(1e-4)), ray.direction.mirror(normal).unit());
    return own.plus(this.trace(mirrored, depth - 1).times(thing.shine));
  }
}

function makeScene() {
  const things = [new Floor(-1, new Vector(0.9, 0.9, 0.9), new Vector(0.1, 0.1, 0.1))];
  for (let i = 0; i < 7; i++) {
    const centre = new Vector(-3 + i, -0.4 + (i % 3) * 0.5, 4 + (i * 5) % 4);
    things.push(new Sphere(centre, 0.4 + (i % 2) * 0.25, new Vector(0.2 + i / 10, 0.9 - i / 10, 0.5), 0.1 * (i % 4)));
  }
  return new Scene(things, new Vector(-5, 8, -3));
}

function render(width, height) {
  const scene = makeScene(), eye = new Vector(0, 0.5, -3);
  let sum = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const direction = new Vector((x - width / 2) / width, (height / 2 - y) / width, 1).unit();
      const colour = scene.trace(new Ray(eye, direction), 3);
      const red = Math.min(255, Math.floor(colour.x * 255));
      const green = Math.min(255, Math.floor(colour.y * 255));
      const blue = Math.min(255, Math.floor(colour.z * 255));
      sum = (sum * 3 + (red << 16 | green << 8 | blue)) % 1000000007;
    }
  }
  return sum;
}

const height = Math.max(4, Math.round(200 * Math.sqrt(scale)));
out('raytracer ' + render(height * 4 / 3 | 0, height));
