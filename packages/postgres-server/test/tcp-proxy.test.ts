import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { tcpProxy, type TcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import postgresJs from "postgres";
import { afterAll, expect, onTestFinished, test } from "vitest";

const { url } = await testDatabase();
const echo = createServer((socket) => socket.on("error", () => undefined).pipe(socket));
await once(echo.listen(0, "127.0.0.1"), "listening");
const target = `tcp://127.0.0.1:${(echo.address() as AddressInfo).port}`;
afterAll(() => void echo.close());

async function open(to = target): Promise<TcpProxy> {
  const proxy = await tcpProxy(to);
  onTestFinished(() => proxy.close());
  return proxy;
}

async function client(proxy: TcpProxy): Promise<Socket> {
  const socket = connect(proxy.port, "127.0.0.1").on("error", () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

async function said(socket: Socket, word: string): Promise<string> {
  socket.write(word);
  const [bytes] = (await once(socket, "data")) as [Buffer];
  return bytes.toString();
}

const silenceOf = (socket: Socket) =>
  Promise.race([
    once(socket, "data").then(() => "spoke"),
    once(socket, "close").then(() => "closed"),
    sleep(60, "silent"),
  ]);

test("every byte arrives once and in order, also where the reader is slower than the writer", async () => {
  const socket = await client(await open());
  const sent = Buffer.alloc(20_000_000);
  for (let i = 0; i < sent.length; i += 4) sent.writeUInt32LE(i, i);
  socket.end(sent);
  const pieces: Buffer[] = [];
  for await (const piece of socket) {
    pieces.push(piece as Buffer);
    if (pieces.length % 50 === 0) await sleep(2);
  }
  expect(Buffer.concat(pieces).equals(sent)).toBe(true);
});

test("a turn is when the client speaks after the server", async () => {
  const proxy = await open();
  const socket = await client(proxy);
  for (const word of ["one", "two", "three"]) expect(await said(socket, word)).toBe(word);
  expect(proxy.turns).toBe(3);
});

test("turns are the round trips of a client of a database", async () => {
  const proxy = await open(url);
  const sql = postgresJs(proxy.url, { max: 1, prepare: false });
  await sql`select 1`;
  const before = proxy.turns;
  for (let i = 0; i < 7; i++) await sql.unsafe("select 1").simple();
  expect(proxy.turns - before).toBe(7);
  await sql.end();
});

test("a cut ends what is there, and new connections are as they were", async () => {
  const proxy = await open();
  const sockets = await Promise.all([client(proxy), client(proxy)]);
  for (const socket of sockets) await said(socket, "hello");
  expect(proxy.connections).toBe(2);
  const closed = sockets.map((socket) => once(socket, "close"));
  proxy.cut();
  await Promise.all(closed);
  expect(proxy.connections).toBe(0);
  expect(await said(await client(proxy), "again")).toBe("again");
});

test("a stalled wire is silent, old and new connections alike, and what was held back comes when it goes on", async () => {
  const proxy = await open();
  const old = await client(proxy);
  await said(old, "hello");
  proxy.stall();
  const young = await client(proxy);
  for (const socket of [old, young]) {
    socket.write("held");
    expect(await silenceOf(socket)).toBe("silent");
  }
  const arrived = [old, young].map(async (socket) => String((await once(socket, "data"))[0]));
  await proxy.resume();
  expect(await Promise.all(arrived)).toEqual(["held", "held"]);
});

test("where it refuses, new connections fail at once and old ones go on, until it resumes", async () => {
  const proxy = await open();
  const old = await client(proxy);
  await said(old, "hello");
  proxy.refuse();
  await expect(client(proxy)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(await said(old, "still")).toBe("still");
  await proxy.resume();
  expect(await said(await client(proxy), "again")).toBe("again");
});

test("a connection ends where nobody listens behind it", async () => {
  const unused = await open();
  unused.close();
  const socket = await client(await open(unused.url));
  expect(await silenceOf(socket)).toBe("closed");
});
