import type { Tuple } from "@relata/model";
import { listSubjects, MemoryGraph, pageOfObjects, pageOfSubjects } from "@relata/resolver";
import { describe, expect, test } from "vitest";
import { compiled, worldOf } from "../compiled.ts";
import { context, counted, model, now, others, range, subject } from "../crowded-world.ts";

/** A document that everybody but Eve sees, among so many others. */
function publicWith(count: number): readonly Tuple[] {
  const tuples = ["doc:d#viewer@user:*", "doc:d#viewer@user:bob", "doc:d#banned@user:eve", ...others(count)];
  return worldOf(model, tuples).tuples;
}

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
    const list = listSubjects(model, { object, permission: "open", type: "user", context, now });
    const few = counted(publicWith(100), list);
    expect(few.value).toEqual({
      rows: [{ id: "bob", decision: { outcome: "allowed" } }],
      rest: { decision: { outcome: "allowed" }, except: ["eve"] },
    });
    expect(counted(publicWith(1_000), list)).toEqual(few);
  });

  test("a page of what a policy leaves open decides what is on it, and one more", () => {
    const question = { object, permissions: ["calm"], type: "user", context: { hour: 3 }, now };
    const { value, counts } = counted(crowd.slice(0, 1_000), pageOfSubjects(model, question, { limit: 5 }));
    expect(value.rows).toHaveLength(5);
    expect(counts["has"]).toBe(6);
  });
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
