import { createRelata, judgeBy, modelHash, readModel, type Model, type Store } from "@relata/core";
import { indexModel, isFailure, type Tuple } from "@relata/model";
import { worlds } from "@relata/spec";
import { sqlite } from "@relata/sqlite";
import { countStranded, memoryStore } from "@relata/store";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toTuple } from "../src/tuple-input.ts";
import { worldsToTry } from "./random-worlds.ts";

const BEFORE = `model 1
type user
type group { relation member: user }
type folder {
  attribute status: "draft" | "sent"
  attribute size: number
  relation viewer: user | group#member | user with limited
  relation editor: user
  permission view = viewer + editor
}
policy limited(tuple x: number) = json { "<=": [{ "var": "x" }, 10] }
`;

const modelOf = (text: string): Model => readModel(text).model;

/** An engine over the first model, with a tuple or an attribute of every kind. */
async function filled(clock = () => 5_000) {
  const relata = await createRelata({ model: modelOf(BEFORE), store: memoryStore(), clock });
  await relata.write({
    touch: [
      "group:eng#member@user:ann",
      "folder:a#viewer@group:eng#member",
      "folder:a#editor@user:bob",
      'folder:b#viewer@user:cas with limited {"x": 3}',
    ],
    attributes: [{ object: "folder:a", set: { status: "sent", size: 3 } }],
  });
  return relata;
}

async function reasons(text: string): Promise<readonly string[]> {
  const relata = await filled();
  const { stranded } = await relata.plan(modelOf(text));
  return [...stranded.tuples, ...stranded.attributes].map(({ reason, count }) => `${count}: ${reason}`);
}

describe("a plan says what a model would strand", () => {
  test("nothing, of the model under which everything was written", async () => {
    expect(await reasons(BEFORE)).toEqual([]);
  });

  test.each([
    [
      "a relation that is gone",
      ["  relation editor: user\n", ""],
      [" + editor", ""],
      ["1: type `folder` has no relation `editor`"],
    ],
    [
      "a relation that became a permission",
      ["relation editor: user", "permission editor = viewer"],
      ["", ""],
      ["1: `editor` of `folder` is a permission, and never written"],
    ],
    [
      "a kind of subject that is gone",
      ["user | group#member | user with", "user | user with"],
      ["", ""],
      ["1: relation `viewer` of `folder` admits user, user with limited, not group#member"],
    ],
    [
      "a policy that the relation no longer lists",
      [" | user with limited", ""],
      [/policy.*\n/, ""],
      ["1: relation `viewer` of `folder` admits group#member, user, not user with limited"],
    ],
    [
      "a parameter that is typed otherwise",
      ["tuple x: number", "tuple x: string"],
      ['"<=": [{ "var": "x" }, 10]', '"==": [{ "var": "x" }, "a"]'],
      ["1: policy `limited` declares `x: string`, and the tuple's value is none"],
    ],
    [
      "a parameter of another name",
      ["tuple x", "tuple y"],
      ['"var": "x"', '"var": "y"'],
      ["1: policy `limited` has no parameter `x`"],
    ],
    [
      "a new parameter that must stand in tuples",
      ["(tuple x: number)", "(tuple x: number, tuple y: number)"],
      ["}, 10]", '}, { "var": "y" }]'],
      ["1: policy `limited` needs its parameter `y: number` in the tuple"],
    ],
    [
      "an attribute that is gone",
      ["  attribute size: number\n", ""],
      ["", ""],
      ["1: type `folder` declares no attribute `size`"],
    ],
    [
      "a value that is no longer one of its type",
      ['"draft" | "sent"', '"draft" | "paid"'],
      ["", ""],
      ['1: type `folder` declares `status: "draft" | "paid"`, and the value is none'],
    ],
  ] as const)("%s", async (_, [from, to], [from2, to2], expected) => {
    expect(await reasons(BEFORE.replace(from, to).replace(from2, to2))).toEqual(expected);
  });

  test("a type that is gone, with all its tuples and attributes", async () => {
    expect(await reasons("model 1\ntype user\ntype group { relation member: user }\n")).toEqual([
      "1: there is no type `folder`",
      "1: there is no type `folder`",
      "1: there is no type `folder`",
      "1: there is no type `folder`",
      "1: there is no type `folder`",
    ]);
  });

  test("and of a model whose policy cannot be evaluated, nothing: it is refused", async () => {
    const broken: Model = {
      ...modelOf(BEFORE),
      policies: [{ name: "limited", parameters: [], required: [], body: { nonsense: [1] } }],
    };
    const relata = await filled();
    await expect(relata.plan(broken)).rejects.toMatchObject({ code: "invalid_model" });
    await expect(relata.apply(broken)).rejects.toMatchObject({ code: "invalid_model" });
    expect(await relata.models()).toEqual([]);
  });
});

