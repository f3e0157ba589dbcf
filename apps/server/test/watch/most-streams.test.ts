import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { saidOf } from "../keyed/keyed-situation.ts";
import { follow, request, type Told } from "./event-source.ts";
import { watched, writeEach, type Watched } from "./situation.ts";

/** A stream that has begun. */
async function begun({ url }: Watched, key: string): Promise<AsyncGenerator<Told>> {
  const stream = follow(url, { key });
  await stream.next();
  return stream;
}

async function refusal({ url }: Watched, key: string): Promise<readonly unknown[]> {
  const response = await request(url, { key });
  const { code } = (await response.json()) as { code: string };
  return [response.status, code, response.headers.get("retry-after")];
}

test("a caller has so many streams, and others have theirs", async () => {
  const server = await watched({ streams: { perCaller: 2 } });
  const { secret } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  const own = [await begun(server, server.admin), await begun(server, server.admin)];
  expect(await refusal(server, server.admin)).toEqual([429, "too_many_streams", "5"]);
  own.push(await begun(server, secret));
  await writeEach(server, ["ann"]);
  for (const one of own) expect((await one.next()).value).toMatchObject({ event: "revision" });
  for (const one of own) await one.return(undefined);
});

test("a server has so many streams, and answers all else", async () => {
  const server = await watched({ streams: { perServer: 1 } });
  const stream = await begun(server, server.admin);
  expect(await refusal(server, server.admin)).toEqual([503, "streams_exhausted", "5"]);
  expect(await saidOf(server, { key: server.admin })).toBe("200");
  await stream.return(undefined);
});

test("a stream that ended, in whichever way, has made room", async () => {
  const server = await watched({ streams: { perServer: 1, stallMs: 60_000 } });
  const { id, secret } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  const ended = await begun(server, secret);
  await server.keys.revoke(id);
  await sleep(1_050);
  await writeEach(server, ["ann"]);
  expect((await ended.next()).value).toMatchObject({ event: "end", data: { code: "invalid_api_key" } });
  await (await begun(server, server.admin)).return(undefined);
});

test.each([
  ["what is refused", "GET", "after=yesterday", 400],
  ["who asks for the head alone", "HEAD", "", 200],
])("%s takes no room", async (_, method, query, status) => {
  const server = await watched({ streams: { perServer: 1 } });
  for (let i = 0; i < 3; i++) {
    expect((await server.call(`/v1/watch?${query}`, { key: server.admin, method })).status).toBe(status);
  }
  await (await begun(server, server.admin)).return(undefined);
});
