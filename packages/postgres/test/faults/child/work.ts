// Prints that it is ready, waits for a line that says until when, then writes and reads beside others, and prints each that
// was done as JSON. Arguments: the URL, the schema, the first of its writers, how many write and how many read.
import { once } from "node:events";
import { postgres } from "@relata/postgres";
import { work } from "@relata/store/conformance";
import { sharedNow } from "../shared-now.ts";

const [, , url = "", schema = "", ...numbers] = process.argv;
const [first = 0, count = 0] = numbers.map(Number);
const store = postgres({ url, schema, poolSize: 4 });
await store.log.newest();
process.stdout.write("ready\n");
const until = Number(await once(process.stdin, "data"));
process.stdin.destroy();
const writers = Array.from({ length: count }, (_, n) => first + n);
const onDone = (done: object): unknown => process.stdout.write(`${JSON.stringify(done)}\n`);
await work(store, { writers, readers: count, now: sharedNow, until, onDone });
await store.close();
