export function run(): string {
  let seed: i64 = 42;
  const xs: i64[] = [];
  for (let i = 0; i < 200000; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    xs.push(seed);
  }
  const sorted = xs.slice(0).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const byDigit = xs.slice(0).sort((a, b) => <i32>((a % 1000) - (b % 1000)));
  return `${sorted[0]} ${sorted[100000]} ${byDigit[0]} ${byDigit[100000]}`;
}
