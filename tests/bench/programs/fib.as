function fib(n: i64): i64 {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}

export function run(): string {
  return fib(36).toString();
}
