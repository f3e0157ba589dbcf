import { INVOICE, MODEL } from "../keyed/keyed-situation.ts";
import type { Cast } from "./cast.ts";

/** Of fewer types: what is stored does not fit it. */
const SMALL = "model 1\ntype user\ntype apikey\n";

/** Texts that mean something in a field of that name: random ones would never come past the first look. */
export function wordsOf({ spare, secrets, token, place }: Cast): (name: string) => readonly string[] {
  const ids = spare.map(({ id }) => id);
  const shown = [secrets.clerk, secrets.revoked, secrets.token];
  const fields: Readonly<Record<string, readonly string[]>> = {
    id: [...ids, "nobody", "a b", "%"],
    key: ids,
    apiKey: shown,
    // Whoever posts a key to be revoked ends it: so none of those who call.
    token: [...spare.map(({ secret }) => secret), secrets.revoked, secrets.token, token],
    subject_token: shown,
    client_secret: shown,
    client_id: ids,
    subject_token_type: ["urn:relata:params:oauth:token-type:api-key", "urn:ietf:params:oauth:token-type:access_token"],
    grant_type: ["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"],
    entityType: [INVOICE, "organization", "nothing"],
    entityId: ["1", "2", "*", "__proto__"],
    entityIds: ["1", "2", "__proto__"],
    permission: ["read", "refund", "owner", "nothing"],
    permissions: ["read", "refund"],
    types: [INVOICE, "group"],
    audience: ["invoices", "elsewhere"],
    cursor: ["0nothing"],
    after: [place, token, "0", "1"],
    "last-event-id": [place],
    atLeast: [token],
    exactly: [token],
    subject: ["user:ann", "user:bob", "group:eng#member", "apikey:x"],
    object: ["client_abc:invoice:1", "client_abc:invoice:2", "client_abc:invoice:*", "system:root:main"],
    owner: ["user:ann", "apikey:x"],
    organization: ["a"],
    addresses: ["10.0.0.0/8", "*", "::1"],
    hash: Array.from({ length: 500 }, (_, n) => n.toString(16).padStart(64, "0")),
    since: ["2026-01-31T09:00:00Z", "yesterday"],
    relation: ["clerk", "admin"],
    tuples: ["client_abc:invoice:1#clerk", "system:root:main#admin", "client_abc:invoice:1#clerk@user:ann"],
    touch: ["client_abc:invoice:3#clerk@user:ann", "group:eng#member@user:ann"],
    create: ["client_abc:invoice:4#clerk@user:ann"],
    delete: ["client_abc:invoice:4#clerk@user:ann"],
    type: [INVOICE, "group", "user"],
    model: [SMALL, "model 1\ntype user {"],
    text: [MODEL, SMALL],
    name: ["ci", "backup", "read"],
    now: ["2026-01-31T09:00:00Z"],
    amount: ["1"],
    // Less may be too little, and a question that ends before its answer is a fault that was asked for.
    deadlineMs: ["10000"],
  };
  return (name) => fields[name] ?? [];
}
