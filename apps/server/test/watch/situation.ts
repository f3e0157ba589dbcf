import { listen, type Listening, type ServerOptions } from "@relata/server";
import { afterEach } from "vitest";
import { keyed, type Keyed, type Kept } from "../keyed/keyed-situation.ts";

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

export interface Watched extends Keyed {
  readonly url: string;
  readonly listening: Listening;
  /** A key that may watch. */
  readonly admin: string;
}

/** A server on a socket, and a key that may watch it. */
export async function watched(options: Partial<ServerOptions> = {}, kept?: Kept): Promise<Watched> {
  const server = await keyed(options, kept);
  const { secret } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  const listening = await listen({ app: server.app, host: "127.0.0.1", port: 0, graceMs: 1_000 });
  open.push(listening);
  return { ...server, url: listening.url, listening, admin: secret };
}

/** Writes one revision for each name. */
export async function writeEach({ relata }: Pick<Keyed, "relata">, names: readonly string[]): Promise<void> {
  for (const name of names) await relata.write([`group:eng#member@user:${name}`]);
}
