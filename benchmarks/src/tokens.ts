import { openSigningKeys, type SigningKeyStore, type StoredSigningKey } from "@relata/keys";
import { createVerifier, verdict, type Algorithm } from "@relata/keys/verifier";
import { median } from "./measuring/statistics.ts";

const VERDICTS = 100_000;
const ISSUER = "https://auth.example.com";
export const ALGORITHMS: readonly Algorithm[] = ["RS256", "ES256", "Ed25519"];
/** Objects in the token: as many as four kilobytes hold, about. */
const OBJECTS = 50;

/** Microseconds of each, in the middle of them. */
export interface TokenFigures {
  readonly bytes: number;
  readonly signMicros: number;
  readonly verifyMicros: number;
  readonly verdictMicros: number;
  /** How often the published keys were looked at. */
  readonly looks: number;
}

/**
 * What it takes to sign a token with that algorithm, to verify it with cached keys, and to read a verdict of it, after the verdict was
 * the expected one.
 */
export async function measureTokens(algorithm: Algorithm, runs: number): Promise<TokenFigures> {
  const signing = await openSigningKeys({ store: kept(), encryption: "plain", algorithm });
  const signer = await signing.signer();
  const claims = claimsAt(Math.floor(Date.now() / 1_000));
  let looks = 0;
  const jwks = async () => {
    looks++;
    return (await signing.published()).document;
  };
  const verifier = createVerifier({ issuer: ISSUER, audience: "documents", algorithms: [algorithm], jwks });
  const text = await signer.sign(claims);
  const verified = await verifier.verify(text);
  if (!verified.ok) throw new Error(`the token is refused: ${verified.refusal}`);
  const said = ["read", "write"].map((name) => verdict(verified.token, "document", "7", name)).join(" ");
  if (said !== "allow deny") throw new Error(`wrong: ${said}`);
  const signed = await each(runs, () => signer.sign(claims));
  const checked = await each(runs, () => verifier.verify(text));
  const start = performance.now();
  for (let n = 0; n < VERDICTS; n++) verdict(verified.token, "document", "7", "read");
  const read = (performance.now() - start) / VERDICTS;
  return { bytes: text.length, signMicros: signed, verifyMicros: checked, verdictMicros: read * 1_000, looks };
}

function claimsAt(iat: number) {
  const ids = Array.from({ length: OBJECTS }, (_, n) => `document:${n}`);
  const permissions = Object.fromEntries(ids.map((id) => [id, ["read"]]));
  const of = { iss: ISSUER, aud: "documents", iat, exp: iat + 900, jti: "1", sub: "ann", apiKeyId: "k" };
  return { ...of, scope: "api_key_exchange", permissions, abac_required: {}, perm_complete: true, mid: "0".repeat(64) };
}

/** Microseconds of each, in the middle of them. */
async function each(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times) * 1_000;
}

function kept(): SigningKeyStore {
  const rows: StoredSigningKey[] = [];
  return {
    list: async () => rows,
    add: async (key) => rows.push(key) > 0,
    remove: async () => undefined,
  };
}
