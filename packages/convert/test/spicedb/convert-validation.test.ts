import { convertValidation, formatRefusal, type Converted } from "@relata/convert";
import { formatKey, formatTuple } from "@relata/model";
import { describe, expect, test } from "vitest";
import { VALIDATION } from "./validation-sample.ts";

function converted(text: string, files: Readonly<Record<string, string>> = {}): Converted {
  const result = convertValidation({ path: "tests/store.yaml", text }, { load: (path) => files[path] });
  if (result.converted !== undefined) return result.converted;
  throw new Error(result.refusals.map((each) => formatRefusal(each, text)).join("\n"));
}

function refused(text: string): readonly string[] {
  const { refusals } = convertValidation({ path: "store.yaml", text });
  return refusals.map(({ code, message, span }) => `${span.line}:${span.column} ${code}: ${message}`);
}

const SCHEMA = "schema: |\n  definition user {}\n  definition doc {\n    relation own: user\n  }\n";

describe("a validation file", () => {
  test("has a model, tuples and tests", () => {
    const { files, tuples, suites } = converted(VALIDATION);
    expect(files.map(({ path }) => path)).toEqual(["tests/store.relata"]);
    expect(tuples.map(formatTuple)).toEqual([
      "doc:1#viewer@user:ann",
      "doc:1#viewer@team:eng#member",
      "team:eng#member@user:bob",
      'doc:1#viewer@user:cid with big {"size":3}',
      "doc:1#viewer@user:dan until 2001-01-01T00:00:00Z",
      "doc:1#viewer@user:eve with big",
      "doc:2#viewer@user:*",
      "doc:2#banned@user:eve",
    ]);
    expect(suites.map(({ path, tests }) => [path, tests.map(({ name }) => name)])).toEqual([
      ["tests/store.relata.yaml", ["assertions", "expected relations"]],
    ]);
  });

  test("asks what its assertions ask, with the names that parameters have here", () => {
    const [suite] = converted(VALIDATION).suites;
    const asked = suite?.tests[0]?.checks.map(({ object, permission: relation, subject, context, expected }) => {
      return `${formatKey({ object, relation, subject })} ${expected} ${JSON.stringify(context)}`;
    });
    expect(asked).toEqual([
      "doc:1#view@user:ann allowed {}",
      "doc:1#view@team:eng#member allowed {}",
      'doc:1#view@user:eve allowed {"size":11,"given_now":"2026-01-01T00:00:00Z"}',
      "doc:1#view@user:eve conditional {}",
      "doc:1#view@user:cid denied {}",
      "doc:1#view@user:dan denied {}",
      "doc:1#view@doc:1 denied {}",
      "doc:2#view@user:eve denied {}",
    ]);
  });

  test("lists who is expected, and asks of sets and beside caveats one by one", () => {
    const { suites, notes } = converted(VALIDATION);
    const expected = suites[0]?.tests[1];
    expect(
      expected?.checks.map(({ object, permission: relation, subject }) => formatKey({ object, relation, subject })),
    ).toEqual(["doc:1#view@team:eng#member", "doc:1#view@user:ann", "doc:1#view@user:bob"]);
    expect(
      expected?.subjects.map(({ object, permission, type, allowed, denied }) => [
        object.id,
        permission,
        type,
        allowed,
        denied,
      ]),
    ).toEqual([
      ["2", "view", "user", [{ type: "user", id: "*" }], [{ type: "user", id: "eve" }]],
      ["1", "none", "user", [], []],
    ]);
    expect(notes.map(({ message }) => message).filter((message) => message.includes("is no test"))).toHaveLength(1);
  });

  test("may name the file of its schema", () => {
    const text = 'schemaFile: "./parts/schema.zed"\nrelationships: ""\nassertions:\n  assertTrue: []\n';
    const files = { "tests/parts/schema.zed": "definition user {}\n" };
    expect(converted(text, files).files[0]?.text).toContain("type user");
  });

  test.each([
    ["in quotes", 'schema: "definition user {}\\ndefinition doc {\\n  relation own: user\\n}"\n'],
    ["plain", "schema: definition user {}\n"],
    ["folded", "schema: >-\n  definition user {}\n\n  definition doc {\n    relation own: user\n  }\n"],
  ])("may hold its schema %s", (_, text) => expect(converted(text).model.types.length).toBeGreaterThan(0));
});

describe("what is wrong in a validation file is refused where it stands", () => {
  test.each([
    [
      "in the schema",
      "schema: |\n  definition user {}\n  definition doc {\n    relation own: usr\n  }\n",
      "4:19 unknown_type",
    ],
    ["in a schema in quotes", 'x: 1\nschema: "definition user {"\n', "2:9 source_syntax"],
    [
      "in a relationship",
      `${SCHEMA}relationships: |\n  doc:1#own@user:a\n  doc:1#own@usr:a\n`,
      "8:3 tuple_not_admitted",
    ],
    ["in a relationship in quotes", `${SCHEMA}relationships: "doc:1#own"\n`, "6:16 source_syntax"],
    [
      "a relationship twice",
      `${SCHEMA}relationships: |\n  doc:1#own@user:a\n  doc:1#own@user:a\n`,
      "8:3 source_invalid",
    ],
    ["an unknown permission", `${SCHEMA}assertions:\n  assertFalse:\n    - doc:1#edit@user:a\n`, "8:7 source_invalid"],
    ["an unknown type", `${SCHEMA}assertions:\n  assertFalse:\n    - doc:1#own@usr:a\n`, "8:7 source_invalid"],
    [
      "values that are no JSON",
      `${SCHEMA}assertions:\n  assertTrue:\n    - doc:1#own@user:a with {x}\n`,
      "8:7 source_syntax",
    ],
    ["a kind of assertion that there is not", `${SCHEMA}assertions:\n  assertMaybe: []\n`, "7:3 source_format"],
    ["assertions that are no list", `${SCHEMA}assertions:\n  assertTrue: yes\n`, "7:15 source_format"],
    ["an expected relation", `${SCHEMA}validation:\n  doc:1#own:\n    - "user:a"\n`, "8:7 source_syntax"],
    ["no schema", "relationships: ''\n", "1:1 source_format"],
    ["a file that is not there", "schemaFile: ./gone.zed\n", "1:13 source_missing"],
    ["a file outside of the folder", "schemaFile: ../up.zed\n", "1:13 source_missing"],
    ["what is no YAML", "schema: |\n  definition user {}\n x: [\n", "source_syntax"],
    ["a text", "definition user {}\n", "1:1 source_format"],
  ])("%s", (_, text, expected) => {
    expect(refused(text)[0]).toContain(expected);
  });
});
