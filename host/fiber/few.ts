// A collection that nearly always has one member or none, and of which there may be ten thousand: a Set for each, or a list
// that has been pushed to, would be most of what a waiting request holds.

/** The only member, or several. */
export type Few<Member extends object> = Member | Set<Member> | undefined

export function withMember<Member extends object>(few: Few<Member>, one: Member): Few<Member> {
  if (few === undefined) return one
  return few instanceof Set ? few.add(one) : new Set([few, one])
}

export function withoutMember<Member extends object>(few: Few<Member>, one: Member): Few<Member> {
  if (few === one) return undefined
  if (few instanceof Set) few.delete(one)
  return few
}

/** Its members, as they are now. */
export function membersOf<Member extends object>(few: Few<Member>): Member[] {
  if (few === undefined) return []
  return few instanceof Set ? [...few] : [few]
}
