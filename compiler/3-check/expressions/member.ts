// `a.b`, `a[i]` and `t.0`, read or as the target of an assignment.

import type * as ast from '../../1-parse/syntax.ts'
import {
  constReassigned,
  notAssignable,
  notIndexable,
  typeArgumentUnknown,
  unknownMember,
  unknownModuleMember,
} from '../../diagnostics/messages.generated.ts'
import { fileFields } from '../../library/channel.ts'
import type { LibraryFunction } from '../../library/library.ts'
import { methodsOf } from '../../library/methods.ts'
import { libraryModule } from '../../library/modules.ts'
import type { Symbol } from '../../phases.ts'
import { nearest } from '../../util/distance.ts'
import { textOf } from '../config.ts'
import type { Context } from '../context.ts'
import { enumOf, inferVariant } from '../enums.ts'
import { coerce, expect, present, value } from '../expressions.ts'
import { commonType } from '../fit.ts'
import { bindingsOf, substitute } from '../generics.ts'
import { methodNamed, methodNames, receiverArguments } from '../methods.ts'
import { fixElement } from '../open-types.ts'
import { showType } from '../show-type.ts'
import { anyType, errorKind, intType, isPrimitive, optionOf, stringType, type Type } from '../types.ts'
import { wrongDirection } from './channels.ts'
import { functionType, libraryFunctionType, symbolValue } from './leaves.ts'

/** The module that `io` in `io.println` stands for. */
export function moduleOf(context: Context, object: ast.Expression): Extract<Symbol, { kind: 'module' }> | undefined {
  const symbol = object.kind === 'identifier' ? context.symbol(object) : undefined
  return symbol?.kind === 'module' && !symbol.file ? symbol : undefined
}

/** Whether a name stands for another file of the program. */
function isFile(context: Context, object: ast.Expression): boolean {
  return object.kind === 'identifier' && context.symbol(object)?.kind === 'module'
}

/** `module.name`: a function of the library; reports where there is none. */
export function moduleFunction(context: Context, module: string, name: ast.Name): LibraryFunction | undefined {
  const library = libraryModule(module)
  // A module that does not exist has been reported where it is imported.
  if (!library) return undefined
  const fn = library.functions.get(name.text)
  const suggestion = nearest(name.text, library.functions.keys())
  if (!fn) context.error(name, unknownModuleMember({ module, name: name.text, suggestion }))
  return fn
}

/** `a.b` as a value. */
export function inferMember(context: Context, node: ast.Member, wanted?: Type): Type {
  const module = moduleOf(context, node.object)
  if (module) {
    const constant = libraryModule(module.name)?.constants.get(node.name.text)
    if (constant) return constant
    const fn = moduleFunction(context, module.name, node.name)
    return fn ? libraryFunctionType(context, node, fn, wanted) : errorKind
  }
  if (isFile(context, node.object)) {
    const symbol = context.reference(node)
    return symbol ? symbolValue(context, node.name, symbol, wanted) : errorKind
  }
  const owner = enumOf(context, node.object)
  if (owner) return inferVariant(context, node, owner, wanted)
  const object = memberObject(context, node)
  const type = fieldType(context, object, node.name)
  return object.kind === 'map' ? optionOf(type) : type
}

/** The type of the left side of a dot, which `?.` lets be nil. */
export function memberObject(context: Context, node: ast.Member): Type {
  if (!node.optional) return present(context, node.object)
  const type = value(context, node.object)
  return type.kind === 'option' ? type.inner : type
}

function fieldType(context: Context, object: Type, name: ast.Name): Type {
  switch (object.kind) {
    case 'error':
      return object
    case 'struct': {
      const field = object.struct.fields.find((one) => one.name === name.text)
      if (field) return field.type
      return boundMethod(context, object, name) ?? noMember(context, object, name, object.struct.fields)
    }
    case 'record': {
      const field = object.fields.find((one) => one.name === name.text)
      return field ? field.type : noMember(context, object, name, object.fields)
    }
    case 'map':
      if (isPrimitive(object.key, 'string')) return object.value
      return noMember(context, object, name, [])
    case 'union':
      return anyType
    case 'enum':
      if (name.text === 'name') return stringType
      return boundMethod(context, object, name) ?? noMember(context, object, name, [{ name: 'name' }])
    case 'primitive':
      if (object.name === 'any') return anyType
      if (object.name === 'file') return fileField(context, object, name)
      return noMember(context, object, name, [])
    default:
      return boundMethod(context, object, name) ?? noMember(context, object, name, [])
  }
}

/** `u.greet` without a call: a function that is bound to `u`. */
function boundMethod(context: Context, object: Type, name: ast.Name): Type | undefined {
  const declared = methodNamed(context, object, name.text)
  const signature = declared && context.signatures.get(declared)
  if (signature) {
    const [param] = signature.typeParams
    if (param) return context.error(name, typeArgumentUnknown({ param: param.name, name: signature.name }))
    const { params, args } = receiverArguments(object)
    return substitute(functionType(signature), bindingsOf(params, args))
  }
  const fn = methodsOf(object).get(name.text)
  return fn && libraryFunctionType(context, name, fn)
}

