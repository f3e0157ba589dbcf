import { readModel, type Model } from "@relata/core";
import { findCounterexample, sayInVain, sayQuestion, worldLines, type CounterexampleOptions } from "@relata/diff";
import { describe, expect, test } from "vitest";

const TEXT = `model 1
context region: string
type user
type group { relation member: user | group#member }
type folder {
  relation viewer: user | group#member | user:*
  relation parent: folder
  relation banned: user
  permission view = viewer - banned
}
type doc {
  attribute amount: number
  attribute status: "draft" | "sent" | "paid"
  attribute tags: list<string>
  relation owner: user
  relation folder: folder
  relation other: folder
  relation clerk: user | user with limited
  permission edit = owner
  permission read = owner + folder->view
  permission all = folder.all(view)
  permission refund = owner when refundable
}
policy refundable = json { "<=": [{ "var": "resource.amount" }, 1000] }
policy limited(tuple x: number) = json { "<=": [{ "var": "x" }, 10] }
`;

const modelOf = (text: string): Model => readModel(text).model;

/** What the search says of one replacement: the question, and the world line by line. */
function search(from: string, to: string, options: CounterexampleOptions = {}, base = TEXT): readonly string[] {
  const after = base.replace(from, to);
  if (after === base) throw new Error(`nothing to replace: ${from}`);
  const result = findCounterexample(modelOf(base), modelOf(after), options);
  return result.found === undefined ? [sayInVain(result)] : [sayQuestion(result.found), ...worldLines(result.found)];
}

describe("a change is shown in the smallest world that tells it", () => {
  test("an operand that came", () => {
    expect(search("edit = owner", "edit = owner + clerk")).toEqual([
      "user:1 edit doc:1: denied before, allowed after",
      "doc:1#clerk@user:1",
    ]);
  });

  test("an operand that went", () => {
    expect(search("read = owner + folder->view", "read = folder->view")).toEqual([
      "user:1 read doc:1: allowed before, denied after",
      "doc:1#owner@user:1",
    ]);
  });

  test("the operands of an exclusion, exchanged", () => {
    expect(search("viewer - banned", "banned - viewer")).toEqual([
      "user:1 view folder:1: allowed before, denied after",
      "folder:1#viewer@user:1",
    ]);
  });

  test("another target of an arrow", () => {
    expect(search("read = owner + folder->view", "read = owner + folder->viewer")).toEqual([
      "user:1 read doc:1: denied before, allowed after",
      "doc:1#folder@folder:1",
      "folder:1#viewer@user:1",
      "folder:1#banned@user:1",
    ]);
  });

  test("an arrow over another relation", () => {
    const lines = search("read = owner + folder->view", "read = owner + other->view");
    expect(lines[0]).toBe("user:1 read doc:1: allowed before, denied after");
    expect(lines).toHaveLength(3);
  });

  test("`all` that became `any`: two objects, of which one grants", () => {
    const lines = search("folder.all(view)", "folder->view");
    expect(lines[0]).toBe("user:1 all doc:1: denied before, allowed after");
    expect(lines).toHaveLength(4);
  });

  test("a kind of subject that is no longer admitted", () => {
    const [question, ...world] = search("viewer: user | group#member | user:*", "viewer: user | user:*");
    expect(question).toBe("user:1 view folder:1: allowed before, denied after");
    expect(world).toEqual(["folder:1#viewer@group:1#member", "group:1#member@user:1"]);
    expect(search("user | group#member | user:*", "user | group#member")[1]).toBe("folder:1#viewer@user:*");
  });

  test("the bound of a policy, by a value that lies between", () => {
    expect(search("1000", "2000")).toEqual([
      "user:1 refund doc:1: denied before, allowed after",
      "doc:1#owner@user:1",
      'doc:1 {"amount":1001}',
    ]);
    expect(search('"<=": [{ "var": "resource.amount" }', '"<": [{ "var": "resource.amount" }')).toContain(
      'doc:1 {"amount":1000}',
    );
  });

  test("a parameter that stands in a tuple", () => {
    expect(
      search('{ "var": "x" }, 10]', '{ "var": "x" }, 20]', {}, TEXT.replace("edit = owner", "edit = clerk")),
    ).toEqual(["user:1 edit doc:1: denied before, allowed after", 'doc:1#clerk@user:1 with limited {"x":11}']);
  });

  test.each([
    ["an enum", `"==": [{ "var": "resource.status" }, "paid"]`, `"==": [{ "var": "resource.status" }, "sent"]`],
    ["text of the request", `"==": [{ "var": "context.region" }, "eu"]`, `"!=": [{ "var": "context.region" }, "us"]`],
    ["a list", `"in": ["red", { "var": "resource.tags" }]`, `"in": ["blue", { "var": "resource.tags" }]`],
  ])("%s", (_, one, other) => {
    const base = TEXT.replace('"<=": [{ "var": "resource.amount" }, 1000]', one);
    const [question, ...world] = search(one, other, {}, base);
    expect(question).toMatch(/^user:1 refund doc:1: (allowed before, denied|denied before, allowed) after$/);
    expect(world).toHaveLength(2);
  });

  test("a condition that came, by two decided answers where there are such", () => {
    expect(search("edit = owner", "edit = owner when refundable")).toEqual([
      "user:1 edit doc:1: allowed before, denied after",
      "doc:1#owner@user:1",
      'doc:1 {"amount":1001}',
    ]);
  });

  test("a name that is gone, by the nearest name that reads it", () => {
    const base = TEXT.replace("type doc {", "type box {\n  permission view = self\n}\ntype doc {").replace(
      "folder: folder\n",
      "folder: folder | box\n",
    );
    const after = base.replace("\n  permission view = self\n", "\n");
    const result = findCounterexample(modelOf(base), modelOf(after));
    expect(result.found?.permission).toBe("all");
    expect(result.found?.subject.type).toBe("box");
  });

  test("an object that is its own subject", () => {
    const base = "model 1\ntype user\ntype team {\n  relation member: team | user\n  permission act = member\n}\n";
    expect(search("act = member", "act = member + self", {}, base)).toEqual([
      "team:1 act team:1: denied before, allowed after",
    ]);
  });

  test("an answer that fails", () => {
    const base = "model 1\ntype user\ntype a {\n  relation m: user\n  relation twin: a\n  permission odd = m\n}\n";
    expect(search("odd = m", "odd = m - twin->odd", {}, base)).toEqual([
      "user:1 odd a:1: allowed before, an error after",
      "a:1#m@user:1",
      "a:1#twin@a:1",
    ]);
  });
});

