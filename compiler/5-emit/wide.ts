// Classes of tuples and of function values for which there is none in the library. It has those that it uses itself;
// larger ones are written into the module, for as many parts as its program has.

import type { Writer } from './writer.ts'

/** stdlib/tuple.ts has pairs and triples. */
const mostParts = 3
/** stdlib/function.ts has functions of up to four parameters. */
const mostParams = 4

/** The class of tuples of so many parts. */
export function tupleClass(parts: number, writer: Writer): string {
  return parts > mostParts ? writer.useWide('Tuple', parts) : writer.use('tuple', `Tuple${parts}`)
}

/** The class of functions of so many parameters. */
export function functionClass(params: number, writer: Writer): string {
  return params > mostParams ? writer.useWide('Fn', params) : writer.use('function', `Fn${params}`)
}

/** Writes the classes that were asked for. */
export function emitWide(writer: Writer): void {
  for (const { kind, name, count } of writer.wide()) {
    writer.from(undefined)
    writer.gap()
    const all = Array.from({ length: count }, (_, at) => at)
    if (kind === 'Tuple') emitTuple(name, all, writer)
    else emitFunction(name, all, writer)
  }
}

function emitFunction(name: string, all: readonly number[], writer: Writer): void {
  const types = [...all.map((at) => `T${at}`), 'R'].join(', ')
  writer.line(`abstract class ${name}<${types}> extends ${writer.use('function', 'Callable')} {`)
  writer.indented(() => writer.line(`abstract call(${all.map((at) => `_${at}: T${at}`).join(', ')}): R;`))
  writer.line('}')
}

/** What the classes of stdlib/tuple.ts have, for any number of parts. */
function emitTuple(name: string, all: readonly number[], writer: Writer): void {
  const last = all.length - 1
  const self = `${name}<${all.map((at) => `T${at}`).join(', ')}>`
  const parts = (part: (at: number) => string, between: string) => all.map(part).join(between)
  const [hash, combine] = [writer.use('hash', 'hash'), writer.use('hash', 'combine')]
  const show = writer.use('show', 'showNested')
  const [box, any] = [writer.use('any', 'box'), writer.use('any', 'Any')]
  const copy = writer.use('clone', 'copyOf')
  const equals = writer.use('equal', 'equals')
  const method = (head: string, body: readonly string[]) => {
    writer.line(`${head} {`)
    writer.indented(() => {
      for (const line of body) writer.line(line)
    })
    writer.line('}')
  }
  writer.line(`class ${self} {`)
  writer.indented(() => {
    writer.line(`constructor(${parts((at) => `public _${at}: T${at}`, ', ')}) {}`)
    const hashes = all.slice(1).map((at) => `code = ${combine}(code, ${hash}<T${at}>(this._${at}));`)
    method('hash(): u32', [`let code = ${hash}<T0>(this._0);`, ...hashes, 'return code;'])
    method('show(): string', [`return "(" + ${parts((at) => `${show}<T${at}>(this._${at})`, ' + ", " + ')} + ")";`])
    const typeText = writer.use('any', 'typeText')
    method('get $type(): string', [`return "(" + ${parts((at) => `${typeText}<T${at}>()`, ' + ", " + ')} + ")";`])
    method('get arity(): i32', [`return ${all.length};`])
    method(`part(at: i32): ${any} | null`, [
      ...all.slice(0, last).map((at) => `if (at == ${at}) return ${box}<T${at}>(this._${at});`),
      `return ${box}<T${last}>(this._${last});`,
    ])
    method('isPair(): bool', [`return ${writer.use('any', 'isErrorType')}<T${last}>();`])
    method(`copy(): ${self}`, [
      `const made = new ${self}(${parts((at) => `this._${at}`, ', ')});`,
      `${writer.use('clone', 'finish')}<${self}>(made);`,
      'return made;',
    ])
    method(
      'copyParts(): void',
      all.map((at) => `this._${at} = ${copy}<T${at}>(this._${at});`),
    )
    method(`write(json: ${writer.use('json', 'JsonWriter')}): void`, [
      'json.beginArray();',
      ...all.map((at) => `json.value<T${at}>(this._${at});`),
      'json.endArray();',
    ])
    method('get itemCount(): i32', [`return ${all.length};`])
    method(
      `readItems(json: ${writer.use('decode', 'JsonReader')}): void`,
      all.map((at) => `this._${at} = json.item<T${at}>(${at});`),
    )
    method(`equals(other: ${self}): bool`, [
      `return ${parts((at) => `${equals}<T${at}>(this._${at}, other._${at})`, ' && ')};`,
    ])
  })
  writer.line('}')
}
