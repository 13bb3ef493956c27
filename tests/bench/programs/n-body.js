const days = 365.24
const solar = 4 * Math.PI * Math.PI
const planet = (x, y, z, vx, vy, vz, mass) => ({
  x,
  y,
  z,
  vx: vx * days,
  vy: vy * days,
  vz: vz * days,
  mass: mass * solar,
})

function system() {
  const bodies = [
    planet(0, 0, 0, 0, 0, 0, 1),
    planet(
      4.841431442464721,
      -1.1603200440274284,
      -0.10362204447112311,
      0.001660076642744037,
      0.007699011184197404,
      -0.0000690460016972063,
      0.0009547919384243266,
    ),
    planet(
      8.34336671824458,
      4.124798564124305,
      -0.4035234171143214,
      -0.00276742510726412,
      0.004998528012349172,
      0.000023041729757376393,
      0.0002858859806661308,
    ),
    planet(
      12.894369562139131,
      -15.111151401698631,
      -0.22330757889265573,
      0.002964601375647616,
      0.0023784717395948095,
      -0.000029658956854023756,
      0.00004366244043351563,
    ),
    planet(
      15.379697114850917,
      -25.919314609987964,
      0.17925877295037118,
      0.0026806777249038932,
      0.001628241700382423,
      -0.00009515922545197159,
      0.000051513890204661145,
    ),
  ]
  const sun = bodies[0]
  for (const b of bodies) {
    sun.vx -= (b.vx * b.mass) / solar
    sun.vy -= (b.vy * b.mass) / solar
    sun.vz -= (b.vz * b.mass) / solar
  }
  return bodies
}

function energy(bodies) {
  let e = 0
  bodies.forEach((b, i) => {
    e += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz)
    for (let j = i + 1; j < bodies.length; j++) {
      const c = bodies[j]
      e -= (b.mass * c.mass) / Math.hypot(b.x - c.x, b.y - c.y, b.z - c.z)
    }
  })
  return e
}

function advance(bodies, dt) {
  for (let i = 0; i < bodies.length; i++) {
    const b = bodies[i]
    for (let j = i + 1; j < bodies.length; j++) {
      const c = bodies[j]
      const dx = b.x - c.x
      const dy = b.y - c.y
      const dz = b.z - c.z
      const distance = dx * dx + dy * dy + dz * dz
      const force = dt / (distance * Math.sqrt(distance))
      b.vx -= dx * c.mass * force
      b.vy -= dy * c.mass * force
      b.vz -= dz * c.mass * force
      c.vx += dx * b.mass * force
      c.vy += dy * b.mass * force
      c.vz += dz * b.mass * force
    }
  }
  for (const b of bodies) {
    b.x += dt * b.vx
    b.y += dt * b.vy
    b.z += dt * b.vz
  }
}

export function main() {
  const bodies = system()
  for (let i = 0; i < 400000; i++) advance(bodies, 0.01)
  return String(Math.round(energy(bodies) * 1e6) / 1e6)
}
