// Module `fs`: files, below what the host has granted. Paths are the program's own: relative ones begin at its working folder.

import { Call } from './abi'
import { Answer, pathAnd, pathIf } from './ask'
import { JsonReader, Problems } from './decode'
import { copy as copyCall, glob as globCall, kind, mkdir as mkdirCall, readDir, remove as removeCall } from './fiber-fs'
import { rename as renameCall, stat as statCall, write } from './fiber-fs'
import { bytesOf, DiskFile, textOf } from './disk-file'
import { File } from './file'
import { JsonWriter } from './json'
import { Json, JsonParser } from './json-read'
import { contentType } from './content-type'
import { HairaError } from './panic'
import { Tuple2 } from './tuple'

/** `fs.read_file(p)` */
export function read_file(p: string): Tuple2<string, HairaError | null> {
  return textOf(p)
}

/** `fs.read_bytes(p)` */
export function read_bytes(p: string): Tuple2<i64[], HairaError | null> {
  return bytesOf(p)
}

/** `fs.write_file(p, s)` */
export function write_file(p: string, s: string): HairaError | null {
  return put(p, s, false)
}

/** `fs.append_file(p, s)` */
export function append_file(p: string, s: string): HairaError | null {
  return put(p, s, true)
}

function put(p: string, s: string, append: bool): HairaError | null {
  const json = new JsonWriter(64 + (s.length << 1))
  json.beginObject()
  json.pair('path', p)
  json.pair('text', s)
  json.key('append')
  json.bool(append)
  json.endObject()
  const call = Call.json(json)
  write(call.request, call.length, call.reply)
  return new Answer(call).error
}

/** `fs.exists(p)` */
export function exists(p: string): bool {
  return kindOf(p) != 'none'
}

/** `fs.is_dir(p)` */
export function is_dir(p: string): bool {
  return kindOf(p) == 'folder'
}

function kindOf(p: string): string {
  const call = Call.of(p)
  kind(call.request, call.length, call.reply)
  const answer = new Answer(call)
  return answer.error === null ? answer.root.textAt('kind') : 'none'
}

/** What stands beside an error. */
const NOTHING = '{"name":"","size":0,"is_dir":false,"modified":"","path":""}'

/** `fs.stat(p)`: a record of the program, R. */
export function stat<R>(p: string): Tuple2<R, HairaError | null> {
  const call = Call.of(p)
  statCall(call.request, call.length, call.reply)
  const answer = new Answer(call)
  const found = answer.error === null ? answer.root : new JsonParser(NOTHING).root
  return new Tuple2<R, HairaError | null>(readRecord<R>(found), answer.error)
}

function readRecord<R>(node: Json): R {
  return new JsonReader(node, '', new Problems()).read<R>()
}

/** `fs.remove(p)` */
export function remove(p: string): HairaError | null {
  const call = pathIf(p, 'all', false)
  removeCall(call.request, call.length, call.reply)
  return new Answer(call).error
}

/** `fs.remove_all(p)` */
export function remove_all(p: string): HairaError | null {
  if (p == '') return new HairaError('remove: the path is empty')
  const call = pathIf(p, 'all', true)
  removeCall(call.request, call.length, call.reply)
  return new Answer(call).error
}

/** `fs.rename(a, b)` */
export function rename(a: string, b: string): HairaError | null {
  const call = pathAnd(a, 'to', b)
  renameCall(call.request, call.length, call.reply)
  return new Answer(call).error
}

/** `fs.copy(a, b)` */
export function copy(a: string, b: string): HairaError | null {
  const call = pathAnd(a, 'to', b)
  copyCall(call.request, call.length, call.reply)
  return new Answer(call).error
}

/** `fs.mkdir(p)` */
export function mkdir(p: string): HairaError | null {
  const call = pathIf(p, 'parents', false)
  mkdirCall(call.request, call.length, call.reply)
  return new Answer(call).error
}

/** `fs.mkdir_all(p)` */
export function mkdir_all(p: string): HairaError | null {
  const call = pathIf(p, 'parents', true)
  mkdirCall(call.request, call.length, call.reply)
  return new Answer(call).error
}

/** `fs.read_dir(p)`: records of the program, R. */
export function read_dir<R>(p: string): Tuple2<R[], HairaError | null> {
  const call = Call.of(p)
  readDir(call.request, call.length, call.reply)
  const answer = new Answer(call)
  const entries: R[] = []
  let item = answer.root.listAt('entries')
  while (item !== null) {
    entries.push(readRecord<R>(item))
    item = item.next
  }
  return new Tuple2<R[], HairaError | null>(entries, answer.error)
}

/** `fs.glob(p)` */
export function glob(p: string): Tuple2<string[], HairaError | null> {
  const call = Call.of(p)
  globCall(call.request, call.length, call.reply)
  const answer = new Answer(call)
  const paths: string[] = []
  let item = answer.root.listAt('paths')
  while (item !== null) {
    paths.push(item.text)
    item = item.next
  }
  return new Tuple2<string[], HairaError | null>(paths, answer.error)
}

/** `fs.open(p)` */
export function open(p: string): Tuple2<File, HairaError | null> {
  const call = Call.of(p)
  statCall(call.request, call.length, call.reply)
  const answer = new Answer(call)
  let error = answer.error
  const isFolder = answer.root.get('is_dir')
  if (error === null && isFolder !== null && isFolder.int != 0) error = new HairaError('open ' + p + ': is a directory')
  const name = answer.root.textAt('name')
  const file = new DiskFile(name, answer.root.intAt('size'), contentType(name), answer.root.textAt('path'))
  file.isClosed = error !== null
  return new Tuple2<File, HairaError | null>(file, error)
}

/** `fs.read_all(file)` */
export function read_all(file: File): Tuple2<string, HairaError | null> {
  return file.text()
}

/** `fs.close(file)` */
export function close(file: File): void {
  file.isClosed = true
}

/** `fs.join(a, …)`: the parts as one path, without what cancels out; empty parts do not count. */
export function join(a: string[]): string {
  const kept: string[] = []
  let isRooted = false
  let isFirst = true
  for (let i = 0; i < a.length; i++) {
    if (a[i] == '') continue
    if (isFirst) isRooted = a[i].charCodeAt(0) == 47
    isFirst = false
    const names = a[i].split('/')
    for (let k = 0; k < names.length; k++) {
      const name = names[k]
      if (name == '' || name == '.') continue
      if (name != '..') kept.push(name)
      else if (kept.length > 0 && kept[kept.length - 1] != '..') kept.pop()
      else if (!isRooted) kept.push(name)
    }
  }
  if (isFirst) return ''
  const path = kept.join('/')
  return isRooted ? '/' + path : path == '' ? '.' : path
}
