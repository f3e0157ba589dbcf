import { keyed, type Keyed } from "../keyed/keyed-situation.ts";

export const CALLERS = ["nobody", "admin", "clerk", "spent", "token", "revoked", "wrong"] as const;
export type Caller = (typeof CALLERS)[number];

/** The server, and who calls it. */
export interface Cast {
  readonly server: Keyed;
  /** What each caller shows: an administrator's key, a clerk's, one whose requests are used up, a token, and two that do not count. */
  readonly secrets: Readonly<Record<Exclude<Caller, "nobody">, string>>;
  /** Keys that nobody calls with, so that they may be ended. */
  readonly spare: readonly { readonly id: string; readonly secret: string }[];
  /** A consistency token, and where a watch may go on. */
  readonly token: string;
  readonly place: string;
  /** Gives callers back what requests took away. */
  readonly restore: () => Promise<unknown>;
}

/** Small enough for bodies that are too large. */
const MAX_BODY_BYTES = 32_768;

export async function cast(): Promise<Cast> {
  const server = await keyed({
    environments: ["live", "test"],
    failures: [{ limit: 1_000_000, windowSeconds: 60 }],
    limits: [{ limit: 1_000_000, windowSeconds: 60 }],
    maxBodyBytes: MAX_BODY_BYTES,
    streams: { heartbeatMs: 20 },
  });
  const place = await server.relata.token();
  const admin = await server.keyOf({ kind: "root" });
  const clerk = await server.keyOf({ tuples: ["client_abc:invoice:1#clerk", "client_abc:invoice:*#owner"] });
  const spent = await server.keyOf({ limits: [{ limit: 1, windowSeconds: 86_400 }] });
  const revoked = await server.keyOf();
  await server.keys.revoke(revoked.id);
  const spare = [];
  while (spare.length < 60) spare.push(await server.keyOf({ tuples: ["client_abc:invoice:2#clerk"] }));
  const exchanged = await server.call("/api/auth/api-key/exchange", { key: clerk.secret, body: {} });
  const { token } = (await exchanged.json()) as { readonly token: string };
  const rights = [
    `system:root:main#admin@apikey:${admin.id}`,
    ...[admin, clerk].map(({ id }) => `system:key:${id}#own@apikey:${id}`),
  ];
  return {
    server,
    spare,
    place,
    token: await server.relata.token(),
    restore: () => server.relata.write(rights),
    secrets: {
      admin: admin.secret,
      clerk: clerk.secret,
      spent: spent.secret,
      token,
      revoked: revoked.secret,
      wrong: `${clerk.secret.slice(0, -1)}${clerk.secret.endsWith("0") ? "1" : "0"}`,
    },
  };
}
