import type { AttributeInput, WriteInput } from "@relata/core";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, STORES } from "./situation.ts";

const invoice = "client_abc:invoice:1";

const REFUSED: readonly (readonly [string, AttributeInput, string, string])[] = [
  [
    "an attribute with a slip in it",
    { object: invoice, set: { amout: 5 } },
    "invalid_attributes",
    "type `client_abc:invoice` declares no attribute `amout`; did you mean `amount`?",
  ],
  [
    "an attribute to unset with a slip in it",
    { object: invoice, unset: ["statuss"] },
    "invalid_attributes",
    "type `client_abc:invoice` declares no attribute `statuss`; did you mean `status`?",
  ],
  [
    "an attribute of a type that has none",
    { object: "user:ann", set: { level: 1 } },
    "invalid_attributes",
    "type `user` declares no attribute `level`",
  ],
  [
    "a name that every JavaScript object has",
    { object: invoice, set: { constructor: "x" } },
    "invalid_attributes",
    "type `client_abc:invoice` declares no attribute `constructor`",
  ],
  [
    "text for a number",
    { object: invoice, set: { amount: "250" } },
    "invalid_attributes",
    "`amount` of `client_abc:invoice:1` is text, not a number; the model declares `amount: number`",
  ],
  [
    "a value that the type does not list",
    { object: invoice, set: { status: "lost" } },
    "invalid_attributes",
    '`status` of `client_abc:invoice:1` is `lost`, not one of "draft" | "sent" | "paid"; the model declares `status: "draft" | "sent" | "paid"`',
  ],
  [
    "null",
    { object: invoice, set: { amount: null } },
    "invalid_attributes",
    "`amount` of `client_abc:invoice:1` is null, not a number; the model declares `amount: number`",
  ],
  [
    "a number that JSON cannot hold",
    { object: invoice, set: { amount: Number.NaN } },
    "invalid_attributes",
    "`amount` of `client_abc:invoice:1` is NaN, not a number; the model declares `amount: number`",
  ],
  [
    "attributes of every object",
    { object: "client_abc:invoice:*", set: { amount: 1 } },
    "invalid_attributes",
    "attributes belong to one object, and `client_abc:invoice:*` stands for all",
  ],
  [
    "attributes of a type that is unknown",
    { object: "invoice:1", set: { amount: 1 } },
    "unknown_type",
    "unknown type `invoice` in `invoice:1`",
  ],
];

describe.each(STORES)("a store %s never gets", (_, open) => {
  test.each(REFUSED)("%s", async (_, change, code, message) => {
    const relata = await emptyRelata(open);
    const failure = await failureOf(() => relata.write({ attributes: [change] }));
    expect([failure.code, failure.message]).toEqual([code, message]);
    expect((await relata.contents()).attributes).toEqual([]);
  });
});

/** What TypeScript would not let through, and plain JavaScript does. */
const WRITE = "a write is a list of tuples, or `{ touch, create, delete, attributes, preconditions, idempotencyKey }`";
const CHANGE =
  "a change of attributes is `{ object, set, unset }`, with an object of values to set and a list of names to unset";
const PRECONDITION = 'a precondition is `{ must: "match" | "not_match", filter: { object, relation, subject } }`';
const FILTER =
  'a filter is `{ object, relation, subject }`, each of them optional: `{ object: "folder:plans" }`, `{ object: { type: "folder" }, relation: "viewer" }`';

const filter = { relation: "member" };

test.each([
  [undefined, "invalid_tuple", WRITE],
  [null, "invalid_tuple", WRITE],
  ["group:eng#member@user:ann", "invalid_tuple", WRITE],
  [{ touch: "group:eng#member@user:ann" }, "invalid_tuple", "`touch` of a write must be a list"],
  [
    { creat: ["group:eng#member@user:ann"] },
    "invalid_tuple",
    "a write has no part `creat`; did you mean `create`? (its parts are touch, create, delete, attributes, preconditions, idempotencyKey)",
  ],
  [{ create: {} }, "invalid_tuple", "`create` of a write must be a list"],
  [{ delete: null }, "invalid_tuple", "`delete` of a write must be a list"],
  [{ attributes: { object: invoice } }, "invalid_tuple", "`attributes` of a write must be a list"],
  [{ preconditions: 1 }, "invalid_tuple", "`preconditions` of a write must be a list"],
  [{ attributes: [null] }, "invalid_attributes", CHANGE],
  [{ attributes: [{ object: invoice, set: null }] }, "invalid_attributes", CHANGE],
  [{ attributes: [{ object: invoice, set: [1] }] }, "invalid_attributes", CHANGE],
  [{ attributes: [{ object: invoice, unset: "amount" }] }, "invalid_attributes", CHANGE],
  [{ attributes: [{ object: invoice, unset: [null] }] }, "invalid_attributes", CHANGE],
  [{ preconditions: [null] }, "invalid_tuple", PRECONDITION],
  [{ preconditions: [{ must: "exist", filter }] }, "invalid_tuple", PRECONDITION],
  [{ preconditions: [{ must: "not_match" }] }, "invalid_tuple", PRECONDITION],
  [{ preconditions: [{ must: "not_match", filter: { relations: "member" } }] }, "invalid_tuple", FILTER],
  [
    { preconditions: [{ must: "not_match", filter: { object: "grop:eng" } }] },
    "unknown_type",
    "unknown type `grop` in `grop:eng`; did you mean `group`?",
  ],
  [{ idempotencyKey: 5 }, "invalid_tuple", "`idempotencyKey` of a write must be text"],
  [
    { idempotencyKey: "" },
    "invalid_question",
    "an idempotency key has 1 to 256 characters, neither NUL nor halves of one among them: this one has 0",
  ],
  [{ preconditions: [{ must: "not_match", filter: { subject: { name: "ann" } } }] }, "invalid_tuple", FILTER],
  [{ preconditions: [{ must: "not_match", filter: { subject: { id: 5 } } }] }, "invalid_tuple", FILTER],
  [{ preconditions: [{ must: "not_match", filter: { object: { relation: "x" } } }] }, "invalid_tuple", FILTER],
  [{ preconditions: [{ must: "not_match", filter: { subject: { relation: 5 } } }] }, "invalid_tuple", FILTER],
])("%j is no write, and the failure says what one is", async (input, code, message) => {
  const relata = await emptyRelata(memoryStore);
  const failure = await failureOf(() => relata.write(input as unknown as WriteInput));
  expect([failure.code, failure.message]).toEqual([code, message]);
  expect(await relata.contents()).toMatchObject({ tuples: [], attributes: [] });
});
