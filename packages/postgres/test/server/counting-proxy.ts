import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll } from "vitest";

/** A wire between the store and the server that counts: it knows nothing of what is said on it. */
export interface CountingProxy {
  readonly url: string;
  /** How often the client has spoken after the server had: each is a journey that somebody may have waited for. */
  turns(): number;
  /** Ends every connection without a word. */
  cut(): void;
}

export async function countingProxy(target: string): Promise<CountingProxy> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  let turns = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(to.port), to.hostname);
    let isClientsTurn = true;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("data", (bytes) => {
      if (isClientsTurn) turns++;
      isClientsTurn = false;
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      isClientsTurn = true;
      client.write(bytes);
    });
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => sockets.forEach((socket) => socket.destroy());
  afterAll(() => {
    cut();
    server.close();
  });
  return { url: url.href, turns: () => turns, cut };
}
