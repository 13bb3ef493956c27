// `select`: the arm whose channel is ready first (language.md 8).

import type * as ast from '../../1-parse/syntax.ts'
import { expectedType, secondDefault } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { fit } from '../fit.ts'
import { armExits } from '../flow.ts'
import { agreed } from '../narrowing.ts'
import { showType } from '../show-type.ts'
import { boolType, nilType, type Type } from '../types.ts'
import { type BranchValue, unifyBranches } from './branches.ts'
import { checkSend, receivedFrom } from './channels.ts'
import { armValues, checkArmStatement } from './match.ts'

/** `select` as a value: that of the arm that is taken. */
export function inferSelect(context: Context, node: ast.Select, wanted: Type | undefined): Type {
  const values: BranchValue[] = []
  checkArms(context, node, (body) => {
    values.push(...armValues(context, body, wanted))
  })
  return unifyBranches(context, node, values, wanted, true)
}

/** `select` as a statement. */
export function checkSelect(context: Context, node: ast.Select): void {
  checkArms(context, node, (body) => checkArmStatement(context, body))
  context.types.set(node, nilType)
}

function checkArms(context: Context, node: ast.Select, checkBody: (body: ast.ArmBody) => void): void {
  const before = context.narrowed
  const ends: (typeof before)[] = []
  const [first, ...others] = node.arms.filter((arm) => arm.kind === 'default')
  for (const arm of others) {
    const related = [{ span: first!.span, text: 'first `default`' }]
    context.error({ span: { ...arm.span, end: arm.span.start + 'default'.length } }, secondDefault(), { related })
  }
  for (const arm of node.arms) {
    const after = context.assuming(new Map(), () => {
      checkHead(context, arm)
      checkBody(arm.body)
    })
    if (!armExits(context, arm.body)) ends.push(after)
  }
  context.narrowed = ends.length === 0 ? before : ends.reduce(agreed)
}

function checkHead(context: Context, arm: ast.SelectArm): void {
  switch (arm.kind) {
    case 'default':
      return
    case 'sendTo':
      checkSend(context, arm)
      return
    case 'receive': {
      const parts = [receivedFrom(context, arm.channel), boolType]
      for (const [at, target] of arm.targets.entries()) store(context, target, parts[at]!)
      return
    }
    default:
      arm satisfies never
  }
}

/** `v = <-ch` stores into the variable `v`, or declares it for its arm. */
function store(context: Context, target: ast.Name, found: Type): void {
  const symbol = context.symbol(target)
  if (!symbol) return
  context.narrowed.delete(symbol)
  if (context.resolved.declares.has(target)) {
    context.symbolTypes.set(symbol, found)
    return
  }
  const wanted = context.symbolTypes.get(symbol)
  if (!wanted || fit(found, wanted) === 'same' || fit(found, wanted) === 'convert') return
  context.error(target, expectedType({ expected: showType(wanted), found: showType(found) }))
}
