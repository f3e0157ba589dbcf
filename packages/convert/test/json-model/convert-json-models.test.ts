import { convertJsonModels, formatRefusal, type Converted, type JsonModelOptions } from "@relata/convert";
import { formatTuple, indexModel, instantFromMs, parseObject, parseSubject, type JsonObject } from "@relata/model";
import { check, MemoryGraph } from "@relata/resolver";
import { describe, expect, test } from "vitest";

const INVOICE = {
  relations: {
    owner: [],
    editor: ["owner"],
    admin: ["owner"],
    viewer: { union: ["editor"], subjectParams: { hierarchy: false } },
  },
  permissions: {
    read: { relation: "viewer", description: "See it,\nand print it." },
    refund: { relation: "admin", policyEngine: "lua", policy: "return context.resource.amount < 1000" },
  },
};

function converted(models: unknown, tuples?: string, options: JsonModelOptions = {}): Converted {
  const text = JSON.stringify(models, null, 2);
  const given = tuples === undefined ? options : { ...options, tuples: { path: "tuples", text: tuples } };
  const result = convertJsonModels({ path: "invoice.json", text }, given);
  if (result.converted !== undefined) return result.converted;
  throw new Error(
    result.refusals.map((each) => formatRefusal(each, each.span.path === "tuples" ? (tuples ?? "") : text)).join("\n"),
  );
}

function refused(text: string, options: JsonModelOptions = {}): readonly string[] {
  return convertJsonModels({ path: "m.json", text }, options).refusals.map(
    ({ code, message, span }) => `${span.path}:${span.line}:${span.column} ${code}: ${message}`,
  );
}

/** What the model decides over its tuples. */
function decide({ model, tuples }: Converted, question: string, resource: JsonObject = {}): string {
  const [object = "", permission = "", subject = ""] = question.split(" ");
  const index = indexModel(model);
  const asked = {
    object: parseObject(index, object),
    subject: [parseSubject(index, subject)],
    permission,
    resource,
    context: {},
    now: instantFromMs(0),
  };
  return check(model, new MemoryGraph(tuples), asked).outcome;
}

const COLUMNS = "id,entity_type,entity_id,relation,subject_type,subject_id,subject_relation,condition\n";

function modelOf(permission: string, relations = '"own": []'): string {
  return `{ "relations": { ${relations} },\n  "permissions": { "pay": ${permission} } }`;
}

describe("models in JSON", () => {
  test("become types, with policies and those who act for others", () => {
    expect(converted(INVOICE).files[0]?.text).toMatchInlineSnapshot(`
      "model 1

      type user

      type apikey

      type group {
        relation member: user | apikey | group#acts_as

        /// Who acts as it, and so holds what it holds.
        permission acts_as = self + member
      }

      type invoice {
        attribute amount: number

        relation owner:  user | apikey | group#acts_as
        relation editor: user | apikey | group#acts_as = this + owner
        relation admin:  user | apikey | group#acts_as = this + owner
        relation viewer: user | apikey | group#acts_as = this + editor

        /// See it,
        /// and print it.
        permission read   = viewer
        permission refund = admin when may_refund
      }

      policy may_refund = resource.amount < 1000
      "
    `);
  });

  test.each([
    ["one, of the type that it says", { entityType: "bill", ...INVOICE }, "bill"],
    ["one, of the type that the file is called", INVOICE, "invoice"],
    ["several by type", { bill: INVOICE, page: { relations: {}, permissions: {} } }, "bill"],
    ["several by type, as `models`", { models: { bill: INVOICE } }, "bill"],
    ["rows", [{ entityType: "bill", definition: INVOICE }], "bill"],
    ["rows that are models", [{ entityType: "bill", ...INVOICE }], "bill"],
    ["a type in a namespace", { "client_abc:invoice": INVOICE }, "client_abc:invoice"],
  ])("stand there as %s", (_, models, type) => {
    expect(converted(models).model.types.map(({ name }) => name)).toContain(type);
  });

  test("are of the type that is asked for", () => {
    expect(converted(INVOICE, undefined, { type: "bill" }).model.types.map(({ name }) => name)).toContain("bill");
  });
});

describe("tuples come along", () => {
  const csv = `${COLUMNS}1,invoice,*,owner,user,ann,,\n2,invoice,i1,admin,group,eng,,"return context.resource.amount > 5 and context.action == ""refund"""\n3,group,eng,member,user,bob,,\r\n\n4,group,eng,member,group,sub,,\n5,group,sub,member,apikey,k1,,\n6,invoice,i2,viewer,group,eng,member,\n`;

  test("from CSV, with conditions as policies", () => {
    const { tuples, model } = converted(INVOICE, csv);
    expect(tuples.map(formatTuple)).toEqual([
      "invoice:*#owner@user:ann",
      "invoice:i1#admin@group:eng#acts_as with admin_condition",
      "group:eng#member@user:bob",
      "group:eng#member@group:sub#acts_as",
      "group:sub#member@apikey:k1",
      "invoice:i2#viewer@group:eng#member",
    ]);
    expect(model.policies.find(({ name }) => name === "admin_condition")?.body).toEqual({
      and: [{ ">": [{ var: "resource.amount" }, 5] }, { "==": [{ var: "action" }, "refund"] }],
    });
  });

  test("from JSON, in either spelling", () => {
    const rows = [
      {
        entity_type: "invoice",
        entity_id: "1",
        relation: "owner",
        subject_type: "user",
        subject_id: "ann",
        subject_relation: null,
        condition: null,
      },
      { entityType: "invoice", entityId: "2", relation: "owner", subjectType: "user", subjectId: "ann" },
    ];
    expect(converted(INVOICE, JSON.stringify(rows)).tuples.map(formatTuple)).toEqual([
      "invoice:1#owner@user:ann",
      "invoice:2#owner@user:ann",
    ]);
    expect(converted(INVOICE, JSON.stringify({ tuples: rows })).tuples).toHaveLength(2);
  });

  test.each([
    ["invoice:9 read user:ann", "allowed"],
    ["invoice:9 read user:bob", "denied"],
    ["invoice:i2 read user:bob", "allowed"],
    ["invoice:i2 read apikey:k1", "allowed"],
    ["invoice:i2 read group:eng", "denied"],
    ["invoice:i1 refund group:eng", "conditional"],
  ])("and decide %s", (question, outcome) => expect(decide(converted(INVOICE, csv), question)).toBe(outcome));

  test.each([
    [{ amount: 10 }, "allowed"],
    [{ amount: 5 }, "denied"],
    [{ amount: 2_000 }, "denied"],
    [{}, "conditional"],
  ])("a tuple's condition and the permission's policy both have to hold: %j", (resource, outcome) => {
    expect(decide(converted(INVOICE, csv), "invoice:i1 refund user:bob", resource)).toBe(outcome);
  });
});

