import { convertOpenFga, formatRefusal, printSuite } from "@relata/convert";
import { formatTuple, indexModel } from "@relata/model";
import { describe, expect, test } from "vitest";

import { convertTuple, objectOf, requestContext, subjectOf } from "../../src/openfga/fga-tuple.ts";

const MODEL = `model
  schema 1.1
type user
type group
  relations
    define member: [user, group#member]
type doc
  relations
    define viewer: [user, user:*, group#member, user with below]
    define can_view: viewer
condition below(x: int, now: string, limits: list<double>) {
  x < 10 && now in ['a'] && limits[0] > 0.5
}
`;

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}

/** A store file with the model in it, line for line. */
function store(rest: string): string {
  return `name: test\nmodel: |\n${indented(MODEL)}${rest}`;
}

function refused(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const { refusals } = convertOpenFga({ path: "store.fga.yaml", text }, { load: (path) => files[path] });
  return refusals.map(({ code, message, span }) => `${span.path}:${span.line}:${span.column} ${code}: ${message}`);
}

describe("a store file", () => {
  const TEXT = store(`tuple_file: ./more.csv
tuples:
  - user: user:anne
    relation: viewer
    object: doc:1
    condition: { name: below, context: { x: "7", limits: [1, "0.75"], now: a } }
tests:
  - name: first
    tuples:
      - { user: "user:*", relation: viewer, object: "doc:2" }
    check:
      - user: user:anne
        objects: [doc:1, doc:3]
        context: { now: a, nothing: 1 }
        assertions: { viewer: true, can_view: false }
    list_objects:
      - { user: user:anne, type: doc, assertions: { can_view: [doc:1] } }
    list_users:
      - object: doc:2
        user_filter: [{ type: user }]
        assertions: { viewer: { users: ["user:*"] } }
      - object: doc:1
        user_filter: [{ type: group, relation: member }]
        assertions: { viewer: { users: ["group:a#member"] } }
`);
  const CSV =
    "user_type,user_id,user_relation,relation,object_type,object_id,condition_name,condition_context\n" +
    'group,a,member,viewer,doc,1,,\nuser,bob,,viewer,doc,1,below,"{""x"":1}"\n';
  const load = (path: string) => ({ "dir/more.csv": CSV })[path];

  test("brings its model, its tuples and its tests", () => {
    const { converted, refusals } = convertOpenFga({ path: "dir/store.fga.yaml", text: TEXT }, { load });
    expect(refusals).toEqual([]);
    expect(converted?.files.map(({ path }) => path)).toEqual(["store.relata"]);
    expect(converted?.tuples.map(formatTuple)).toEqual([
      "doc:1#viewer@group:a#member",
      'doc:1#viewer@user:bob with below {"x":1}',
      'doc:1#viewer@user:anne with below {"given_now":"a","limits":[1,0.75],"x":7}',
    ]);
    const [suite] = converted?.suites ?? [];
    expect(suite && printSuite(suite, { model: "./store.relata", tuples: "./store.facts.txt" })).toMatchInlineSnapshot(`
      "model: ./store.relata
      tuples: ./store.facts.txt
      tests:
        - name: first
          tuples:
            - doc:2#viewer@user:*
          checks:
            - subject: user:anne
              object: doc:1
              context:
                given_now: a
              allow: viewer
              deny: can_view
            - subject: user:anne
              object: doc:3
              context:
                given_now: a
              allow: viewer
              deny: can_view
            - subject: user:*
              object: doc:2
              allow: viewer
          objects:
            - subject: user:anne
              permission: can_view
              type: doc
              are:
                - doc:1
          subjects:
            - object: doc:1
              permission: viewer
              type: group#member
              are:
                - group:a#member
      "
    `);
  });

  test("of which the tests are about what is there", () => {
    const text = store(`tests:
  - check:
      - user: user:anne
        object: doc:1
        assertions: { reader: true }
      - object: doc:1
        assertions: { viewer: maybe }
`);
    expect(refused(text)).toEqual([
      "store.fga.yaml:20:31 source_format: type `doc` has no relation `reader`",
      "store.fga.yaml:21:9 source_format: `user` is missing",
      "store.fga.yaml:22:31 source_format: `viewer` must be `true` or `false`",
    ]);
  });

  test("whose model is refused says so at the line of the store file", () => {
    const text = store("").replace("x < 10", "x.matches('a')").replace("[user, group#member]", "[usr, group#member]");
    expect(refused(text)).toEqual([
      "store.fga.yaml:8:23 unknown_type: unknown type `usr`",
      "store.fga.yaml:14:7 not_expressible: policies have no function `matches`",
    ]);
    const { refusals } = convertOpenFga({ path: "store.fga.yaml", text });
    expect(refusals.map((each) => formatRefusal(each, text))[0]).toContain(
      "\n        define member: [usr, group#member]\n                        ^^^\n",
    );
  });

  test.each([
    ["name: x\n", "1:1 source_format: a store has a `model` or a `model_file`, and this has neither"],
    ["model_file: ../a.fga\n", "1:13 source_missing: `../a.fga` lies outside of the folder"],
    ["model_file: ./a.fga\n", "1:13 source_missing: there is no file `a.fga`"],
    ["model: [\n", "2:1 source_syntax:"],
  ])("%j is none", (text, expected) => {
    expect(refused(text).join("\n")).toContain(`store.fga.yaml:${expected}`);
  });
});

