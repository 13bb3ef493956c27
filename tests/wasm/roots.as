// Values that are held only by the shadow stack while the collector runs and memory is used again. Each function keeps
// its arguments, variables and temporaries in another way; `run` puts together what they still hold.

export { cabi_realloc, haira_abort_message, haira_fiber, haira_scratch, haira_scratch_size } from "./haira/exports";

class Pair {
  next: Pair | null = null;
  constructor(public name: string, public list: Array<string>) {}
  join(other: Pair): Pair { churn(); const made = new Pair(this.name + other.name, this.list.concat(other.list)); churn(); return made; }
  get text(): string { churn(); return this.name + ":" + this.list.join(","); }
}

let counter = 0;

// Unreachable objects of many sizes, collected and written over.
function churn(): void {
  const waste = new Array<string>();
  for (let i = 0; i < 8; i++) waste.push("waste " + (counter++).toString() + " " + i.toString());
  __collect();
  for (let i = 0; i < 8; i++) waste.push("more waste " + (counter++).toString());
}

function fresh(name: string): Pair { churn(); return new Pair(name + "!", [name, fill(name)]); }
function fill(name: string): string { churn(); return name + name; }

function parameters(a: Pair, b: Pair): string { const first = a.join(b); churn(); return first.text + b.join(a).text; }
function reassigned(a: Pair, b: Pair): string { a = a.join(b); churn(); b = fresh(b.name); churn(); return both(a, b) + both(b, a); }
function inArguments(): string { let a = fresh("i"); return both(a, (a = fresh(a.name))) + both((a = fresh("x")), a) + three(a, (a = fresh("y")), a); }
function three(a: Pair, b: Pair, c: Pair): string { churn(); return a.text + b.text + c.text; }
function both(a: Pair, b: Pair): string { churn(); return a.text + b.text; }
function inLoop(count: i32): string {
  let last = fresh("l");
  let all = "";
  for (let i = 0; i < count; i++) {
    const before = last;
    last = last.join(fresh(i.toString()));
    all += before.name + last.name;
    if (i % 2 == 0) last = before;
  }
  return all + last.text;
}
function chained(depth: i32, pair: Pair): Pair { if (depth == 0) return pair; const next = chained(depth - 1, pair.join(fresh("c"))); churn(); next.next = pair; return next; }
function chosen(a: Pair | null, b: Pair): string { const one = a !== null ? a : b; churn(); return both(one, a === null ? b : a); }
function called(action: (pair: Pair) => string): string { return action(fresh("f")) + action(fresh("g")); }
function shout(pair: Pair): string { churn(); const copy = pair; churn(); return copy.text.toUpperCase(); }
function sum(n: i32): i32 { return n == 0 ? 0 : n + sum(n - 1); }

export function main(pointer: usize, length: usize): usize {
  const a = fresh("a");
  const b = fresh("b");
  let text = parameters(a, b) + "|" + reassigned(a, b) + "|" + inArguments() + "|" + inLoop(5) + "|";
  const end = chained(4, a);
  text += end.text + end.next!.text + "|" + chosen(null, a) + chosen(b, a) + "|" + called(shout) + "|" + a.text + b.text;
  text += "|" + sum(100).toString();
  const bytes = String.UTF8.encode(text);
  const result = heap.alloc(8);
  const copy = heap.alloc(<usize>bytes.byteLength);
  memory.copy(copy, changetype<usize>(bytes), <usize>bytes.byteLength);
  store<u32>(result, <u32>copy);
  store<u32>(result, <u32>bytes.byteLength, 4);
  return result;
}
