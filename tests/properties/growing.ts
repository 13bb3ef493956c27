// The model of lists and strings that grow: JavaScript's arrays, where `append` makes a new one. Each step gives the
// variables that it assigns to.

interface Variables {
  a: number[]
  b: number[]
  box: number[]
  groups: Map<number, number[]>
  shared: number[]
  s: string
  t: string
  kept: unknown[]
}

type Step = (variables: Variables, i: number, n: number) => Partial<Variables>

/** `list[i] = n` of a list that is long enough. */
function store(list: number[], i: number, n: number): Partial<Variables> {
  if (i < list.length) list[i] = n
  return {}
}

const steps = {
  'append a': ({ a }, _, n) => ({ a: [...a, n] }),
  'append b': ({ b }, _, n) => ({ b: [...b, n, n + 1] }),
  'append box': ({ box }, _, n) => ({ box: [...box, n] }),
  'append group': ({ groups }, i, n) => ({ groups: groups.set(i % 3, [...(groups.get(i % 3) ?? []), n]) }),
  'append shared': ({ shared }, _, n) => ({ shared: [...shared, n] }),
  'a = b': ({ b }) => ({ a: b }),
  'b = a': ({ a }) => ({ b: a }),
  'box = a': ({ a }) => ({ box: a }),
  'a = box': ({ box }) => ({ a: box }),
  'b = shared': ({ shared }) => ({ b: shared }),
  'shared = a': ({ a }) => ({ shared: a }),
  'group = a': ({ groups, a }, i) => ({ groups: groups.set(i % 3, a) }),
  'a = group': ({ groups }, i) => ({ a: groups.get(i % 3) ?? [] }),
  'set a': ({ a }, i, n) => store(a, i, n),
  'set b': ({ b }, i, n) => store(b, i, (b[i] ?? 0) + n),
  'set box': ({ box }, i, n) => store(box, i, n),
  'set shared': ({ shared }, i, n) => store(shared, i, n),
  'cut a': ({ a }, i) => ({ a: a.slice(0, i) }),
  'join b': ({ a, b }) => ({ b: b.length < 200 ? [...b, ...a] : b }),
  'keep a': ({ kept, a }) => ({ kept: [...kept, a] }),
  'append s': ({ s }, _, n) => ({ s: `${s}${n},` }),
  'append t': ({ s, t }, _, n) => ({ t: t + s + n }),
  's = t': ({ t }) => ({ s: t }),
  't = s': ({ s }) => ({ t: s }),
  'double s': ({ s }) => ({ s: s.length < 200 ? s + s : s }),
  clear: () => ({ s: '' }),
  'keep s': ({ kept, s }) => ({ kept: [...kept, s] }),
} satisfies Record<string, Step>

export type GrowthStep = [keyof typeof steps, number, number]

/** The names of the steps. */
export const growthSteps = Object.keys(steps) as GrowthStep[0][]

/** What the variables hold after these steps. */
export function grow(done: GrowthStep[]): unknown[] {
  const variables: Variables = { a: [], b: [], box: [], groups: new Map(), shared: [], s: '', t: '', kept: [] }
  for (const [name, i, n] of done) {
    Object.assign(variables, (steps[name] as Step)(variables, i, n))
    if (variables.t.length > 500) variables.t = ''
  }
  const { a, b, box, groups, shared, s, t, kept } = variables
  return [a, b, box, Object.fromEntries([...groups].map(([i, list]) => [`g${i}`, list])), shared, s, t, kept]
}
