import { isFailure, type Tuple } from "@relata/model";
import {
  check,
  drive,
  explain,
  listObjects,
  listSubjects,
  withTuples,
  type Graph,
  type MemoryGraph,
} from "@relata/resolver";
import { NAMES, questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphOf, loaded, runPlan } from "../agreement.ts";
import { ask, at, compiled, worldOf } from "../compiled.ts";
import { expectSame, written } from "../disagreement.ts";
import { worldsToTry } from "../theorem.ts";

/** What becomes of a tuple of a world: it is stored, or it comes with the request, perhaps in the place of another. */
const fates = fc.infiniteStream(fc.constantFrom("stored", "stored", "request", "in place of none", "in place of bare"));

/** The same key with another value: what the request replaces must count for nothing. */
function replaced({ object, relation, subject }: Tuple, fate: string): Tuple {
  const key = { object, relation, subject };
  return fate === "in place of bare" ? key : { ...key, until: at("2000-01-01T00:00:00Z") };
}

interface Split {
  readonly stored: MemoryGraph;
  readonly request: readonly Tuple[];
}

function split({ tuples, attributes }: World, fates: Iterable<string>): Split {
  const stored: Tuple[] = [];
  const request: Tuple[] = [];
  const fate = fates[Symbol.iterator]();
  for (const tuple of tuples) {
    const { value } = fate.next() as { value: string };
    if (value === "stored") stored.push(tuple);
    else request.push(tuple);
    if (value.startsWith("in place of")) stored.push(replaced(tuple, value));
  }
  return { stored: graphOf({ tuples: stored, attributes }), request };
}

/** Every question that can be put about these, by name. */
function questionsOf({ model }: World, asked: WorldQuestion): Readonly<Record<string, (graph: Graph) => unknown>> {
  const { subject, object, resource, ...rest } = asked;
  return {
    check: (graph) => check(model, graph, asked),
    explain: (graph) => explain(model, graph, asked),
    objects: listObjects(model, { ...rest, subject, type: object.type }),
    subjects: listSubjects(model, { ...rest, object, resource, type: "user" }),
    groups: listSubjects(model, { ...rest, object, resource, type: "group", relation: "r" }),
  };
}

function outcomeOf(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (error) {
    if (isFailure(error)) return { code: error.code, message: error.message };
    throw error;
  }
}

describe("the tuples of a request count as if they were written", () => {
  test("in random worlds, for checks, explanations and lists, in memory and loaded", { timeout: 600_000 }, () => {
    const seen = new Map<string, number>();
    const law = fc.property(worlds, questions, fc.constantFrom(...NAMES), fates, (world, part, permission, fates) => {
      const { stored, request } = split(world, fates);
      const whole = graphOf(world);
      const asked = { ...part, permission };
      for (const [name, question] of Object.entries(questionsOf(world, asked))) {
        const expected = outcomeOf(() => question(whole));
        const over = () => withTuples(request, questionsOf(world, asked)[name] as typeof question);
        expectSame(
          outcomeOf(() => over()(stored)),
          expected,
          world,
          asked,
        );
        expectSame(
          outcomeOf(() => loaded(over(), stored)),
          expected,
          world,
          asked,
        );
        const without = outcomeOf(() => questionsOf(world, asked)[name]?.(stored));
        if (written(without) !== written(expected)) seen.set(name, (seen.get(name) ?? 0) + 1);
      }
    });
    fc.assert(law, worldsToTry(400));
    console.log(`changed by the request: ${[...seen].map(([name, count]) => `${name} ${count}`).join(", ")}`);
    for (const name of ["check", "explain", "objects", "subjects"]) expect(seen.get(name) ?? 0).toBeGreaterThan(5);
  });
});

const model = compiled(`
  model 1
  type user
  type group { relation member: user | user with fresh | group#member }
  type team { relation member: group#member }
  type folder {
    relation parent: folder
    relation viewer: user | group#member | team#member
    permission view = viewer + parent->view
  }
  policy fresh(tuple until: timestamp) = now < until
`);

