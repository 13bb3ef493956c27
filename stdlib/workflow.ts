// A workflow as HTTP reaches it: parameters from path, body and query; result, rejection or error as a response.

import { takeText } from './abi'
import { STRICT } from './decode'
import { Any } from './any'
import { Callable } from './function'
import { JsonWriter, quoteJson } from './json'
import { Json, JsonParser, OBJECT } from './json-read'
import { HairaError, failed, takeError } from './panic'
import { Parameters } from './parameters'
import { Declaration, find } from './program'

/** A declared workflow; `serve` decodes the parameters, runs it, and gives its result as JSON. */
export class Workflow extends Declaration {
  /** Where the program calls values of type any. */
  asFunction: Callable | null = null

  constructor(
    name: string,
    private serve: (params: Parameters) => string,
  ) {
    super(name)
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'workflow'
  }

  show(): string {
    return '<workflow ' + this.name + '>'
  }

  /** Calls it with values of any type. */
  invoke(args: (Any | null)[]): Any | null {
    return this.asFunction!.invoke(args)
  }

  describe(json: JsonWriter): void {
    json.beginObject()
    json.endObject()
  }

  /** Runs it for one request. */
  respond(params: Parameters): JsonWriter {
    const result = this.serve(params)
    if (failed()) return errorResponse(takeError())
    if (params.problems.any) return refusal(params.rejection())
    if (params.headers == '') return response(200, result)
    const json = response(params.status, result)
    json.key('headers')
    json.raw(params.headers)
    return json
  }
}

/** A workflow that can be called where it is a value of type any. */
export function callable(workflow: Workflow, fn: Callable): Workflow {
  workflow.asFunction = fn
  return workflow
}

/** Runs the workflow that a request names. Gives the response, an object whose end is still to be written. */
export function callWorkflow(ptr: usize, length: usize): JsonWriter {
  const params = arrived(ptr, length)
  const workflow = find<Workflow>(params.workflow)
  if (workflow === null) return response(404, errorBody("no workflow '" + params.workflow + "'"))
  if (params.malformed != '') return refusal(errorBody(params.malformed))
  return workflow.respond(params)
}

// A function of its own, so that nothing refers to the text any more once the workflow has taken its parameters.
function arrived(ptr: usize, length: usize): Parameters {
  const request = new JsonParser(takeText(ptr, length)).root
  let values = noArguments
  let malformed = ''
  const body = request.get('body')
  if (body !== null) {
    const parser = new JsonParser(body.text)
    values = parser.root
    if (parser.problem != '') malformed = 'malformed JSON: ' + parser.problem
    else if (values.kind != OBJECT) malformed = 'the body must be a JSON object'
  }
  const params = new Parameters(
    values,
    STRICT,
    request.get('path'),
    request.get('query'),
    request.get('form'),
    request.get('files'),
  )
  params.workflow = request.textAt('workflow')
  params.malformed = malformed
  params.events = request.get('events') !== null
  return params
}

const noArguments = new Json(OBJECT, '', 0)

function response(status: i64, body: string): JsonWriter {
  const json = new JsonWriter(128 + (body.length << 1))
  json.beginObject()
  json.key('status')
  json.int(status)
  json.pair('body', body)
  return json
}

/** The request does not fit: the workflow has not been run. */
function refusal(body: string): JsonWriter {
  const json = new JsonWriter()
  json.beginObject()
  json.pair('refused', body)
  return json
}

function errorResponse(error: HairaError): JsonWriter {
  const code = error.code
  const status = code !== null && code.value >= 400 && code.value <= 599 ? code.value : 500
  const json = response(status, errorBody(error.message))
  if (error.fault) json.pair('panic', error.message)
  return json
}

function errorBody(message: string): string {
  return '{"error":' + quoteJson(message) + '}'
}
