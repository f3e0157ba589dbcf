import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { listen, type Listening, type ListenOptions } from "@relata/server";
import { afterEach } from "vitest";

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** The application on a socket of its own until the test is over. */
export async function served(
  app: ListenOptions["app"],
  options: Partial<Omit<ListenOptions, "app">> = {},
): Promise<Listening> {
  const listening = await listen({ app, host: "127.0.0.1", port: 0, graceMs: 100, ...options });
  open.push(listening);
  return listening;
}

/** A connection to a server, over which bytes are sent as they are: no client mends them on the way. */
export async function dial({ url }: Listening): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // Whoever is refused may be cut while it still sends.
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** All that comes until the other side closes, one character a byte. */
export async function received(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  await once(socket, "close");
  return text;
}

/** What the server answers to these bytes, after which the client sends no more. */
export async function answersTo(to: Listening, bytes: string): Promise<string> {
  const socket = await dial(to);
  const answers = received(socket);
  socket.end(Buffer.from(bytes, "latin1"));
  return answers;
}

/** Each answer in short: `200`, `401 invalid_api_key`. */
export function shorthand(answers: string): readonly string[] {
  const each = answers.split(/(?=HTTP\/1\.1 \d{3} )/).filter((one) => one !== "");
  return each.map((one) => `${one.slice(9, 12)} ${/"code":"(\w+)"/.exec(one)?.[1] ?? ""}`.trim());
}
