import { createRelata, readModel, type ListedSeveral, type Relata } from "@relata/core";
import { memoryStore } from "@relata/store";
import { beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "./situation.ts";

const { model } = readModel(`
  model 1
  type user
  type folder { relation parent: folder }
  type doc {
    relation folder: folder | folder with office
    relation viewer: user | user:*
    relation editor: user
    permission view = viewer + editor
    permission edit = editor when office
  }
  context office: boolean
  policy office = context.office
`);

let relata: Relata;

beforeAll(async () => {
  relata = await createRelata({ model, store: memoryStore(), clock: () => Date.parse("2026-03-02T11:00:00Z") });
  await relata.write([
    "folder:sub#parent@folder:plans",
    "folder:plans#parent@folder:top",
    "doc:a#folder@folder:plans",
    "doc:b#folder@folder:sub",
    "doc:c#folder@folder:sub with office",
    "doc:d#folder@folder:top",
    "doc:e#folder@folder:sub until 2026-01-01T00:00:00Z",
    "doc:f#viewer@user:ann",
    ...["a", "b", "c", "d", "e"].map((id) => `doc:${id}#viewer@user:ann`),
    "doc:b#editor@user:ann",
    "doc:*#viewer@user:root",
  ]);
});

const ANN = { subject: "user:ann", permission: "view", type: "doc" };

async function references(input: Parameters<Relata["listObjects"]>[0]): Promise<readonly string[]> {
  return (await relata.listObjects(input)).map((entry) => entry.reference);
}

describe("a list within a scope", () => {
  test("holds what lies below it now, through these relations, whatever their policies say", async () => {
    expect(await references({ ...ANN, within: "folder:plans", through: ["folder", "parent"] })).toEqual([
      "doc:a",
      "doc:b",
      "doc:c",
    ]);
    expect(await references({ ...ANN, within: "folder:plans", through: "folder" })).toEqual(["doc:a"]);
    expect(await references({ ...ANN, within: { type: "folder", id: "none" }, through: "folder" })).toEqual([]);
  });

  test("has no wildcard, but where everything lies in it", async () => {
    const root = { subject: "user:root", permission: "view", type: "doc" };
    expect(await references({ ...root, within: "folder:plans", through: "folder" })).toEqual(["doc:a"]);
    expect((await references(root)).at(-1)).toBe("doc:*");
  });

  test("comes in pages, and of several permissions, too", async () => {
    const question = { ...ANN, permission: ["edit", "view"], within: "folder:top", through: ["folder", "parent"] };
    const first = await relata.listObjects(question, { limit: 3 });
    expect(first.entries).toEqual([
      { reference: "doc:a", permissions: [{ permission: "view", outcome: "allowed" }] },
      {
        reference: "doc:b",
        permissions: [
          { permission: "edit", outcome: "conditional", missing: [{ path: "context.office" }] },
          { permission: "view", outcome: "allowed" },
        ],
      },
      { reference: "doc:c", permissions: [{ permission: "view", outcome: "allowed" }] },
    ]);
    const last = await relata.listObjects(question, { limit: 3, after: first.next ?? "" });
    expect(last.entries.map(({ reference }) => reference)).toEqual(["doc:d"]);
    expect(last.next).toBeUndefined();
  });

  test.each([
    [{ within: "folder:plans" }, "invalid_question"],
    [{ through: "folder" }, "invalid_question"],
    [{ within: "folder:*", through: "folder" }, "invalid_question"],
    [{ within: "folder:plans", through: [] }, "invalid_question"],
    [{ within: "folder:plans", through: [7] }, "invalid_question"],
    [{ within: "folder:plans", through: "foldr" }, "unknown_relation"],
    [{ within: "foldr:plans", through: "folder" }, "unknown_type"],
    [{ within: "plans", through: "folder" }, "invalid_reference"],
  ])("is refused as %o", async (scope, code) => {
    const input = { ...ANN, ...scope } as typeof ANN;
    expect(await failureOf(() => relata.listObjects(input))).toMatchObject({ code });
  });
});

describe("a list of several permissions", () => {
  test("has an entry for each that has one of them, in the order of the question, each once", async () => {
    const entries: readonly ListedSeveral[] = await relata.listSubjects({
      object: "doc:b",
      permission: ["view", "edit", "view"],
      type: "user",
      context: { office: true },
    });
    expect(entries).toEqual([
      {
        reference: "user:ann",
        permissions: [
          { permission: "view", outcome: "allowed" },
          { permission: "edit", outcome: "allowed" },
        ],
      },
      { reference: "user:root", permissions: [{ permission: "view", outcome: "allowed" }] },
    ]);
  });

  test("is refused without any, and with one that the type lacks", async () => {
    expect(await failureOf(() => relata.listObjects({ ...ANN, permission: [] }))).toMatchObject({
      code: "invalid_question",
    });
    expect(await failureOf(() => relata.listObjects({ ...ANN, permission: ["view", "veiw"] }))).toMatchObject({
      code: "unknown_permission",
    });
  });
});
