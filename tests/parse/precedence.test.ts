// Table 2 of the language page: how expressions group.

import { expect, test } from 'vitest'
import { expression, grouped } from './program.ts'

const groups: [written: string, read: string][] = [
  ['a + b * c', '(a + (b * c))'],
  ['a * b + c', '((a * b) + c)'],
  ['a - b - c', '((a - b) - c)'],
  ['a or b and c', '(a or (b and c))'],
  ['a || b && c', '(a or (b and c))'],
  ['a == b and c != d', '((a == b) and (c != d))'],
  ['a == b == c', '((a == b) == c)'],
  ['a < b == c >= d', '((a < b) == (c >= d))'],
  ['(v >> n) & 1 == 1', '(((v >> n) & 1) == 1)'],
  ['a | b ^ c & d << e', '(a | (b ^ (c & (d << e))))'],
  ['a << b + c', '(a << (b + c))'],
  ['a >> b >>> c', '((a >> b) >>> c)'],
  ['0..n + 1', '(0 .. (n + 1))'],
  ['a..b < c', '((a .. b) < c)'],
  ['1..5', '(1 .. 5)'],
  ['a..=b', '(a ..= b)'],
  ['a |> f |> g(1)', '((a |> f) |> g(1))'],
  ['a or b |> f', '((a or b) |> f)'],
  ['a |> f orelse b', '((a |> f) orelse b)'],
  ['a orelse b orelse c', '((a orelse b) orelse c)'],
  ['a orelse return', '(a orelse return)'],
  ['a |> x => b + c', '(a |> (x => (b + c)))'],
  ['-a + b', '((- a) + b)'],
  ['-a.b', '(- a.b)'],
  ['- -a', '(- (- a))'],
  ['not a == b', '((not a) == b)'],
  ['!a and ~b', '((not a) and (~ b))'],
  ['-a as float', '((- a) as float)'],
  ['a * b as int', '(a * (b as int))'],
  ['a as int + b', '((a as int) + b)'],
  ['a as []int?', '(a as []int?)'],
  ['a as? int orelse b', '((a as? int) orelse b)'],
  ['await t + 1', '((await t) + 1)'],
  ['<-a + 1', '((<- a) + 1)'],
  ['spawn f(x) + 1', '((spawn f(x)) + 1)'],
  ['a.b?.c[d](e)?', '(a.b?.c[d](e) ?)'],
  ['f()?.x', 'f()?.x'],
  ['(f()?).x', '(f() ?).x'],
  ['t.0.1', 't.0.1'],
  ['first<int>(a)', 'first(a)'],
  ['a < b and c > d', '((a < b) and (c > d))'],
  ['a<b', '(a < b)'],
  ['x => y => x + y', '(x => (y => (x + y)))'],
  ['a.if.match.in', 'a.if.match.in'],
  ['await + 1', '(await + 1)'],
]

test.each(groups)('%s', (written, read) => {
  expect(grouped(expression(written))).toBe(read)
})
