import type { Part } from "../bench.ts";
import { batch } from "./batch.ts";
import { checks } from "./checks.ts";
import { curves } from "./curves.ts";
import { keys } from "./keys.ts";
import { lists } from "./lists.ts";
import { load } from "./load.ts";
import { memory } from "./memory.ts";
import { peers } from "./peers.ts";
import { policies } from "./policies.ts";
import { postgres } from "./postgres.ts";
import { queries } from "./queries.ts";
import { sequencer } from "./sequencer.ts";
import { server } from "./server.ts";
import { sqlite } from "./sqlite.ts";
import { tokens } from "./tokens.ts";
import { workload } from "./workload.ts";
import { writes } from "./writes.ts";

/** Every part by its name, in the order in which all of them run. */
export const PARTS: Readonly<Record<string, Part>> = {
  workload,
  peers,
  checks,
  batch,
  lists,
  memory,
  load,
  writes,
  sqlite,
  postgres,
  queries,
  policies,
  keys,
  tokens,
  server,
  sequencer,
  curves,
};
