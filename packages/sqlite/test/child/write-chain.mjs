// Writes one after the other, as soon as it is told to: each makes a tuple, deletes the one before it, and sets an attribute,
// all to the number of the write. Prints the number of each write that was acknowledged. Arguments: the file, how many.
import { once } from "node:events";
import { sqlite } from "@relata/sqlite";

const [path, writes] = process.argv.slice(2);
process.stdout.write("ready\n");
await once(process.stdin, "data");
process.stdin.destroy();

const key = (number) => ({
  object: { type: "doc", id: String(number) },
  relation: "viewer",
  subject: { type: "user", id: "ann" },
});
const store = sqlite(path);
for (let number = 1; number <= Number(writes); number++) {
  await store.write({
    create: [key(number)],
    delete: [key(number - 1)],
    attributes: [{ object: { type: "doc", id: "chain" }, set: { number } }],
    idempotencyKey: String(number),
  });
  process.stdout.write(`${number}\n`);
}
