import { convertFile, guessSource } from "@relata/convert";
import { expect, test } from "vitest";

test.each([
  ["a/fga.mod", "", "openfga"],
  ["model.fga", "", "openfga"],
  ["store.fga.yaml", "", "openfga"],
  ["store.yaml", "model: |\n", "openfga"],
  ["model.json", '{"type_definitions": []}', "openfga"],
  ["model.json", '{"relations": {}}', "json"],
  ["schema.zed", "", "spicedb"],
  ["x.yaml", "schema: |\n", "spicedb"],
  ["x.yaml", "a: 1\n", undefined],
  ["x.txt", "", undefined],
])("%s %j is of %s", (path, text, expected) => {
  expect(guessSource({ path, text })).toBe(expected);
});

test("a file is converted as what it is said to be", () => {
  expect(
    convertFile({ path: "x.txt", text: "model\n  schema 1.1\ntype user\n" }, "openfga").converted?.files,
  ).toHaveLength(1);
  expect(convertFile({ path: "x.zed", text: "definition user {}" }, "spicedb").refusals).toEqual([]);
});
