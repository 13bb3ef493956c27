// Declarations that the grammar has and this version of the compiler does not: each is refused by name.

import type * as ast from '../1-parse/syntax.ts'
import type { Context } from './context.ts'

/** Reports the top-level items that are not compiled yet. */
export function refuseItems(context: Context): void {
  for (const item of context.module.syntax.items) {
    const what = refused(item)
    if (what !== undefined) context.notYet('name' in item ? item.name : item, what)
  }
}

function refused(item: ast.Item): string | undefined {
  switch (item.kind) {
    case 'eval':
      return '`eval`'
    default:
      return undefined
  }
}
