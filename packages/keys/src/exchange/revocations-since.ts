import { Failure, parseInstant } from "@relata/model";
import type { KeyStore } from "../key-store.ts";
import type { RevocationList } from "../verifier/revocation.ts";

const NS_PER_MS = 1_000_000n;

/**
 * The keys that were revoked, disabled or purged since that time, or stopped with whom they act for, one entry for each: what verifiers refuse tokens by, and the
 * answer of `GET /v1/revocations?since=`. A verifier asks for the last minutes each time; none before are of use, because no
 * token is as old.
 *
 * @throws Failure `invalid_question` for text that is no RFC 3339 time, `store_unavailable`
 */
export async function revocationsSince(store: Pick<KeyStore, "endedSince">, since: string): Promise<RevocationList> {
  const instant = typeof since === "string" ? parseInstant(since) : undefined;
  if (instant === undefined)
    throw new Failure("invalid_question", "`since` is no time: give one such as `2026-01-31T09:00:00Z`");
  const ended = await store.endedSince(Number(instant / NS_PER_MS));
  return { revocations: ended.map(({ key, at }) => ({ apiKeyId: key, revokedAt: new Date(at).toISOString() })) };
}
