import { readModel, type Model } from "@relata/core";
import { diffModels, type ModelChange } from "@relata/diff";
import { describe, expect, test } from "vitest";

const TEXT = `model 1
context region: string
type user
type group { relation member: user | group#member }
type folder {
  attribute size: number
  trusted attribute owner: string
  relation parent: folder
  relation viewer: user | group#member
  relation editor: user
  relation banned: user
  permission view = (viewer + editor + parent->view) - banned
  permission edit = editor
  permission share = (editor when small) & viewer
}
policy small = json { "<=": [{ "var": "resource.size" }, 10] }
policy limited(tuple x: number) = json { "<=": [{ "var": "x" }, 10] }
`;

const modelOf = (text: string): Model => readModel(text).model;

/** What is said of one replacement in the text, or of several. */
function changes(...replaced: readonly (readonly [string | RegExp, string])[]): readonly ModelChange[] {
  const after = replaced.reduce((text, [from, to]) => {
    const next = text.replace(from, to);
    if (next === text) throw new Error(`nothing to replace: ${from}`);
    return next;
  }, TEXT);
  return diffModels(modelOf(TEXT), modelOf(after));
}

const words = (...replaced: readonly (readonly [string | RegExp, string])[]) =>
  changes(...replaced).map((change) => change.words);

describe("rewrites are told operand by operand", () => {
  test.each([
    ["edit = editor", "edit = editor + parent->edit", ["gains `parent->edit`"]],
    ["edit = editor", "edit = viewer", ["was rewritten"]],
    ["edit = editor", "edit = editor & viewer", ["also requires `viewer`"]],
    ["edit = editor", "edit = editor - banned", ["also leaves out `banned`"]],
    ["edit = editor", "edit = editor when small", ["counts only when `small` holds"]],
    ["edit = editor", "edit = editor + viewer", ["gains `viewer`"]],
  ])("%s becomes %s", (from, to, expected) => {
    expect(words([from, to])).toEqual(expected.map((each) => `\`folder#edit\` ${each}`));
  });

  test.each([
    ["parent->view) - banned", "parent->view)", ["no longer leaves out `banned`"]],
    ["- banned", "- (banned + editor)", ["also leaves out `editor`"]],
    ["- banned", "- editor", ["also leaves out `editor`", "no longer leaves out `banned`"]],
    ["viewer + editor + parent->view", "viewer + parent->view", ["loses `editor`"]],
    [
      "viewer + editor + parent->view",
      "parent->view + editor + viewer",
      ["is written in another order, which changes nothing"],
    ],
    [
      "viewer + editor + parent->view",
      "viewer + editor + parent.all(view)",
      ["gains `parent.all(view)`", "loses `parent->view`"],
    ],
    [
      "(viewer + editor + parent->view) - banned",
      "(viewer + editor) - parent->view",
      ["loses `parent->view`", "also leaves out `parent->view`", "no longer leaves out `banned`"],
    ],
  ])("view: %s becomes %s", (from, to, expected) => {
    expect(words([from, to])).toEqual(expected.map((each) => `\`folder#view\` ${each}`));
  });

  test("an operand that has parts is told part by part", () => {
    expect(words(["(editor when small) & viewer", "(editor + parent->edit when small) & viewer"])).toEqual([
      "`folder#share` in `editor when small` gains `parent->edit`",
    ]);
    expect(words(["(editor when small) & viewer", "editor & viewer"])).toEqual([
      "`folder#share` in `editor when small` counts also when `small` does not hold",
    ]);
  });

  test("with both sides as a model file has them", () => {
    expect(changes(["edit = editor", "edit = editor + parent->edit"])).toEqual([
      {
        kind: "changed",
        of: "rewrite",
        path: "folder#edit",
        words: "`folder#edit` gains `parent->edit`",
        before: "editor",
        after: "editor + parent->edit",
      },
    ]);
  });
});

