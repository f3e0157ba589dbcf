// Waits for a line on its input, opens the store, and writes batches of tuples, one write each. Arguments: the file, a
// name for its tuples, how many writes, how many tuples in each. Prints the token of every write that is done.
import { once } from "node:events";
import { sqlite } from "@relata/sqlite";

const [path, name, writes, size] = process.argv.slice(2);

process.stdout.write("ready\n");
await once(process.stdin, "data");
process.stdin.destroy();

const store = sqlite(path, { busyTimeoutMs: 30_000 });
for (let write = 0; write < Number(writes); write++) {
  const touch = Array.from({ length: Number(size) }, (_, i) => ({
    object: { type: "doc", id: `${name}/${write}/${i}` },
    relation: "viewer",
    subject: { type: "user", id: name },
  }));
  const { token } = await store.write({ touch });
  process.stdout.write(`${token}\n`);
}
store.close();
