import { attributeRefusal, tupleRefusal } from "@relata/abac";
import { indexModel, type JsonObject, type Model, type Tuple } from "@relata/model";
import { describe, expect, test } from "vitest";

const MODEL: Model = {
  version: 1,
  types: [
    { name: "user", attributes: [], relations: [], permissions: [] },
    {
      name: "doc",
      attributes: [
        { name: "level", type: { kind: "int" }, trusted: false },
        { name: "tags", type: { kind: "list", of: { kind: "string" } }, trusted: false },
      ],
      relations: [
        { name: "viewer", subjects: [{ type: "user" }, { type: "user", policy: "local" }], rewrite: { kind: "this" } },
      ],
      permissions: [],
    },
  ],
  policies: [
    { name: "local", parameters: [{ name: "floor", type: { kind: "int" }, tuple: true }], required: [], body: true },
  ],
  context: [],
};
const INDEX = indexModel(MODEL);
const PLAIN: Tuple = { object: { type: "doc", id: "d" }, relation: "viewer", subject: { type: "user", id: "ann" } };

function carrying(parameters: JsonObject): Tuple {
  return { ...PLAIN, policy: { name: "local", parameters } };
}

describe("a tuple", () => {
  test("may be written with parameters of the types that its policy declares", () => {
    expect(tupleRefusal(INDEX, PLAIN)).toBeUndefined();
    expect(tupleRefusal(INDEX, carrying({ floor: 2 }))).toBeUndefined();
  });

  test.each([
    [carrying({ floor: "2" }), "invalid_tuple", "parameter `floor` of policy `local` is text, not a whole number"],
    [carrying({}), "invalid_tuple", "policy `local` needs its parameter `floor: int` in the tuple"],
    [{ ...PLAIN, relation: "viewr" }, "unknown_relation", "did you mean `viewer`?"],
  ])("%j is refused", (tuple, code, part) => {
    expect(tupleRefusal(INDEX, tuple)).toMatchObject({ code, message: expect.stringContaining(part) as string });
  });

  test("has no parameter that it only inherits", () => {
    const inherited = Object.create({ floor: 2 }) as JsonObject;
    expect(tupleRefusal(INDEX, carrying(inherited))).toMatchObject({ code: "invalid_tuple" });
  });
});

describe("attributes", () => {
  const doc = { type: "doc", id: "d" };

  test("may be set and unset as they are declared", () => {
    expect(attributeRefusal(INDEX, doc, { level: 1, tags: ["a"] })).toBeUndefined();
    expect(attributeRefusal(INDEX, doc, {}, ["level", "tags"])).toBeUndefined();
  });

  test.each([
    [doc, { level: 1, tags: [1] }, [], "`tags` of `doc:d` "],
    [doc, { levle: 1 }, [], "type `doc` declares no attribute `levle`; did you mean `level`?"],
    [doc, {}, ["level", "lvl"], "type `doc` declares no attribute `lvl`"],
    [doc, { constructor: 1 }, [], "type `doc` declares no attribute `constructor`"],
    [{ type: "user", id: "ann" }, { level: 1 }, [], "type `user` declares no attribute `level`"],
    [{ type: "doc", id: "*" }, {}, [], "attributes belong to one object, and `doc:*` stands for all"],
  ])("%j %j, unset %j, are refused", (object, set, unset, part) => {
    expect(attributeRefusal(INDEX, object, set as JsonObject, unset)).toMatchObject({
      code: "invalid_attributes",
      message: expect.stringContaining(part) as string,
    });
  });
});
