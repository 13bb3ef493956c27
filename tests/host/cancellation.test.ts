// The light stand-in for an AbortSignal, and the collection that it and others keep their few members in.

import { expect, test, vi } from 'vitest'
import { abortSignalOf, Cancellation } from '../../host/fiber/cancellation.ts'
import { type Few, membersOf, withMember, withoutMember } from '../../host/fiber/few.ts'

test('a cancellation tells each listener once, and none that has left', () => {
  const cancellation = new Cancellation()
  const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()]
  for (const listener of [first, second, third]) cancellation.addEventListener('abort', listener)
  cancellation.removeEventListener('abort', second)
  expect(() => cancellation.throwIfAborted()).not.toThrow()
  cancellation.abort('first reason')
  cancellation.abort('second reason')
  expect([first, second, third].map((listener) => listener.mock.calls.length)).toEqual([1, 0, 1])
  expect(cancellation).toMatchObject({ aborted: true, reason: 'first reason' })
  expect(() => cancellation.throwIfAborted()).toThrow('first reason')
})

test('an AbortSignal follows a cancellation, whichever was first', () => {
  const cancellation = new Cancellation()
  const before = abortSignalOf(cancellation)
  expect(before.aborted).toBe(false)
  const reason = new Error('enough')
  cancellation.abort(reason)
  expect(before.reason).toBe(reason)
  expect(abortSignalOf(cancellation).reason).toBe(reason)
})

test('few members: none, one, several, and none again', () => {
  const [a, b] = [{ name: 'a' }, { name: 'b' }]
  let few: Few<{ name: string }>
  expect(membersOf(few)).toEqual([])
  few = withMember(few, a)
  expect(membersOf(few)).toEqual([a])
  expect(membersOf(withoutMember(few, b))).toEqual([a])
  few = withMember(withMember(few, b), a)
  expect(membersOf(few)).toEqual([a, b])
  few = withoutMember(withoutMember(few, a), b)
  expect(membersOf(few)).toEqual([])
})
