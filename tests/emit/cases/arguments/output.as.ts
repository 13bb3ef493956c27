// Compiled from input.haira by haira 0.1.0.
import { print, println } from "./haira/lib-io";
import { program } from "./haira/program";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

function say(n: i64): i64 {
  print(`<${show<i64>(n)}>`);
  return n;
}

function area(w: f64, h: f64, scale: f64): f64 {
  return w * h * scale;
}

function greet(name: string, greeting: string = "Hello", excited: bool = false): string {
  if (excited) {
    return `${greeting}, ${name}!`;
  } else {
    return `${greeting}, ${name}`;
  }
}

function stamp(id: i64): i64 {
  return id;
}

function three(a: i64, b: i64, c: i64): string {
  return `${show<i64>(a)}${show<i64>(b)}${show<i64>(c)}`;
}

function main(): void {
  const $1: f64 = 2.0 * 2.0;
  const $3 = show<f64>(area(2.0, 1.0, $1));
  const $2: f64 = 2.0 * 2.0;
  const $5 = show<f64>(area(2.0, 3.0, $2));
  const $6 = show<f64>(area(2.0, 1.0, 1.0));
  const $4: f64 = 2.0 * 2.0;
  println(`${$3} ${$5} ${$6} ${show<f64>(area(2.0, 3.0, $4))}`);
  println(`${greet("Ada")} ${greet("Bob", "Hello", true)} ${greet("Cem", "Hi")} ${greet("Dee", "Yo")}`);
  const $7 = say(7);
  println(`${show<i64>(stamp($7))} ${show<i64>(stamp(3))}`);
  const $11 = three(say(1), say(2), say(3));
  const $8 = say(1);
  const $9 = say(2);
  const $10 = say(3);
  println(`${$11} ${three($9, $10, $8)}`);
}

program([], main);
