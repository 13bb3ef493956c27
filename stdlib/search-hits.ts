// What searches have found, for `ui.table` and `ui.product_cards`. Search servers agree in how hits look: maps, whose own
// remarks have names that begin with `_`.

import { Any, AnyBool, AnyFloat, AnyInt, AnyString, box, fits, unbox } from './any'
import { truncate } from './lib-string'
import { Map } from './ordered-map'
import { show } from './show'
import { Tuple2 } from './tuple'

type Hit = Map<string, Any | null>

/** Wider tables nobody reads. */
const COLUMNS = 8
/** What a card shows of a description. */
const DESCRIPTION = 120

/** Under which names shops keep what a card shows, the likeliest first. */
const NAMES = ['name', 'title', 'product_name', 'productName']
const IDS = ['objectID', 'id']
const PRICES = ['price', 'formatted_price', 'formattedPrice', 'sale_price', 'salePrice', 'amount']
const IMAGES = ['image', 'image_url', 'imageUrl', 'thumbnail', 'thumbnail_url', 'thumbnailUrl', 'picture', 'photo']
const BRANDS = ['brand', 'manufacturer', 'vendor']
const DESCRIPTIONS = ['description', 'short_description', 'shortDescription', 'summary']
const BADGES = ['badge', 'label', 'tag']
const URLS = ['url', 'link', 'permalink', 'slug']

/** `hits(result)`: the hits of a result; none where it has no such list. */
export function hits(result: Hit): Hit[] {
  const list = result.has('hits') ? result.get('hits') : null
  return fits<Hit[]>(list) ? unbox<Hit[]>(list) : []
}

/** `hits_to_table(hits)`: headers and rows. The columns are the fields that can be shown in a line, as they come. */
export function hits_to_table(hits: Hit[]): Tuple2<string[], (Any | null)[]> {
  const columns = new Map<string, bool>()
  for (let i = 0; i < hits.length; i++) {
    const names = hits[i].keys()
    for (let n = 0; n < names.length && columns.size < COLUMNS; n++) {
      if (!names[n].startsWith('_') && hasCell(hits[i].get(names[n]))) columns.set(names[n], true)
    }
  }
  const headers = columns.keys()
  const rows: (Any | null)[] = []
  for (let i = 0; i < hits.length; i++) {
    const row: (Any | null)[] = []
    for (let n = 0; n < headers.length; n++) row.push(cell(hits[i], headers[n]))
    rows.push(box<(Any | null)[]>(row))
  }
  return new Tuple2<string[], (Any | null)[]>(headers, rows)
}

/** `hits_to_product_cards(hits)` */
export function hits_to_product_cards(hits: Hit[]): (Any | null)[] {
  const cards: (Any | null)[] = []
  for (let i = 0; i < hits.length; i++) {
    const hit = hits[i]
    const card = new Map<string, Any | null>()
    const name = first(hit, NAMES)
    card.set('name', box<string>(name != '' ? name : first(hit, IDS)))
    card.set('price', box<string>(first(hit, PRICES)))
    card.set('image', box<string>(first(hit, IMAGES)))
    card.set('brand', box<string>(first(hit, BRANDS)))
    card.set('description', box<string>(truncate(first(hit, DESCRIPTIONS), DESCRIPTION)))
    card.set('badge', box<string>(first(hit, BADGES)))
    card.set('url', box<string>(first(hit, URLS)))
    cards.push(box<Hit>(card))
  }
  return cards
}

// The first of some fields that has a text to be shown.
function first(hit: Hit, names: string[]): string {
  for (let i = 0; i < names.length; i++) {
    const value = hit.has(names[i]) ? hit.get(names[i]) : null
    const text = isPlain(value) ? show<Any | null>(value) : ''
    if (text != '') return text
  }
  return ''
}

// A list of plain values is shown as they are, with commas; what holds more than a line can show is nil.
function cell(hit: Hit, name: string): Any | null {
  const value = hit.has(name) ? hit.get(name) : null
  if (value === null || isPlain(value)) return value
  if (!hasCell(value)) return null
  let text = ''
  for (let i: i64 = 0; i < value.length(); i++) text += (i == 0 ? '' : ', ') + show<Any | null>(value.at(i))
  return box<string>(text)
}

function hasCell(value: Any | null): bool {
  if (value === null || !value.isList()) return isPlain(value)
  for (let i: i64 = 0; i < value.length(); i++) if (!isPlain(value.at(i))) return false
  return true
}

// Whether it is a text, a number or a bool.
function isPlain(value: Any | null): bool {
  return value instanceof AnyString || value instanceof AnyInt || value instanceof AnyFloat || value instanceof AnyBool
}