describe("tuples", () => {
  const { converted } = convertOpenFga({ path: "model.fga", text: MODEL });
  if (converted?.parameters === undefined) throw new Error("the model is one");
  const target = { index: indexModel(converted.model), parameters: converted.parameters };

  test.each([
    [{ user: "user:*", relation: "viewer", object: "doc:a:b" }, "doc:a:b#viewer@user:*"],
    [{ user: "group:g#member", relation: "member", object: "group:h" }, "group:h#member@group:g#member"],
  ])("%j", (tuple, expected) => {
    const result = convertTuple(tuple, target);
    expect("problem" in result ? result.problem : formatTuple(result)).toBe(expected);
  });

  test.each([
    [{ user: "anne", relation: "viewer", object: "doc:1" }, "`anne` is not a user"],
    [{ user: "user:anne", relation: "viewer", object: "doc:*" }, "there is no wildcard of objects"],
    [{ user: "user:anne", relation: "viewer", object: "doc:a b" }, "the id may not hold white space"],
    [{ user: "user:anne", relation: "viewer", object: `doc:${"x".repeat(1025)}` }, "1025 bytes"],
    [{ user: "group:*#member", relation: "viewer", object: "doc:1" }, "is not a user"],
    [{ user: "group:g", relation: "viewer", object: "doc:1" }, "admits"],
    [{ user: "user:anne", relation: "can_view", object: "doc:1" }, "is a permission"],
    [
      { user: "user:anne", relation: "viewer", object: "doc:1", condition: { name: "below", context: { z: 1 } } },
      "has no parameter `z`",
    ],
  ])("%j is refused", (tuple, expected) => {
    const result = convertTuple(tuple, target);
    expect("problem" in result ? result.problem : "").toContain(expected);
  });

  test("values are what their parameters are, or stay as they are and fail", () => {
    const context = { x: "12", limits: ["1e2", "x"], now: 5, other: true };
    expect(requestContext(context, target)).toEqual({ x: 12, limits: [100, "x"], given_now: 5 });
    expect(requestContext({ x: "1.8e400" }, target)).toEqual({ x: "1.8e400" });
  });

  test("references part at the first colon", () => {
    expect(objectOf("doc:a:b")).toEqual({ type: "doc", id: "a:b" });
    expect(subjectOf("group:g#member")).toEqual({ type: "group", id: "g", relation: "member" });
    expect(objectOf(":x")).toHaveProperty("problem");
  });

  test.each([
    ["tuples.json", '[{"user":"user:a","relation":"viewer","object":"doc:1"}]'],
    [
      "tuples.json",
      '{"tuples":[{"key":{"user":"user:a","relation":"viewer","object":"doc:1"},"timestamp":"2026-01-01T00:00:00Z"}]}',
    ],
    ["tuples.json", '{"writes":{"tuple_keys":[{"user":"user:a","relation":"viewer","object":"doc:1"}]}}'],
    ["tuples.yaml", "- user: user:a\n  relation: viewer\n  object: doc:1\n"],
    ["tuples.csv", "user_type,user_id,relation,object_type,object_id\nuser,a,viewer,doc,1\n"],
  ])("%s: %s", (path, text) => {
    const result = convertOpenFga({ path: "model.fga", text: MODEL }, { tuples: [{ path, text }] });
    expect(result.refusals).toEqual([]);
    expect(result.converted?.tuples.map(formatTuple)).toEqual(["doc:1#viewer@user:a"]);
  });

  test.each([
    [
      "tuples.csv",
      "user_type,user_id,relation,object_type,object_id\n\nuser,a,viewer,doc,*\n",
      "3:1 tuple_not_admitted",
    ],
    ["tuples.csv", "user_type,usr\n", "1:1 source_format: there is no column `usr`"],
    [
      "tuples.csv",
      "user_type,user_id,relation,object_type,object_id,condition_name,condition_context\nuser,a,viewer,doc,1,below,{\n",
      "2:1 source_format: `condition_context` is no object of JSON",
    ],
    ["tuples.json", '[{"user":"user:a"}]', "1:2 source_format: a tuple lacks its `relation`"],
    ["tuples.json", "{", "source_syntax"],
  ])("%s: %j is refused at its place", (path, text, expected) => {
    const { refusals } = convertOpenFga({ path: "model.fga", text: MODEL }, { tuples: [{ path, text }] });
    expect(
      refusals.map(({ code, message, span }) => `${span.line}:${span.column} ${code}: ${message}`).join("\n"),
    ).toContain(expected);
  });
});
