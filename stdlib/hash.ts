// Hashes for the keys of maps: values that are equal by Haira's `==` have the same one.

/** The hash of a key: a number, a bool, a string, an enum, a tuple of those, or a value of type any. */
export function hash<T>(value: T): u32 {
  if (isFloat<T>()) return hashFloat(<f64>value)
  if (isInteger<T>() && !isReference<T>()) return mix(<u64>value)
  if (isNullable<T>()) return changetype<usize>(value) == 0 ? 0 : hash<NonNullable<T>>(value!)
  if (isString<T>()) return hashText(changetype<string>(value))
  if (isDefined(value.hash)) return value.hash()
  if (isDefined(value.tag)) return mix(<u64>value.tag)
  return 0
}

/** An int and a float that are equal hash alike. */
export function hashFloat(value: f64): u32 {
  const whole = <i64>value
  return <f64>whole == value ? mix(<u64>whole) : mix(reinterpret<u64>(value))
}

/** Spreads the bits of a number. */
export function mix(value: u64): u32 {
  const spread = (value ^ (value >> 32)) * 0x9e3779b97f4a7c15
  return <u32>(spread >> 32)
}

/** The hash of two parts. */
export function combine(a: u32, b: u32): u32 {
  return mix(((<u64>a) << 32) | <u64>b)
}

// Eight bytes at a time.
function hashText(text: string): u32 {
  const start = changetype<usize>(text)
  const length = (<usize>text.length) << 1
  let sum: u64 = length
  let at: usize = 0
  for (; at + 8 <= length; at += 8) sum = rotl<u64>((sum ^ load<u64>(start + at)) * 0x9e3779b97f4a7c15, 29)
  // What is left, at most three units.
  let rest: u64 = 0
  for (; at < length; at += 2) rest = (rest << 16) | load<u16>(start + at)
  if (rest != 0) sum = rotl<u64>((sum ^ rest) * 0x9e3779b97f4a7c15, 29)
  return mix(sum)
}
