// Module `crypto`: hashes of the UTF-8 bytes of a text, in hexadecimal, and random bytes. Written after RFC 1321 (MD5), FIPS 180-4 (SHA-1,
// SHA-256, SHA-512) and RFC 2104 (HMAC), whose names for the variables are kept. The tables stand in functions, so that
// only programs that need them have them.

import { hexDigit } from './json-node'
import { bytesOf, hexText } from './lib-encoding'
import { hostBytes } from './random'

/** `crypto.md5(s)` */
export function md5(s: string): string {
  return hexText(md5Of(bytesOf(s)))
}

/** `crypto.sha1(s)` */
export function sha1(s: string): string {
  return hexText(sha1Of(bytesOf(s)))
}

/** `crypto.sha256(s)` */
export function sha256(s: string): string {
  return hexText(sha256Of(bytesOf(s)))
}

/** `crypto.sha512(s)` */
export function sha512(s: string): string {
  return hexText(sha512Of(bytesOf(s)))
}

/** `crypto.hmac_sha256(key, s)`: RFC 2104. */
export function hmac_sha256(key: string, s: string): string {
  const given = bytesOf(key)
  const own = given.length > 64 ? sha256Of(given) : given
  const inner = sha256Of(joined(masked(own, 0x36), bytesOf(s)))
  return hexText(sha256Of(joined(masked(own, 0x5c), inner)))
}

