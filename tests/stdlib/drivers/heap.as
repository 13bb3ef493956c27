// Objects of all sizes that come and go, drawn by chance: each holds what was written to it for as long as it is in use,
// and memory is used again.
import { held, hold, release } from "./haira/heap";
import { println } from "./haira/lib-io";
import { program } from "./haira/program";
export * from "./haira/exports";

let seed: u32 = 1;

function below(limit: u32): i32 {
  seed = seed * 1664525 + 1013904223;
  return <i32>((<u64>seed * limit) >> 32);
}

/** Mostly small; some that share a page with few others, some that have pages of their own. */
function anyLength(): i32 {
  const kind = below(100);
  return kind < 80 ? below(20) : kind < 96 ? below(600) : kind < 99 ? below(4000) : below(60000);
}

function filled(length: i32, tag: u32): StaticArray<u32> {
  const made = new StaticArray<u32>(length);
  for (let i = 0; i < length; i++) {
    assert(made[i] == 0);
    made[i] = tag + i;
  }
  return made;
}

function isIntact(array: StaticArray<u32>, tag: u32): bool {
  for (let i = 0; i < array.length; i++) if (array[i] != tag + i) return false;
  return true;
}

function arrays(): bool {
  const kept = new StaticArray<StaticArray<u32> | null>(400);
  for (let round = 0; round < 30000; round++) {
    const at = below(kept.length);
    const old = kept[at];
    if (old !== null && !isIntact(old, old.length * 7)) return false;
    const length = anyLength();
    kept[at] = below(4) == 0 ? null : filled(length, length * 7);
  }
  return true;
}

class Node {
  left: Node | null = null;
  right: Node | null = null;
  others: Node[] = [];
  /** The numbers of the nodes at left and at right, as far as there are some. */
  leftId: i32 = 0;
  rightId: i32 = 0;
  constructor(readonly id: i32) {}

  isIntact(): bool {
    const left = this.left;
    const right = this.right;
    return (left === null || left.id == this.leftId) && (right === null || right.id == this.rightId);
  }
}

/** Reached from a global, so that the collector marks them step by step. */
let nodes: Node[] = [];

/** Links move from node to node all the time, so also while the collector marks. */
function links(): bool {
  for (let i = 0; i < 30000; i++) nodes.push(new Node(i));
  for (let round = 30000; round < 300000; round++) {
    const a = nodes[below(nodes.length)];
    const b = nodes[below(nodes.length)];
    if (!a.isIntact()) return false;
    switch (below(6)) {
      case 0:
        a.left = b.right;
        a.leftId = b.rightId;
        b.right = null;
        break;
      case 1:
        a.right = new Node(round);
        a.rightId = round;
        break;
      case 2:
        if (a.others.length > 0) {
          const other = a.others.pop();
          b.left = other;
          b.leftId = other.id;
        }
        break;
      case 3:
        if (a.others.length < 9) a.others.push(b);
        break;
      case 4:
        nodes[below(nodes.length)] = new Node(round);
        break;
      default:
        b.left = a.left;
        b.leftId = a.leftId;
        a.left = null;
    }
  }
  for (let i = 0; i < nodes.length; i++) if (!nodes[i].isIntact()) return false;
  nodes = [];
  return true;
}

/** What only a number knows stays, and so does what the collector does not know; both go when they are let go. */
function holds(): bool {
  const numbers = new StaticArray<u32>(500);
  const blocks = new StaticArray<usize>(500);
  for (let round = 0; round < 20000; round++) {
    const at = below(numbers.length);
    if (numbers[at] != 0) {
      const block = blocks[at];
      if (load<u32>(block) != <u32>at || load<u32>(block, 4000) != <u32>at) return false;
      if (!isIntact(changetype<StaticArray<u32>>(held(numbers[at])), at)) return false;
      release(numbers[at]);
      heap.free(block);
    }
    numbers[at] = hold(changetype<usize>(filled(below(100), at)));
    blocks[at] = heap.alloc(4004);
    store<u32>(blocks[at], at);
    store<u32>(blocks[at], at, 4000);
  }
  return true;
}

function main(): void {
  println(arrays().toString());
  println(links().toString());
  println(holds().toString());
  println(arrays().toString());
}

program([], main);
