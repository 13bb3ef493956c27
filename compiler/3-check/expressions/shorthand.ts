// `{name}` for `{name: name}`, in literals of records, maps and structs.

import type * as ast from '../../1-parse/syntax.ts'
import { expectedType, mayBeNil } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { fit } from '../fit.ts'
import { conversionHint, labelFor } from '../mismatch.ts'
import { fixOpen } from '../open-types.ts'
import { showType } from '../show-type.ts'
import { errorKind, type Type } from '../types.ts'
import { symbolValue } from './leaves.ts'

/** The type of the variable, which is converted to what the field wants. */
export function inferShorthand(context: Context, name: ast.Name, wanted: Type | undefined): Type {
  const symbol = context.symbol(name)
  const found = symbol ? symbolValue(context, name, symbol) : errorKind
  context.shorthands.set(name, { type: found, wanted: wanted ?? found })
  if (!wanted) return found
  fixOpen(context, found, wanted)
  const how = fit(found, wanted)
  if (how === 'never') {
    const hint = conversionHint(found, wanted)
    return context.error(name, expectedType({ expected: showType(wanted), found: showType(found) }), {
      label: labelFor(found, wanted),
      ...(hint === undefined ? {} : { hint }),
    })
  }
  if (how === 'mayBeNil') context.error(name, mayBeNil({ type: showType(found) }))
  return wanted
}
