import { openSigningKeys, type SigningKeyStore, type StoredSigningKey } from "@relata/keys";
import { createVerifier, verdict, type Algorithm } from "@relata/keys/verifier";
import Table from "cli-table3";

const RUNS = 300;
const VERDICTS = 100_000;
const ISSUER = "https://auth.example.com";
const ALGORITHMS: readonly Algorithm[] = ["RS256", "ES256", "Ed25519"];
/** Objects in the token: as many as four kilobytes hold, about. */
const OBJECTS = 50;

/**
 * Prints, for each algorithm, what it takes to sign a token, to verify it with cached keys, and to read a verdict of it, after
 * the verdict was the expected one; and how often the keys were looked at.
 */
export async function printTokens(): Promise<void> {
  const head = ["algorithm", "bytes", "sign, µs", "verify, µs", "verdict, µs", "looks at keys"];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const algorithm of ALGORITHMS) table.push([...(await rowOf(algorithm))]);
  console.log(table.toString());
}

/** What a row says, for the table and for its test. */
export async function rowOf(algorithm: Algorithm, runs = RUNS): Promise<readonly (string | number)[]> {
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
  return [algorithm, text.length, micros(signed), micros(checked), (read * 1_000).toFixed(2), looks];
}

function claimsAt(iat: number) {
  const ids = Array.from({ length: OBJECTS }, (_, n) => `document:${n}`);
  const permissions = Object.fromEntries(ids.map((id) => [id, ["read"]]));
  const of = { iss: ISSUER, aud: "documents", iat, exp: iat + 900, jti: "1", sub: "ann", apiKeyId: "k" };
  return { ...of, scope: "api_key_exchange", permissions, abac_required: {}, perm_complete: true, mid: "0".repeat(64) };
}

/** Milliseconds of each, in the middle of them. */
async function each(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

function micros(ms: number): string {
  return (ms * 1_000).toFixed(0);
}

function kept(): SigningKeyStore {
  const rows: StoredSigningKey[] = [];
  return {
    list: async () => rows,
    add: async (key) => rows.push(key) > 0,
    remove: async () => undefined,
  };
}
