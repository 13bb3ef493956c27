// Function values. One class for each number of parameters; every lambda of a program is a subclass that holds what it
// has captured, so a call goes through the class of the value.

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

export abstract class Fn5<A, B, C, D, E, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E): R
}

export abstract class Fn6<A, B, C, D, E, F, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F): R
}

export abstract class Fn7<A, B, C, D, E, F, G, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F, g: G): R
}

export abstract class Fn8<A, B, C, D, E, F, G, H, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H): R
}

export abstract class Fn9<A, B, C, D, E, F, G, H, I, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I): R
}

export abstract class Fn10<A, B, C, D, E, F, G, H, I, J, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, j: J): R
}

export abstract class Fn11<A, B, C, D, E, F, G, H, I, J, K, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, j: J, k: K): R
}

export abstract class Fn12<A, B, C, D, E, F, G, H, I, J, K, L, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, j: J, k: K, l: L): R
}

export abstract class Fn13<A, B, C, D, E, F, G, H, I, J, K, L, M, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, j: J, k: K, l: L, m: M): R
}

export abstract class Fn14<A, B, C, D, E, F, G, H, I, J, K, L, M, N, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, j: J, k: K, l: L, m: M, n: N): R
}

export abstract class Fn15<A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, j: J, k: K, l: L, m: M, n: N, o: O): R
}

export abstract class Fn16<A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, R> extends Callable {
  abstract call(a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, j: J, k: K, l: L, m: M, n: N, o: O, p: P): R
}

/** A variable that a function value has captured and that is assigned to after its declaration. */
export class Ref<T> {
  constructor(public value: T) {}
}
