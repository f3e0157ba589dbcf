import { startServer } from "@relata/postgres-server";
import Table from "cli-table3";
import { throughput, type Load } from "./sequencer-throughput.ts";

const LOADS: readonly Load[] = [0, 5].flatMap((heldMs) => [1, 8, 32].map((writers) => ({ writers, heldMs })));

/**
 * Prints how many writes a second are committed beside the sequencer, and how many without one; on a server that writes to its
 * disk as in production; or on the one that `RELATA_TEST_POSTGRES_URL` names.
 */
export async function printSequencer(): Promise<void> {
  const given = process.env["RELATA_TEST_POSTGRES_URL"] ?? "";
  const server = given === "" ? await startServer({ settings: { fsync: true } }) : undefined;
  const table = new Table({
    head: ["writers", "open for, ms", "without, writes/s", "with, writes/s", "ratio"],
    style: { head: [], border: [] },
  });
  for (const load of LOADS) {
    const found = await throughput(load, { url: server?.url ?? given, sliceMs: 500, rounds: 24 });
    const ratio = found.ratio.toFixed(2);
    table.push([load.writers, load.heldMs, found.without.toFixed(0), found.with.toFixed(0), ratio]);
    if (process.stderr.isTTY) console.error(`${load.writers} writers, open for ${load.heldMs} ms: ${ratio}`);
  }
  console.log(table.toString());
  await server?.stop();
}
