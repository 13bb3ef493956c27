// What users read about a code: the texts made from the Markdown of the messages, on a terminal and on the page.

import { expect, test } from 'vitest'
import { renderExplanation, renderList } from '../../compiler/diagnostics/explain.ts'
import { explanations } from '../../compiler/diagnostics/explanations.generated.ts'
import { generateExplanations, generatePage } from '../../compiler/diagnostics/generate-explanations.ts'

const file = {
  name: 'x.md',
  text: `# Test

## W0102 second
> a | b

Hint: %hint%

Why two.

## E0110 first
> \`%name%\` is no agent

> \`%name%\` is no agent; did you mean \`%otherName%\`?

Hint: declare \`%name%\` first

Why one, told in a line that is long enough to be broken.

And more.

\`\`\`haira bad
a = 1

b = 2
\`\`\`

\`\`\`haira good
c = 3
\`\`\`
`,
}

test('the data is sorted by code, holes are words, and a hint that is only a hole is left out', () => {
  const code = generateExplanations([file])
  const data = JSON.parse(code.slice(code.indexOf('= [') + 2))
  expect(data).toEqual([
    {
      code: 'E0110',
      severity: 'error',
      entries: [
        {
          name: 'first',
          messages: ['`‹name›` is no agent', '`‹name›` is no agent; did you mean `‹other name›`?'],
          hints: ['declare `‹name›` first'],
          why: 'Why one, told in a line that is long enough to be broken.\n\nAnd more.',
          bad: ['a = 1\n\nb = 2'],
          good: ['c = 3'],
        },
      ],
    },
    {
      code: 'W0102',
      severity: 'warning',
      entries: [{ name: 'second', messages: ['a | b'], hints: [], why: 'Why two.', bad: [], good: [] }],
    },
  ])
  expect(renderExplanation(data[0], { width: 40 })).toBe(`error[E0110]: \`‹name›\` is no agent
error[E0110]: \`‹name›\` is no agent; did you mean \`‹other name›\`?

Why one, told in a line that is long
enough to be broken.

And more.

= help: declare \`‹name›\` first

Bad:

    a = 1

    b = 2

Good:

    c = 3`)
  expect(renderExplanation(data[1], { colour: true })).toBe(
    '\x1b[1;33mwarning[W0102]\x1b[0m\x1b[1m: a | b\x1b[0m\n\nWhy two.',
  )
  expect(renderList(data)).toBe('E0110  `‹name›` is no agent; did you mean `‹other name›`?\nW0102  a | b')
})

test('the page has a table and one section per code, which the table points to', () => {
  const page = generatePage([file])
  expect(page).toContain(
    '| [E0110](#e0110) | `‹name›` is no agent; did you mean `‹other name›`? |\n| [W0102](#w0102) | a \\| b |\n',
  )
  expect(page).toContain('\n## E0110\n\n> `‹name›` is no agent\n')
  expect(page).toContain('\nBad:\n\n```haira\na = 1\n\nb = 2\n```\n')
  expect(page.match(/^## .*/gm)).toEqual(['## E0110', '## W0102'])
})

test('every entry has a bad and a good example, but for text that is too long to show', () => {
  const withoutExample = explanations.flatMap(({ entries }) =>
    entries.filter(({ bad, good }) => bad.length === 0 || good.length === 0).map(({ name }) => name),
  )
  expect(withoutExample.filter((name) => !['nestedTooDeeply', 'treeTooDeep'].includes(name))).toEqual([])
})
