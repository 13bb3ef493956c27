// `a.b` as a value: a field, a method, a function of a module.

import type * as ast from '../../1-parse/syntax.ts'
import { typeArgumentUnknown, unknownModuleMember } from '../../diagnostics/messages.generated.ts'
import { fileFields } from '../../library/channel.ts'
import type { LibraryFunction } from '../../library/library.ts'
import { methodsOf } from '../../library/methods.ts'
import { libraryModule } from '../../library/modules.ts'
import type { Symbol } from '../../phases.ts'
import { nearest } from '../../util/distance.ts'
import type { Context } from '../context.ts'
import { enumOf, inferVariant } from '../enums.ts'
import { present, value } from '../expressions.ts'
import { bindingsOf, substitute } from '../generics.ts'
import { methodNamed, receiverArguments } from '../methods.ts'
import { anyType, errorKind, isPrimitive, optionOf, stringType, type Type } from '../types.ts'
import { functionType, libraryFunctionType, symbolValue } from './leaves.ts'
import { noMember } from './unknown-member.ts'

/** The module that `io` in `io.println` stands for. */
export function moduleOf(context: Context, object: ast.Expression): Extract<Symbol, { kind: 'module' }> | undefined {
  const symbol = object.kind === 'identifier' ? context.symbol(object) : undefined
  return symbol?.kind === 'module' && !symbol.file ? symbol : undefined
}

/** Whether an expression is the name of an import: another file of the program, or a module of the library. */
export function isFile(context: Context, object: ast.Expression): boolean {
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
  const { source, start, end } = node.object.span
  const call = source.text.slice(start, end)
  const type = value(context, node.object, undefined, `to raise the error write \`(${call}?).${node.name.text}\``)
  return type.kind === 'option' ? type.inner : type
}

export function fieldType(context: Context, object: Type, name: ast.Name): Type {
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
    context.boundMethods.set(name, declared)
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
