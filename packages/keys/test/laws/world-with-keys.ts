import { createRelata, type Relata } from "@relata/core";
import { createExchange, isRefusal, openSigningKeys, type Principal } from "@relata/keys";
import { createVerifier, type Token } from "@relata/keys/verifier";
import { formatInstant } from "@relata/model";
import { NOW, type World } from "@relata/spec";
import { createKeys, withSystem, type Keys, type KeyStore } from "../../src/index.ts";
import { AUDIENCE, ISSUER, SECRET, taken } from "../exchange/exchange-situation.ts";
import { keptInMemory } from "../signing/kept-in-memory.ts";
import { admittingAlike, renamed, wildcardsAlike } from "./alike.ts";
import type { FreshStore } from "./fresh-stores.ts";

export const NOW_TEXT = formatInstant(NOW);
export const clock = () => Date.parse(NOW_TEXT);
export const OWNER = { type: "user", id: "a" } as const;

/** An engine over a random world with keys of its own, and what exchanges them. */
export interface WorldWithKeys {
  readonly relata: Relata;
  readonly keyStore: KeyStore;
  readonly keys: Keys;
  /** A key that was minted and shown, in each mode in which it has the owner `user:a`. */
  readonly delegated: Minted;
  readonly inherit: Minted;
  readonly token: (principal: Principal) => Promise<Token>;
}

export interface Minted {
  readonly id: string;
  readonly secret: string;
  readonly principal: Principal;
}

let signer: ReturnType<typeof signing> | undefined;

/** Why one for all: that it changes is a law of its own. */
export function signing() {
  return openSigningKeys({ store: keptInMemory(), encryption: [SECRET], algorithm: "Ed25519", clock });
}

/**
 * The world with real keys: they are minted first, and the delegated one then stands wherever `user:b` did. Tuples are written
 * beneath the façade, because random worlds also hold some that their model does not admit.
 */
export async function worldWithKeys(
  { store, keys: keyStore }: FreshStore,
  world: World,
  rows: "at once" | "one by one" = "at once",
): Promise<WorldWithKeys> {
  const model = withSystem(admittingAlike(world.model));
  const relata = await createRelata({ model, store, clock, history: { automatic: false } });
  const keys = createKeys({ relata, store: keyStore, clock, noteWithinMs: 3_600_000 });
  const mint = async (mode: "delegated" | "inherit"): Promise<Minted> => {
    const { key, secret } = await keys.create({ name: mode, mode, owner: OWNER });
    return { id: key.id, secret: secret.reveal(), principal: await shown(keys, secret.reveal()) };
  };
  const [delegated, inherit] = [await mint("delegated"), await mint("inherit")];
  const { tuples, attributes } = renamed(world, { type: "user", id: "b" }, { type: "apikey", id: delegated.id });
  const touched = wildcardsAlike(tuples);
  const batches = rows === "at once" ? [touched] : touched.map((tuple) => [tuple]);
  for (const touch of batches) await store.write({ touch });
  await store.write({ attributes: attributes.map(({ object, values }) => ({ object, set: values })) });
  const signingKeys = await (signer ??= signing());
  const options = { issuer: ISSUER, audiences: [AUDIENCE], maxTokenBytes: 60_000, clock } as const;
  const exchange = createExchange({ relata, keys: keyStore, signing: signingKeys, ...options });
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: ["Ed25519"],
    jwks: async () => (await signingKeys.published()).document,
    clock,
  });
  const token = async (principal: Principal): Promise<Token> => {
    const exchanged = await exchange(principal);
    if (isRefusal(exchanged)) throw new Error("a key that counts is refused");
    return taken(verifier, exchanged.token);
  };
  return { relata, keyStore, keys, delegated, inherit, token };
}

/** Who calls with the secret. */
export async function shown(keys: Keys, secret: string): Promise<Principal> {
  const principal = await keys.verify(secret);
  if (isRefusal(principal)) throw new Error(`a good key is refused: ${principal.reason}`);
  return principal;
}
