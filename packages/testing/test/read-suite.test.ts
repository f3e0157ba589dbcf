import type { Expectation } from "@relata/testing";
import { describe, expect, test } from "vitest";
import { FACTS, filesOf, MODEL, problemsOf, read, suiteOf, testWith } from "./situation.ts";

const CHECK = "checks: [{ subject: user:ann, object: doc:1, allow: read }]";

const tuplesOf = (tuples: string) => suiteOf(testWith(`${tuples}\n${CHECK}`)).tests[0]?.facts;

describe("what a suite may hold", () => {
  test("a model and tuples may be named by paths that are relative to the suite", () => {
    const files = filesOf({ "models/authz.relata": MODEL, "models/data/facts.txt": FACTS });
    const text = testWith(CHECK).replace("authz.relata", "models/authz.relata").replace("facts", "models/data/facts");
    const { suite, reads } = read(text, files);
    expect(suite?.facts.tuples).toHaveLength(5);
    expect(suite?.facts.attributes).toEqual([{ object: { type: "doc", id: "1" }, values: { level: 2 } }]);
    expect(reads).toEqual(["models/authz.relata", "models/data/facts.txt"]);
  });

  test("a model may be a folder, whose files may import others", () => {
    const files = filesOf({
      "m/a.relata": 'model 1\nimport "./sub/b.relata"\ntype doc { relation owner: user }',
      "m/c.relata": "model 1\ntype note",
      "m/sub/b.relata": "model 1\ntype user",
    });
    const text = "model: m\ntests: [{ name: a, checks: [{ subject: user:a, object: doc:1, deny: owner }] }]";
    const { suite, reads } = read(text, files);
    expect(suite?.model.types.map(({ name }) => name)).toEqual(["doc", "note", "user"]);
    expect(reads).toContain("m/sub/b.relata");
  });

  test("tuples may be a block, a list, or a single fact", () => {
    const block = tuplesOf('tuples: |\n  // a remark\n  doc:2#owner@user:ann\n\n  doc:2 {"level": 1}');
    expect(tuplesOf("tuples:\n  - doc:2#owner@user:ann\n  - 'doc:2 {\"level\": 1}'")).toEqual(block);
    expect(block?.tuples).toHaveLength(1);
    expect(block?.attributes).toEqual([{ object: { type: "doc", id: "2" }, values: { level: 1 } }]);
    expect(tuplesOf("tuples: doc:2#owner@user:ann")?.tuples).toEqual(block?.tuples);
  });

  test("attributes are values by object, in the words of YAML", () => {
    const { tests } = suiteOf(testWith(`attributes:\n  doc:7: { level: 1.5 }\n${CHECK}`));
    expect(tests[0]?.facts.attributes).toEqual([{ object: { type: "doc", id: "7" }, values: { level: 1.5 } }]);
  });

  test("each permission that is named is an expectation of its own, with the place where it is named", () => {
    const { tests } = suiteOf(testWith("checks:\n  - subject: user:ann\n    object: doc:1\n    allow: [read, sign]"));
    expect(
      tests[0]?.expectations.map((each) => [each.place.line, each.place.column, questionOf(each).permission]),
    ).toEqual([
      [8, 17, "read"],
      [8, 23, "sign"],
    ]);
  });

  test("an instant and a context are taken from the nearest that gives one, the context name by name", () => {
    const text = `model: authz.relata
now: 2026-01-01T00:00:00Z
context: { region: eu }
tests:
  - name: a
    now: 2027-01-01T00:00:00Z
    checks:
      - { subject: user:a, object: doc:1, deny: read, now: 2028-01-01T00:00:00Z }
      - { subject: user:a, object: doc:1, deny: read, context: { region: us } }
`;
    const asked = suiteOf(text).tests[0]?.expectations.map(questionOf);
    expect(asked?.map(({ now, context }) => [new Date(Number(now / 1_000_000n)).getUTCFullYear(), context])).toEqual([
      [2028, { region: "eu" }],
      [2027, { region: "us" }],
    ]);
  });
});

