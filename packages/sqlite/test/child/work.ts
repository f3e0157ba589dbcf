// Prints that it is ready, waits for a line that says until when, then writes and reads beside others, and prints each that
// was done as JSON. Arguments: the file, the first of its writers, how many write and how many read.
import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { sqlite } from "@relata/sqlite";
import { work } from "@relata/store/conformance";
import { sharedNow } from "../faults/shared-now.ts";

const [, , path = "", first, count] = process.argv;
const opened = sqlite(path, { busyTimeoutMs: 60_000 });
/** A call takes a turn of the event loop: reads answer at once, and would else leave none to the writers that wait. */
const store = new Proxy(opened, {
  get(target, name: keyof typeof opened) {
    const value = target[name];
    if (typeof value !== "function") return value;
    return async (...parameters: readonly never[]) => {
      await nextTurn();
      return Reflect.apply(value, target, parameters) as unknown;
    };
  },
});
process.stdout.write("ready\n");
const until = Number(await once(process.stdin, "data"));
process.stdin.destroy();
const writers = Array.from({ length: Number(count) }, (_, n) => Number(first) + n);
const lines: string[] = [];
const onDone = (done: object): unknown => lines.push(JSON.stringify(done));
await work(store, { writers, readers: Number(count), now: sharedNow, until, onDone });
opened.close();
process.stdout.write(`${lines.join("\n")}\n`);
