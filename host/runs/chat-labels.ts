// Labels of sessions, by which user interfaces list them: the workflow that was asked, the first message as the title, and
// who has sent it. A session is labelled when its first turn of this process is stored.

import type { InitTable } from '../../compiler/manifest.ts'
import { messageOf } from '../errors.ts'
import type { NewEntry, Store } from '../store/store.ts'
import type { Run } from './run.ts'

const longestTitle = 80
/** Sessions that are known to have labels; the oldest are forgotten, and labelled again, which changes nothing. */
const mostKnown = 10_000

export class ChatLabeler {
  readonly #paths: ReadonlyMap<string, string>
  readonly #report: (line: string) => void
  readonly #known = new Set<string>()
  #isFailing = false

  constructor(table: InitTable, report: (line: string) => void) {
    this.#paths = new Map(
      table.entries.flatMap((entry) => (entry.kind === 'workflow' ? [[entry.name, entry.routes[0]?.path ?? '']] : [])),
    )
    this.#report = report
  }

  /** Labels a session whose turn has been stored. Nobody waits for it: a session without labels works as well. */
  label(store: Store, session: string, { workflow, owner }: Run, entries: readonly NewEntry[]): void {
    const message = entries.find((entry) => entry.role === 'user')
    if (message === undefined || session === '' || this.#known.has(session)) return
    this.#known.add(session)
    if (this.#known.size > mostKnown) this.#known.delete(this.#known.values().next().value!)
    const labels = {
      workflowName: workflow,
      workflowPath: this.#paths.get(workflow) ?? '',
      title: titleOf(message.content),
      owner,
    }
    store.chats.describe(session, labels).then(
      () => {
        this.#isFailing = false
      },
      (error: unknown) => {
        this.#known.delete(session)
        if (!this.#isFailing) this.#report(`chats cannot be labelled: ${messageOf(error)}`)
        this.#isFailing = true
      },
    )
  }
}

/** The first line, cut between characters. */
function titleOf(content: string): string {
  const characters = [...content.trim().split(/\r?\n/, 1)[0]!]
  return characters.length <= longestTitle ? characters.join('') : `${characters.slice(0, longestTitle - 1).join('')}…`
}
