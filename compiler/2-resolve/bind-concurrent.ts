// Names in `spawn` and `select`. A spawned block is a scope; that its statements may be tasks which do not see each
// other's variables, only the checker can tell, since it depends on whether the value is used.

import type * as ast from '../1-parse/syntax.ts'
import type { Binder } from './bind.ts'
import { bindExpression } from './bind-expressions.ts'
import { bindArmBody } from './bind-match.ts'
import { bindBlock } from './bind-statements.ts'

/** Binds what is spawned. */
export function bindSpawn(binder: Binder, { body }: ast.Spawn): void {
  if (body.kind === 'block') bindBlock(binder, body)
  else bindExpression(binder, body)
}

/** Binds a select; each arm is a scope, and receives into a variable that is there already or into its own. */
export function bindSelect(binder: Binder, node: ast.Select): void {
  for (const arm of node.arms) {
    if (arm.kind !== 'default') bindExpression(binder, arm.channel)
    if (arm.kind === 'sendTo') bindExpression(binder, arm.value)
    binder.inScope(() => {
      if (arm.kind === 'receive') for (const target of arm.targets) binder.assign(target)
      bindArmBody(binder, arm.body)
    })
  }
}
