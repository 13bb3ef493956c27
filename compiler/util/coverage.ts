// Do these patterns cover every value? Does this one match anything that those before it leave? Knows nothing of Haira:
// a column is a kind of value, made by constructors; a pattern is a shape of constructors.

/** One way to make a value of a column, from parts. Constructors of one column differ in their names. */
export interface Constructor<Column> {
  name: string
  parts: Column[]
}

export type Shape<Column> =
  | { kind: 'any' }
  | { kind: 'made'; by: Constructor<Column>; parts: Shape<Column>[] }
  | { kind: 'either'; alternatives: Shape<Column>[] }

/** What the algorithm asks about columns. */
export interface Columns<Column> {
  /** All constructors of a column, or nothing where there are too many to list, as for numbers. */
  constructors(column: Column): Constructor<Column>[] | undefined
  /** How a value that was left out is shown. */
  show(constructor: Constructor<Column>, parts: string[]): string
}

type Row<Column> = Shape<Column>[]

const any = { kind: 'any' } as const

/** A value that no row matches, one text per column; nothing where the rows cover everything. */
export function uncovered<Column>(
  rows: Row<Column>[],
  columns: Column[],
  about: Columns<Column>,
): string[] | undefined {
  const [first, ...others] = columns
  if (first === undefined) return rows.length === 0 ? [] : undefined
  const split = rows.flatMap(alternatives)
  const whole = hasConstructor(split) ? about.constructors(first) : undefined
  if (!whole) {
    const rest = uncovered(withoutFirst(split), others, about)
    return rest && ['_', ...rest]
  }
  for (const one of whole) {
    const left = uncovered(made(split, one), [...one.parts, ...others], about)
    if (!left) continue
    const parts = left.slice(0, one.parts.length)
    return [about.show(one, parts), ...left.slice(one.parts.length)]
  }
  return undefined
}

/** Whether a row matches something that no row before it matches. */
export function isUseful<Column>(
  before: Row<Column>[],
  row: Row<Column>,
  columns: Column[],
  about: Columns<Column>,
): boolean {
  const [first, ...others] = columns
  const [shape, ...rest] = row
  if (first === undefined || shape === undefined) return before.length === 0
  if (shape.kind === 'either') {
    return shape.alternatives.some((one) => isUseful(before, [one, ...rest], columns, about))
  }
  const split = before.flatMap(alternatives)
  const narrowed = (one: Constructor<Column>, parts: Shape<Column>[]) =>
    isUseful(made(split, one), [...parts, ...rest], [...one.parts, ...others], about)
  if (shape.kind === 'made') return narrowed(shape.by, shape.parts)
  const whole = hasConstructor(split) ? about.constructors(first) : undefined
  if (!whole) return isUseful(withoutFirst(split), rest, others, about)
  return whole.some((one) =>
    narrowed(
      one,
      one.parts.map(() => any),
    ),
  )
}

/** What rows say about the parts of values that one constructor made. */
export function made<Column>(rows: Row<Column>[], by: Constructor<Column>): Row<Column>[] {
  return rows.flatMap(alternatives).flatMap(([first, ...rest]) => {
    if (first!.kind === 'any') return [[...by.parts.map(() => any), ...rest]]
    return first!.kind === 'made' && first!.by.name === by.name ? [[...first!.parts, ...rest]] : []
  })
}

function alternatives<Column>(row: Row<Column>): Row<Column>[] {
  const [first, ...rest] = row
  return first?.kind === 'either' ? first.alternatives.flatMap((one) => alternatives([one, ...rest])) : [row]
}

function hasConstructor<Column>(rows: Row<Column>[]): boolean {
  return rows.some(([first]) => first?.kind === 'made')
}

/** Rows that match whatever the first column holds. */
function withoutFirst<Column>(rows: Row<Column>[]): Row<Column>[] {
  return rows.filter(([first]) => first?.kind === 'any').map(([, ...rest]) => rest)
}
