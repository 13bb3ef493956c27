// A fault of the compiler itself. Programs cannot cause one by being wrong: those get diagnostics. So it is thrown, and
// names the Haira position it happened at, which is what a report about it needs most.

import type { Span } from '../source.ts'

export class InternalCompilerError extends Error {
  override readonly name = 'InternalCompilerError'
  /** `support-desk.haira:12:4`, where known. */
  readonly position: string | undefined

  constructor(message: string, place?: Pick<Span, 'source' | 'start'>) {
    const at = place?.source.position(place.start)
    const position = at && `${at.file}:${at.line}:${at.column}`
    super(position ? `${position}: ${message}` : message)
    this.position = position
  }
}
