import type { TupleInput } from "@relata/core";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, STORES } from "./situation.ts";

/** What is written, the code of the failure, and its whole message: what is wrong, where, and how to mend it. */
const REFUSED: readonly (readonly [string, TupleInput, string, string])[] = [
  [
    "text without a relation",
    "group:eng@user:ann",
    "invalid_tuple",
    "`group:eng@user:ann` is not a tuple: write `type:id#relation@subject`",
  ],
  [
    "a type with a slip in it",
    "grupo:eng#member@user:ann",
    "unknown_type",
    "unknown type `grupo` in `grupo:eng`; did you mean `group`?",
  ],
  [
    "a subject of a type with a slip in it",
    "group:eng#member@usr:ann",
    "unknown_type",
    "unknown type `usr` in `usr:ann`; did you mean `user`?",
  ],
  [
    "a type that is like no other",
    "spaceship:1#member@user:ann",
    "unknown_type",
    "unknown type `spaceship` in `spaceship:1`",
  ],
  [
    "a relation with a slip in it",
    "group:eng#membr@user:ann",
    "unknown_relation",
    "type `group` has no relation `membr`; did you mean `member`?: `group:eng#membr@user:ann`",
  ],
  [
    "a permission as relation",
    "folder:plans#view@user:ann",
    "unknown_relation",
    "`view` of `folder` is a permission, and permissions are computed, never written: `folder:plans#view@user:ann`",
  ],
  [
    "a subject set with a slip in it",
    "folder:plans#viewer@group:eng#membr",
    "unknown_relation",
    "type `group` has no relation or permission `membr`; did you mean `member`?",
  ],
  [
    "a policy with a slip in it",
    'client_abc:invoice:1#auditor@user:ann with same_regio {"region":"eu"}',
    "unknown_policy",
    "unknown policy `same_regio` in `client_abc:invoice:1#auditor@user:ann`; did you mean `same_region`?",
  ],
  [
    "a subject type that is not admitted",
    "group:eng#member@folder:plans",
    "not_admitted",
    "relation `member` of `group` admits apikey, group#member, user, not folder: `group:eng#member@folder:plans`",
  ],
  [
    "a wildcard that is not admitted",
    "group:eng#member@user:*",
    "not_admitted",
    "relation `member` of `group` admits apikey, group#member, user, not user:*: `group:eng#member@user:*`",
  ],
  [
    "a subject without the policy that it must carry",
    "client_abc:invoice:1#auditor@user:ann",
    "not_admitted",
    "relation `auditor` of `client_abc:invoice` admits group#member, user with office_hours, user with same_region, not user: `client_abc:invoice:1#auditor@user:ann`",
  ],
  [
    "a subject set of every object",
    "folder:plans#viewer@group:*#member",
    "invalid_reference",
    "`group:*#member` is not a subject: a subject set belongs to one object",
  ],
  ["an empty id", "group:#member@user:ann", "invalid_reference", "`group:` is not a reference: the id is empty"],
  [
    "an id that is too long",
    { object: "group:eng", relation: "member", subject: { type: "user", id: "é".repeat(513) } },
    "invalid_reference",
    `\`user:${"é".repeat(513)}\` is not a reference: the id has 1026 bytes of UTF-8, and 1024 are the most`,
  ],
  [
    "white space in an id",
    { object: { type: "group", id: "the\teng" }, relation: "member", subject: "user:ann" },
    "invalid_reference",
    "`group:the\teng` is not a reference: the id may not hold white space (U+0009) (at character 4)",
  ],
  [
    "a `#` in an id",
    { object: { type: "group", id: "eng#1" }, relation: "member", subject: "user:ann" },
    "invalid_reference",
    "`group:eng#1` is not a reference: the id may not hold `#` (at character 4)",
  ],
  [
    "a control character in an id",
    { object: "group:eng", relation: "member", subject: { type: "user", id: "a\u0000" } },
    "invalid_reference",
    "`user:a\u0000` is not a reference: the id may not hold a control character (U+0000) (at character 2)",
  ],
  [
    "a parameter that is missing",
    "client_abc:invoice:1#auditor@user:ann with same_region",
    "invalid_tuple",
    "policy `same_region` needs its parameter `region: string` in the tuple: `client_abc:invoice:1#auditor@user:ann`",
  ],
  [
    "a parameter that the policy does not have",
    'client_abc:invoice:1#auditor@user:ann with same_region {"region":"eu","regoin":"eu"}',
    "invalid_tuple",
    "policy `same_region` has no parameter `regoin`; did you mean `region`?: `client_abc:invoice:1#auditor@user:ann`",
  ],
  [
    "a parameter of the wrong type",
    'client_abc:invoice:1#auditor@user:ann with same_region {"region":5}',
    "invalid_tuple",
    "parameter `region` of policy `same_region` is a number, not text: `client_abc:invoice:1#auditor@user:ann`",
  ],
  [
    "parameters that are not JSON",
    "client_abc:invoice:1#auditor@user:ann with same_region {region:1}",
    "invalid_tuple",
    "`client_abc:invoice:1#auditor@user:ann with same_region {region:1}` is not a tuple: the parameters are not a JSON object",
  ],
  [
    "a window in text that is no time",
    "group:eng#member@user:ann until tomorrow",
    "invalid_tuple",
    "`group:eng#member@user:ann until tomorrow` is not a tuple: `tomorrow` is not a timestamp such as `2026-01-31T09:00:00Z`",
  ],
  [
    "a window in an object that is no time",
    { object: "group:eng", relation: "member", subject: "user:ann", until: "tomorrow" },
    "invalid_tuple",
    "`until` is not a timestamp such as `2026-01-31T09:00:00Z`: it is `tomorrow`",
  ],
  [
    "a window whose Date is none",
    { object: "group:eng", relation: "member", subject: "user:ann", from: new Date(Number.NaN) },
    "invalid_tuple",
    "`from` is not a timestamp such as `2026-01-31T09:00:00Z`: it is neither text nor a valid `Date`",
  ],
  [
    "a window that is empty",
    "group:eng#member@user:ann from 2026-01-02T00:00:00Z until 2026-01-02T00:00:00Z",
    "invalid_tuple",
    "the window of `group:eng#member@user:ann` is empty: `until` must be later than `from`",
  ],
];

