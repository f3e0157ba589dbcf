import { preconditionFailed, runPlan, tupleExists, type Precondition } from "@relata/store";
import type { Answer, Plan, Wanted } from "@relata/resolver";
import { expect, test } from "vitest";

test("a tuple that exists is named, with the way out", () => {
  const key = {
    object: { type: "doc", id: "a" },
    relation: "viewer",
    subject: { type: "group", id: "b", relation: "member" },
  };
  expect(tupleExists(key)).toMatchObject({
    code: "tuple_exists",
    message: "`doc:a#viewer@group:b#member` is there already: touch it to replace it",
  });
});

test.each<[Precondition, string]>([
  [{ must: "match", filter: {} }, "no live tuple matches `…:…#…@…:…`"],
  [
    { must: "not_match", filter: { object: { type: "doc" }, relation: "viewer" } },
    "a live tuple matches `doc:…#viewer@…:…`",
  ],
  [
    { must: "match", filter: { subject: { id: "ann", relation: "member" } } },
    "no live tuple matches `…:…#…@…:ann#member`",
  ],
  [{ must: "match", filter: { subject: { type: "user", relation: null } } }, "no live tuple matches `…:…#…@user:…`"],
])("a precondition that failed says what it looked for", (precondition, text) => {
  const failure = preconditionFailed(precondition);
  expect(failure).toMatchObject({ code: "precondition_failed", details: precondition });
  expect(failure.message).toBe(`nothing was written: ${text}`);
});

test("a plan is answered want by want, in order, batch after batch", () => {
  const asked: Wanted[] = [];
  const value = runPlan(
    function* (): Plan<readonly (readonly Answer[])[]> {
      const first = yield [
        { ask: "ids", type: "a" },
        { ask: "ids", type: "b" },
      ];
      const second = yield [{ ask: "ids", type: "c" }];
      return [first, second];
    },
    (wanted) => {
      asked.push(wanted);
      return { ids: [`${asked.length}`] };
    },
  );
  expect(value).toEqual([[{ ids: ["1"] }, { ids: ["2"] }], [{ ids: ["3"] }]]);
  expect(asked.map((wanted) => wanted.ask === "ids" && wanted.type)).toEqual(["a", "b", "c"]);
});
