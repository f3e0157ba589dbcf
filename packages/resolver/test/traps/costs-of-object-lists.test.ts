import { drive, listObjects, MemoryGraph, pageOfObjects, type ScopeOf } from "@relata/resolver";
import { describe, expect, test } from "vitest";
import { runPlan } from "../agreement.ts";
import { compiled, worldOf } from "../compiled.ts";
import { context, counted, model, now, others, OWN, range, subject } from "../crowded-world.ts";

const small = worldOf(model, [...OWN, ...others(100)]).tuples;
const large = worldOf(model, [...OWN, ...others(1_000)]).tuples;

describe("the cost of a list of objects grows with the answer, and not with the store", () => {
  test.each(["view", "open", "both", "calm"])("for `%s`", (permission) => {
    const question = { subject, permission, type: "doc", context, now };
    const list = listObjects(model, question);
    const few = counted(small, list);
    expect(few.counts).toEqual(counted(large, list).counts);
    expect(few.value).toEqual(list(new MemoryGraph(large)));
    expect(few.value.rows).toHaveLength({ view: 20, open: 20, both: 0, calm: 10 }[permission] ?? -1);
  });

  test("a union is walked, and nothing of it is asked again", () => {
    const { counts } = counted(small, listObjects(model, { subject, permission: "view", type: "doc", context, now }));
    expect(counts).toEqual({ memberships: 1, usages: expect.any(Number) as number, tuples: 2 + 1 + 1 + 10 + 10 });
  });

  test("what is used otherwise is not read: a folder of a thousand documents is one folder to who lists folders", () => {
    const full = worldOf(model, [...OWN, ...range(1_000).map((i) => `doc:full${i}#folder@folder:sub`)]).tuples;
    const { value, counts } = counted(
      full,
      listObjects(model, { subject, permission: "view", type: "folder", context, now }),
    );
    expect(value.rows.map(({ id }) => id)).toEqual(["sub", "top"]);
    expect(counts["tuples"]).toBe(2 + 1 + 1);
  });

  test("a part of an intersection that is public is not where it begins", () => {
    const narrow = compiled(`
      model 1
      type user
      type doc {
        relation viewer: user:*
        relation paid: user
        permission both = viewer & paid
      }
    `);
    const tuples = [...range(500).map((i) => `doc:p${i}#viewer@user:*`), "doc:p7#paid@user:ann"];
    const { value, counts } = counted(
      worldOf(narrow, tuples).tuples,
      listObjects(narrow, { subject, permission: "both", type: "doc", context, now }),
    );
    expect(value.rows).toEqual([{ id: "p7", decision: { outcome: "allowed" } }]);
    expect(counts["tuples"]).toBeLessThan(5);
  });

  test("a page decides what is on it, and one more", () => {
    const many = worldOf(
      model,
      range(500).map((i) => `doc:d${1_000 + i}#viewer@user:ann`),
    ).tuples;
    const question = { subject, permissions: ["open"], type: "doc", context, now };
    const first = counted(many, pageOfObjects(model, question, { limit: 10 }));
    expect(first.value.rows.map(({ id }) => id)).toEqual(range(10).map((i) => `d${1_000 + i}`));
    expect(first.value.isCut).toBe(true);
    expect(first.counts["has"]).toBeLessThan(11 * 4);
    const later = counted(many, pageOfObjects(model, question, { limit: 10, after: "d1400" }));
    expect(later.value.rows[0]?.id).toBe("d1401");
    expect(later.counts["has"]).toBe(first.counts["has"]);
  });

  test("a page of many candidates that are denied takes few batches", () => {
    const denied = range(500).flatMap((i) => [`doc:d${i}#viewer@user:ann`, `doc:d${i}#banned@user:ann`]);
    const graph = new MemoryGraph(worldOf(model, [...denied, "doc:e#viewer@user:ann"]).tuples);
    const question = { subject, permissions: ["open"], type: "doc", context, now };
    const { value, batches } = runPlan(drive(pageOfObjects(model, question, { limit: 1 })), graph);
    expect(value).toEqual({
      rows: [{ id: "e", granted: [{ permission: "open", decision: { outcome: "allowed" } }] }],
      isCut: false,
    });
    expect(batches).toBeLessThan(15);
  });

  test("a small scope is asked about document by document, whatever else is seen", () => {
    const everything = range(2_000).map((i) => `doc:d${i}#viewer@user:ann`);
    const inside = range(5).map((i) => `doc:d${i}#folder@folder:small`);
    const scope: ScopeOf = { within: { type: "folder", id: "small" }, through: ["folder"] };
    const question = { subject, permission: "open", type: "doc", context, now, scope };
    const { value, counts } = counted(worldOf(model, [...everything, ...inside]).tuples, listObjects(model, question));
    expect(value.rows.map(({ id }) => id)).toEqual(["d0", "d1", "d2", "d3", "d4"]);
    expect(counts["tuples"]).toBeLessThan(50);
  });

  test("of a large scope only what the subject reaches is looked at", () => {
    const scope: ScopeOf = { within: { type: "folder", id: "root" }, through: ["folder", "parent"] };
    const inside = range(2_000).map((i) => `folder:f${i}#parent@folder:root`);
    const tuples = worldOf(model, [...OWN, ...inside, "folder:top#parent@folder:root"]).tuples;
    const { value, counts } = counted(
      tuples,
      listObjects(model, { subject, permission: "view", type: "doc", context, now, scope }),
    );
    expect(value.rows.map(({ id }) => id)).toEqual(range(10).map((i) => `own${i}`));
    expect(counts["objects"]).toBeLessThan(60);
  });
});

test("permissions at once share what they are read from", () => {
  const question = { subject, type: "doc", context, now };
  const alone = (permission: string) => counted(small, listObjects(model, { ...question, permission })).counts;
  const both = counted(small, pageOfObjects(model, { ...question, permissions: ["view", "edit"] }, {}));
  expect(both.value.rows.filter(({ granted }) => granted.length === 2)).toHaveLength(10);
  expect(both.value.rows[0]?.granted.map(({ permission }) => permission)).toEqual(["view"]);
  expect(both.counts["usages"]).toBe(alone("view")["usages"]);
});
