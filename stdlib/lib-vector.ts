// Module `vector`.

import { panic } from './panic'

/** `vector.similarity(a, b)`: the cosine of the angle between them; 0 where one has no direction. */
export function similarity(a: f64[], b: f64[]): f64 {
  if (a.length != b.length) {
    panic('vectors of ' + a.length.toString() + ' and ' + b.length.toString() + ' dimensions')
    return 0
  }
  let product: f64 = 0
  let squaresOfA: f64 = 0
  let squaresOfB: f64 = 0
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i]
    squaresOfA += a[i] * a[i]
    squaresOfB += b[i] * b[i]
  }
  const lengths = sqrt(squaresOfA) * sqrt(squaresOfB)
  return lengths == 0 ? 0 : product / lengths
}
