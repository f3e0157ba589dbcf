// Does numbered writes, and prints the number of each that is acknowledged. Arguments: the URL, the schema, how many.
import { postgres } from "@relata/postgres";
import { engineOver, writeNumbered } from "../numbered-writes.ts";

const [, , url = "", schema = "", count] = process.argv;
const relata = await engineOver(postgres({ url, schema }));
const fail = (n: number, error: unknown): never => {
  throw new Error(`write ${n} failed`, { cause: error });
};
await writeNumbered(relata, [0, Number(count)], (n) => process.stdout.write(`${n}\n`), fail);
await relata.close();
