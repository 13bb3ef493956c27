// Function values. One class for each number of parameters, from five on written by the compiler into the program that has
// them (compiler/5-emit/wide.ts); every lambda of a program is a subclass that holds what it has captured, so a call goes
// through the class of the value.

import { Any } from './any'
import { JsonWriter } from './json'
import { panic } from './panic'

/** What all functions have in common. */
export abstract class Callable {
  /** `<fn area>`, or `<fn>` for a lambda. */
  show(): string {
    const name = this.name()
    return name == '' ? '<fn>' : '<fn ' + name + '>'
  }

  /** The name of a declared function; empty for a lambda. */
  name(): string {
    return ''
  }

  /** Calls it with values of any type: where the program calls values of which nothing is known. */
  invoke(args: (Any | null)[]): Any | null {
    panic(this.show() + ' cannot be called here')
    return null
  }

  write(json: JsonWriter): void {
    json.text(this.show())
    json.problem = 'cannot encode a function as JSON'
  }

  equals(other: Callable): bool {
    return this === other
  }
}

export abstract class Fn0<R> extends Callable {
  abstract call(): R
}

export abstract class Fn1<A, R> extends Callable {
  abstract call(a: A): R
}

export abstract class Fn2<A, B, R> extends Callable {
  abstract call(a: A, b: B): R
}

export abstract class Fn3<A, B, C, R> extends Callable {
  abstract call(a: A, b: B, c: C): R
}

export abstract class Fn4<A, B, C, D, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D): R
}

/** A variable that a function value has captured and that is assigned to after its declaration. */
export class Ref<T> {
  constructor(public value: T) {}
}
