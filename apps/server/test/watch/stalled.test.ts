import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { follow, parse, read, request, type Told } from "./event-source.ts";
import { watched, writeEach, type Watched } from "./situation.ts";

const LAST_CHUNK = "\r\n0\r\n\r\n";

/** A client that reads only when it is told to. */
async function dial({ url, admin }: Watched, after: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.pause();
  socket.write(`GET /v1/watch?after=${after} HTTP/1.1\r\nHost: relata\r\nx-api-key: ${admin}\r\n\r\n`);
  return socket;
}

/** The events that were sent until the answer or the connection ended, without the chunks that HTTP cut them into. */
async function drained(socket: Socket): Promise<readonly Told[]> {
  let bytes = Buffer.alloc(0);
  const over = new Promise<void>((resolve) => {
    socket.on("close", () => resolve());
    socket.on("data", (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.subarray(-LAST_CHUNK.length).toString() === LAST_CHUNK) resolve();
    });
  });
  socket.resume();
  await over;
  socket.destroy();
  let [rest, text] = [bytes.subarray(bytes.indexOf("\r\n\r\n") + 4), ""];
  for (let size = -1; size !== 0;) {
    const end = rest.indexOf("\r\n");
    size = end === -1 ? 0 : Number.parseInt(rest.subarray(0, end).toString(), 16);
    text += rest.subarray(end + 2, end + 2 + size).toString();
    rest = rest.subarray(end + 2 + size + 2);
  }
  return text
    .split("\n\n")
    .filter((part) => part.includes("data: ") && part.endsWith("}"))
    .map(parse);
}

/** Revisions that are more than sockets buffer. */
async function writeMuch({ relata }: Watched, revisions: number): Promise<void> {
  const name = "n".repeat(200);
  for (let i = 0; i < revisions; i++) {
    await relata.write(Array.from({ length: 1_000 }, (_, j) => `group:g${i}#member@user:${name}${j}`));
  }
}

/** Waits until the one place for a stream is taken, or free again. */
async function taken({ call, admin }: Watched, isTaken: boolean): Promise<void> {
  for (;;) {
    const { status, body } = await call("/v1/watch", { key: admin });
    await body?.cancel();
    if ((status === 503) === isTaken) return;
    await sleep(20);
  }
}

test("a client that stalls is cut and told so, and loses nothing", { timeout: 60_000 }, async () => {
  const server = await watched({ streams: { stallMs: 2_000, perServer: 1 } });
  const after = await server.relata.token();
  const revisions = 40;
  await writeMuch(server, revisions);
  const socket = await dial(server, after);
  await taken(server, true);
  await taken(server, false);
  const told = await drained(socket);
  expect(told.at(-1)).toMatchObject({ event: "end", id: "", data: { code: "stalled" } });
  const read = told.filter(({ event }) => event === "revision");
  expect(read.length).toBeLessThan(revisions);
  const numbers = read.map(({ data }) => data["number"]);
  const lastEventId = told.findLast(({ id }) => id !== "")?.id ?? after;
  for await (const { event, data } of follow(server.url, { key: server.admin, lastEventId })) {
    if (event === "revision") numbers.push(data["number"]);
    if (numbers.length === revisions) break;
  }
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => Number(a) - Number(b)));
  expect(server.logged).toEqual([]);
});

test("a client that does not even take its last event is disconnected", { timeout: 60_000 }, async () => {
  const server = await watched({ streams: { stallMs: 200, perServer: 1 } });
  const after = await server.relata.token();
  await writeMuch(server, 40);
  const socket = await dial(server, after);
  await taken(server, true);
  await taken(server, false);
  // The same patience again, and some for a machine that has much to do.
  await sleep(1_500);
  const told = await drained(socket);
  expect(told.map(({ event }) => event)).toContain("revision");
  expect(told.map(({ event }) => event)).not.toContain("end");
});

test("what is sent to a client that reads slowly, and reads, is not cut", { timeout: 60_000 }, async () => {
  const server = await watched({ streams: { stallMs: 2_000 } });
  const after = await server.relata.token();
  await writeMuch(server, 10);
  const told: Told[] = [];
  for await (const one of follow(server.url, { key: server.admin, query: { after } })) {
    if (one.event === "revision") told.push(one);
    if (told.length === 10) break;
    await sleep(20);
  }
  expect(told.map(({ event }) => event)).toEqual(Array.from({ length: 10 }, () => "revision"));
});

test("clients that leave, at once or later, leave room for others", async () => {
  const most = 3;
  const server = await watched({ streams: { perServer: most } });
  const after = await server.relata.token();
  await writeEach(server, ["ann"]);
  for (let i = 0; i < 20; i++) (await dial(server, after)).destroy();
  for (let i = 0; i < 5; i++) for await (const _ of await patiently(server, after)) break;
  const all = await Promise.all(Array.from({ length: most }, () => patiently(server, after)));
  expect((await request(server.url, { key: server.admin })).status).toBe(503);
  for (const one of all) await one.return(undefined);
  await server.listening.close();
  expect(server.logged).toEqual([]);
});

/** A stream as soon as there is room: that a client left is known a moment later. */
async function patiently({ url, admin }: Watched, after: string): Promise<AsyncGenerator<Told | "">> {
  for (;;) {
    const response = await request(url, { key: admin, query: { after } });
    if (response.status === 200) return read(response);
    await response.text();
    await sleep(20);
  }
}

test("a hundred clients are told the same", { timeout: 60_000 }, async () => {
  const server = await watched();
  const after = await server.relata.token();
  const clients = Array.from({ length: 100 }, async () => {
    const told: unknown[] = [];
    for await (const { event, id } of follow(server.url, { key: server.admin, query: { after } })) {
      if (event === "revision") told.push(id);
      if (told.length === 20) return told;
    }
    return told;
  });
  await writeEach(
    server,
    Array.from({ length: 20 }, (_, i) => `u${i}`),
  );
  const [first, ...others] = await Promise.all(clients);
  expect(first).toHaveLength(20);
  for (const other of others) expect(other).toEqual(first);
});

test("a client that stalls holds up nobody else", { timeout: 60_000 }, async () => {
  const server = await watched();
  const after = await server.relata.token();
  const socket = await dial(server, after);
  await writeMuch(server, 15);
  const told: unknown[] = [];
  for await (const { event, data } of follow(server.url, { key: server.admin, query: { after } })) {
    if (event === "revision") told.push(data["number"]);
    if (told.length === 15) break;
  }
  expect(new Set(told).size).toBe(15);
  socket.destroy();
});
