// Whether two texts are one program: the same tree, the same comments in the same order. Only their layout may differ.

import { parse } from '../1-parse/parse.ts'
import { Report } from '../diagnostics/diagnostic.ts'
import type { Source } from '../source.ts'

/** Compares the trees of two sources without their spans; false if one cannot be read. */
export function sameProgram(one: Source, other: Source): boolean {
  const [first, second] = [one, other].map((source) => {
    const report = new Report()
    const syntax = parse(source, report)
    return report.failed ? undefined : syntax
  })
  if (!first || !second) return false
  const comments = [first, second].map((syntax) => syntax.comments.map(({ style, text }) => [style, withoutCr(text)]))
  return same(first.items, second.items) && same(comments[0], comments[1])
}

const withoutCr = (text: string) => text.replaceAll('\r', '')

function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other)
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const keys = fieldsOf(one)
  if (keys.length !== fieldsOf(other).length) return false
  return keys.every((key) => same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
}

function fieldsOf(value: object): string[] {
  return Object.keys(value).filter((key) => key !== 'span' && key !== 'operatorSpan')
}
