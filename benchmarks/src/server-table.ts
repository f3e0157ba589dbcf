import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import type { Served } from "./served.ts";
import { measureServer } from "./server.ts";

const LOAD = { connections: 64, seconds: 1, rounds: 7, warming: 3 };

/** Prints what the server answers over 64 connections, beside a bare route of Hono in the same process, in turns with it. */
export async function printServer(): Promise<void> {
  const child = fork(fileURLToPath(new URL("served-process.js", import.meta.url)));
  const [served] = (await once(child, "message")) as [Served];
  const head = ["route", "requests/s", "questions/s", "p50, ms", "p99, ms", "of the bare one's"];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { name, requestsPerSecond, questionsPerSecond, p50, p99, ofBare } of await measureServer(served, LOAD)) {
    table.push([name, requestsPerSecond.toFixed(0), questionsPerSecond.toFixed(0), p50, p99, ofBare.toFixed(2)]);
  }
  console.log(table.toString());
  child.disconnect();
}
