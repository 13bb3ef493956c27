// Compiled from input.haira by haira 0.1.0.
import { println } from "./haira/lib-io";
import { indexFault, isOutside, item } from "./haira/list";
import { failed, nothing, panic } from "./haira/panic";
import { program } from "./haira/program";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

// struct Counter
class Counter {
  constructor(public count_: i64, public name: string) {}
}

function Counter_up(self: Counter, by: i64 = 1): Counter {
  self.count_ += by;
  return self;
}

function Counter_shown(self: Counter): string {
  return `${self.name} at ${show<i64>(self.count_)}`;
}

function Counter_twice(self: Counter): void {
  Counter_up(Counter_up(self), self.count_);
}

function Counter_at(self: Counter, xs: Array<i64>): i64 {
  const $1: i64 = self.count_;
  if (isOutside<i64>(xs, $1)) {
    indexFault<i64>(xs, $1);
    return nothing<i64>();
  }
  const $2 = item<i64>(xs, $1);
  return $2;
}

function Counter_same(c: Counter, other: Counter): bool {
  return c.count_ == other.count_;
}

function said(text: string, c: Counter): Counter {
  println(text);
  return c;
}

function main(): void {
  let c = new Counter(0, "counter");
  Counter_up(c);
  Counter_twice(c);
  println(`${Counter_shown(c)} ${Counter_shown(Counter_up(new Counter(0, "other"), 3))} ${show<bool>(Counter_same(c, new Counter(4, "counter")))}`);
  Counter_up(said("receiver", c), said("argument", c).count_);
  println(show<i64>(c.count_));
  let maybe: Counter | null = null;
  if (c.count_ > 100) {
    maybe = c;
  }
  const $1 = Counter_at(c, [1, 2, 3]);
  if (failed()) return;
  println(show<i64>($1));
  const $2: Counter | null = maybe;
  if ($2 === null) {
    panic("unexpected nil");
    return;
  }
  println(Counter_shown($2));
}

program([], main);