const [first, second] = ["2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z"];

function until(instant: string): string {
  return `group:mid#member@user:ann with fresh {"until":"${instant}"}`;
}

/** The outcome over what is stored, with these tuples of the request, and the batches that it took to load. */
function asked(question: string, stored: readonly string[], request: readonly string[]) {
  const graph = graphOf(worldOf(model, stored));
  const put = withTuples(worldOf(model, request).tuples, (graph) => check(model, graph, ask(model, question)));
  const { value, batches } = runPlan(drive(put), graph);
  expect(put(graph)).toEqual(value);
  return { outcome: value.outcome, batches };
}

describe("the tuples of a request", () => {
  const stored = ["folder:a#viewer@group:top#member", "group:top#member@group:mid#member"];

  test("lead a subject into stored groups without a further round trip", () => {
    expect(asked("user:ann view folder:a", stored, [])).toEqual({ outcome: "denied", batches: 1 });
    const request = ["group:mid#member@user:ann"];
    expect(asked("user:ann view folder:a", stored, request)).toEqual({ outcome: "allowed", batches: 1 });
  });

  test("take one more round trip where the way up turns from a stored tuple to one of the request", () => {
    const parted = [...stored, "group:in#member@user:ann"];
    const request = ["group:mid#member@group:in#member"];
    expect(asked("user:ann view folder:a", parted, request)).toEqual({ outcome: "allowed", batches: 2 });
  });

  test("stand on every group where they stand on the wildcard", () => {
    expect(asked("user:ann view folder:a", stored, ["group:*#member@user:ann"]).outcome).toBe("allowed");
    expect(asked("user:ann view folder:a", ["folder:a#viewer@group:top#member"], ["group:*#member@user:ann"])).toEqual({
      outcome: "allowed",
      batches: 1,
    });
  });

  test("stand above a group that only the wildcard leads to", () => {
    const everywhere = ["folder:a#viewer@team:t#member", "group:*#member@user:ann"];
    const request = ["team:t#member@group:any#member"];
    expect(asked("user:ann view folder:a", everywhere, request)).toEqual({ outcome: "allowed", batches: 2 });
  });

  test("replace the policy and the window of a stored tuple, also within a group", () => {
    const view = "user:ann view folder:a";
    expect(asked(view, [...stored, until(second)], []).outcome).toBe("allowed");
    expect(asked(view, [...stored, until(second)], [until(first)]).outcome).toBe("denied");
    expect(asked(view, [...stored, until(first)], [until(second)]).outcome).toBe("allowed");
    expect(asked(view, [...stored, until(first)], ["group:mid#member@user:ann"]).outcome).toBe("allowed");
    const ended = `group:mid#member@user:ann until ${first}`;
    expect(asked(view, [...stored, "group:mid#member@user:ann"], [ended]).outcome).toBe("denied");
  });

  test("lead an arrow on, and a cycle with stored tuples ends", () => {
    const chain = ["folder:b#viewer@user:ann", "folder:m#parent@folder:b"];
    const request = ["folder:a#parent@folder:m", "folder:b#parent@folder:a"];
    expect(asked("user:ann view folder:a", chain, request).outcome).toBe("allowed");
    expect(asked("user:bob view folder:a", chain, request).outcome).toBe("denied");
  });

  test("are named among the ids that a list walks", () => {
    const question = { subject: [{ type: "user", id: "ann" }], permission: "view", context: {}, now: at(first) };
    const request = worldOf(model, ["folder:new#viewer@user:ann"]).tuples;
    const list = withTuples(request, listObjects(model, { ...question, type: "folder" }));
    expect(list(graphOf(worldOf(model, stored)))).toEqual({ rows: [{ id: "new", decision: { outcome: "allowed" } }] });
  });
});
