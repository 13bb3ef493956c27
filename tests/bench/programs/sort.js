export function main() {
  let seed = 42
  const xs = []
  for (let i = 0; i < 200000; i++) {
    seed = Number((BigInt(seed) * 1103515245n + 12345n) % 2147483648n)
    xs.push(seed)
  }
  const sorted = xs.toSorted((a, b) => a - b)
  const byDigit = xs.toSorted((a, b) => (a % 1000) - (b % 1000))
  return `${sorted[0]} ${sorted[100000]} ${byDigit[0]} ${byDigit[100000]}`
}
