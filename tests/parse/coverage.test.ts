// Each rule of the grammar matches something in some case.

import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { parse } from '../../compiler/1-parse/parse.ts'
import { Report } from '../../compiler/diagnostics/diagnostic.ts'
import { Source } from '../../compiler/source.ts'

/** Rules that only say what was expected, or note what cannot be: they match nothing. */
const neverMatch = ['Expression', 'NoMap', 'MissingPattern']

const matched = vi.hoisted(() => new Set<string>())
const grammar = readFileSync(new URL('../../compiler/1-parse/haira.peggy', import.meta.url), 'utf8')

/** The parser as it is, made once more so that it tells which rules matched. */
vi.mock('../../compiler/1-parse/parser.generated.js', async () => {
  const { generateParser } = await import('../../compiler/1-parse/generate-parser.ts')
  const text = generateParser(
    readFileSync(new URL('../../compiler/1-parse/haira.peggy', import.meta.url), 'utf8'),
    'haira.peggy',
    true,
  )
  const traced = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
    parse(input: string, options: object): unknown
  }
  const trace = ({ type, rule }: { type: string; rule: string }) => {
    if (type === 'rule.match') matched.add(rule)
  }
  return { parse: (input: string, options: object) => traced.parse(input, { ...options, tracer: { trace } }) }
})

test('each rule of the grammar matches in a case of the parser or of its diagnostics', () => {
  const files = globSync(fileURLToPath(new URL('../{parse,diagnostics}/cases/*/input.haira', import.meta.url)))
  for (const file of files) parse(new Source(file, readFileSync(file, 'utf8')), new Report())
  const rules = [...grammar.matchAll(/^(\w+)(?: "[^"]*")?\s*=/gm)].map(([, name]) => name!)
  expect(rules.length).toBeGreaterThan(100)
  expect(rules.filter((rule) => !matched.has(rule))).toEqual(neverMatch)
})
