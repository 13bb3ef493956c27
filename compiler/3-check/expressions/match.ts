// `match`, as a statement and as a value (language.md 5.6).

import type * as ast from '../../1-parse/syntax.ts'
import {
  conditionNotBool,
  matchIncomplete,
  matchNotExhaustive,
  unreachableArm,
} from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { missingCases, unreachablePatterns } from '../coverage.ts'
import { condition, value } from '../expressions.ts'
import { armExits } from '../flow.ts'
import { agreed, factsOf } from '../narrowing.ts'
import { checkPattern } from '../patterns.ts'
import { showType } from '../show-type.ts'
import { checkAssign } from '../statements/assign.ts'
import { checkJump, checkReturn } from '../statements/jumps.ts'
import { checkStatement, checkStatements } from '../statements.ts'
import { isPrimitive, nilType, type Type } from '../types.ts'
import { type BranchValue, blockValues, unifyBranches } from './branches.ts'

/** `match` as a value: that of the arm that matches. */
export function inferMatch(context: Context, node: ast.Match, wanted: Type | undefined): Type {
  const values: BranchValue[] = []
  checkArms(context, node, true, (body) => {
    values.push(...armValues(context, body, wanted))
  })
  return unifyBranches(context, node, values, wanted, true)
}

/** `match` as a statement: where no arm matches, nothing happens. */
export function checkMatch(context: Context, node: ast.Match): void {
  checkArms(context, node, false, (body) => checkArmStatement(context, body))
  context.types.set(node, nilType)
}

/** Checks what an arm does, where its value is not used. */
export function checkArmStatement(context: Context, body: ast.ArmBody): void {
  switch (body.kind) {
    case 'block':
      checkStatements(context, body.statements)
      return
    case 'return':
    case 'break':
    case 'continue':
    case 'assign':
      checkStatement(context, body)
      return
    default:
      checkStatement(context, { kind: 'expressionStatement', span: body.span, expression: body })
  }
}

/** The value of an arm of `match` or `select`; nothing for one that leaves. */
export function armValues(context: Context, body: ast.ArmBody, wanted: Type | undefined): BranchValue[] {
  switch (body.kind) {
    case 'block':
      return blockValues(context, body, wanted)
    case 'return':
      checkReturn(context, body)
      return []
    case 'break':
    case 'continue':
      checkJump(context, body)
      return []
    case 'assign':
      checkAssign(context, body)
      return [{ expression: undefined, type: nilType }]
    default: {
      const type = value(context, body, wanted)
      return armExits(context, body) ? [] : [{ expression: body, type }]
    }
  }
}

/**
 * Checks the patterns and guards of a match and, by `checkBody`, what its arms do. After it holds what all arms that come
 * to their end agree on.
 */
export function checkArms(
  context: Context,
  node: ast.Match,
  isValue: boolean,
  checkBody: (body: ast.ArmBody) => void,
): void {
  const subject = value(context, node.subject)
  const errors = context.errors
  const before = context.narrowed
  const ends: (typeof before)[] = []
  let left = subject
  for (const arm of node.arms) {
    context.assuming(new Map(), () => {
      checkPattern(context, arm.pattern, left)
      if (arm.guard) {
        condition(context, arm.guard, (found) => conditionNotBool({ what: 'guard', found: showType(found) }))
      }
      const facts = arm.guard ? factsOf(context, arm.guard, true) : new Map()
      const after = context.assuming(facts, () => checkBody(arm.body))
      if (!armExits(context, arm.body)) ends.push(after)
    })
    // After `nil => …` the value is there.
    if (!arm.guard && isNil(arm.pattern) && left.kind === 'option') left = left.inner
  }
  const isClear = context.errors === errors && subject.kind !== 'error'
  if (isClear) reportCoverage(context, node, subject, isValue)
  if (!isValue && !context.exhaustive.has(node)) ends.push(before)
  context.narrowed = ends.length === 0 ? before : ends.reduce(agreed)
}

function isNil(pattern: ast.Pattern): boolean {
  return pattern.kind === 'literalPattern' && pattern.value.kind === 'nil'
}

function takesAll(pattern: ast.Pattern): boolean {
  return pattern.kind === 'wildcardPattern' || pattern.kind === 'bindPattern'
}

function reportCoverage(context: Context, node: ast.Match, subject: Type, isValue: boolean): void {
  for (const pattern of unreachablePatterns(context, node, subject)) context.error(pattern, unreachableArm())
  const cases = missingCases(context, node, subject)
  if (cases.length === 0) {
    context.exhaustive.add(node)
    return
  }
  const holes = { type: showType(subject), missing: cases.join(', ') }
  const hasCases = subject.kind === 'enum' || subject.kind === 'option' || isPrimitive(subject, 'bool')
  const header = { span: { ...node.span, end: node.subject.span.end } }
  // An arm for everything else will do, even with a guard.
  const isMet = !hasCases && node.arms.some(({ pattern }) => takesAll(pattern))
  if (isValue && isMet) context.mayMiss.add(node)
  else if (isValue) context.error(header, matchIncomplete(holes))
  else if (hasCases) context.error(header, matchNotExhaustive(holes))
}
