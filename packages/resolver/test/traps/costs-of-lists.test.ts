import type { Tuple } from "@relata/model";
import {
  drive,
  listObjects,
  listSubjects,
  MemoryGraph,
  pageOfObjects,
  pageOfSubjects,
  type Graph,
  type ScopeOf,
} from "@relata/resolver";
import { describe, expect, test } from "vitest";
import { runPlan } from "../agreement.ts";
import { ask, compiled, worldOf } from "../compiled.ts";
import { CountingGraph } from "../counting-graph.ts";

const model = compiled(`
  model 1
  type user { attribute level: number }
  type group { relation member: user | group#member }
  type folder {
    relation parent: folder
    relation viewer: user | group#member
    permission view = viewer + parent->view
  }
  type doc {
    relation folder: folder
    relation viewer: user | user:* | group#member
    relation paid: user | user:*
    relation banned: user | group#member
    permission view = viewer + folder->view
    permission open = view - banned
    permission both = viewer & paid
    permission calm = viewer when quiet
    permission edit = viewer
  }
  context hour: number
  policy quiet = context.hour < 9
`);

const { context, now } = ask(model, "user:ann view doc:d");
const subject = [{ type: "user", id: "ann" }];

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

/** Ann sees twenty documents through groups and folders. */
const OWN = [
  "group:a#member@group:b#member",
  "group:b#member@user:ann",
  "folder:top#viewer@group:a#member",
  "folder:sub#parent@folder:top",
  ...range(10).map((i) => `doc:own${i}#folder@folder:sub`),
  ...range(10).map((i) => `doc:too${i}#viewer@group:a#member`),
];

/** And others see others, as many as are wanted. */
function others(count: number): readonly string[] {
  return range(count).flatMap((i) => [
    `group:g${i}#member@user:u${i}`,
    `folder:f${i}#viewer@group:g${i}#member`,
    `doc:d${i}#folder@folder:f${i}`,
    `doc:d${i}#paid@user:u${i}`,
    `doc:d${i}#banned@user:u${i}`,
  ]);
}

function counted<T>(tuples: readonly Tuple[], list: (graph: Graph) => T) {
  const graph = new CountingGraph(new MemoryGraph(tuples));
  return { value: list(graph), counts: graph.counts };
}

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

describe("the cost of a list of subjects grows with the answer, and with what is excluded", () => {
  const object = { type: "doc", id: "d" };
  const crowd: readonly Tuple[] = range(100_000).map((i) => ({
    object,
    relation: "viewer",
    subject: { type: "user", id: `u${i}` },
  }));

  test("a hundred thousand subjects of a union are read, and none is asked about", () => {
    const { value, counts } = counted(
      crowd,
      listSubjects(model, { object, permission: "view", type: "user", context, now }),
    );
    expect(value.rows).toHaveLength(100_000);
    expect(counts).toEqual({ objects: 2, tuples: 100_000 });
  });

  test("nor is one of them where few are excluded", () => {
    const banned = worldOf(model, ["doc:d#banned@user:u5", "doc:d#banned@group:g#member", "group:g#member@user:u7"]);
    const { value, counts } = counted(
      [...crowd, ...banned.tuples],
      listSubjects(model, { object, permission: "open", type: "user", context, now }),
    );
    expect(value.rows).toHaveLength(99_998);
    expect(counts).toEqual({ objects: 4, tuples: 100_003 });
  });

  test("where many more are excluded than there are, each is asked about instead", () => {
    const few = worldOf(model, ["doc:d#viewer@user:a", "doc:d#viewer@user:u3"]).tuples;
    const deep = worldOf(
      model,
      range(3_000).map((i) => `group:g${i}#member@group:g${i + 1}#member`),
    ).tuples;
    const banned = worldOf(model, ["doc:d#banned@group:g0#member", "group:g3000#member@user:u3"]).tuples;
    const { value, counts } = counted(
      [...few, ...deep, ...banned],
      listSubjects(model, { object, permission: "open", type: "user", context, now }),
    );
    expect(value.rows).toEqual([{ id: "a", decision: { outcome: "allowed" } }]);
    expect(counts["memberships"]).toBe(2);
  });

  test("what is public is one entry, however many there are whom it could mean", () => {
    const tuples = (count: number) =>
      worldOf(model, ["doc:d#viewer@user:*", "doc:d#viewer@user:bob", "doc:d#banned@user:eve", ...others(count)])
        .tuples;
    const list = listSubjects(model, { object, permission: "open", type: "user", context, now });
    const few = counted(tuples(100), list);
    expect(few.value).toEqual({
      rows: [{ id: "bob", decision: { outcome: "allowed" } }],
      rest: { decision: { outcome: "allowed" }, except: ["eve"] },
    });
    expect(counted(tuples(1_000), list)).toEqual(few);
  });

  test("a page of what a policy leaves open decides what is on it, and one more", () => {
    const question = { object, permissions: ["calm"], type: "user", context: { hour: 3 }, now };
    const { value, counts } = counted(crowd.slice(0, 1_000), pageOfSubjects(model, question, { limit: 5 }));
    expect(value.rows).toHaveLength(5);
    expect(counts["has"]).toBe(6);
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

describe("what a policy may read", () => {
  const acting = compiled(`
    model 1
    type user { attribute level: number }
    type doc {
      relation viewer: user | user:* with senior
      permission view = viewer when reading
      permission edit = viewer when reading
      permission know = viewer
    }
    policy reading = action == "view"
    policy senior = has(subject.level)
  `);

  test("is the action: permissions that are listed at once are each their own", () => {
    const graph = new MemoryGraph(worldOf(acting, ["doc:d#viewer@user:ann"]).tuples);
    const question = { subject, permissions: ["edit", "view"], type: "doc", context, now };
    expect(pageOfObjects(acting, question, {})(graph).rows).toEqual([
      { id: "d", granted: [{ permission: "view", decision: { outcome: "allowed" } }] },
    ]);
  });

  test("is the subject: whoever has attributes is told from whom nothing is known", () => {
    const graph = new MemoryGraph(
      worldOf(acting, ["doc:d#viewer@user:* with senior", "doc:e#viewer@user:carol"]).tuples,
    );
    graph.setAttributes({ type: "user", id: "ann" }, { level: 3 });
    const list = listSubjects(acting, {
      object: { type: "doc", id: "d" },
      permission: "know",
      type: "user",
      context,
      now,
    });
    // Carol is named elsewhere, and nothing tells her from the rest.
    expect(list(graph)).toEqual({
      rows: [{ id: "ann", decision: { outcome: "allowed" } }],
      rest: {
        decision: { outcome: "conditional", missing: [{ path: "subject.level", of: { type: "user", id: "*" } }] },
        except: [],
      },
    });
  });
});
