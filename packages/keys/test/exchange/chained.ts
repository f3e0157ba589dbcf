import {
  createExchange,
  isRefusal,
  openSigningKeys,
  revocationsSince,
  type OwnerMode,
  type Secret,
} from "@relata/keys";
import { createVerifier } from "@relata/keys/verifier";
import type { World } from "../databases.ts";
import { AUDIENCE, granted, ISSUER, SECRET } from "./exchange-situation.ts";

export const OWNERS = ["user:ann", "user:bob"] as const;

/** A key with its tokens, the oldest first. */
export interface Shown {
  readonly id: string;
  readonly secret: Secret;
  readonly tokens: string[];
}

/** An exchange over the world, and the verifier that reads the list at every look. */
export async function issuerOver({ relata, keys, store, time }: World) {
  const clock = () => time.now;
  const signing = await openSigningKeys({ store: store.signingKeys, encryption: [SECRET], algorithm: "ES256", clock });
  const note = (row: Parameters<typeof keys.note>[0]) => keys.note(row);
  const exchange = createExchange({ relata, keys: store, signing, issuer: ISSUER, audiences: [AUDIENCE], note, clock });
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: ["ES256"],
    jwks: async () => (await signing.published()).document,
    revocations: (since) => revocationsSince(store, since),
    revocationsMs: 0,
    clock,
  });
  return { exchange, verifier };
}

/** The keys of a chain, each with a token. */
export async function chained(world: World, links: readonly { mode: OwnerMode; owner: number; minutes: number }[]) {
  const { keys, time } = world;
  const { exchange, verifier } = await issuerOver(world);
  const shown: Shown[] = [];
  for (const { mode, owner, minutes } of links) {
    const before = shown[owner % (shown.length + OWNERS.length)]?.id;
    const named = before === undefined ? (OWNERS[owner % 2] ?? OWNERS[0]) : `apikey:${before}`;
    const expiresAt = minutes === 0 ? {} : { expiresAt: time.now + minutes * 60_000 + 500 };
    const { key, secret } = await keys.create({ name: "k", mode, owner: named, ...expiresAt });
    shown.push({ id: key.id, secret, tokens: [] });
  }
  const mint = async () => {
    for (const { secret, tokens } of shown) {
      const principal = await keys.verify(secret);
      if (!isRefusal(principal)) tokens.push(granted(await exchange(principal)).token);
    }
  };
  const good = async ({ tokens }: Shown) => {
    const verified = await Promise.all(tokens.map((token) => verifier.verify(token)));
    return verified.filter(({ ok }) => ok).length;
  };
  await mint();
  return { shown, mint, good };
}

export type Chained = Awaited<ReturnType<typeof chained>>;
