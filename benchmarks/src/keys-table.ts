import Table from "cli-table3";
import { measureBeside } from "./keys-beside-better-auth.ts";
import { measureKeys } from "./keys.ts";

/**
 * Prints how long the verification of a key takes among ten thousand in a SQLite file, and what it writes; and beside it what
 * better-auth takes among a thousand.
 */
export async function printKeys(): Promise<void> {
  const table = new Table({ head: ["key", "verified in, µs", "writes"], style: { head: [], border: [] } });
  for (const { name, medianMicros, writes } of await measureKeys(10_000, 2_000)) {
    table.push([name, medianMicros.toFixed(1), writes]);
  }
  console.log(table.toString());
  const beside = await measureBeside(1_000, 31, 100);
  const both = new Table({
    head: ["key that acts for a user", "verified in, µs", "of relata's", "writes"],
    style: { head: [], border: [] },
  });
  both.push(["better-auth", beside.theirsMicros.toFixed(1), beside.ratio.toFixed(2), beside.theirWrites]);
  both.push(["relata", beside.oursMicros.toFixed(1), "1.00", beside.ourWrites]);
  console.log(both.toString());
}
