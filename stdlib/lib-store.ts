// Module `store`: where sessions and runs are kept.

import { Call } from './abi'
import { openDatabase } from './fiber'
import { JsonParser } from './json-read'
import { HairaError } from './panic'
import { replyError } from './reply'

/** `store.database(url)`: opens a database, which is used from then on; tells why it could not. */
export function database(url: string): HairaError | null {
  const call = Call.of(url)
  openDatabase(call.request, call.length, call.reply)
  return replyError(new JsonParser(call.take()))
}
