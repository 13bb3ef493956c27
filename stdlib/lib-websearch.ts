// Module `websearch`: pages as text.

import { after } from './characters'
import { htmlText } from './html-text'
import { send, TIMEOUT } from './http-client'
import { Map } from './ordered-map'
import { HairaError } from './panic'
import { Tuple2 } from './tuple'

/** `websearch.fetch(url, max)`: what can be read of a page, at most so many characters. */
export function fetch(url: string, max: i64 = 50_000): Tuple2<string, HairaError | null> {
  const answer = send('GET', url, new Map<string, string>(), null, TIMEOUT)
  const response = answer._0
  let error = answer._1
  if (error === null && !response.ok) error = new HairaError(url + ': HTTP ' + response.status.toString())
  if (error !== null) return new Tuple2<string, HairaError | null>('', error)
  const type = response.headers.has('content-type') ? response.headers.get('content-type').toLowerCase() : ''
  const isPage = type == '' || type.includes('html')
  const text = isPage ? htmlText(response.body) : response.body
  let end = 0
  for (let count: i64 = 0; count < max && end < text.length; count++) end = after(text, end)
  return new Tuple2<string, HairaError | null>(text.substring(0, end), null)
}
