function cell(i: i64, j: i64): f64 {
  return 1.0 / <f64>((i + j) * (i + j + 1) / 2 + i + 1);
}

function times(v: f64[], transposed: bool): f64[] {
  const out: f64[] = [];
  for (let i = 0; i < v.length; i++) {
    let sum = 0.0;
    for (let j = 0; j < v.length; j++) sum += (transposed ? cell(j, i) : cell(i, j)) * v[j];
    out.push(sum);
  }
  return out;
}

export function run(): string {
  let u: f64[] = [];
  for (let i = 0; i < 500; i++) u.push(1.0);
  let v: f64[] = [];
  for (let i = 0; i < 10; i++) {
    v = times(times(u, false), true);
    u = times(times(v, false), true);
  }
  let uv = 0.0;
  let vv = 0.0;
  for (let i = 0; i < u.length; i++) {
    uv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  return (Math.round(Math.sqrt(uv / vv) * 1e6) / 1e6).toString();
}
