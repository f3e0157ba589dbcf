import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Part } from "../bench.ts";
import type { Served } from "../served.ts";
import { measureServer } from "../server.ts";

const LOAD = { connections: 64, seconds: 1, rounds: 5, warming: 2 };
const QUICK = { connections: 8, seconds: 1, rounds: 1, warming: 0 };
/** Of the bare route's requests, and questions a second. */
const GOALS = { ofBare: 0.6, questionsPerSecond: 200_000 };

/** What the image of the server tells node; the bare route, in the same process, has it too. */
const AS_THE_IMAGE = ["--max-semi-space-size=64"];

export const server: Part = {
  about: "what a server with keys answers over 64 connections, in turns with a bare route of Hono in the same process",
  run: async ({ isQuick, say, add }) => {
    say("routes in turns, over kept connections");
    const program = fileURLToPath(new URL("../served-process.js", import.meta.url));
    const child = fork(program, { execArgv: AS_THE_IMAGE });
    const [served] = (await once(child, "message")) as [Served];
    const figures = await measureServer(served, isQuick ? QUICK : LOAD);
    child.disconnect();
    let route = "";
    for (const { name, requestsPerSecond, questionsPerSecond, p50, p99, ofBare } of figures) {
      // A route is followed by the bare one, in turns with which it was measured.
      const isOurs = name.startsWith("POST ");
      if (isOurs) route = name;
      const by = isOurs ? "relata" : "a bare route";
      const isBatch = isOurs && questionsPerSecond > requestsPerSecond * 2;
      add({ row: route, by, value: requestsPerSecond, unit: "/s" });
      if (isOurs)
        add({
          row: `${route}, of the bare one`,
          by,
          value: ofBare,
          unit: "× as many",
          goal: isBatch ? undefined : GOALS.ofBare,
        });
      if (isBatch)
        add({ row: `${route}, questions`, by, value: questionsPerSecond, unit: "/s", goal: GOALS.questionsPerSecond });
      add({ row: `${route}, time`, by, value: p50, p99, unit: "ms", isDetail: true });
    }
  },
};
