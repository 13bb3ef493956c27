const cell = (i, j) => 1 / ((((i + j) * (i + j + 1)) / 2 + i + 1) | 0)

function times(v, transposed) {
  const out = []
  for (let i = 0; i < v.length; i++) {
    let sum = 0
    for (let j = 0; j < v.length; j++) sum += (transposed ? cell(j, i) : cell(i, j)) * v[j]
    out.push(sum)
  }
  return out
}

export function main() {
  let u = Array.from({ length: 500 }, () => 1)
  let v = []
  for (let i = 0; i < 10; i++) {
    v = times(times(u, false), true)
    u = times(times(v, false), true)
  }
  let uv = 0
  let vv = 0
  for (let i = 0; i < u.length; i++) {
    uv += u[i] * v[i]
    vv += v[i] * v[i]
  }
  return String(Math.round(Math.sqrt(uv / vv) * 1e6) / 1e6)
}
