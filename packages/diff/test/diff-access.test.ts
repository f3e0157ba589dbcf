import { parseFacts, readModel, type Model } from "@relata/core";
import { diffAccess, sayAccess, type AccessOptions } from "@relata/diff";
import { indexModel, instantFromMs } from "@relata/model";
import { describe, expect, test } from "vitest";

const TEXT = `model 1
type user
type group { relation member: user }
type folder {
  attribute size: number
  relation parent: folder
  relation owner: user | group#member | user:*
  relation viewer: user | group#member | user:*
  permission view = viewer
  permission edit = owner
}
policy small = json { "<=": [{ "var": "resource.size" }, 10] }
policy large = json { ">": [{ "var": "resource.size" }, 10] }
`;

const FACTS = `folder:a#owner@user:ann
folder:b#parent@folder:a
folder:c#parent@folder:a
folder:c#viewer@user:bob
group:eng#member@user:cas
group:eng#member@user:dee
folder:a#viewer@group:eng#member
`;

const modelOf = (text: string): Model => readModel(text).model;
const options: AccessOptions = { now: instantFromMs(0) };

/** The sentences of one replacement in the model, over the facts and more of them. */
function sentences(from: string, to: string, more = "", base = TEXT): readonly string[] {
  const before = modelOf(base);
  const { tuples, attributes } = parseFacts(indexModel(before), FACTS + more, "facts.txt");
  const data = { tuples, attributes: attributes.map(({ object, set = {} }) => ({ object, values: set })) };
  return diffAccess(before, modelOf(base.replace(from, to)), data, options).groups.map((group) => sayAccess(group));
}

describe("whose access changes is told in sentences", () => {
  test("that count subjects and objects, and name the relation that granted it", () => {
    expect(sentences("view = viewer", "view = viewer + parent->view")).toEqual([
      "2 users gain view on 2 folders through folder.parent",
    ]);
    expect(sentences("view = viewer", "view = owner + viewer + parent->edit")).toEqual([
      "user:ann gains view on 2 folders through folder.parent",
      "user:ann gains view on folder:a through folder.owner",
    ]);
  });

  test("of those who lose, with what had granted it", () => {
    expect(sentences("view = viewer", "view = viewer - owner", "folder:a#viewer@user:ann\n")).toEqual([
      "user:ann loses view on folder:a through folder.viewer",
    ]);
  });

  test("of everybody, with the exceptions named", () => {
    const open = "folder:d#owner@user:*\nfolder:d#viewer@user:bob\nfolder:e#owner@user:*\n";
    expect(sentences("view = viewer", "view = viewer + owner", open)).toEqual([
      "every user gains view on 2 folders through folder.owner (user:*), except user:bob on folder:d",
      "user:ann gains view on folder:a through folder.owner",
    ]);
  });

  test("of everything, with the exceptions named", () => {
    const all = "folder:*#owner@user:eve\nfolder:b#viewer@user:eve\n";
    expect(sentences("view = viewer", "view = viewer + owner", all)).toEqual([
      "user:ann gains view on folder:a through folder.owner",
      "user:eve gains view on every folder through folder.owner, except user:eve on folder:b",
    ]);
  });

  test.each([
    [
      "edit = owner",
      "edit = owner when small",
      "",
      TEXT,
      "user:ann keeps edit only on a condition on folder:a through folder.owner",
    ],
    [
      "edit = owner when small",
      "edit = owner",
      "",
      TEXT.replace("edit = owner", "edit = owner when small"),
      "user:ann gains edit without a condition on folder:a through folder.owner",
    ],
    [
      "edit = owner when small",
      "edit = nil",
      "",
      TEXT.replace("edit = owner", "edit = owner when small"),
      "user:ann loses edit, which had a condition, on folder:a",
    ],
    ["edit = owner", "edit = owner + (viewer when small)", "", TEXT, "3 users gain edit on a condition on 2 folders"],
    [
      "edit = owner",
      "edit = owner + (viewer when large)",
      'folder:a {"size": 11}\n',
      TEXT,
      "2 users gain edit on folder:a through folder.viewer",
    ],
    [
      "  permission edit = owner\n",
      "",
      "",
      TEXT,
      "user:ann loses edit on folder:a through folder.owner (the name is gone)",
    ],
    [
      "  permission edit",
      "  permission own = owner\n  permission edit",
      "",
      TEXT,
      "user:ann gains own on folder:a through folder.owner (the name is new)",
    ],
  ])("%s becomes %s", (from, to, more, base, expected) => {
    expect(sentences(from, to, more, base)).toContain(expected);
  });

  test("of an answer that fails, as such", () => {
    const text = `model 1
type user
type doc {
  relation a: user
  relation twin: doc
  permission odd = a
}`;
    const facts = "doc:1#a@user:ann\ndoc:1#twin@doc:1\n";
    const before = modelOf(text);
    const { tuples } = parseFacts(indexModel(before), facts, "facts.txt");
    const after = modelOf(text.replace("odd = a", "odd = a - twin->odd"));
    const say = (one: Model, other: Model) =>
      diffAccess(one, other, { tuples, attributes: [] }, options).groups.map((group) => sayAccess(group));
    expect(say(before, after)).toEqual([
      "user:ann gets an error instead of an answer about odd on doc:1 through doc.a",
    ]);
    expect(say(after, before)).toEqual([
      "user:ann gets an answer instead of an error about odd, allowed, on doc:1 through doc.a",
    ]);
  });
});

