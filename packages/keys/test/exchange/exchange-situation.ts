import { createRelata, type Store } from "@relata/core";
import { createExchange, openSigningKeys, type ExchangeOptions, type KeyRecord, type Principal } from "@relata/keys";
import { createVerifier, type Algorithm, type Token, type VerifierOptions } from "@relata/keys/verifier";
import { compileText } from "@relata/language";
import { memoryStore } from "@relata/store";
import { keptInMemory } from "../signing/kept-in-memory.ts";

export const ISSUER = "https://auth.example.com";
export const AUDIENCE = "documents";
export const START = Date.UTC(2026, 1, 1);

/** A clock that tests move. */
export function clockAt(start = START) {
  let now = start;
  return Object.assign(() => now, {
    set: (to: number) => {
      now = to;
    },
    pass: (ms: number) => {
      now += ms;
    },
  });
}

export const SECRET = { id: "1", secret: new Uint8Array(32).fill(7) };

export const MODEL = `model 1

type user
type apikey

type group {
  relation member: user | apikey | group#member
}

context region: string

type document {
  attribute amount: number
  relation owner: user | apikey | group#member
  relation viewer: user | apikey | group#member | user with in_region | apikey with in_region
  relation banned: user | apikey
  relation admin: apikey

  permission view = (viewer + owner) - banned
  permission edit = owner
  permission pay = owner when small
}

policy in_region(tuple home: string) = context.region == home

policy small = resource.amount <= 1000
`;

/** Keys as rows, for the one thing that the exchange reads of them. */
export function keysOf(...records: readonly (Pick<KeyRecord, "id"> & Partial<KeyRecord>)[]): ExchangeOptions["keys"] {
  const rows = records.map((record) => ({ ...RECORD, ...record }));
  return { get: (id) => rows.find((row) => row.id === id) };
}

const RECORD = {
  app: "acme",
  kind: "api",
  environment: "live",
  name: "ci",
  createdAt: START,
  metadata: {},
  lastFour: "abcd",
} as const;

/** The key `k` alone. */
export const OWN: Principal = {
  kind: "apikey",
  subject: { type: "apikey", id: "k" },
  asks: [{ type: "apikey", id: "k" }],
  via: "key",
  key: "k",
  mode: "own",
};

/** The key `k` in the place of its owner. */
export function inPlaceOf(...owner: Principal["asks"]): Principal {
  return { ...OWN, asks: owner, mode: "inherit" };
}

export interface SituationOptions extends Partial<ExchangeOptions> {
  readonly model?: string;
  readonly store?: Store;
  readonly tuples?: readonly string[];
  readonly algorithm?: Algorithm;
  readonly verifier?: Partial<VerifierOptions>;
}

/** An engine, an exchange and a verifier on one clock. */
export async function situation(options: SituationOptions = {}) {
  const { model = MODEL, store = memoryStore(), tuples = [], algorithm = "Ed25519" } = options;
  const clock = clockAt();
  const compiled = compileText(model).model;
  if (compiled === undefined) throw new Error("the model of the test does not compile");
  const relata = await createRelata({ model: compiled, store, clock });
  await relata.write(tuples);
  const signing = await openSigningKeys({ store: keptInMemory(), encryption: [SECRET], algorithm, clock });
  const parts = {
    relata,
    keys: keysOf({ id: "k" }),
    signing,
    issuer: ISSUER,
    audiences: [AUDIENCE, "bills"],
    clock,
  } as const;
  const exchange = createExchange({ ...parts, ...options });
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: [algorithm],
    jwks: async () => (await signing.published()).document,
    clock,
    ...options.verifier,
  });
  return { clock, relata, signing, exchange, verifier };
}

/** What was exchanged, where nothing stands against it. */
export function granted<T>(answer: T): Extract<T, { readonly token: string }> {
  if (typeof answer === "object" && answer !== null && "token" in answer) return answer as never;
  throw new Error(`refused: ${JSON.stringify(answer)}`);
}

/** The token, where the verifier takes it. */
export async function taken(
  verifier: { verify: ReturnType<typeof createVerifier>["verify"] },
  text: string,
): Promise<Token> {
  const verified = await verifier.verify(text);
  if (verified.ok) return verified.token;
  throw new Error(`not taken: ${verified.refusal}`);
}
