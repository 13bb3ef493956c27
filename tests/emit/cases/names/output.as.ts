// Compiled from input.haira by haira 0.1.0.
import { println as io$println } from "./haira/lib-io";
import { indexFault, isOutside, item } from "./haira/list";
import { failed as panic$failed, nothing as panic$nothing } from "./haira/panic";
import { program } from "./haira/program";
import { show as show$show, showNested } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

// struct Map
class Map_ {
  constructor(public get_: i64, public show_: string) {}

  show(): string {
    return `Map{get: ${showNested<i64>(this.get_)}, show: ${showNested<string>(this.show_)}}`;
  }
}

function failed(): string {
  return "mine";
}

function new_(class_: string, i64_: i64): string {
  return `${class_}${show$show<i64>(i64_)}`;
}

function show(delete_: bool): bool {
  return !delete_;
}

function nothing(x: i64): i64 {
  if (x > 0) {
    let x_ = `inner ${show$show<i64>(x)}`;
    io$println(x_);
  }
  let y = x;
  if (true) {
    let y_: i64 = y + 1;
    io$println(show$show<i64>(y_));
  }
  return y;
}

function risky(xs: Array<i64>): i64 {
  if (isOutside<i64>(xs, 0)) {
    indexFault<i64>(xs, 0);
    return panic$nothing<i64>();
  }
  const $1 = item<i64>(xs, 0);
  return $1;
}

function main(): void {
  let failed_ = failed();
  let println: i64 = 3;
  const $2 = new_("c", 2);
  const $3 = show$show<bool>(show(true));
  const $4 = show$show<i64>(nothing(1));
  const $5 = show$show<i64>(println);
  const $1 = risky([4]);
  if (panic$failed()) return;
  io$println(`${failed_} ${$2} ${$3} ${$4} ${$5} ${show$show<i64>($1)}`);
  io$println(show$show<Map_>(new Map_(1, "s")));
}

program([], main);
