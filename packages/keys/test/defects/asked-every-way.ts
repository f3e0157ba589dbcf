import { createExchange, isRefusal, openSigningKeys, subjectOf, type Secret } from "@relata/keys";
import { createVerifier, verdict, type Verdict } from "@relata/keys/verifier";
import type { Decision } from "@relata/model";
import { expect } from "vitest";
import type { DatabaseName, World, WorldOptions } from "../databases.ts";
import { AUDIENCE, granted, ISSUER, SECRET, taken } from "../exchange/exchange-situation.ts";

type Outcome = Decision["outcome"];

const VERDICTS: Readonly<Record<Outcome, Verdict>> = { allowed: "allow", denied: "deny", conditional: "ask" };

export interface Question {
  readonly permission: string;
  readonly type: string;
  readonly ids: readonly string[];
}

/** A world whose keys are exchanged for tokens, and are asked about in every way there is. */
export async function askedEveryWay(
  open: (name: DatabaseName, options?: WorldOptions) => Promise<World>,
  name: DatabaseName,
  options: WorldOptions = {},
) {
  const world = await open(name, options);
  const { relata, keys, store, time } = world;
  const clock = () => time.now;
  const signing = await openSigningKeys({ store: store.signingKeys, encryption: [SECRET], algorithm: "ES256", clock });
  const issuing = { signing, issuer: ISSUER, audiences: [AUDIENCE], clock } as const;
  const exchange = createExchange({ relata, keys: store, ...issuing });
  const jwks = async () => (await signing.published()).document;
  const parts = { issuer: ISSUER, audience: AUDIENCE, algorithms: ["ES256"], jwks, clock, cacheMs: 0 } as const;
  const verifier = createVerifier(parts);

  const callerOf = async (secret: Secret) => {
    const caller = await keys.verify(secret);
    if (isRefusal(caller)) throw new Error(`refused: ${caller.reason}`);
    return caller;
  };
  const tokenOf = async (secret: Secret) => granted(await exchange(await callerOf(secret)));

  /** What `check` says of each id, to which lists, explanations and the token are held, and that without data of a request. */
  const outcomes = async (secret: Secret, { permission, type, ids }: Question): Promise<Record<string, Outcome>> => {
    const subject = subjectOf(await callerOf(secret));
    const token = await taken(verifier, (await tokenOf(secret)).token);
    const listed = new Map<string, Outcome>();
    for await (const { reference, outcome } of relata.listObjects({ subject, permission, type })) {
      listed.set(reference.slice(type.length + 1), outcome);
    }
    const said: [string, Outcome][] = [];
    for (const id of ids) {
      const question = { subject, permission, object: { type, id } };
      const { outcome } = await relata.check(question);
      const { decision } = await relata.explain(question);
      const asked = [decision.outcome, listed.get(id) ?? "denied", verdict(token, type, id, permission)];
      expect([id, ...asked]).toEqual([id, outcome, outcome, VERDICTS[outcome]]);
      said.push([id, outcome]);
    }
    return Object.fromEntries(said);
  };
  return { ...world, signing, exchange, verifier, callerOf, tokenOf, outcomes };
}
