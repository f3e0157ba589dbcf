import Table from "cli-table3";
import { measureKeys } from "./keys.ts";

/** Prints how long the verification of a key takes among ten thousand in a SQLite file, and what it writes. */
export async function printKeys(): Promise<void> {
  const table = new Table({ head: ["key", "verified in, µs", "writes"], style: { head: [], border: [] } });
  for (const { name, medianMicros, writes } of await measureKeys(10_000, 2_000)) {
    table.push([name, medianMicros.toFixed(1), writes]);
  }
  console.log(table.toString());
}
