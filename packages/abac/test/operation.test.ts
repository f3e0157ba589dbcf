import { hasDefault, operationOf, pathOf } from "@relata/abac";
import type { Json } from "@relata/model";
import { expect, test } from "vitest";

test.each<[Json | undefined]>([[undefined], [null], [true], [1], ["var"], [[{ var: "a" }]]])(
  "there is no operation in %j",
  (body) => {
    expect(operationOf(body)).toBeUndefined();
  },
);

test.each<[Json, readonly Json[], boolean]>([
  [{ "==": [1, 2] }, [1, 2], false],
  [{ "!": { var: "a" } }, [{ var: "a" }], true],
  [{ "!": [true] }, [true], false],
  [{ and: [] }, [], false],
])("an operation has its operands, with a list around them or without: %j", (body, operands, isBare) => {
  expect(operationOf(body)).toEqual({ name: Object.keys(body as object)[0], operands, isBare });
});

test.each<[Json, string | undefined]>([
  [{ var: "resource.amount" }, "resource.amount"],
  [{ has: ["context.region"] }, "context.region"],
  [{ var: [0, "a default"] }, "0"],
  [{ var: "" }, ""],
  [{ var: { cat: ["a", "b"] } }, undefined],
  [{ "!": "resource.amount" }, undefined],
])("a path is the text or the index that `var` and `has` begin with: %j", (body, path) => {
  const operation = operationOf(body);
  expect(operation && pathOf(operation)).toBe(path);
});

test.each<[Json, boolean]>([
  [{ "!": { "==": [{ var: ["context.region", "eu"] }, "eu"] } }, true],
  [{ in: ["a", [{ var: ["resource.tag", null] }]] }, true],
  [{ "==": [{ var: ["context.region"] }, "eu"] }, false],
  [{ missing_some: [1, ["a", "b"]] }, false],
  [true, false],
])("a path may be given a default, at any depth: %j", (body, has) => {
  expect(hasDefault(body)).toBe(has);
});
