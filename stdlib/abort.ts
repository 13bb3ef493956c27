// AssemblyScript's own abort: a bug of ours or memory that ran out. It leaves its text where the host can read it and
// traps; the host then gives up the instance. (`asc --use abort=haira/abort/abort`, so that no import is needed.)

import { intText } from './number'

/** The text, once the module has aborted: pointer to an AssemblyScript string, byte length 4 bytes before it. */
export let haira_abort_message: usize = 0

/** Called by AssemblyScript for a failed assertion, an exception, or a shadow stack that overflowed. */
export function abort(message: string | null, fileName: string | null, line: u32, column: u32): void {
  // A second abort comes from making the text of the first, for want of memory: the plain message must do then.
  if (haira_abort_message == 0) {
    haira_abort_message = changetype<usize>(message ? message : 'aborted')
    const place = fileName ? ' (' + fileName + ':' + intText(line) + ':' + intText(column) + ')' : ''
    haira_abort_message = changetype<usize>((message ? message : 'aborted') + place)
  }
  unreachable()
}