describe("apply", () => {
  const after = modelOf(BEFORE.replace("  relation editor: user\n", "").replace(" + editor", ""));

  test("refuses what the plan says is stranded, and with `deleteStranded` deletes exactly that", async () => {
    const relata = await filled();
    const plan = await relata.plan(after);
    await expect(relata.apply(after)).rejects.toMatchObject({ code: "tuples_stranded", details: plan.stranded });
    expect(await relata.can("user:bob", "view", "folder:a")).toBe(true);
    const { deleted, entry } = await relata.apply(after, { deleteStranded: true, message: "no editors", text: "…" });
    expect(deleted).toEqual(plan.stranded);
    expect(entry).toEqual({ number: 1, at: 5_000, hash: await modelHash(after), message: "no editors" });
    expect(await relata.appliedModel()).toEqual({ ...entry, model: after, text: "…" });
    expect(await relata.can("user:bob", "view", "folder:a")).toBe(false);
  });

  test("leaves the model that this engine answers under, and what may be written, as they were", async () => {
    const relata = await filled();
    await relata.apply(after, { deleteStranded: true });
    expect(relata.model).toEqual(modelOf(BEFORE));
    await relata.write(["folder:a#editor@user:dee"]);
    expect((await relata.plan(after)).stranded.tuples).toMatchObject([{ count: 1 }]);
  });

  test("holds a plan to the model that it was made against", async () => {
    const relata = await filled();
    const { applied } = await relata.plan(modelOf(BEFORE));
    await relata.apply(modelOf(BEFORE), { message: "somebody else" });
    await expect(relata.apply(after, { after: applied?.number ?? 0, deleteStranded: true })).rejects.toMatchObject({
      code: "precondition_failed",
    });
    expect(await relata.models()).toHaveLength(1);
  });

  test("going back is applying the older one", async () => {
    const relata = await filled();
    await relata.apply(modelOf(BEFORE));
    await relata.apply(after, { deleteStranded: true });
    const older = await relata.appliedModel(1);
    await relata.apply(older?.model ?? after);
    expect((await relata.models()).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect((await relata.plan(modelOf(BEFORE))).isApplied).toBe(true);
  });
});

const hash = async (text: string) => modelHash(modelOf(text));

test("the hash does not know layout, comments and order, but knows names and documentation", async () => {
  const one = await hash("model 1\ntype user\ntype a { relation r: user }");
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(await hash("model 1\n// hello\ntype a {\n  relation r: user\n}\ntype user")).toBe(one);
  expect(await hash("model 1\ntype user\ntype a { relation s: user }")).not.toBe(one);
  expect(await hash("model 1\n/// People.\ntype user\ntype a { relation r: user }")).not.toBe(one);
});

test("in random worlds, on every store, a tuple may stay exactly where a write of it would not be refused", async () => {
  let gone = 0;
  await fc.assert(
    fc.asyncProperty(worlds, worlds, async ({ tuples }, { model }) => {
      const judge = judgeBy(model);
      const refused = tuples.filter((tuple) => isRefused(model, tuple));
      const stores: readonly Store[] = [memoryStore(), sqlite(":memory:")];
      for (const store of stores) {
        await store.write({ touch: tuples });
        expect(countStranded(await store.models.judge(judge)).tuples).toBe(refused.length);
        await store.models.apply({ model, hash: "one", at: 0 }, judge, { deleteStranded: true });
        const left = (await store.contents()).tuples;
        expect(new Set(left)).toEqual(new Set(tuples.filter((tuple) => !refused.includes(tuple))));
        gone += refused.length;
        await store.close();
      }
    }),
    worldsToTry(40),
  );
  expect(gone).toBeGreaterThan(100);
});

/** Whether a write of the tuple is refused for another reason than an empty window. */
function isRefused(model: Model, { object, relation, subject, policy }: Tuple): boolean {
  try {
    toTuple(indexModel(model), { object, relation, subject, ...(policy !== undefined && { policy }) });
    return false;
  } catch (error) {
    if (isFailure(error)) return true;
    throw error;
  }
}
