import type { CheckInput, ListObjectsInput, ListSubjectsInput } from "@relata/core";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { failureOf, filledRelata, STORES } from "./situation.ts";

const QUESTION = { subject: "user:ann", permission: "read", object: "client_abc:invoice:1" };
const REFERENCE = "a reference is text such as `user:ann`, or an object with text in `type` and `id`";
const timestamp = (given: string) => `\`now\` is not a timestamp such as \`2026-01-31T09:00:00Z\`: it is ${given}`;

/** A change of the question, or a whole other one, and how it fails. */
const REFUSED: readonly (readonly [unknown, string, string])[] = [
  [{ subject: "usr:ann" }, "unknown_type", "unknown type `usr` in `usr:ann`; did you mean `user`?"],
  [{ subject: "ann" }, "invalid_reference", "`ann` is not a reference: write `type:id`, for instance `user:ann`"],
  [{ subject: "user:" }, "invalid_reference", "`user:` is not a reference: the id is empty"],
  [
    { subject: "user:ann lee" },
    "invalid_reference",
    "`user:ann lee` is not a reference: the id may not hold white space (U+0020) (at character 4)",
  ],
  [
    { subject: "group:eng#membr" },
    "unknown_relation",
    "type `group` has no relation or permission `membr`; did you mean `member`?",
  ],
  [{ subject: undefined }, "invalid_reference", REFERENCE],
  [{ subject: null }, "invalid_reference", REFERENCE],
  [{ subject: { type: "user", id: 5 } }, "invalid_reference", REFERENCE],
  [{ subject: { allOf: [] } }, "invalid_question", "`allOf` names no subject: nobody would be asked about"],
  [{ subject: { allOf: "user:ann" } }, "invalid_question", "`allOf` must be a list of subjects"],
  [{ subject: { allOf: null } }, "invalid_question", "`allOf` must be a list of subjects"],
  [{ subject: { allOf: ["user:ann", null] } }, "invalid_reference", REFERENCE],
  [{ subject: { allOf: [{ allOf: ["user:ann"] }] } }, "invalid_reference", REFERENCE],
  [
    { permission: "reed" },
    "unknown_permission",
    "type `client_abc:invoice` has no relation or permission `reed`; did you mean `read`?",
  ],
  [
    { permission: "toString" },
    "unknown_permission",
    "type `client_abc:invoice` has no relation or permission `toString`",
  ],
  [{ permission: undefined }, "invalid_question", "`permission` must be text"],
  [{ permission: ["read"] }, "invalid_question", "`permission` must be text"],
  [{ object: "invoice:1" }, "unknown_type", "unknown type `invoice` in `invoice:1`"],
  [
    { object: "client_abc:invoice:1#read" },
    "invalid_reference",
    "`client_abc:invoice:1#read` is not a reference: the id may not hold `#` (at character 2)",
  ],
  [{ object: undefined }, "invalid_reference", REFERENCE],
  [{ now: "yesterday" }, "invalid_question", timestamp("`yesterday`")],
  [{ now: "2026-02-30T00:00:00Z" }, "invalid_question", timestamp("`2026-02-30T00:00:00Z`")],
  [{ now: new Date(Number.NaN) }, "invalid_question", timestamp("neither text nor a valid `Date`")],
  [{ now: 1_767_225_600_000 }, "invalid_question", timestamp("neither text nor a valid `Date`")],
  [{ now: null }, "invalid_question", timestamp("neither text nor a valid `Date`")],
  [{ now: { toString: 1 } }, "invalid_question", timestamp("neither text nor a valid `Date`")],
  [{ context: "eu" }, "invalid_question", "`context` must be an object of named values"],
  [{ context: null }, "invalid_question", "`context` must be an object of named values"],
  [{ resource: [1] }, "invalid_question", "`resource` must be an object of named values"],
];

describe.each(STORES)("asked %s", (_, open) => {
  test.each(REFUSED)("with %o, it is %s", async (change, code, message) => {
    const relata = await filledRelata(open);
    const input = { ...QUESTION, ...(change as object) } as CheckInput;
    const { subject, permission, object, ...given } = input;
    const view = await relata.at();
    for (const ask of [
      () => relata.check(input),
      () => relata.explain(input),
      () => relata.can(subject, permission, object, given),
      () => view.check(input),
      () => view.can(subject, permission, object, given),
    ]) {
      const failure = await failureOf(ask);
      expect([failure.code, failure.message]).toEqual([code, message]);
    }
  });
});

test.each([undefined, null, "user:ann", 5, [], true])("%j is no question, of any kind", async (input) => {
  const relata = await filledRelata(memoryStore);
  for (const [ask, form] of [
    [() => relata.check(input as unknown as CheckInput), "{ subject, permission, object }"],
    [() => relata.explain(input as unknown as CheckInput), "{ subject, permission, object }"],
    [async () => relata.listObjects(input as unknown as ListObjectsInput), "{ subject, permission, type }"],
    [async () => relata.listSubjects(input as unknown as ListSubjectsInput), "{ object, permission, type }"],
  ] as const) {
    const failure = await failureOf(ask);
    expect([failure.code, failure.message]).toEqual(["invalid_question", `a question is an object: \`${form}\``]);
  }
});

test.each([
  [{ type: "foldr" }, "unknown_type", "unknown type `foldr`; did you mean `folder`?"],
  [{ type: undefined }, "invalid_question", "`type` must be text"],
  [{ type: "folder#viewer" }, "unknown_type", "unknown type `folder#viewer`"],
  [
    { permission: "veiw" },
    "unknown_permission",
    "type `folder` has no relation or permission `veiw`; did you mean `view`?",
  ],
  [{ subject: { allOf: [] } }, "invalid_question", "`allOf` names no subject: nobody would be asked about"],
  [{ now: "soon" }, "invalid_question", timestamp("`soon`")],
])("a list of objects with %o fails, from the store and from a view", async (change, code, message) => {
  const relata = await filledRelata(memoryStore);
  const input = { subject: "user:ann", permission: "view", type: "folder", ...change } as ListObjectsInput;
  const view = await relata.at();
  for (const ask of [async () => relata.listObjects(input), () => view.listObjects(input)]) {
    const failure = await failureOf(ask);
    expect([failure.code, failure.message]).toEqual([code, message]);
  }
});

test.each([
  [{ type: "usr" }, "unknown_type", "unknown type `usr`; did you mean `user`?"],
  [
    { type: "group#membr" },
    "unknown_permission",
    "type `group` has no relation or permission `membr`; did you mean `member`?",
  ],
  [
    { type: "group#member#x" },
    "unknown_permission",
    "type `group` has no relation or permission `member#x`; did you mean `member`?",
  ],
  [{ type: 7 }, "invalid_question", "`type` must be text"],
  [{ object: "folder" }, "invalid_reference", "`folder` is not a reference: write `type:id`, for instance `user:ann`"],
  [{ resource: 1 }, "invalid_question", "`resource` must be an object of named values"],
  [{ context: [] }, "invalid_question", "`context` must be an object of named values"],
])("a list of subjects with %o fails, from the store and from a view", async (change, code, message) => {
  const relata = await filledRelata(memoryStore);
  const input = { object: "folder:plans", permission: "view", type: "user", ...change } as ListSubjectsInput;
  const view = await relata.at();
  for (const ask of [async () => relata.listSubjects(input), () => view.listSubjects(input)]) {
    const failure = await failureOf(ask);
    expect([failure.code, failure.message]).toEqual([code, message]);
  }
});