describe.each(STORES)("a store %s never gets", (_, open) => {
  test.each(REFUSED)("%s", async (_, input, code, message) => {
    const relata = await emptyRelata(open);
    const failure = await failureOf(() => relata.write([input]));
    expect([failure.code, failure.message]).toEqual([code, message]);
    expect((await relata.contents()).tuples).toEqual([]);
  });
});

/** What TypeScript would not let through, and plain JavaScript and JSON do. */
const FORM = "a tuple is text such as `folder:plans#viewer@user:ann`, or `{ object, relation, subject }`";
const REFERENCE = "a reference is text such as `user:ann`, or an object with text in `type` and `id`";
const POLICY = "the `policy` of a tuple is `{ name, parameters }`, with an object of parameters";
const ann = { object: "group:eng", relation: "member", subject: "user:ann" };

test.each([
  [null, "invalid_tuple", FORM],
  [undefined, "invalid_tuple", FORM],
  [42, "invalid_tuple", FORM],
  [["group:eng#member@user:ann"], "invalid_tuple", FORM],
  [{ ...ann, relation: undefined }, "invalid_tuple", FORM],
  [{ ...ann, relation: 7 }, "invalid_tuple", FORM],
  [{ ...ann, object: undefined }, "invalid_reference", REFERENCE],
  [{ ...ann, subject: null }, "invalid_reference", REFERENCE],
  [{ ...ann, subject: 42 }, "invalid_reference", REFERENCE],
  [{ ...ann, subject: ["user:ann"] }, "invalid_reference", REFERENCE],
  [{ ...ann, subject: { type: "user" } }, "invalid_reference", REFERENCE],
  [
    { ...ann, subject: { type: "group", id: "a", relation: null } },
    "invalid_reference",
    "the `relation` of `group:a` must be text, or be left out",
  ],
  [{ ...ann, policy: null }, "invalid_tuple", POLICY],
  [{ ...ann, policy: "same_region" }, "invalid_tuple", POLICY],
  [{ ...ann, policy: { name: "same_region", parameters: [] } }, "invalid_tuple", POLICY],
  [
    { ...ann, from: Object.create(null) },
    "invalid_tuple",
    "`from` is not a timestamp such as `2026-01-31T09:00:00Z`: it is neither text nor a valid `Date`",
  ],
])("%j is no tuple, and the failure says what one is", async (input, code, message) => {
  const relata = await emptyRelata(memoryStore);
  const failure = await failureOf(() => relata.write([input as unknown as TupleInput]));
  expect([failure.code, failure.message]).toEqual([code, message]);
});