describe("what came, went or changed otherwise has a sentence", () => {
  test.each([
    ["a type", ["type user\n", "type user\ntype robot\n"], "type `robot` was added"],
    [
      "a relation",
      ["  relation banned", "  relation owner: user | group#member | folder#view\n  relation banned"],
      "relation `folder#owner` was added",
    ],
    [
      "a permission",
      ["permission edit", "permission own = editor - viewer\n  permission edit"],
      "permission `folder#own` was added",
    ],
    [
      "a kind of subject",
      ["relation editor: user", "relation editor: user | user:*"],
      "`folder#editor` admits `user:*`",
    ],
    [
      "a kind of subject that went",
      ["viewer: user | group#member", "viewer: group#member"],
      "`folder#viewer` no longer admits `user`",
    ],
    [
      "an attribute",
      ["attribute size", "attribute colour: string\n  attribute size"],
      "attribute `folder.colour` was added",
    ],
    ["an attribute that went", ["  trusted attribute owner: string\n", ""], "attribute `folder.owner` was removed"],
    ["an attribute of another type", ["size: number", "size: int"], "attribute `folder.size` is of another type"],
    [
      "an attribute that requests may send",
      ["trusted attribute", "attribute"],
      "attribute `folder.owner` may now come from a request",
    ],
    [
      "an attribute that requests may not send",
      ["  attribute size", "  trusted attribute size"],
      "attribute `folder.size` is no longer taken from requests",
    ],
    ["a context entry", ["context region: string\n", ""], "the context entry `context.region` was removed"],
    ["a policy", [/$/, 'policy never = json { "==": [1, 2] }\n'], "policy `never` was added"],
    ["a policy that went", [/policy limited.*\n/, ""], "policy `limited` was removed"],
    ["a policy that says something else", ["10] }\npolicy", "11] }\npolicy"], "policy `small` says something else"],
    [
      "documentation that came",
      ["type folder", "/// Where things are.\ntype folder"],
      "the documentation of `folder` was added",
    ],
    [
      "a relation that became a permission",
      ["relation banned: user", "permission banned = editor"],
      "`folder#banned` is a permission now, and was a relation",
    ],
  ] as const)("%s", (_, replaced, expected) => {
    expect(words(replaced)).toContain(expected);
  });

  test("parameters of a policy, what it requires, and what it says, each apart", () => {
    const text = 'policy limited(tuple y: int) required resource.size = json { "<=": [{ "var": "y" }, 10] }';
    expect(words([/policy limited.*/, text])).toEqual([
      "policy `limited` takes the parameter `tuple y: int`",
      "policy `limited` no longer takes the parameter `tuple x: number`",
      "policy `limited` is unknown while `resource.size` is missing",
      "policy `limited` says something else",
    ]);
  });

  test("a type that went takes its members with it, in one change that prints them", () => {
    const [change, ...others] = diffModels(
      modelOf(TEXT),
      modelOf("model 1\ncontext region: string\ntype user\ntype group { relation member: user | group#member }\n"),
    ).filter(({ of }) => of === "type");
    expect(others).toEqual([]);
    expect(change?.before).toMatch(/^type folder \{\n {2}trusted attribute owner: string\n[\s\S]*\}$/);
    expect(change?.after).toBeUndefined();
  });

  test("a name that needs backticks keeps a sentence that can be read", () => {
    const before = modelOf("model 1\ntype user\ntype a { relation x: user\n relation `y-z`: user\n permission p = x }");
    const after = modelOf(
      "model 1\ntype user\ntype a { relation x: user\n relation `y-z`: user\n permission p = x + `y-z` }",
    );
    expect(diffModels(before, after)[0]?.words).toBe("`a#p` gains `` `y-z` ``");
  });
});

const renames = (list: readonly ModelChange[]) =>
  list.flatMap(({ path, rename }) => (rename === undefined ? [] : [[path, rename]]));

describe("a likely rename is guessed", () => {
  test("of a relation whose shape stays, also where it names itself", () => {
    const before = modelOf("model 1\ntype user\ntype g { relation member: user | g#member }");
    const after = modelOf("model 1\ntype user\ntype g { relation people: user | g#people }");
    expect(renames(diffModels(before, after))).toEqual([
      ["g#member", "g#people"],
      ["g#people", "g#member"],
    ]);
  });

  test("of types, permissions, attributes and policies", () => {
    const list = changes(
      [/\bsmall\b/g, "little"],
      [/\bsize\b/g, "length"],
      ["permission edit", "permission change"],
      [/\bgroup\b/g, "team"],
    );
    expect(renames(list.filter(({ kind }) => kind === "removed"))).toEqual([
      ["folder.size", "folder.length"],
      ["folder#edit", "folder#change"],
      ["group", "team"],
    ]);
  });

  test("and none where two could be meant, or the shape is another", () => {
    const before = modelOf("model 1\ntype user\ntype g { relation a: user }");
    expect(
      renames(diffModels(before, modelOf("model 1\ntype user\ntype g { relation b: user\n relation c: user }"))),
    ).toEqual([]);
    expect(renames(diffModels(before, modelOf("model 1\ntype user\ntype g { relation b: user:* }")))).toEqual([]);
  });
});
