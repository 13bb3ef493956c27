// Who hears what a model writes, while it is written. Programs without streams have no subclass of it.

import { HairaError } from './panic'

/** Hears the text of answers. */
export abstract class Hearer {
  /** A new answer begins. */
  abstract begin(): void
  /** Hears more of it. Gives an error if there is nobody left to hear. */
  abstract hear(text: string): HairaError | null
}
