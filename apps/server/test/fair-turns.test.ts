import { Agent, get } from "node:http";
import { FairTurns } from "../src/fair-turns.ts";
import { listen } from "@relata/server";
import { expect, onTestFinished, test } from "vitest";
import { serve } from "./situation.ts";

function ask(url: string, agent: Agent | false): Promise<void> {
  return new Promise((resolve, reject) => {
    get(`${url}/livez`, { agent }, (response) => response.resume().on("end", resolve)).on("error", reject);
  });
}

test("those who come new do not wait for as many turns of all who are there as there are of them", async () => {
  const { app } = await serve();
  const busy = {
    routes: app.routes,
    fetch: (request: Request) => {
      for (const end = performance.now() + 2; performance.now() < end;);
      return app.fetch(request);
    },
  };
  const server = await listen({ app: busy, host: "127.0.0.1", port: 0 });
  onTestFinished(() => server.close());
  const agents = Array.from({ length: 60 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  await Promise.all(agents.map((agent) => ask(server.url, agent)));
  let answered = 0;
  const over = new AbortController();
  const there = agents.map(async (agent) => {
    for (; !over.signal.aborted; answered++) await ask(server.url, agent);
    agent.destroy();
  });
  const before = answered;
  await Promise.all(Array.from({ length: 40 }, () => ask(server.url, false)));
  const meanwhile = answered - before;
  over.abort();
  await Promise.all(there);
  // With a turn of all who are there for each of them it is more than a thousand; now about a hundred.
  expect(meanwhile).toBeLessThan(600);
});

test("what is put off is begun in its order, all of it", async () => {
  const turns = new FairTurns();
  const begun: number[] = [];
  const all = Array.from({ length: 50 }, (_, n) => n);
  for (const n of all) {
    turns.run(() => {
      begun.push(n);
      for (const end = performance.now() + 1; performance.now() < end;);
    });
  }
  expect(begun.length).toBeLessThan(all.length);
  while (begun.length < all.length) await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual(all);
});
