// The one record in which every phase reports, and the report that collects it.

import type { Span } from '../source.ts'

export type Severity = 'error' | 'warning'

/** A second place that a message refers to: "declared here". */
export interface Label {
  span: Span
  text: string
}

export interface Diagnostic {
  /** `E0110`: stable, documented in diagnostics/messages/. */
  code: string
  severity: Severity
  message: string
  span: Span
  /** What to say under the carets; empty for bare carets. */
  label: string
  related: Label[]
  hint?: string
}

/** What a message function of messages.generated.ts makes: a diagnostic without its place. */
export type Message = Pick<Diagnostic, 'code' | 'severity' | 'message'> & { hint?: string }

/** Collects the diagnostics of one compilation. */
export class Report {
  readonly #found: Diagnostic[] = []
  readonly #places = new Map<Span['source'], Set<string>>()

  /**
   * Adds a finding. One place carries one error: a second error at the same span is dropped, since it nearly always
   * repeats the first one's cause.
   */
  add(span: Span, message: Message, details: { label?: string; related?: Label[]; hint?: string } = {}): void {
    if (!this.#isFirst(span, message)) return
    const hint = details.hint ?? message.hint
    this.#found.push({
      code: message.code,
      severity: message.severity,
      message: message.message,
      span,
      label: details.label ?? '',
      related: details.related ?? [],
      ...(hint === undefined ? {} : { hint }),
    })
  }

  #isFirst({ source, start, end }: Span, { severity, code }: Message): boolean {
    const places = this.#places.get(source) ?? new Set<string>()
    this.#places.set(source, places)
    const place = `${severity === 'error' ? severity : code} ${start} ${end}`
    return places.size < places.add(place).size
  }

  /** Takes over what another report has found. */
  addAll(other: Report): void {
    for (const one of other.#found) if (this.#isFirst(one.span, one)) this.#found.push(one)
  }

  get failed(): boolean {
    return this.#found.some((one) => one.severity === 'error')
  }

  /** All findings, by file, then position, errors before warnings at one place. */
  get all(): Diagnostic[] {
    return [...this.#found].sort(
      (a, b) =>
        a.span.source.name.localeCompare(b.span.source.name) ||
        a.span.start - b.span.start ||
        a.severity.localeCompare(b.severity) ||
        a.code.localeCompare(b.code),
    )
  }
}
