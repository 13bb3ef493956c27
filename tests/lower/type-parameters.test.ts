// Classes of the emitted code keep clear of what the runtime calls its type parameters.

import { expect, test } from 'vitest'
import { typeParameters } from '../../compiler/4-lower/names.ts'
import { library } from '../emit/run-program.ts'

/** The head of a generic class, function or method. */
const generic = /(?:class|function) \w+<([^()]*?)>(?=[({ ])|^ {2}\w+<([\w, ]+)>\(.*\): /gm

test('the type parameters of the runtime are known', () => {
  const heads = [...library.values()].flatMap((text) => [...text.matchAll(generic)])
  const used = heads.flatMap(([, first, second]) => (first ?? second ?? '').split(','))
  const names = new Set(used.map((one) => one.trim().split(' ')[0]!))
  expect(heads.length).toBeGreaterThan(200)
  expect([...names].filter((name) => !typeParameters.has(name))).toEqual([])
})
