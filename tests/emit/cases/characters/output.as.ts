// Compiled from input.haira by haira 0.1.0.
import { after, characterAt, characterFrom } from "./haira/characters";
import { len } from "./haira/lib-builtin";
import { println } from "./haira/lib-io";
import { failed, goesOn } from "./haira/panic";
import { program } from "./haira/program";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

function main(): void {
  let text = "a😀é";
  const $1 = characterAt(text, 0);
  if (failed()) return;
  const $2 = characterAt(text, 1);
  if (failed()) return;
  const $3 = characterAt(text, 2);
  if (failed()) return;
  println(`${$1} ${$2} ${$3} ${show<i64>(len<string>(text))}`);
  for (let $4: i32 = 0; goesOn($4 < text.length); $4 = after(text, $4)) {
    let c = characterFrom(text, $4);
    println(c);
  }
  if (failed()) return;
  for (let $5: i32 = 0, $6: i64 = 0; goesOn($5 < text.length); $5 = after(text, $5)) {
    let i: i64 = $6;
    $6++;
    let c = characterFrom(text, $5);
    if (i == 1) continue;
    i += 10;
    println(`${show<i64>(i)} ${c}`);
  }
  if (failed()) return;
  let $10: i32 = 0;
  for (let $7: i32 = 0; goesOn($7 < text.length); $7 = after(text, $7)) {
    let c = characterFrom(text, $7);
    const $8 = "xy";
    for (let $9: i32 = 0; goesOn($9 < $8.length); $9 = after($8, $9)) {
      let d = characterFrom($8, $9);
      if (c == "é") {
        $10 = 1;
        break;
      }
      if (d == "y") {
        $10 = 2;
        break;
      }
      println(c + d);
    }
    if (failed()) return;
    if ($10 == 1) break;
    if ($10 == 2) {
      $10 = 0;
      continue;
    }
  }
  if (failed()) return;
  const $11 = text;
  for (let $12: i32 = 0; goesOn($12 < $11.length); $12 = after($11, $12)) {
    let c = characterFrom($11, $12);
    text = "other";
    if (c == "a") {
      println(text);
    }
  }
  if (failed()) return;
  const $13 = "ab";
  for (let $14: i32 = 0, $15: i64 = 0; goesOn($14 < $13.length); $14 = after($13, $14)) {
    let i: i64 = $15;
    $15++;
    println(show<i64>(i));
  }
  if (failed()) return;
  const $16 = "";
  for (let $17: i32 = 0; goesOn($17 < $16.length); $17 = after($16, $17)) {
    let c = characterFrom($16, $17);
    println(c);
  }
  if (failed()) return;
  const $18 = characterAt("é", 0);
  if (failed()) return;
  const $19 = characterAt(text, 4);
  if (failed()) return;
  println($18 + $19);
  const $20 = characterAt("abc", 3);
  if (failed()) return;
  println($20);
}

program([], main);
