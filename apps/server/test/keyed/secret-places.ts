import fc from "fast-check";
import { INVOICE } from "./keyed-situation.ts";

/** A request that holds a secret where there is none to be. */
export interface Misplaced {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const JSON_TYPE = { "content-type": "application/json" };
const KEYS = "/v1/api-keys";
const CHECK = "/api/auth/check-permission";
const EXCHANGE = "/api/auth/api-key/exchange";
const url = encodeURIComponent;
const json = (path: string, body: unknown): Misplaced => ({ path, headers: JSON_TYPE, body: JSON.stringify(body) });
const question = { entityType: INVOICE, entityId: "a", permission: "read" };

/** Where any secret may be put, in any form: nothing of it is to be said again. */
export const ANYWHERE: readonly ((secret: string) => Misplaced)[] = [
  (s) => ({ path: `/${url(s)}` }),
  (s) => ({ path: `${KEYS}/${url(s)}` }),
  (s) => ({ path: `${KEYS}/${url(s)}/rotate`, method: "POST" }),
  (s) => ({ path: `/api/auth/${url(s)}/x` }),
  (s) => ({ path: `${KEYS}?after=${url(s)}` }),
  (s) => ({ path: `${KEYS}?${url(s)}=1` }),
  (s) => ({ path: `${KEYS}?owner=user:${url(s)}` }),
  (s) => ({ path: `/v1/audit?key=${url(s)}&limit=5` }),
  (s) => ({ path: `/v1/revocations?since=${url(s)}` }),
  (s) => ({ path: `/v1/whoami?organizationId=${url(s)}&apiKey=${url(s)}` }),
  (s) => ({ path: `/api/auth/list-objects?entityType=${INVOICE}&permission=read&cursor=${url(s)}` }),
  (s) => ({ path: `/livez?key=${url(s)}` }),
  (s) => ({
    path: "/v1/whoami",
    headers: { "user-agent": `agent ${s}`, "x-request-id": s, referer: `https://a/?k=${s}` },
  }),
  (s) => ({ path: "/v1/whoami", headers: { "user-agent": s, "x-organization-id": s, "x-forwarded-for": s } }),
  (s) => ({ path: "/v1/whoami", headers: { cookie: `sid=${s}; ${url(s)}=1`, accept: s } }),
  (s) => ({ path: "/v1/whoami", headers: { [s.replaceAll(/[^\w.-]/g, "-")]: s } }),
  (s) => ({ path: "/v1/whoami", headers: { authorization: `Basic ${s}` } }),
  (s) => ({ path: "/v1/whoami", headers: { authorization: `Bearer ${s} ${s}` } }),
  (s) => ({ path: "/v1/whoami", headers: { authorization: s } }),
  (s) => ({ path: CHECK, headers: { "content-type": s }, body: s }),
  (s) => ({ path: CHECK, headers: { "content-type": "application/x-www-form-urlencoded" }, body: `apiKey=${url(s)}` }),
  (s) => ({ path: CHECK, headers: { ...JSON_TYPE, "content-encoding": s }, body: "{}" }),
  (s) => ({ path: CHECK, headers: JSON_TYPE, body: `{"apiKey":"${s}` }),
  (s) => ({ path: EXCHANGE, headers: JSON_TYPE, body: s }),
  (s) => json(CHECK, { ...question, [s]: 1 }),
  (s) => json(CHECK, { ...question, permission: s }),
  (s) => json(CHECK, { ...question, entityType: s }),
  (s) => json(CHECK, { ...question, resource: { [s]: s } }),
  (s) => json(CHECK, [s]),
  (s) => json("/v1/check", { subject: `user:${s}`, permission: "read", object: s }),
  (s) => json("/v1/check", { subject: "user:ann", permission: "read", object: `${INVOICE}:a`, [s]: s }),
  (s) => json(EXCHANGE, { apiKey: `${s}x` }),
  (s) => json(EXCHANGE, { apiKey: s, audience: s, types: [s], permissions: [s] }),
  (s) => json(KEYS, { name: 7, [s]: s }),
  (s) => json(KEYS, { name: "k", owner: s, tuples: [s] }),
  (s) => json(KEYS, { name: "k", tuples: [`${INVOICE}:a#${s}`], addresses: [s] }),
  (s) => json(`${KEYS}/import`, { name: "k", hash: s }),
];

/** Where a text is stored, or said again as it was sent: keys and tokens are known by their form, and refused. */
export const KEPT: readonly ((secret: string) => Misplaced)[] = [
  (s) => json(KEYS, { name: s }),
  (s) => json(KEYS, { name: `my ${s} key` }),
  (s) => json(KEYS, { name: "k", metadata: { note: s } }),
  (s) => json(KEYS, { name: "k", metadata: { [s]: { deep: [s] } } }),
  (s) => json(KEYS, { name: "k", owner: `user:${s}`, mode: "inherit" }),
  (s) => json(KEYS, { name: "k", organization: s }),
  (s) => json(KEYS, { name: "k", tuples: [`${INVOICE}:${s}#clerk`] }),
  (s) => json(KEYS, { name: "k", tuples: [{ object: `${INVOICE}:${s}`, relation: "clerk" }] }),
  (s) => json(CHECK, { ...question, entityId: s }),
  (s) => json(CHECK, { ...question, permission: "refund", entityId: s }),
  (s) => json(`${CHECK}/batch`, { entityType: INVOICE, entityIds: ["a", s], permission: "read" }),
  (s) => json(CHECK, { ...question, resource: { attributes: { [s]: s } } }),
  (s) => json("/v1/check", { subject: "user:ann", permission: "refund", object: { type: INVOICE, id: s } }),
];

/** The forms in which a secret may come out again. */
export const FORMS: readonly ((secret: string) => string)[] = [
  (s) => s,
  (s) => Buffer.from(s).toString("base64"),
  (s) => Buffer.from(s).toString("base64url"),
  (s) => Buffer.from(s).toString("hex"),
  (s) => encodeURIComponent(s),
];

/** What is done in a step of a run; numbers choose among what there is. */
export const step = fc.record({
  what: fc.constantFrom(
    "create",
    "rotate",
    "exchange",
    "import",
    "ask",
    "anywhere",
    "anywhere",
    "anywhere",
    "kept",
    "end",
  ),
  which: fc.nat(10_000),
  caller: fc.nat(10_000),
  place: fc.nat(10_000),
  form: fc.nat(10_000),
});
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