function masked(key: Uint8Array, mask: u8): Uint8Array {
  const block = new Uint8Array(64).fill(mask)
  for (let i = 0; i < key.length; i++) block[i] ^= key[i]
  return block
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

// The message, a 1 bit, zeros, and room for the length in bits at the end of the last block.
function padded(message: Uint8Array, block: i32, lengthBytes: i32): Uint8Array {
  const size = (message.length + lengthBytes + block) / block
  const whole = new Uint8Array(size * block)
  whole.set(message)
  whole[message.length] = 0x80
  return whole
}

function bigEndianLength(whole: Uint8Array, message: Uint8Array): void {
  store<u64>(whole.dataStart + whole.length - 8, bswap<u64>((<u64>message.length) << 3))
}

// ------------------------------------------------------------------------------------------------------ MD5 (RFC 1321)

function md5Of(message: Uint8Array): Uint8Array {
  const whole = padded(message, 64, 8)
  store<u64>(whole.dataStart + whole.length - 8, (<u64>message.length) << 3)
  let A: u32 = 0x67452301
  let B: u32 = 0xefcdab89
  let C: u32 = 0x98badcfe
  let D: u32 = 0x10325476
  for (let at = 0; at < whole.length; at += 64) {
    const X = whole.dataStart + at
    let a = A
    let b = B
    let c = C
    let d = D
    for (let i = 0; i < 64; i++) {
      const sum = a + md5Function(i, b, c, d) + load<u32>(X + (md5Word(i) << 2)) + load<u32>(md5Table() + (i << 2))
      a = d
      d = c
      c = b
      b += rotl<u32>(sum, md5Shift(i))
    }
    A += a
    B += b
    C += c
    D += d
  }
  const hash = new Uint8Array(16)
  store<u32>(hash.dataStart, A)
  store<u32>(hash.dataStart, B, 4)
  store<u32>(hash.dataStart, C, 8)
  store<u32>(hash.dataStart, D, 12)
  return hash
}

// F, G, H and I, in four rounds of 16 steps.
function md5Function(i: i32, x: u32, y: u32, z: u32): u32 {
  if (i < 16) return (x & y) | (~x & z)
  if (i < 32) return (x & z) | (y & ~z)
  return i < 48 ? x ^ y ^ z : y ^ (x | ~z)
}

function md5Word(i: i32): i32 {
  if (i < 16) return i
  if (i < 32) return (5 * i + 1) & 15
  return (i < 48 ? 3 * i + 5 : 7 * i) & 15
}

function md5Shift(i: i32): u32 {
  const shifts = memory.data<u8>([7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21])
  return load<u8>(shifts + (((i >> 4) << 2) | (i & 3)))
}

// The whole part of 2^32 * abs(sin(i + 1)).
function md5Table(): usize {
  return memory.data<u32>([
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8,
    0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340,
    0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87,
    0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
    0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039,
    0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
    0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
    0xeb86d391,
  ])
}

// --------------------------------------------------------------------------------------------------- SHA (FIPS 180-4)

function ch<T>(x: T, y: T, z: T): T {
  return (x & y) ^ (~x & z)
}

function maj<T>(x: T, y: T, z: T): T {
  return (x & y) ^ (x & z) ^ (y & z)
}

function sha1Of(message: Uint8Array): Uint8Array {
  const whole = padded(message, 64, 8)
  bigEndianLength(whole, message)
  const H: StaticArray<u32> = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  const W = new StaticArray<u32>(80)
  for (let at = 0; at < whole.length; at += 64) {
    for (let t = 0; t < 16; t++) W[t] = bswap<u32>(load<u32>(whole.dataStart + at + (t << 2)))
    for (let t = 16; t < 80; t++) W[t] = rotl<u32>(W[t - 3] ^ W[t - 8] ^ W[t - 14] ^ W[t - 16], 1)
    let a = H[0]
    let b = H[1]
    let c = H[2]
    let d = H[3]
    let e = H[4]
    for (let t = 0; t < 80; t++) {
      const T = rotl<u32>(a, 5) + sha1Function(t, b, c, d) + e + sha1Constant(t) + W[t]
      e = d
      d = c
      c = rotl<u32>(b, 30)
      b = a
      a = T
    }
    H[0] += a
    H[1] += b
    H[2] += c
    H[3] += d
    H[4] += e
  }
  return bigEndian<u32>(H)
}

function sha1Function(t: i32, x: u32, y: u32, z: u32): u32 {
  if (t < 20) return ch<u32>(x, y, z)
  return t >= 40 && t < 60 ? maj<u32>(x, y, z) : x ^ y ^ z
}

function sha1Constant(t: i32): u32 {
  if (t < 20) return 0x5a827999
  if (t < 40) return 0x6ed9eba1
  return t < 60 ? 0x8f1bbcdc : 0xca62c1d6
}

function bigEndian<T>(words: StaticArray<T>): Uint8Array {
  const bytes = new Uint8Array(words.length * sizeof<T>())
  for (let i = 0; i < words.length; i++) store<T>(bytes.dataStart + i * sizeof<T>(), bswap<T>(words[i]))
  return bytes
}

function sha256Of(message: Uint8Array): Uint8Array {
  return sha2<u32>(
    message,
    sha256Table(),
    [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19],
  )
}

function sha512Of(message: Uint8Array): Uint8Array {
  return sha2<u64>(
    message,
    sha512Table(),
    [
      0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1,
      0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ],
  )
}

/** SHA-256 with words of 32 bits and SHA-512 with words of 64 (FIPS 180-4, 6.2 and 6.4), from the constants and the first hash. */
function sha2<T>(message: Uint8Array, K: usize, H: StaticArray<T>): Uint8Array {
  const size = <i32>sizeof<T>()
  const rounds = size == 4 ? 64 : 80
  const whole = padded(message, 16 * size, 2 * size)
  bigEndianLength(whole, message)
  const W = new StaticArray<T>(rounds)
  for (let at = 0; at < whole.length; at += 16 * size) {
    for (let t = 0; t < 16; t++) W[t] = bswap<T>(load<T>(whole.dataStart + at + t * size))
    for (let t = 16; t < rounds; t++) {
      const s0 = turned<T>(W[t - 15], 7, 1) ^ turned<T>(W[t - 15], 18, 8) ^ shifted<T>(W[t - 15], 3, 7)
      const s1 = turned<T>(W[t - 2], 17, 19) ^ turned<T>(W[t - 2], 19, 61) ^ shifted<T>(W[t - 2], 10, 6)
      W[t] = s1 + W[t - 7] + s0 + W[t - 16]
    }
    let a = H[0]
    let b = H[1]
    let c = H[2]
    let d = H[3]
    let e = H[4]
    let f = H[5]
    let g = H[6]
    let h = H[7]
    for (let t = 0; t < rounds; t++) {
      const S1 = turned<T>(e, 6, 14) ^ turned<T>(e, 11, 18) ^ turned<T>(e, 25, 41)
      const T1 = h + S1 + ch<T>(e, f, g) + load<T>(K + t * size) + W[t]
      const S0 = turned<T>(a, 2, 28) ^ turned<T>(a, 13, 34) ^ turned<T>(a, 22, 39)
      h = g
      g = f
      f = e
      e = d + T1
      d = c
      c = b
      b = a
      a = T1 + S0 + maj<T>(b, c, d)
    }
    H[0] += a
    H[1] += b
    H[2] += c
    H[3] += d
    H[4] += e
    H[5] += f
    H[6] += g
    H[7] += h
  }
  return bigEndian<T>(H)
}

/** Rotated to the right: by so much for words of 32 bits, by so much for those of 64. */
function turned<T>(word: T, in32: i32, in64: i32): T {
  return rotr<T>(word, <T>(sizeof<T>() == 4 ? in32 : in64))
}

/** Shifted to the right in the same way. */
function shifted<T>(word: T, in32: i32, in64: i32): T {
  return word >> <T>(sizeof<T>() == 4 ? in32 : in64)
}

function sha256Table(): usize {
  return memory.data<u32>([
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
    0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
    0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
    0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2,
  ])
}

function sha512Table(): usize {
  return memory.data<u64>([
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538,
    0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe,
    0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2, 0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235,
    0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5, 0x983e5152ee66dfab,
    0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
    0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed,
    0x53380d139d95b3df, 0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218,
    0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8, 0x19a4c116b8d2d0c8, 0x1e376c085141ab53,
    0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373,
    0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c,
    0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6,
    0x113f9804bef90dae, 0x1b710b35131c471b, 0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc,
    0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
  ])
}

// ------------------------------------------------------------------------------------------------------------- chance

/** `crypto.random_bytes(n)`, in hexadecimal. */
export function random_bytes(n: i64): string {
  return hostBytes(n)
}

/** `crypto.uuid()`: version 4. */
export function uuid(): string {
  const hex = hostBytes(16)
  // Two bits of the 17th digit say which variant it is.
  const variant = '89ab'.charAt(hexDigit(hex.charCodeAt(16)) & 3)
  const last = variant + hex.substring(17, 20) + '-' + hex.substring(20)
  return hex.substring(0, 8) + '-' + hex.substring(8, 12) + '-4' + hex.substring(13, 16) + '-' + last
}
