// Compiled from input.haira by haira 0.1.0.
import { after, characterFrom } from "./haira/characters";
import { print, println } from "./haira/lib-io";
import { concat, indexFault, isOutside, item as list$item } from "./haira/list";
import { Map } from "./haira/ordered-map";
import { failed, goesOn, nothing } from "./haira/panic";
import { program } from "./haira/program";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

function limit(): i64 {
  print("limit ");
  return 3;
}

function item(xs: Array<i64>, i: i64): i64 {
  if (isOutside<i64>(xs, i)) {
    indexFault<i64>(xs, i);
    return nothing<i64>();
  }
  const $1 = list$item<i64>(xs, i);
  return $1;
}

function main(): void {
  for (let i: i64 = 0, $1: i64 = limit(); goesOn(i < $1); i++) {
    print(`${show<i64>(i)} `);
  }
  if (failed()) return;
  for (let i: i64 = 1, $2: i64 = limit(), $2more: bool = i <= $2; goesOn($2more); $2more = i++ < $2) {
    print(`${show<i64>(i)} `);
  }
  if (failed()) return;
  println("");
  for (let $3i: i64 = 0; goesOn($3i < 3); $3i++) {
    let i: i64 = $3i;
    i += 10;
    print(`${show<i64>(i)} `);
  }
  if (failed()) return;
  println("");
  let biggest: i64 = 9223372036854775807;
  for (let i: i64 = biggest - 1, $4: i64 = biggest, $4more: bool = i <= $4; goesOn($4more); $4more = i++ < $4) {
    print(`${show<i64>(i)} `);
  }
  if (failed()) return;
  for (let i: i64 = 5; goesOn(i < 2); i++) {
    print("never");
  }
  if (failed()) return;
  println("");
  let xs: Array<i64> = [1, 2];
  const $6 = xs;
  for (let $7: i32 = 0; goesOn($7 < $6.length); $7++) {
    let x = $6[$7];
    if (x == 1) {
      xs = concat<i64>(xs, [9]);
    }
    print(`${show<i64>(x)} `);
  }
  if (failed()) return;
  for (let $8: i32 = 0; goesOn($8 < xs.length); $8++) {
    let i: i64 = $8;
    let x = xs[$8];
    print(`${show<i64>(i)}:${show<i64>(x)} `);
  }
  if (failed()) return;
  println("");
  const $9 = "aé😀";
  for (let $10: i32 = 0; goesOn($10 < $9.length); $10 = after($9, $10)) {
    let c = characterFrom($9, $10);
    print(`<${c}>`);
  }
  if (failed()) return;
  println("");
  let ages = new Map<string, i64>();
  ages.set("ada", 36);
  ages.set("bob", 20);
  const $12 = ages.keys();
  for (let $13: i32 = 0; goesOn($13 < $12.length); $13++) {
    let name = $12[$13];
    if (!ages.has(name)) continue;
    print(`${name} `);
  }
  if (failed()) return;
  const $14 = ages.keys();
  for (let $15: i32 = 0; goesOn($15 < $14.length); $15++) {
    let name = $14[$15];
    if (!ages.has(name)) continue;
    let age = ages.get(name);
    ages.set("cem", 1);
    print(`${name}=${show<i64>(age)} `);
  }
  if (failed()) return;
  println(show<Map<string, i64>>(ages));
  let $18: i32 = 0;
  for (let i: i64 = 0; goesOn(i < 4); i++) {
    for (let j: i64 = 0; goesOn(j < 4); j++) {
      if (j == 2) {
        $18 = 2;
        break;
      }
      if (i == 2) {
        $18 = 1;
        break;
      }
      print(`${show<i64>(i)}${show<i64>(j)} `);
    }
    if (failed()) return;
    if ($18 == 1) break;
    if ($18 == 2) {
      $18 = 0;
      continue;
    }
  }
  if (failed()) return;
  println("");
  let $20: i32 = 0;
  while (true) {
    if (failed()) return;
    while (true) {
      if (failed()) return;
      for (let k: i64 = 0; goesOn(k < 2); k++) {
        if (k == 1) {
          $20 = 1;
          break;
        }
      }
      if (failed()) return;
      if ($20 != 0) break;
    }
    if ($20 == 1) break;
    if ($20 == 2) {
      $20 = 0;
      continue;
    }
  }
  let n: i64 = 0;
  while (true) {
    if (failed()) return;
    const $21 = item([3, 2, 1, 0], n);
    if (failed()) return;
    if (!($21 > 0)) break;
    n += 1;
  }
  while (goesOn(n < 6)) {
    n += 1;
    if (n == 5) continue;
    print(`n${show<i64>(n)} `);
  }
  if (failed()) return;
  println(show<i64>(n));
}

program([], main);
