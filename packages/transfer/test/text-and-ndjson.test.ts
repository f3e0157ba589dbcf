import { describe, expect, test } from "vitest";
import { problemsOf, read } from "./office.ts";
import { outcomeOf } from "./situation.ts";

describe("text", () => {
  test("has a fact a line, and blank lines and comments between them", async () => {
    const text = [
      "\uFEFF// the planners",
      "folder:plans#viewer@group:eng#member",
      "",
      "  folder:plans#viewer@user:ann until 2027-01-01T00:00:00Z \t",
      '\tfolder:plans   {"size": 2, "label": "\u2028"}',
    ].join("\r\n");
    expect(await read(text, "text")).toEqual([
      "2: folder:plans#viewer@group:eng#member",
      "4: folder:plans#viewer@user:ann until 2027-01-01T00:00:00Z",
      '5: folder:plans {"size":2,"label":"\u2028"}',
    ]);
  });

  test("knows a tuple of a type that looks like a comment", async () => {
    const { records } = await outcomeOf(["//odd:1#viewer@user:a\n//odd, is it not\n//even:1#viewer@user:a"], "text");
    expect(records).toEqual([
      {
        kind: "tuple",
        tuple: { object: { type: "//odd", id: "1" }, relation: "viewer", subject: { type: "user", id: "a" } },
      },
    ]);
  });

  test.each([
    ["hello there", "invalid_reference", "`hello` is not a reference"],
    ["folder:a", "invalid_tuple", "`folder:a` is neither a tuple nor attributes"],
    ["folder:a [1]", "invalid_tuple", "write `type:id#relation@subject`, or `type:id` and a JSON object of attributes"],
    ['folder:a {"size":"2"}', "invalid_attributes", "`size` of `folder:a` is text, not a number"],
    ['folder:* {"size":2}', "invalid_attributes", "attributes belong to one object"],
    ["folder:a#viewer@user:ann until soon", "invalid_tuple", "`soon` is not a timestamp"],
    ["folder:a#view@user:ann", "unknown_relation", "permissions are computed, never written"],
    ["folder:a#viewer@group:g", "not_admitted", "admits group#member, user, user with same_region, user:*, not group"],
  ])("%j is a problem of its line, and hides none of the others", async (line, code, part) => {
    const { problems, records } = await problemsOf(`\n${line}\nfolder:a#viewer@user:ann`, "text");
    expect(problems).toEqual([{ line: 2, code, message: expect.stringContaining(part) as string }]);
    expect(records).toEqual(["3: folder:a#viewer@user:ann"]);
  });
});

describe("NDJSON", () => {
  test("has an object a line, with references in either form", async () => {
    const text = [
      '\uFEFF{"object":"folder:plans","relation":"viewer","subject":"group:eng#member"}',
      "",
      '{"subject":{"type":"group","id":"eng","relation":"member"},"relation":"viewer","object":{"type":"folder","id":"b"}}',
      '{"object":"folder:c","relation":"viewer","subject":"user:ann","policy":{"name":"same_region","parameters":{"region":"eu"}},"until":"2027-01-01T00:00:00Z"}',
      ' {"object":"folder:plans", "attributes":{"size":2}}\r',
    ].join("\n");
    expect(await read(text, "ndjson")).toEqual([
      "1: folder:plans#viewer@group:eng#member",
      "3: folder:b#viewer@group:eng#member",
      '4: folder:c#viewer@user:ann with same_region {"region":"eu"} until 2027-01-01T00:00:00Z',
      '5: folder:plans {"size":2}',
    ]);
  });

  const rest = '"relation":"viewer","subject":"user:ann"';

  test.each([
    ["folder:a#viewer@user:ann", "invalid_tuple", "is not an object of JSON: write one a line, such as"],
    ["[1]", "invalid_tuple", "`[1]` is not an object of JSON"],
    ["null", "invalid_tuple", "`null` is not an object of JSON"],
    ["{}", "invalid_tuple", "a tuple needs the field `object`"],
    ['{"object":"folder:a","relation":"viewer"}', "invalid_tuple", "a tuple needs the field `subject`"],
    [
      `{"object":"folder:a",${rest},"untill":"2027"}`,
      "invalid_tuple",
      "a tuple has no field `untill`; did you mean `until`?",
    ],
    [`{"object":"folder:a",${rest},"until":"2027"}`, "invalid_tuple", "`until` is not a timestamp"],
    [`{"object":"folder:a",${rest},"until":null}`, "invalid_tuple", "`until` is not a timestamp"],
    [
      `{"object":"folder:a",${rest},"policy":null}`,
      "invalid_tuple",
      "the `policy` of a tuple is `{ name, parameters }`",
    ],
    [`{"object":"folder:a",${rest},"policy":{}}`, "invalid_tuple", "the `policy` of a tuple needs the field `name`"],
    [
      `{"object":"folder:a",${rest},"policy":{"name":"same_region","parameter":{}}}`,
      "invalid_tuple",
      "did you mean `parameters`?",
    ],
    [`{"object":{"type":"folder"},${rest}}`, "invalid_tuple", "an object needs the field `id`"],
    [
      `{"object":{"type":"folder","id":"a","relation":"x"},${rest}}`,
      "invalid_tuple",
      "an object has no field `relation`",
    ],
    [
      `{"object":"folder:a","relation":"viewer","subject":{"type":"group","id":"g","relatoin":"member"}}`,
      "invalid_tuple",
      "a subject has no field `relatoin`; did you mean `relation`?",
    ],
    [`{"object":1,${rest}}`, "invalid_reference", "a reference is text such as `user:ann`"],
    [
      `{"object":"folder:a",${rest},"attributes":{}}`,
      "invalid_tuple",
      "a record of attributes has no field `relation` (its fields are object, attributes)",
    ],
    ['{"object":"folder:a","attributes":[]}', "invalid_attributes", "the `attributes` of an object are a JSON object"],
    ['{"object":"folder:a","attributes":{"sice":1}}', "invalid_attributes", "did you mean `size`?"],
    ['{"object":"folder:*","attributes":{}}', "invalid_attributes", "attributes belong to one object"],
  ])("%s is a problem of its line, and hides none of the others", async (line, code, part) => {
    const good = '{"object":"folder:a","relation":"viewer","subject":"user:ann"}';
    const { problems, records } = await problemsOf(`${good}\n${line}\n${good}\n`, "ndjson");
    expect(problems).toEqual([{ line: 2, code, message: expect.stringContaining(part) as string }]);
    expect(records).toEqual(["1: folder:a#viewer@user:ann", "3: folder:a#viewer@user:ann"]);
  });
});
