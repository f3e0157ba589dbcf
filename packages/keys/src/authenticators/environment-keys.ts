import { createHash, timingSafeEqual } from "node:crypto";
import { Failure } from "@relata/model";
import type { Authenticator } from "../authenticator.ts";
import type { Limit } from "../key.ts";
import { checkedLimits } from "../life/key-input.ts";
import { limitRefusal } from "../life/verification.ts";
import type { Limiter, Taken } from "../limits/limiter.ts";
import { memoryLimiter } from "../limits/memory-limiter.ts";
import type { Principal } from "../principal.ts";
import { Refusal } from "../refusal.ts";
import { keySubject } from "../system/standing.ts";

const SHORTEST = 32;

export interface EnvironmentKeys {
  /** The value of `RELATA_ADMIN_KEY`: its caller is `apikey:env-admin`, who must be made an administrator by a tuple. */
  readonly admin?: string;
  /** The value of `RELATA_CLIENT_KEYS`, parted by commas: `apikey:env-client-1` and so on. */
  readonly clients?: string;
  /** What each of them may ask for, by itself and by its tokens. Default: no limits. */
  readonly limits?: readonly Limit[];
  /** Where requests are counted. Default: in memory, for this process alone. */
  readonly limiter?: Limiter;
}

/** What is also asked by id: whether the environment still has the key that a token was made of. */
export interface EnvironmentAuthenticator extends Authenticator {
  principalOf(id: string): Promise<Principal | Refusal | undefined>;
}

interface Known {
  readonly id: string;
  readonly hash: Buffer;
}

/**
 * Keys that the operator sets in the environment, for CI and for the first steps. Only their hashes stay in memory. A text is
 * recognised where it is one of them, so that it stands behind what knows credentials by their form.
 *
 * @throws Failure `invalid_key` for one that is shorter than 32 characters, without the key, and for limits that are none
 */
export function environmentKeys(options: EnvironmentKeys): EnvironmentAuthenticator {
  const { admin = "", clients = "", limits = [], limiter = memoryLimiter() } = options;
  const checked = checkedLimits(limits);
  const known: Known[] = [];
  if (admin !== "") known.push(toKnown(admin.trim(), "env-admin", "RELATA_ADMIN_KEY"));
  const texts = clients.split(",").map((text) => text.trim());
  for (const [n, text] of texts.filter((one) => one !== "").entries()) {
    known.push(toKnown(text, `env-client-${n + 1}`, `RELATA_CLIENT_KEYS, key ${n + 1}`));
  }
  const find = (text: string): Known | undefined => {
    const hash = hashOf(text);
    return known.find((one) => timingSafeEqual(one.hash, hash));
  };
  const admit = async (id: string): Promise<Principal | Refusal> => {
    const taken = checked.length === 0 ? undefined : await limiter.take(`key:${id}`, checked);
    return taken?.isRefused === true ? limitRefusal(taken) : principalOf(id, taken);
  };
  return {
    name: "environment",
    recognises: ({ credential }) => credential !== undefined && find(credential.secret.reveal()) !== undefined,
    authenticate: ({ credential }) => {
      const found = find(credential?.secret.reveal() ?? "");
      return found === undefined ? new Refusal("invalid_api_key", "unknown") : admit(found.id);
    },
    principalOf: async (id) => (known.some((one) => one.id === id) ? admit(id) : undefined),
  };
}

function principalOf(id: string, taken: Taken | undefined): Principal {
  const subject = keySubject(id);
  const principal = { kind: "apikey", subject, asks: [subject], via: "key", mode: "own" } as const;
  return { ...principal, ...(taken !== undefined && { taken }) };
}

function toKnown(text: string, id: string, where: string): Known {
  if (text.length >= SHORTEST) return { id, hash: hashOf(text) };
  throw new Failure(
    "invalid_key",
    `${where} is shorter than ${SHORTEST} characters: make one with \`openssl rand -hex 32\``,
  );
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
