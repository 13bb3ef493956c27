// Chance: bytes from the host, and a generator whose numbers `math.seed` makes repeatable: xoshiro256**, its state filled by
// splitmix64. Until it is seeded by the program, the host seeds it, once.

import { Call } from './abi'
import { hexDigit } from './json-node'
import { randomBytes } from './host'

let a: u64 = 0
let b: u64 = 0
let c: u64 = 0
let d: u64 = 0
let isSeeded: bool = false

/** Begins the sequence of a number. */
export function seedWith(seed: u64): void {
  isSeeded = true
  a = mixed(seed + 0x9e37_79b9_7f4a_7c15)
  b = mixed(seed + 0x3c6e_f372_fe94_f82a)
  c = mixed(seed + 0xdaa6_6d2c_7ddf_743f)
  d = mixed(seed + 0x78dd_e6e5_fd29_f054)
}

// One step of splitmix64, after its addition.
function mixed(state: u64): u64 {
  let z = state
  z = (z ^ (z >> 30)) * 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z >> 27)) * 0x94d0_49bb_1331_11eb
  return z ^ (z >> 31)
}

/** 64 random bits. */
export function nextBits(): u64 {
  if (!isSeeded) seedFromHost()
  const result = rotl<u64>(b * 5, 7) * 9
  const t = b << 17
  c ^= a
  d ^= b
  b ^= c
  a ^= d
  c ^= t
  d = rotl<u64>(d, 45)
  return result
}

/** In [0, 1). */
export function nextFloat(): f64 {
  return <f64>(nextBits() >> 11) / 9007199254740992.0
}

/** A number below another, each with the same chance; below 2 ** 64 for 0. */
export function nextBelow(end: u64): u64 {
  if (end == 0) return nextBits()
  // The numbers that 2 ** 64 has too many for a whole number of rounds are drawn again.
  const surplus = (0 - end) % end
  let bits = nextBits()
  while (bits < surplus) bits = nextBits()
  return bits % end
}

function seedFromHost(): void {
  const hex = hostBytes(8)
  let seed: u64 = 0
  for (let i = 0; i < hex.length; i++) seed = (seed << 4) | <u64>hexDigit(hex.charCodeAt(i))
  seedWith(seed)
}

/** What one call of the import may ask for. */
const MAX_BYTES: i64 = 65_536

/** Bytes from the host, in hexadecimal. */
export function hostBytes(count: i64): string {
  let hex = ''
  for (let left = count; left > 0; left -= MAX_BYTES) {
    const call = Call.of(min(left, MAX_BYTES).toString())
    randomBytes(call.request, call.length, call.reply)
    hex += call.take()
  }
  return hex
}
