// Module `postgres`: texts of SQL. Asking a database is the host's, and not there yet.

import { Any, AnyBool, AnyFloat, AnyInt, AnyOf } from './any'
import { JsonWriter } from './json'
import { JsonParser } from './json-read'
import { Map } from './ordered-map'
import { panic } from './panic'
import { show } from './show'
import { Time } from './time'

/**
 * `postgres.escape(s)`: what stands for a text between single quotes. A backslash means itself there, as it does in every
 * PostgreSQL that nobody has set otherwise; U+0000, which PostgreSQL cannot store, is left out.
 */
export function escape(s: string): string {
  return s.replaceAll('\0', '').replaceAll("'", "''")
}

/** `postgres.quote_identifier(s)`: one name, whatever is in it. */
export function quote_identifier(s: string): string {
  return '"' + s.replaceAll('\0', '').replaceAll('"', '""') + '"'
}

/** `postgres.generate_upsert(table, row, key)`: one statement, with the values in it; a dot parts schema and table. */
export function generate_upsert(table: string, row: Map<string, Any | null>, key: string): string {
  const columns = row.keys()
  let names = ''
  let values = ''
  let changes = ''
  for (let i = 0; i < columns.length; i++) {
    const name = quote_identifier(columns[i])
    const separator = i == 0 ? '' : ', '
    names += separator + name
    values += separator + literal(row.get(columns[i]), columns[i])
    if (columns[i] != key) changes += (changes == '' ? '' : ', ') + name + ' = EXCLUDED.' + name
  }
  const content = columns.length == 0 ? ' DEFAULT VALUES' : ' (' + names + ') VALUES (' + values + ')'
  const action = changes == '' ? 'NOTHING' : 'UPDATE SET ' + changes
  return 'INSERT INTO ' + tableName(table) + content + ' ON CONFLICT (' + quote_identifier(key) + ') DO ' + action
}

function tableName(table: string): string {
  const parts = table.split('.')
  for (let i = 0; i < parts.length; i++) parts[i] = quote_identifier(parts[i])
  return parts.join('.')
}

// A value in a statement: a Time as its ISO text; what has no literal of its own as JSON.
function literal(value: Any | null, column: string): string {
  if (value === null) return 'NULL'
  if (value instanceof AnyInt) return value.show()
  if (value instanceof AnyBool) return (value as AnyBool).value ? 'TRUE' : 'FALSE'
  if (value instanceof AnyFloat) return float((value as AnyFloat).value)
  if (value instanceof AnyOf<Time>) return quoted((value as AnyOf<Time>).value.iso)
  const json = new JsonWriter()
  json.value<Any | null>(value)
  if (json.problem != '') panic('column ' + quote_identifier(column) + ': ' + json.problem)
  const text = json.toString()
  return quoted(text.startsWith('"') ? new JsonParser(text).root.text : text)
}

function float(value: f64): string {
  if (isNaN(value)) return "'NaN'"
  if (isFinite(value)) return show<f64>(value)
  return value > 0 ? "'Infinity'" : "'-Infinity'"
}

function quoted(text: string): string {
  return "'" + escape(text) + "'"
}
