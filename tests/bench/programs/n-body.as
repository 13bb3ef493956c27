const days = 365.24;
const solar = 4.0 * Math.PI * Math.PI;

class Body {
  vx: f64;
  vy: f64;
  vz: f64;
  mass: f64;
  constructor(public x: f64, public y: f64, public z: f64, vx: f64, vy: f64, vz: f64, mass: f64) {
    this.vx = vx * days;
    this.vy = vy * days;
    this.vz = vz * days;
    this.mass = mass * solar;
  }
}

function solarSystem(): Body[] {
  const bodies = [
    new Body(0, 0, 0, 0, 0, 0, 1),
    new Body(4.8414314424647209, -1.16032004402742839, -1.03622044471123109e-1, 1.66007664274403694e-3, 7.69901118419740425e-3, -6.90460016972063023e-5, 9.54791938424326609e-4),
    new Body(8.34336671824457987, 4.12479856412430479, -4.03523417114321381e-1, -2.76742510726411974e-3, 4.99852801234917238e-3, 2.30417297573763929e-5, 2.85885980666130812e-4),
    new Body(12.894369562139131, -15.1111514016986312, -2.23307578892655734e-1, 2.96460137564761618e-3, 2.37847173959480950e-3, -2.96589568540237556e-5, 4.36624404335156298e-5),
    new Body(15.3796971148509165, -25.9193146099879641, 1.79258772950371181e-1, 2.68067772490389322e-3, 1.62824170038242295e-3, -9.51592254519715870e-5, 5.15138902046611451e-5),
  ];
  const sun = bodies[0];
  for (let i = 0; i < bodies.length; i++) {
    const b = bodies[i];
    sun.vx -= b.vx * b.mass / solar;
    sun.vy -= b.vy * b.mass / solar;
    sun.vz -= b.vz * b.mass / solar;
  }
  return bodies;
}

function energy(bodies: Body[]): f64 {
  let e = 0.0;
  for (let i = 0; i < bodies.length; i++) {
    const b = bodies[i];
    e += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz);
    for (let j = i + 1; j < bodies.length; j++) {
      const c = bodies[j];
      const dx = b.x - c.x;
      const dy = b.y - c.y;
      const dz = b.z - c.z;
      e -= b.mass * c.mass / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return e;
}

function advance(bodies: Body[], dt: f64): void {
  for (let i = 0; i < bodies.length; i++) {
    const b = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const c = bodies[j];
      const dx = b.x - c.x;
      const dy = b.y - c.y;
      const dz = b.z - c.z;
      const distance = dx * dx + dy * dy + dz * dz;
      const force = dt / (distance * Math.sqrt(distance));
      b.vx -= dx * c.mass * force;
      b.vy -= dy * c.mass * force;
      b.vz -= dz * c.mass * force;
      c.vx += dx * b.mass * force;
      c.vy += dy * b.mass * force;
      c.vz += dz * b.mass * force;
    }
  }
  for (let i = 0; i < bodies.length; i++) {
    const b = bodies[i];
    b.x += dt * b.vx;
    b.y += dt * b.vy;
    b.z += dt * b.vz;
  }
}

export function run(): string {
  const bodies = solarSystem();
  for (let i = 0; i < 400000; i++) advance(bodies, 0.01);
  return (Math.round(energy(bodies) * 1e6) / 1e6).toString();
}