function fileField(context: Context, file: Type, name: ast.Name): Type {
  const field = fileFields.find((one) => one.name === name.text)
  return field ? field.type : noMember(context, file, name, fileFields)
}

/** E0212: a type has no such field or method. */
export function noMember(context: Context, object: Type, name: ast.Name, fields: { name: string }[]): Type {
  if (object.kind === 'chan' && (name.text === 'try_send' || name.text === 'try_receive')) {
    return wrongDirection(context, name, name.text === 'try_send' ? 'send' : 'receive')
  }
  const candidates = [
    ...fields.map((field) => field.name),
    ...methodsOf(object).keys(),
    ...methodNames(context, object),
  ]
  const suggestion = nearest(name.text, candidates)
  return context.error(name, unknownMember({ type: showType(object), name: name.text, suggestion }))
}

/** `a[i]` as a value: of a map, `V?`. */
export function inferIndex(context: Context, node: ast.Index): Type {
  const object = present(context, node.object)
  const element = elementType(context, node, object)
  return object.kind === 'map' ? optionOf(element) : element
}

function elementType(context: Context, node: ast.Index, object: Type): Type {
  const { index } = node
  switch (object.kind) {
    case 'error':
      value(context, index)
      return object
    case 'list':
      return isSlice(context, index) ? object : object.element
    case 'map':
      expect(context, index, object.key)
      return object.value
    case 'record':
      return recordElement(context, node, object)
    case 'union':
      value(context, index)
      return anyType
    case 'primitive':
      if (object.name === 'any') {
        value(context, index)
        return anyType
      }
      if (object.name !== 'string') break
      isSlice(context, index)
      return stringType
    default:
      break
  }
  return context.error(node.object, notIndexable({ type: showType(object) }))
}

/** Whether an index is a range, which copies a part; otherwise it must be a position. */
function isSlice(context: Context, index: ast.Expression): boolean {
  const type = value(context, index, intType)
  if (isPrimitive(type, 'range')) return true
  coerce(context, index, type, intType)
  return false
}

/** `r["a"]` reads as `r.a`; a key that is known only when the program runs gives nil where there is no such field. */
function recordElement(context: Context, node: ast.Index, object: Extract<Type, { kind: 'record' }>): Type {
  const { index } = node
  expect(context, index, stringType)
  const key = textOf(index)
  if (key === undefined) {
    const element = fieldsType(object.fields)
    context.conversions.set(node.object, { kind: 'map', key: stringType, value: element })
    return optionOf(element)
  }
  const field = object.fields.find(({ name }) => name === key)
  return field ? field.type : noMember(context, object, { text: key, span: index.span }, object.fields)
}

/** What all fields of a record have in common. */
export function fieldsType(fields: readonly { type: Type }[]): Type {
  let common: Type | undefined = fields[0]?.type
  for (const { type } of fields) common = common && commonType(common, type)
  return common ?? anyType
}

/** `t.0`. */
export function inferTupleIndex(context: Context, node: ast.TupleIndex): Type {
  const object = present(context, node.object)
  if (object.kind === 'error') return object
  const element = object.kind === 'tuple' ? object.elements[node.index] : undefined
  return element ?? context.error(node, unknownMember({ type: showType(object), name: node.index }))
}

/** The type of what can be stored into a place. */
export function placeType(context: Context, place: ast.PlaceTarget['place'], stored?: Type): Type {
  const type = storedType(context, place, stored)
  context.types.set(place, type)
  return type
}

/** A variable of another file. */
function globalPlace(context: Context, place: ast.Member): Type {
  const symbol = context.reference(place)
  if (!symbol) return errorKind
  if (symbol.kind !== 'global') return context.error(place, notAssignable({ operator: '=' }))
  if (!symbol.mutable) {
    return context.error(place, constReassigned({ name: symbol.name }), { related: context.declaredHere(symbol) })
  }
  return context.symbolTypes.get(symbol) ?? errorKind
}

function storedType(context: Context, place: ast.PlaceTarget['place'], stored: Type | undefined): Type {
  switch (place.kind) {
    case 'tupleIndex':
      present(context, place.object)
      return context.error(place, notAssignable({ operator: '=' }))
    case 'member': {
      if (isFile(context, place.object) && !moduleOf(context, place.object)) return globalPlace(context, place)
      if (moduleOf(context, place.object) || place.optional)
        return context.error(place, notAssignable({ operator: '=' }))
      const object = present(context, place.object)
      if (object.kind === 'enum') return context.error(place, notAssignable({ operator: '=' }))
      if (stored) fixElement(context, object, stored, stringType)
      return fieldType(context, object, place.name)
    }
    case 'index': {
      const object = present(context, place.object)
      if (object.kind === 'record') {
        value(context, place.index)
        return context.error(place, notAssignable({ operator: '=' }))
      }
      if (isPrimitive(object, 'string')) return context.error(place, notAssignable({ operator: '=' }))
      if (stored && context.open.has(object)) fixElement(context, object, stored, present(context, place.index))
      return elementType(context, place, object)
    }
    default:
      return place satisfies never
  }
}
