import { eventData } from "@relata/core";
import { describe, expect, test } from "vitest";
import { DATABASES, newStores } from "../databases.ts";
import { saidOf } from "../keyed/keyed-situation.ts";
import { follow, read, request, type Told } from "./event-source.ts";
import { watched as watchedOn, writeEach } from "./situation.ts";

/** The first so many events that are no checkpoints. */
async function first(count: number, events: AsyncIterable<Told>): Promise<readonly Told[]> {
  const told: Told[] = [];
  for await (const one of events) {
    if (one.event !== "checkpoint") told.push(one);
    if (told.length === count) break;
  }
  return told;
}

const changesOf = (told: readonly Told[]) =>
  told.flatMap(({ data }) =>
    (data["changes"] as { after?: string; before?: string }[]).map((c) => c.after ?? c.before),
  );

async function* eventsOf(stream: AsyncIterable<Told | "">): AsyncGenerator<Told> {
  for await (const one of stream) if (one !== "") yield one;
}

describe.each(DATABASES)("watching over HTTP on %s", (database) => {
  const open = newStores(database);
  const watched = (options: Parameters<typeof watchedOn>[0] = {}) => watchedOn(options, open());

  test("whoever may not watch is refused before a stream begins", async () => {
    const server = await watched();
    const { secret } = await server.keyOf();
    expect(await saidOf(server, {}, "/v1/watch")).toBe("401 missing_api_key");
    expect(await saidOf(server, { key: secret }, "/v1/watch")).toBe("403 forbidden");
  });

  test.each([
    ["after=yesterday", "400 invalid_consistency_token"],
    ["aftre=x", "400 invalid_request"],
    ["type=group&object=group:eng", "400 invalid_request"],
    ["subject=user:ann&subjectType=user", "400 invalid_request"],
    ["object=nothing", "400 invalid_reference"],
  ])("`%s` is refused before a stream begins", async (query, said) => {
    const server = await watched();
    expect(await saidOf(server, { key: server.admin }, `/v1/watch?${query}`)).toBe(said);
  });

  test("a stream begins at once, with where it begins, and tells what is written", async () => {
    const server = await watched();
    const response = await request(server.url, { key: server.admin });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const stream = read(response);
    expect((await stream.next()).value).toBe("");
    expect((await stream.next()).value).toMatchObject({ event: "checkpoint" });
    await writeEach(server, ["ann"]);
    const { value } = await stream.next();
    expect(value).toMatchObject({
      event: "revision",
      data: { kind: "revision", changes: [{ kind: "tuple", after: "group:eng#member@user:ann" }] },
    });
    await stream.return(undefined);
  });

  test("only what a filter lets through is told", async () => {
    const server = await watched();
    const after = await server.relata.token();
    await server.relata.write([
      "group:eng#member@user:ann",
      "group:ops#member@user:rob",
      "organization:1#member@user:ann",
    ]);
    const told = async (query: Record<string, string>) => {
      const events = follow(server.url, { key: server.admin, query: { after, ...query } });
      return changesOf(await first(1, events));
    };
    expect(await told({ type: "group" })).toEqual(["group:eng#member@user:ann", "group:ops#member@user:rob"]);
    expect(await told({ object: "group:ops" })).toEqual(["group:ops#member@user:rob"]);
    expect(await told({ subject: "user:ann", relation: "member" })).toEqual([
      "group:eng#member@user:ann",
      "organization:1#member@user:ann",
    ]);
    expect(await told({ subjectType: "user", object: "organization:1" })).toEqual(["organization:1#member@user:ann"]);
  });

  test("`Last-Event-ID` comes before the `after` of the address, which is of the first time", async () => {
    const server = await watched();
    const after = await server.relata.token();
    await writeEach(server, ["ann", "rob", "zoe"]);
    const wish = { key: server.admin, query: { after } };
    const [ann] = await first(1, follow(server.url, wish));
    const lastEventId = ann?.id ?? "";
    const rest = await first(2, follow(server.url, { ...wish, lastEventId }));
    expect(changesOf(rest)).toEqual(["group:eng#member@user:rob", "group:eng#member@user:zoe"]);
  });

  test.each([1, 2, 3])(
    "resumed at random places, a stream tells what a watch of the engine tells (%i)",
    async (seed) => {
      const server = await watched();
      const after = await server.relata.token();
      const names = Array.from({ length: 40 }, (_, i) => `u${i}`);
      await writeEach(server, names);
      const expected: object[] = [];
      for await (const event of server.relata.watch({ after })) {
        if (event.kind === "revision") expected.push(JSON.parse(JSON.stringify(eventData(event))) as object);
        if (expected.length === names.length) break;
      }
      const told: Told[] = [];
      let lastEventId: string | undefined;
      for (let turn = seed; told.length < names.length; turn = (turn * 7 + 3) % 11) {
        const events = follow(server.url, {
          key: server.admin,
          query: { after },
          ...(lastEventId !== undefined && { lastEventId }),
        });
        const some = await first(Math.min(turn + 1, names.length - told.length), events);
        told.push(...some);
        lastEventId = some.at(-1)?.id;
      }
      expect(told.map(({ data }) => data)).toEqual(expected);
    },
  );

  test("silence is kept alive by comments", async () => {
    const server = await watched({ streams: { heartbeatMs: 20 } });
    const stream = read(await request(server.url, { key: server.admin }));
    // Where it begins may take the database longer than silence lasts.
    for (let said = await stream.next(); said.value === ""; said = await stream.next());
    expect([(await stream.next()).value, (await stream.next()).value]).toEqual(["", ""]);
    await writeEach(server, ["ann"]);
    const [told] = await first(1, eventsOf(stream));
    expect(told?.event).toBe("revision");
  });

  test("a server that ends tells its streams, and waits for none of them", async () => {
    const server = await watched();
    const stream = follow(server.url, { key: server.admin });
    await stream.next();
    const closed = server.listening.close();
    expect((await stream.next()).value).toMatchObject({ id: "", event: "end", data: { code: "closed", status: 503 } });
    expect((await stream.next()).done).toBe(true);
    await closed;
    expect(server.logged).toEqual([]);
  });

  test("a place that history no longer reaches is told as such, and the stream ends", async () => {
    const server = await watched();
    const after = await server.relata.token();
    await writeEach(server, ["ann", "rob"]);
    await server.relata.write({ delete: ["group:eng#member@user:ann"] });
    await server.relata.collectGarbage({ before: new Date(Date.now() + 1_000) });
    const told = await first(2, follow(server.url, { key: server.admin, query: { after } }));
    expect(told).toMatchObject([{ event: "end", data: { code: "snapshot_expired", status: 410 } }]);
  });

  test("a cursor of another database is told as such", async () => {
    const [one, other] = [await watched(), await watchedOn()];
    const stream = follow(one.url, { key: one.admin });
    const { value } = await stream.next();
    await stream.return(undefined);
    const told = await first(1, follow(other.url, { key: other.admin, lastEventId: (value as Told).id }));
    expect(told).toMatchObject([{ event: "end", data: { code: "invalid_cursor" } }]);
  });

  test("a key that is revoked is told no more", async () => {
    const server = await watched();
    const { id, secret } = await server.keyOf({ tuples: ["system:root:main#admin"] });
    const stream = follow(server.url, { key: secret });
    await stream.next();
    await server.keys.revoke(id);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await writeEach(server, ["ann"]);
    const told = await first(3, stream);
    expect(told.at(-1)).toMatchObject({ event: "end", data: { code: "invalid_api_key" } });
    expect(JSON.stringify(told)).not.toContain("user:ann");
  });
});
