// The printed form of a struct, made field by field: `User{name: "Ada", age: 3}`.

import { JsonWriter } from './json'
import { showNested } from './show'

/** Builds it: `new StructText('User').add('name', name).end()`. */
export class StructText {
  private out: JsonWriter = new JsonWriter()
  private first: bool = true

  constructor(name: string) {
    this.out.append(name)
    this.out.append('{')
  }

  add<T>(name: string, value: T): StructText {
    if (!this.first) this.out.append(', ')
    this.first = false
    this.out.append(name)
    this.out.append(': ')
    this.out.append(showNested<T>(value))
    return this
  }

  end(): string {
    this.out.append('}')
    return this.out.toString()
  }
}
