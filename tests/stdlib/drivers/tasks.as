// Tasks that wait for each other, written against stdlib/task.ts as the runtime itself uses it.
import { toJson } from "./haira/json";
import { sleep } from "./haira/lib-time";
import { failed, HairaError, nothing, panic, takeError } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, program } from "./haira/program";
import { currentFiber, join, spawn, Task, wait, wake } from "./haira/task";
import { Workflow } from "./haira/workflow";
export * from "./haira/exports";

const log: string[] = [];

/** Notes when it runs, between waits of several kinds. */
class Step extends Task {
  result: string = "";
  constructor(private name: string, private waits: i32, private depth: i32) { super(); }
  run(): void {
    log.push(this.name);
    for (let i = 0; i < this.waits; i++) {
      const garbage: string[] = [];
      for (let j = 0; j < 10; j++) garbage.push(this.name + j.toString());
      wake(currentFiber());
      wait();
      if (failed()) return;
      if (garbage.join("") == "") panic("garbage");
      sleep<i64>(1);
    }
    this.result = this.depth > 0 ? this.name + "(" + fan(this.name, this.depth - 1) + ")" : this.name;
  }
}

/** Three tasks at once, their results in order. */
function fan(name: string, depth: i32): string {
  const steps: Step[] = [];
  for (let i = 0; i < 3; i++) {
    const step = new Step(name + i.toString(), 3 - i, depth);
    steps.push(step);
    spawn(step);
  }
  let text = "";
  for (let i = 0; i < steps.length; i++) {
    join(steps[i]);
    if (failed()) return "";
    text += (i == 0 ? "" : " ") + steps[i].result;
  }
  return text;
}

class Failing extends Task {
  constructor(private message: string) { super(); }
  run(): void { sleep<i64>(1); panic(this.message); }
}

/** A value that goes round: each fiber adds to it and wakes the next. */
class Ring { value: i32 = 0; next: i32 = 0; fibers: StaticArray<i32> = new StaticArray<i32>(0); }

class Member extends Task {
  constructor(private ring: Ring, private index: i32, private rounds: i32) { super(); }
  run(): void {
    const ring = this.ring;
    ring.fibers[this.index] = currentFiber();
    for (let i = 0; i < this.rounds; i++) {
      while (ring.next != this.index) { wait(); if (failed()) return; }
      ring.value++;
      ring.next = (this.index + 1) % ring.fibers.length;
      if (ring.fibers[ring.next] != 0) wake(ring.fibers[ring.next]);
    }
  }
}

class Endless extends Task {
  run(): void {
    log.push("begins");
    while (!failed()) wait();
    log.push(takeError().message);
  }
}

function serveFan(params: Parameters): string {
  const name = params.take<string>("name");
  const depth = params.take<i64>("depth");
  if (params.rejects()) return "";
  const text = fan(name, <i32>depth);
  return failed() ? "" : toJson<string>(text);
}

function serveOrder(params: Parameters): string {
  log.length = 0;
  const steps = [new Step("a", 0, 0), new Step("b", 0, 0), new Step("c", 0, 0)];
  for (let i = 0; i < 3; i++) spawn(steps[i]);
  log.push("parent");
  for (let i = 2; i >= 0; i--) join(steps[i]);
  log.push("joined");
  return toJson<string[]>(log);
}

function serveFailing(params: Parameters): string {
  const task = new Failing("broken");
  spawn(task);
  const first = failure(task);
  return toJson<string>(first + " " + failure(task));
}

function failure(task: Task): string {
  join(task);
  return failed() ? takeError().message : "no failure";
}

function serveBackground(params: Parameters): string {
  const task = new Failing("nobody waits");
  task.background = true;
  spawn(task);
  return toJson<bool>(true);
}

function serveRing(params: Parameters): string {
  const members = <i32>params.take<i64>("members");
  const rounds = <i32>params.take<i64>("rounds");
  if (params.rejects()) return "";
  const ring = new Ring();
  ring.fibers = new StaticArray<i32>(members);
  const tasks: Task[] = [];
  for (let i = 0; i < members; i++) { const task = new Member(ring, i, rounds); tasks.push(task); spawn(task); }
  for (let i = 0; i < members; i++) { join(tasks[i]); if (failed()) return ""; }
  return toJson<i64>(ring.value);
}

function serveEndless(params: Parameters): string {
  log.length = 0;
  const task = new Endless();
  spawn(task);
  spawn(new Endless());
  join(task);
  log.push(takeError().message);
  const late = new Endless();
  spawn(late);
  join(late);
  return toJson<string>(takeError().message);
}

function serveLog(params: Parameters): string { return toJson<string[]>(log); }

/** Waits for a task that waits for ever. */
function serveDeadlock(params: Parameters): string {
  log.length = 0;
  const task = new Endless();
  spawn(task);
  join(task);
  const error = takeError();
  return toJson<string>((error.fault ? "panic: " : "error: ") + error.message);
}

program([
  entry(new Workflow("Fan", serveFan)), entry(new Workflow("Order", serveOrder)),
  entry(new Workflow("Failing", serveFailing)), entry(new Workflow("Background", serveBackground)),
  entry(new Workflow("Ring", serveRing)), entry(new Workflow("Endless", serveEndless)),
  entry(new Workflow("Log", serveLog)), entry(new Workflow("Deadlock", serveDeadlock)),
]);
