import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { AWAY_MS, CONNECTIONS, STEADY_MS, WATCHERS } from "./how-long.ts";
import { Load } from "./load.ts";
import { onPostgres } from "./worlds.ts";

test("probe", { timeout: 300_000 }, async () => {
  const world = await onPostgres(2);
  const load = await Load.begin(world, CONNECTIONS, WATCHERS);
  await sleep(STEADY_MS);
  console.log(load.ledger.right, load.ledger.faults, await world.servers[0]?.held());
  load.ledger.excuse("503 store_unavailable");
  await world.postgres?.restart();
  console.log("restarted", load.ledger.excused, load.ledger.faults);
  const t = performance.now();
  await load.everybodyWent();
  console.log("back after", performance.now() - t);
  load.ledger.excuse();
  await sleep(STEADY_MS);
  await load.stop();
  console.log(load.ledger.right, load.ledger.excused, load.ledger.faults, load.streams);
  console.log(world.servers[0]?.said.slice(0, 3000), await world.servers[0]?.held());
  await world.close();
  expect(1).toBe(1);
});
