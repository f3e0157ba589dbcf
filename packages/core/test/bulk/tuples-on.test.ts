import { formatTuple } from "@relata/model";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { CountedStore } from "../counted-store.ts";
import { emptyRelata, failureOf, STORES } from "../situation.ts";

describe.each(STORES)("the tuples on several objects %s", (_, open) => {
  test("are those on each of them under each of the relations, and no others", async () => {
    const relata = await emptyRelata(open);
    await relata.write(["group:a#member@user:ann", "group:b#member@group:a#member", "group:c#member@user:carl"]);
    await relata.write(["folder:a#viewer@user:ann", "folder:*#viewer@user:bob", "folder:a#parent@folder:b"]);
    const on = async (objects: readonly string[], relations: readonly string[]) =>
      (await relata.tuplesOn({ objects, relations })).map(formatTuple);
    expect(await on(["group:b", "group:a"], ["member"])).toEqual([
      "group:b#member@group:a#member",
      "group:a#member@user:ann",
    ]);
    expect(await on(["folder:a"], ["viewer"])).toEqual(["folder:a#viewer@user:ann"]);
    expect(await on(["folder:*"], ["viewer"])).toEqual(["folder:*#viewer@user:bob"]);
    expect(await on(["folder:a", "folder:none"], ["parent", "viewer"])).toHaveLength(2);
    expect(await on([], ["member"])).toEqual([]);
  });

  test("are of the state that is asked for", async () => {
    const relata = await emptyRelata(open);
    const { token } = await relata.write(["group:a#member@user:ann"]);
    await relata.write({ delete: ["group:a#member@user:ann"] });
    const input = { objects: [{ type: "group", id: "a" }], relations: ["member"] };
    expect(await relata.tuplesOn({ ...input, consistency: { exactly: token } })).toHaveLength(1);
    expect(await relata.tuplesOn({ ...input, consistency: "latest" })).toEqual([]);
  });
});

test("tuples on a hundred objects take one read, and names that are none are refused", async () => {
  const counted = new CountedStore(memoryStore());
  const relata = await emptyRelata(() => counted.store);
  const objects = Array.from({ length: 100 }, (_, n) => `group:g${n}`);
  await relata.write(objects.map((object) => `${object}#member@user:ann`));
  counted.reads = 0;
  expect(await relata.tuplesOn({ objects, relations: ["member"] })).toHaveLength(100);
  expect(counted.reads).toBe(1);
  const wrong = await failureOf(() => relata.tuplesOn({ objects: ["nothing:1"], relations: ["member"] }));
  expect(wrong.code).toBe("unknown_type");
});