describe("what is not found is said with its bounds", () => {
  const same = ["viewer - banned", "(viewer & viewer) - banned"] as const;

  test("all of them tried", () => {
    expect(search(...same, { maxTuples: 2 })).toEqual([
      "no world of up to 2 tuples, with up to 3 objects of a type, is answered differently",
    ]);
  });

  test("or not all", () => {
    const [said] = search(...same, { maxSteps: 30 });
    expect(said).toMatch(
      /^no world of up to \d tuples, with .*; larger ones, up to 6, were not all tried in 30 steps$/,
    );
    expect(search(...same, { maxSteps: 0 })[0]).toMatch(/^no size of world was tried to its end; /);
  });

  test("where no rewrite changed there is nothing to try, and the search is complete", () => {
    const search = findCounterexample(modelOf(TEXT), modelOf(`${TEXT}type robot\n`));
    expect(search).toEqual({ maxTuples: 6, maxObjects: 3, steps: 0, exhausted: 6, complete: true });
  });

  test("a difference that needs more tuples than are allowed is not found", () => {
    const change = ["read = owner + folder->view", "read = owner + folder->viewer"] as const;
    expect(search(...change, { maxTuples: 2 })[0]).toMatch(/^no world of up to 2 tuples/);
    expect(search(...change, { maxTuples: 3 })).toHaveLength(4);
  });
});

test("progress is told with every question: how many there were, and how large the worlds are", () => {
  const said: string[] = [];
  search("edit = owner", "edit = owner + clerk", { onProgress: (steps, tuples) => said.push(`${steps} ${tuples}`) });
  expect(said.slice(0, 2)).toEqual(["0 0", "1 1"]);
});

test("a policy that reads the action is asked about under every name that reaches it", () => {
  const base = `model 1
type user
type doc {
  relation owner: user
  permission base = owner when acting
  permission edit = base
}
policy acting = json { "==": [{ "var": "action" }, "nothing"] }
`;
  expect(search('"nothing"', '"edit"', {}, base)).toEqual([
    "user:1 edit doc:1: denied before, allowed after",
    "doc:1#owner@user:1",
  ]);
});
