// Names of types. They stand anywhere in a file, mean the same everywhere in it, and so are found by a walk over its tree.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import type { Binder } from './bind.ts'

/** Binds all names of types in a file: in type nodes, literals and patterns. */
export function bindTypes(binder: Binder, syntax: ast.Syntax): void {
  walk(syntax.items, (one) => {
    const node = one as ast.TypeNode | ast.Expression | ast.Pattern | ast.Method
    switch (node.kind) {
      case 'namedType':
        binder.useType(node.name, node.module)
        break
      case 'struct':
        // A declaration of a struct has the same kind as a literal of one.
        if ('path' in node) bindPath(binder, node.path)
        break
      case 'variantPattern':
        if (node.path.length > 1) bindPath(binder, node.path)
        break
      case 'fieldsPattern':
        if (node.type) binder.useType(node.type, undefined)
        break
      default:
        break
    }
    return true
  })
}

/** `User`, `Shape.Circle`, `m.User`, `m.Shape.Circle`: a module begins with a small letter, or is no declared name. */
function bindPath(binder: Binder, [first, second]: ast.Name[]): void {
  if (second && binder.isModule(first!)) binder.useType(second, first)
  else binder.useType(first!, undefined)
}
