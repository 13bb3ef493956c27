// Number literals (language page 1.3): their value, or what is wrong with them.

import type { Message } from '../diagnostics/diagnostic.ts'
import { integerTooLarge, malformedNumber, numberWithoutDigits } from '../diagnostics/messages.generated.ts'

const decimal = /[0-9](?:_?[0-9])*(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?/y
const digits = /[0-9](?:_?[0-9])*/y
const prefixed = /^0(?:[xX][0-9a-fA-F](?:_?[0-9a-fA-F])*|[bB][01](?:_?[01])*|[oO][0-7](?:_?[0-7])*)$/
const wordEnd = /[A-Za-z0-9_]*/y

const most = 0x7fff_ffff_ffff_ffffn
const mostUnsigned = 0xffff_ffff_ffff_ffffn

export interface NumberText {
  /** All that is written together, so also the letters after a number. */
  written: string
  value: bigint | number
  problem?: Message
}

/** Reads the number at an offset. After `.` it is a tuple index; after a sign, 2^63 is not too large. */
export function readNumber(text: string, at: number, afterDot: boolean, afterSign: boolean): NumberText {
  if (/[xXbBoO]/.test(text[at + 1] ?? '') && text[at] === '0') return readPrefixed(sticky(wordEnd, text, at))
  const number = sticky(afterDot ? digits : decimal, text, at)
  const written = number + sticky(wordEnd, text, at + number.length)
  if (written !== number) return { written, value: 0n, problem: malformedNumber({ text: written }) }
  const plain = number.replaceAll('_', '')
  if (/[.eE]/.test(plain)) return { written, value: Number(plain) }
  return sized(written, BigInt(plain), afterSign ? most + 1n : most)
}

function readPrefixed(written: string): NumberText {
  if (/^.._*$/.test(written)) return { written, value: 0n, problem: numberWithoutDigits({ text: written }) }
  if (!prefixed.test(written)) return { written, value: 0n, problem: malformedNumber({ text: written }) }
  const { value, ...rest } = sized(written, BigInt(written.replaceAll('_', '').toLowerCase()), mostUnsigned)
  return { ...rest, value: BigInt.asIntN(64, value) }
}

function sized(written: string, value: bigint, limit: bigint): NumberText & { value: bigint } {
  return value > limit ? { written, value, problem: integerTooLarge({ text: written }) } : { written, value }
}

function sticky(expression: RegExp, text: string, at: number): string {
  expression.lastIndex = at
  return expression.exec(text)?.[0] ?? ''
}
