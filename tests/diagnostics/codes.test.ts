// Every diagnostic there is, is the reference's, is explained, and is printed in some case.

import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { explanations } from '../../compiler/diagnostics/explanations.generated.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const explained = explanations.map(({ code }) => code)

test('each code is printed in a case', () => {
  const outputs = globSync(here('../{check,diagnostics,lower}/cases/*/output.txt')).map((file) =>
    readFileSync(file, 'utf8'),
  )
  const printed = new Set(
    outputs.flatMap((text) => [...text.matchAll(/^(?:error|warning)\[(\w+)\]/gm)].map(([, code]) => code!)),
  )
  expect(explained.filter((code) => !printed.has(code))).toEqual([])
})

const page = globSync(here('../../../shared/reference/language.md'))[0]

test.skipIf(page === undefined)('the codes are those of the reference, and E0900 for what is to come', () => {
  const section = readFileSync(page!, 'utf8').split('\n## 11. ')[1]!.split('\n## 12. ')[0]!
  const listed = [...section.matchAll(/^\| ([EW]\d{4}(?: \/ [EW]\d{4})*) \|/gm)].flatMap(([, codes]) =>
    codes!.split(' / '),
  )
  expect(listed.length).toBeGreaterThan(90)
  expect(explained.filter((code) => code !== 'E0900').sort()).toEqual(listed.sort())
})
