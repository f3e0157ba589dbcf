import { createRelata } from "@relata/core";
import { compile } from "@relata/language";
import { sqlite } from "@relata/sqlite";
import Table from "cli-table3";
import { counted } from "./counted.ts";
import { LARGE_MODEL, largeModelFiles } from "./large-model.ts";
import { policyTable } from "./policy-table.ts";
import { MODEL, WORLDS } from "./worlds.ts";

const RUNS = 200;

/**
 * Prints, for each named world, the median time of one check in a view in memory and through SQLite, after both have given the
 * expected answer; then policies, and what compiling a large model takes. Times are of this machine at this moment: compare
 * rows of one run, not runs.
 */
export async function printChecks(): Promise<void> {
  const table = new Table({ head: ["world", "batches", "view, µs", "SQLite, µs"], style: { head: [], border: [] } });

  for (const world of WORLDS) {
    const { batches } = counted(world);
    const relata = await createRelata({ model: MODEL, store: sqlite(":memory:") });
    await relata.write(world.tuples);
    const view = await relata.at();
    const inView = median(RUNS, () => view.can(world.subject, world.permission, world.object));
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      const allowed = await relata.can(world.subject, world.permission, world.object);
      times.push(performance.now() - start);
      if (allowed !== world.allowed) throw new Error(`${world.name}: SQLite answers ${allowed}`);
    }
    if (view.can(world.subject, world.permission, world.object) !== world.allowed)
      throw new Error(`${world.name}: wrong`);
    table.push([world.name, batches, micros(inView), micros(middle(times))]);
    await relata.close();
  }
  console.log(table.toString());
  console.log(policyTable());

  // The first compilation is what a command line pays, and the later ones what a long-lived process does.
  const files = largeModelFiles();
  const [first = 0, ...later] = Array.from({ length: 11 }, () => compiled(files, false));
  const linted = Array.from({ length: 10 }, () => compiled(files, true));
  console.log(
    `${LARGE_MODEL.types} types, ${LARGE_MODEL.relations} relations: compiled in ${first.toFixed(0)} ms the first time, ` +
      `${middle(later).toFixed(0)} ms later, ${middle(linted).toFixed(0)} ms with all warnings (processor time)`,
  );
}

function compiled(files: ReturnType<typeof largeModelFiles>, lint: boolean): number {
  const before = process.cpuUsage();
  const { model } = compile(files, { lint });
  const { user, system } = process.cpuUsage(before);
  if (model?.types.length !== LARGE_MODEL.types) throw new Error("the large model is not compiled");
  return (user + system) / 1000;
}

function median(runs: number, work: () => unknown): number {
  return middle(
    Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

function middle(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function micros(ms: number): string {
  return (ms * 1000).toFixed(1);
}
