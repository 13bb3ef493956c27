// A small layout algebra: text, possible line ends, indentation, groups that lie on one line if they fit. Knows nothing
// of the language but one thing: a comment is never glued to what follows it.

/** Columns of a line. */
const lineWidth = 100
const indentWidth = 4

export type Doc = string | Concat | Indent | Group | Line | Choice | CommentText

interface Concat {
  kind: 'concat'
  parts: Doc[]
  multiline: boolean
}

interface Indent {
  kind: 'indent'
  doc: Doc
  multiline: boolean
}

interface Group {
  kind: 'group'
  doc: Doc
  layout: Layout
  multiline: boolean
}

/** `fit`: on one line if it fits there. `broken`: never. `solid`: its line ends are never used. */
export type Layout = 'fit' | 'broken' | 'solid'

interface Line {
  kind: 'line'
  /** What stands here where the group lies on one line; undefined: always a line end. */
  flat: string | undefined
  /** An empty line before the next, where this is a line end. */
  blank: boolean
}

/** Text that depends on how the group around it lies. */
interface Choice {
  kind: 'choice'
  broken: string
  flat: string
}

interface CommentText {
  kind: 'comment'
  text: string
  /** Begins a line of its own. */
  own: boolean
  /** Runs to the end of the line. */
  line: boolean
}

export function concat(parts: Doc[]): Doc {
  return { kind: 'concat', parts, multiline: parts.some(isMultiline) }
}

export function indent(parts: Doc[]): Doc {
  const doc = concat(parts)
  return { kind: 'indent', doc, multiline: isMultiline(doc) }
}

export function group(doc: Doc, layout: Layout = 'fit'): Doc {
  return { kind: 'group', doc, layout, multiline: layout === 'broken' || isMultiline(doc) }
}

/** A line end where the group is broken, else `flat`. */
export function line(flat: string, blank = false): Doc {
  return { kind: 'line', flat, blank }
}

export function hardline(blank = false): Doc {
  return { kind: 'line', flat: undefined, blank }
}

export function choice(broken: string, flat: string): Doc {
  return { kind: 'choice', broken, flat }
}

export function comment(text: string, own: boolean, isLine: boolean): Doc {
  return { kind: 'comment', text, own, line: isLine }
}

/** Whether a document takes more than one line however wide the line is. */
export function isMultiline(doc: Doc): boolean {
  if (typeof doc === 'string') return doc.includes('\n')
  switch (doc.kind) {
    case 'concat':
    case 'indent':
    case 'group':
      return doc.multiline
    case 'line':
      return doc.flat === undefined
    case 'choice':
      return false
    case 'comment':
      return doc.line || doc.own || doc.text.includes('\n')
  }
}

interface Command {
  doc: Doc
  indent: number
  flat: boolean
}

/** The text of a document, each line ended. */
export function render(doc: Doc): string {
  const output = new Output()
  const stack: Command[] = [{ doc, indent: 0, flat: false }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { doc, indent, flat } = next
    if (typeof doc === 'string') output.text(doc, indent)
    else if (doc.kind === 'comment') output.comment(doc, indent)
    else if (doc.kind === 'choice') output.text(flat ? doc.flat : doc.broken, indent)
    else if (doc.kind === 'line') {
      if (flat && doc.flat !== undefined) output.text(doc.flat, indent)
      else output.newline(indent, doc.blank)
    } else if (doc.kind === 'group') {
      const isFlat = doc.layout !== 'broken' && (doc.layout === 'solid' || fits(doc.doc, stack, output.room))
      stack.push({ doc: doc.doc, indent, flat: isFlat })
    } else expand(next, stack)
  }
  return output.finish()
}

/** Puts the parts of a document on a stack, the first on top. */
function expand({ doc, indent, flat }: Command, stack: Command[]): void {
  if (typeof doc === 'string') return
  // What lies on one line indents nothing: `f(x => {` and its `})` start at the same column.
  if (doc.kind === 'indent') stack.push({ doc: doc.doc, indent: flat ? indent : indent + indentWidth, flat })
  if (doc.kind === 'concat') {
    for (let at = doc.parts.length - 1; at >= 0; at--) stack.push({ doc: doc.parts[at]!, indent, flat })
  }
}

/** Whether a group and what follows it on its line fit into `room` columns, if the group is not broken. */
function fits(doc: Doc, rest: readonly Command[], room: number): boolean {
  const stack: Command[] = [{ doc, indent: 0, flat: true }]
  let left = room
  let following = rest.length
  while (left >= 0) {
    const next = stack.pop() ?? rest[--following]
    if (!next) return true
    const { doc, flat } = next
    if (typeof doc === 'string') {
      const end = doc.indexOf('\n')
      if (end >= 0) return left >= end
      left -= doc.length
    } else if (doc.kind === 'line') {
      if (!flat || doc.flat === undefined) return true
      left -= doc.flat.length
    } else if (doc.kind === 'choice') left -= (flat ? doc.flat : doc.broken).length
    else if (doc.kind === 'comment') {
      // A comment at the end of a line may be as long as it likes.
      if (doc.line || doc.own || doc.text.includes('\n')) return true
      left -= doc.text.length + 1
    } else if (doc.kind === 'group') stack.push({ doc: doc.doc, indent: 0, flat: doc.layout !== 'broken' })
    else expand(next, stack)
  }
  return false
}

class Output {
  readonly #parts: string[] = []
  #column = 0
  /** Nothing but indentation on this line yet. */
  #lineIsEmpty = true
  /** A line comment was written: nothing more on this line. */
  #mustEnd = false
  /** A block comment was written: a blank before most of what follows. */
  #afterComment = false

  get room(): number {
    return lineWidth - this.#column
  }

  text(given: string, indent: number): void {
    const text = this.#mustEnd || this.#lineIsEmpty ? given.trimStart() : given
    if (text === '') return
    if (this.#mustEnd) this.newline(indent, false)
    if (this.#afterComment && !/^[\s,;)\].?:]/.test(text)) this.#write(' ')
    this.#write(text)
  }

  comment({ text, own, line }: CommentText, indent: number): void {
    if (this.#mustEnd || (own && !this.#lineIsEmpty)) this.newline(indent, false)
    if (!this.#lineIsEmpty && !(line ? / $/ : /[ ([]$/).test(this.#parts.at(-1)!)) this.#write(' ')
    this.#write(text)
    this.#mustEnd = line
    this.#afterComment = !line
  }

  newline(indent: number, blank: boolean): void {
    this.#trim()
    if (this.#parts.length > 0) this.#parts.push(blank ? '\n\n' : '\n', ' '.repeat(indent))
    this.#column = indent
    this.#lineIsEmpty = true
    this.#mustEnd = false
    this.#afterComment = false
  }

  finish(): string {
    this.#trim()
    return this.#parts.length === 0 ? '' : `${this.#parts.join('')}\n`
  }

  #write(text: string): void {
    this.#parts.push(text)
    const end = text.lastIndexOf('\n')
    this.#column = end < 0 ? this.#column + text.length : text.length - end - 1
    this.#lineIsEmpty = false
    this.#afterComment = false
  }

  /** Takes back blanks at the end of the line; no string or comment ends with one. */
  #trim(): void {
    while (this.#parts.length > 0 && /^ *$/.test(this.#parts.at(-1)!)) this.#parts.pop()
    if (this.#parts.length > 0) this.#parts.push(this.#parts.pop()!.replace(/ +$/, ''))
  }
}
