import { z } from "@hono/zod-openapi";
import { ENVIRONMENTS, KEY_KINDS, type CreatedKey, type Key } from "@relata/keys";
import { formatSubject } from "@relata/model";
import { attributes, time, timeText } from "../schemas.ts";

const limits = z.array(z.strictObject({ limit: z.int(), windowSeconds: z.int() }));

/** A key as it is sent: never its secret. */
export const KEY = z
  .object({
    id: z.string(),
    app: z.string(),
    kind: z.enum(KEY_KINDS),
    environment: z.enum(ENVIRONMENTS),
    name: z.string(),
    mode: z.enum(["own", "inherit", "delegated"]),
    owner: z.string().optional(),
    organization: z.string().optional(),
    isDisabled: z.boolean(),
    lastFour: z.string(),
    createdAt: time,
    createdBy: z.string().optional(),
    expiresAt: time.optional(),
    revokedAt: time.optional(),
    lastUsedAt: time.optional(),
    addresses: z.array(z.string()).optional(),
    limits: limits.optional(),
    metadata: attributes,
  })
  .openapi("Key");

export const CREATED = z.object({ key: KEY, secret: z.string() }).openapi("CreatedKey");

/** What a caller may say of a key at any time. */
export const KEY_INPUT = {
  name: z.string().optional(),
  expiresAt: z.union([time, z.null()]).optional(),
  addresses: z.array(z.string()).nullable().optional(),
  limits: limits.nullable().optional(),
  metadata: attributes.optional(),
};

export function keyBody(key: Key): z.infer<typeof KEY> {
  const { createdAt, expiresAt, revokedAt, lastUsedAt, owner, addresses, limits: own, metadata, ...rest } = key;
  return {
    ...rest,
    metadata,
    createdAt: timeText(createdAt),
    ...(expiresAt !== undefined && { expiresAt: timeText(expiresAt) }),
    ...(revokedAt !== undefined && { revokedAt: timeText(revokedAt) }),
    ...(lastUsedAt !== undefined && { lastUsedAt: timeText(lastUsedAt) }),
    ...(owner !== undefined && { owner: formatSubject(owner) }),
    ...(addresses !== undefined && { addresses: [...addresses] }),
    ...(own !== undefined && { limits: own.map((limit) => ({ ...limit })) }),
  };
}

/** The one answer that has a secret in it. */
export function createdBody({ key, secret }: CreatedKey): z.infer<typeof CREATED> {
  return { key: keyBody(key), secret: secret.reveal() };
}
