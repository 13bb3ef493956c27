// A stream as the reply of a workflow: events for a client that wants them, else one JSON object.

import { Call } from './abi'
import { emitEvent } from './fiber'
import { quoteJson } from './json'
import { JsonParser } from './json-read'
import { HairaError, raise } from './panic'
import { Parameters } from './parameters'
import { replyError } from './reply'
import { Stream } from './stream'
import { Audience } from './stream-listener'

/** Sends an event to the client of the request, who is let catch up. Gives an error if the client is gone for good. */
export function emit(event: string, data: string): HairaError | null {
  const call = Call.of(event + '\n' + data)
  emitEvent(call.request, call.length, call.reply)
  const reply = call.take()
  return reply == '' ? null : replyError(new JsonParser(reply))
}

class Client extends Audience {
  take(event: string, data: string): HairaError | null {
    return emit(event, event == 'delta' ? '{"delta":' + quoteJson(data) + '}' : data)
  }
}

/** Plays a stream to the client. The text is the body of the reply, where there were no events. */
export function serveStream(stream: Stream, params: Parameters): string {
  if (params.events) return playEvents(stream)
  const result = stream.result()
  return '{"reply":' + quoteJson(changetype<usize>(result) == 0 ? '' : result.reply) + '}'
}

function playEvents(stream: Stream): string {
  // The client hears at once that the stream has begun, and not only with the first word.
  let error = emit('', '')
  if (error === null && stream.isApart) stream.forward(new Client())
  else if (error === null) error = stream.play(new Client(), false).error
  if (error !== null) raise(error)
  return ''
}