describe("what is wrong with a suite", () => {
  test("is told with its line, its column and what was probably meant", () => {
    expect(problemsOf(testWith("chekcs: []\nchecks: [{ subject: user:ann, object: doc:1, alow: read }]"))).toEqual([
      expect.stringMatching(/^5:5 .* has no `chekcs`; did you mean `checks`\?/),
      expect.stringMatching(/^6:14 a check states nothing/),
      expect.stringMatching(/^6:50 .* has no `alow`; did you mean `allow`\?/),
    ]);
  });

  test.each([
    [
      "an unknown type",
      "subject: usr:ann, object: doc:1, allow: read",
      "unknown type `usr` in `usr:ann`; did you mean `user`?",
    ],
    [
      "an unknown permission",
      "subject: user:a, object: doc:1, deny: raed",
      "no relation or permission `raed`; did you mean `read`?",
    ],
    [
      "an unknown attribute",
      "subject: user:a, object: doc:1, deny: read, resource: { levle: 1 }",
      "declares no attribute `levle`; did you mean `level`?",
    ],
    [
      "an unknown context",
      "subject: user:a, object: doc:1, deny: read, context: { regoin: eu }",
      "no `context regoin`, and no policy takes it as a parameter; did you mean `region`?",
    ],
    ["a permission twice", "subject: user:a, object: doc:1, deny: read, allow: read", "`read` stands twice"],
    ["nobody to ask about", "object: doc:1, deny: read", "`subject` is missing"],
    ["an empty list of subjects", "subject: [], object: doc:1, deny: read", "empty list"],
    ["a number for text", "subject: 7, object: doc:1, deny: read", "`subject` must be text; put `7` in quotes"],
    ["nothing for text", "subject: , object: doc:1, deny: read", "`subject` is empty: it must be text"],
    ["no timestamp", "subject: user:a, object: doc:1, deny: read, now: tomorrow", "`tomorrow` is not a timestamp"],
  ])("%s is refused in a check", (_, check, message) => {
    expect(problemsOf(testWith(`checks: [{ ${check} }]`)).join("\n")).toContain(message);
  });

  test.each([
    ["a reference of another type", "are: [user:ann]", "`user:ann` is not of the type `doc` that is listed"],
    ["an id alone", "are: [readme]", "`readme` is not a reference"],
    ["an object in two places", "are: { allowed: [doc:1], denied: [doc:1] }", "`doc:1` stands twice"],
    ["an outcome of its own", "are: { alowed: [doc:1] }", "has no `alowed`; did you mean `allowed`?"],
    ["no list at all", "now: 2026-01-01T00:00:00Z", "`are` is missing"],
  ])("%s is refused in a list", (_, are, message) => {
    const text = testWith(`objects: [{ subject: user:ann, permission: read, type: doc, ${are} }]`);
    expect(problemsOf(text).join("\n")).toContain(message);
  });

  test.each([
    ["an empty file", "", "1:1 the file is empty"],
    ["a file of text", "hello", "1:1 the file must hold named values"],
    ["no tests", "model: authz.relata", "1:1 `tests` is missing"],
    ["an empty list of tests", "model: authz.relata\ntests: []", "2:8 `tests` is empty"],
    ["a test that states nothing", "model: authz.relata\ntests: [{ name: a }]", "2:9 the test states nothing"],
    ["a test without a name", `model: authz.relata\ntests: [{ ${CHECK} }]`, "2:9 the test has no `name`"],
    ["an empty statement", "model: authz.relata\ntests: [{ name: a, checks: [] }]", "2:28 `checks` is empty"],
    ["a name twice", "model: authz.relata\nmodel: authz.relata", "2:1 map keys must be unique"],
    ["an alias", "model: &m authz.relata\ntests: *m", "2:8 `*m` is an alias: write the value out"],
    ["two documents", "model: a\n---\nmodel: b", "multiple documents"],
    ["a tag", "model: !secret a\ntests: []", "unresolved tag"],
    ["a missing model", "model: other.relata\ntests: []", "1:8 `other.relata` cannot be read: there is no such file"],
    ["a missing file of facts", `model: authz.relata\ntuples: f.txt\ntests: []`, "2:9 `f.txt` cannot be read"],
    ["broken YAML", "model: [", "flow sequence"],
  ])("%s is refused", (_, text, message) => {
    expect(problemsOf(text).join("\n")).toContain(message);
  });

  test("of the model is told with its own lines, also where it stands in the suite, and once", () => {
    const text =
      "tests: [{ name: a, checks: [] }]\nmodel: |\n  model 1\n  type user\n  type doc { relation owner: usr }\n";
    const [problem, ...others] = read(text).problems;
    expect(others).toEqual([]);
    expect(problem?.place).toEqual({ path: "a.relata.yaml", line: 2, column: 8 });
    expect(problem?.message).toMatch(/^a\.relata\.yaml:5:30: error unknown_type: unknown type `usr`\n/);
    expect(problem?.message).toContain("hint: did you mean `user`?");
  });

  test("of a fact has the line on which the fact stands, in the suite and in files", () => {
    const inline = testWith(`tuples: |\n  doc:2#owner@user:ann\n\n  doc:2#ownr@user:ann\n${CHECK}`);
    expect(problemsOf(inline)).toEqual([expect.stringMatching(/^8:1 .* no relation `ownr`; did you mean `owner`\?/)]);
    const files = filesOf({ "authz.relata": MODEL, "facts.txt": `${FACTS}\nnonsense\n` });
    const [problem] = read(testWith(CHECK), files).problems;
    expect(problem?.place).toEqual({ path: "facts.txt", line: 8, column: 1 });
  });

  test("of an attribute is told where the object stands", () => {
    const text = testWith(`attributes:\n  doc:1: { level: high }\n${CHECK}`);
    expect(problemsOf(text)).toEqual([expect.stringMatching(/^6:7 `level` of `doc:1` is text, not a number/)]);
  });

  test("a tuple that stands twice is refused, and one of a test that replaces one of the suite is not", () => {
    const twice = "tuples: [doc:1#owner@user:ann, doc:1#owner@user:ann]";
    expect(problemsOf(testWith(`${twice}\n${CHECK}`))).toEqual([expect.stringContaining("stands twice")]);
    expect(problemsOf(testWith(`tuples: [doc:1#owner@user:ann]\n${CHECK}`))).toEqual([]);
  });

  test("a file that nests deeper than the stack is a problem, and no crash", () => {
    expect(problemsOf(`model: ${"[".repeat(20_000)}`)).toEqual([expect.stringContaining("nests too deeply")]);
  });

  test("a fact that YAML takes for a name is told to be put in quotes", () => {
    const text = testWith(`tuples:\n  - doc:1 {"level": 2}\n${CHECK}`);
    expect(problemsOf(text)).toEqual([expect.stringContaining("put it in quotes")]);
  });
});

/** The question of an expectation that asks the model, and no policy by itself. */
function questionOf(expectation: Expectation): Exclude<Expectation, { readonly kind: "policy" }>["question"] {
  if (expectation.kind === "policy") throw new Error("a policy by itself asks about no permission");
  return expectation.question;
}
