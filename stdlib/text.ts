// Order of strings: by code points, where AssemblyScript's own operators compare UTF-16 units.

/** Negative, zero or positive, as `a` comes before, is, or comes after `b`. */
export function compareText(a: string, b: string): i32 {
  const length = min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x == y) continue
    // Surrogates stand for code points beyond all others, though U+E000…U+FFFF are larger as units.
    if (isSurrogate(x) != isSurrogate(y)) return isSurrogate(x) ? 1 : -1
    return x - y
  }
  return a.length - b.length
}

function isSurrogate(unit: i32): bool {
  return (unit & 0xf800) == 0xd800
}