test("a change that is only of layout, order or documentation changes nobody's access, and asks nothing", () => {
  const before = modelOf(TEXT);
  const after = modelOf(TEXT.replace("type folder", "/// Where things are.\ntype folder"));
  expect(diffAccess(before, after, { tuples: [], attributes: [] }, options)).toMatchObject({ groups: [], lists: 0 });
});

test("names that the change cannot reach are not asked about", () => {
  const before = modelOf(TEXT);
  const after = modelOf(TEXT.replace("edit = owner", "edit = owner + viewer"));
  const { tuples } = parseFacts(indexModel(before), FACTS, "facts.txt");
  const { lists, groups } = diffAccess(before, after, { tuples, attributes: [] }, options);
  // Four users and the unnamed one, about `edit` alone.
  expect(lists).toBe(5);
  expect(groups.map(({ permission }) => permission)).toEqual(["edit"]);
});

test("answers that stay conditional are counted, and not compared", () => {
  const base = TEXT.replace("edit = owner", "edit = owner when small");
  const before = modelOf(base);
  const { tuples } = parseFacts(indexModel(before), FACTS, "facts.txt");
  const after = modelOf(base.replace(", 10] }\npolicy large", ", 20] }\npolicy large"));
  expect(diffAccess(before, after, { tuples, attributes: [] }, options)).toMatchObject({
    groups: [],
    stillConditional: 1,
  });
});

test("what a request supplies decides what hangs on it", () => {
  const base = `model 1
context region: string
type user
type doc { relation owner: user
 permission view = owner }
policy here = json { "==": [{ "var": "context.region" }, "eu"] }`;
  const before = modelOf(base);
  const { tuples } = parseFacts(indexModel(before), "doc:1#owner@user:ann\n", "facts.txt");
  const after = modelOf(base.replace("view = owner", "view = owner when here"));
  const groups = (region: string) =>
    diffAccess(before, after, { tuples, attributes: [] }, { ...options, context: { region } }).groups;
  expect(groups("eu")).toEqual([]);
  expect(groups("us").map((group) => sayAccess(group))).toEqual(["user:ann loses view on doc:1 through doc.owner"]);
});

test("a type that is gone takes its access with it, and one that is new brings it", () => {
  const before = modelOf(TEXT);
  const after = modelOf("model 1\ntype user\ntype group { relation member: user }");
  const { tuples } = parseFacts(indexModel(before), FACTS, "facts.txt");
  const say = (one: Model, other: Model) =>
    diffAccess(one, other, { tuples, attributes: [] }, options).groups.map(({ permission, before: was, after: is }) => [
      permission,
      was,
      is,
    ]);
  const gone = say(before, after);
  expect(gone).toContainEqual(["edit", "allowed", "denied"]);
  expect(say(after, before)).toEqual(gone.map(([permission, was, is]) => [permission, is, was]));
});

test("too much to ask is said before anything is asked, and progress is told on the way", () => {
  const before = modelOf(TEXT);
  const after = modelOf(TEXT.replace("edit = owner", "edit = owner + viewer"));
  const { tuples } = parseFacts(indexModel(before), FACTS, "facts.txt");
  const said: string[] = [];
  const onProgress = (done: number, all: number) => said.push(`${done} of ${all}`);
  expect(() => diffAccess(before, after, { tuples, attributes: [] }, { ...options, maxLists: 4, onProgress })).toThrow(
    "to say whose access changes takes 5 lists over this data, and 4 are the most",
  );
  expect(said).toEqual([]);
  diffAccess(before, after, { tuples, attributes: [] }, { ...options, onProgress });
  expect(said).toEqual(["1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5"]);
});
