import { Failure, type SubjectRef } from "@relata/model";
import type { Authenticator } from "../authenticator.ts";
import type { Principal } from "../principal.ts";
import { Refusal, type RefusalReason } from "../refusal.ts";
import { keySubject } from "../system/standing.ts";
import { askedOf } from "./better-auth-sessions.ts";
import { admittedUserId, fieldsOf, instantOf } from "./better-auth-user.ts";

/** What of better-auth with the plugin `@better-auth/api-key` is asked for a key. */
export interface BetterAuthKeys {
  readonly api: {
    verifyApiKey(input: { readonly body: { readonly key: string; readonly configId?: string } }): Promise<unknown>;
  };
  /** Where users are found. */
  readonly $context: Promise<{ readonly internalAdapter: { findUserById(id: string): Promise<unknown> } }>;
}

export interface BetterAuthKeyOptions {
  /** The form of its keys, good or bad. Default: 64 letters, as they are without a prefix: `/^rt_[A-Za-z]{64}$/` with one. */
  readonly form?: RegExp;
  /** The plugin's configuration, where there are several. Its keys belong to users, and not to organizations. */
  readonly configId?: string;
  /** The type of its users. Default: `user`. */
  readonly type?: string;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/** Of the codes of its answers those that say why a key is no good; all that it has none for is `unknown`. */
const REASONS: Readonly<Record<string, RefusalReason>> = { KEY_DISABLED: "disabled", KEY_EXPIRED: "expired" };

/**
 * Keys that better-auth's own plugin made. A key acts as its owner; one that has permissions there is narrower than its owner,
 * and is `delegated`: it may what tuples give to `apikey:<its id>`, and its owner may too.
 *
 * Law: what better-auth accepts is refused where the owner is deleted or banned. Permissions are never asked of better-auth,
 * which takes a missing one for a missing key.
 *
 * Cost: what better-auth takes, which writes twice, and one read for the owner.
 *
 * @throws Failure `store_unavailable` where better-auth does not answer
 */
export function betterAuthKeys(auth: BetterAuthKeys, options: BetterAuthKeyOptions = {}): Authenticator {
  const { form = /^[A-Za-z]{64}$/, configId, type = "user", clock = Date.now } = options;
  return {
    name: "better-auth-keys",
    // Why search: a pattern with the flag `g` keeps where it was.
    recognises: ({ credential }) => credential !== undefined && credential.secret.reveal().search(form) !== -1,
    authenticate: async ({ credential }) => {
      const key = credential?.secret.reveal() ?? "";
      const body = { key, ...(configId !== undefined && { configId }) };
      const { valid, error, key: found } = fieldsOf(await askedOf(() => auth.api.verifyApiKey({ body })));
      const { id, referenceId, userId, permissions, expiresAt } = fieldsOf(found);
      if (valid !== true || typeof id !== "string") return refusalOf(fieldsOf(error));
      // Why two names: it was `userId` before version 1.5.
      const owner = await findOwner(auth, referenceId ?? userId, clock());
      if (owner === undefined) return new Refusal("invalid_api_key", "owner_gone");
      const endsAt = instantOf(expiresAt);
      const principal = principalOf(keySubject(id), { type, id: owner }, permissions);
      return endsAt === undefined ? principal : { ...principal, endsAt };
    },
  };
}

/** The owner's id, if it is a user now who is let in: better-auth does not look. */
async function findOwner({ $context }: BetterAuthKeys, id: unknown, nowMs: number): Promise<string | undefined> {
  if (typeof id !== "string") return undefined;
  const user = await askedOf(async () => (await $context).internalAdapter.findUserById(id));
  return admittedUserId(user, nowMs);
}

function principalOf(subject: SubjectRef, owner: SubjectRef, permissions: unknown): Principal {
  const isNarrower = permissions !== undefined && permissions !== null;
  return {
    kind: "apikey",
    subject,
    asks: isNarrower ? [subject, owner] : [owner],
    via: "key",
    owner,
    mode: isNarrower ? "delegated" : "inherit",
  };
}

/** @throws Failure `store_unavailable` where it says that the key is no good because it could not find out */
function refusalOf({ code, message, details }: Readonly<Record<string, unknown>>): Refusal {
  const name = typeof code === "string" ? code : "";
  if (name === "RATE_LIMITED" || name === "USAGE_EXCEEDED") return limited(fieldsOf(details)["tryAgainIn"]);
  // Why by the message: a fault of its database bears the code of an unknown key, and has its whole entry for a message.
  if (name.startsWith("FAILED_TO_") || (name === "INVALID_API_KEY" && typeof message === "object")) {
    throw new Failure("store_unavailable", "better-auth could not find out whether the key is good");
  }
  return new Refusal("invalid_api_key", REASONS[name] ?? "unknown");
}

/** Over the limit of better-auth: 429, and not the 401 that its answer is taken for. What is used up has no time to come again. */
function limited(tryAgainInMs: unknown): Refusal {
  if (typeof tryAgainInMs !== "number") return new Refusal("rate_limited", "limit");
  const retryAfterSeconds = Math.max(1, Math.ceil(tryAgainInMs / 1_000));
  return new Refusal("rate_limited", "limit", { message: "Rate limit exceeded", retryAfterSeconds });
}