describe("a relation with `hierarchy` passes on what its object holds", () => {
  const models = {
    folder: {
      relations: { editor: [], viewer: { union: ["editor"], subjectParams: { hierarchy: true } }, above: ["viewer"] },
      permissions: { read: { relation: "viewer" }, see: { relation: "above" } },
    },
    doc: { relations: { reader: [] }, permissions: { read: { relation: "reader" } } },
  };
  const csv = `${COLUMNS}1,doc,d,reader,folder,f,,\n2,folder,f,viewer,user,ann,,\n3,folder,f,editor,user,bob,,\n`;

  test.each([
    ["doc:d read user:ann", "allowed"],
    ["doc:d read folder:f", "allowed"],
    // Why: only those act as the folder that a tuple of the relation names.
    ["doc:d read user:bob", "denied"],
    ["folder:f read user:bob", "allowed"],
    ["folder:f see user:bob", "allowed"],
    ["folder:f see user:cid", "denied"],
  ])("%s", (question, outcome) => expect(decide(converted(models, csv), question)).toBe(outcome));
});

describe("what cannot be carried over is refused where it stands", () => {
  test.each([
    [
      "a policy without an engine",
      modelOf('{ "relation": "own", "policy": "return true" }'),
      "m.json:2:58 source_invalid",
    ],
    [
      "an engine without a policy",
      modelOf('{ "relation": "own", "policyEngine": "lua" }'),
      "m.json:2:64 source_invalid",
    ],
    [
      "another engine",
      modelOf('{ "relation": "own", "policyEngine": "js", "policy": "1" }'),
      "m.json:2:64 not_expressible",
    ],
    ["a permission without relation", modelOf("{}"), "m.json:2:27 source_format"],
    ["a key that nothing reads", modelOf('{ "relation": "own", "polcy": "" }'), "m.json:2:48 source_format"],
    ["an unknown relation", modelOf('{ "relation": "wn" }'), "m.json:2:41 unknown_relation"],
    [
      "a relation that a type stands for",
      modelOf('{ "relation": "own" }', '"own": ["user"]'),
      "m.json:1:26 unknown_relation",
    ],
    ["relations in a circle", modelOf('{ "relation": "own" }', '"own": ["a"], "a": ["own"]'), "depends_on_itself"],
    [
      "two meanings of one name",
      modelOf('{ "relation": "own" }', '"own": [], "pay": []'),
      "m.json:2:20 not_expressible",
    ],
    ["what is no JSON", '{ "relations": {', "source_syntax"],
    ["a text", '"model"', "m.json:1:1 source_format"],
    ["a row without type", '[{ "relations": {} }]', "m.json:1:2 source_format"],
    ["a model that is none", '{ "doc": 1 }', "m.json:1:10 source_format"],
  ])("%s", (_, text, expected) => {
    expect(refused(text).join("\n")).toContain(expected);
  });

  test.each([
    ["a subject that would be everybody", "1,invoice,1,owner,user,*,,\n", "t.csv:2:1 tuple_not_admitted"],
    ["an unknown type", "1,bill,1,owner,user,a,,\n", "t.csv:2:1 tuple_not_admitted"],
    ["an unknown relation", "1,invoice,1,boss,user,a,,\n", "t.csv:2:1 tuple_not_admitted"],
    ["a part that is missing", "1,invoice,,owner,user,a,,\n", "t.csv:2:1 source_format"],
    [
      "a tuple that stands twice",
      "1,invoice,1,owner,user,a,,\n2,invoice,1,owner,user,a,,\n",
      "t.csv:3:1 tuple_not_admitted",
    ],
    ["a condition that is a loop", "1,invoice,1,owner,user,a,,while true do end\n", "t.csv:2:1 not_expressible"],
  ])("%s", (_, rows, expected) => {
    const text = JSON.stringify({ entityType: "invoice", ...INVOICE });
    expect(refused(text, { tuples: { path: "t.csv", text: COLUMNS + rows } })).toEqual([
      expect.stringContaining(expected),
    ]);
  });

  test("a script, at its own place inside of the JSON", () => {
    const policy = 'return context.resource.note == \\"a\\\\n\\" and os.time() > 5';
    const text = modelOf(`{ "relation": "own", "policyEngine": "lua", "policy": "${policy}" }`);
    const [first] = convertJsonModels({ path: "m.json", text }).refusals;
    expect(text.slice(first?.span.start, first?.span.end)).toBe("os");
    expect(first?.message).toContain("`os.time` is called");
  });
});
