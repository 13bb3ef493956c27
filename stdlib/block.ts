// The targets of "parallel" write side by side, but their replies stand one after the other: the first is heard as it is
// written, each further one from the end of the one before on, and until then it is kept.

import { Hearer } from './hearer'
import { HairaError } from './panic'

/** Hears nothing: for text that only the next agent is given. */
export class Nobody extends Hearer {
  begin(): void {}

  hear(text: string): HairaError | null {
    return null
  }
}

/** What one target writes. */
export class Block extends Hearer {
  private isOpen: bool = false
  /** It has said something, so that its next answer is a new paragraph. */
  private hasText: bool = false
  private isNew: bool = false
  private kept: string = ''

  constructor(
    private name: string,
    private outside: Hearer,
  ) {
    super()
  }

  begin(): void {
    this.isNew = this.hasText
  }

  hear(text: string): HairaError | null {
    if (text == '') return null
    const words = (this.isNew ? '\n\n' : this.hasText ? '' : '[' + this.name + ']\n') + text
    this.isNew = false
    return this.pass(words)
  }

  private pass(words: string): HairaError | null {
    this.hasText = true
    if (this.isOpen) return this.outside.hear(words)
    this.kept += words
    return null
  }

  /** It is its turn. */
  open(): void {
    this.isOpen = true
    this.outside.begin()
    if (this.kept != '') this.outside.hear(this.kept)
    this.kept = ''
  }

  /** The target has ended: with a reply, or with what stands for one. */
  end(reply: string, failure: string | null): void {
    if (failure !== null) this.pass((this.hasText ? '\n\n' : '[' + this.name + '] ') + 'Error: ' + failure)
    else if (!this.hasText) this.hear(reply)
  }
}
