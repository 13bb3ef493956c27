// Compiled from input.haira by haira 0.1.0.
import { println } from "./haira/lib-io";
import { program } from "./haira/program";
import { show, showNested } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

let count: i64 = 0;
const limit: i64 = 40;

// struct Point
class Point {
  constructor(public x: i64, public y: i64) {}

  show(): string {
    return `Point{x: ${showNested<i64>(this.x)}, y: ${showNested<i64>(this.y)}}`;
  }
}

function up(): void {
  count += 1;
}

function half(n: i64): i64 {
  return n / 2;
}

function init(): void {
  println("counter init");
}

function main(): void {
  println("never");
}

function area(r: f64): f64 {
  return half_(r) * 2.0 * r;
}

function half_(r: f64): f64 {
  return r / 2.0;
}

function start(): i64 {
  return 5;
}

function init_(): void {
  println("geometry init");
}

function main_(): void {
  let p = new Point(1, 2);
  p.x = p.x + limit;
  up();
  count = count + 10;
  println(`${show<Point>(p)} ${show<f64>(area(2.0))} ${show<i64>(count)} ${show<i64>(count)}`);
}

/** The statements of the top level, then `main`. */
function start_(): void {
  println(`counter ${show<i64>(half(4))}`);
  init();
  println(`geometry ${show<i64>(count)}`);
  up();
  init_();
  main_();
}

program([], start_);
