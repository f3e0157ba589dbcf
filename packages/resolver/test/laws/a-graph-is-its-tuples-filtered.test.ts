import { compareTuples, sameKey, sameObject, type SubjectRef, type Tuple } from "@relata/model";
import {
  answerFrom,
  LoadedGraph,
  MemoryGraph,
  PENDING,
  type Graph,
  type SetKind,
  type Use,
  type Wanted,
} from "@relata/resolver";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { naively, type Facts } from "./naively.ts";

const objects = fc.record({ type: fc.constantFrom("group", "doc"), id: fc.constantFrom("a", "b", "*") });
const subjects: fc.Arbitrary<SubjectRef> = fc.oneof(
  fc.record({ type: fc.constantFrom("user", "group"), id: fc.constantFrom("a", "b", "*") }),
  fc.record({
    type: fc.constant("group"),
    id: fc.constantFrom("a", "b", "c"),
    relation: fc.constantFrom("member", "lead"),
  }),
);
const relations = fc.constantFrom("member", "lead", "viewer");
const tuples: fc.Arbitrary<Tuple> = fc.record({ object: objects, relation: relations, subject: subjects });

/** What is done to a graph, in order: a tuple added, or deleted, or an object given attributes. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: tuples.map((add) => ({ add })) },
    { weight: 2, arbitrary: tuples.map((remove) => ({ remove })) },
    {
      weight: 1,
      arbitrary: fc.tuple(objects, fc.constantFrom({}, { size: 1 })).map(([object, values]) => ({ object, values })),
    },
  ),
  { maxLength: 40, size: "max" },
);

const uses: fc.Arbitrary<Use> = fc.oneof(
  fc.record({ type: fc.constantFrom("group", "doc"), relation: relations }),
  fc.record({ type: fc.constantFrom("group", "doc"), relation: relations, as: fc.constantFrom("member", "lead") }),
);

const THROUGH: readonly SetKind[] = [{ type: "group", relation: "member" }];

const wanted: fc.Arbitrary<Wanted> = fc.oneof(
  fc.record({ ask: fc.constant("has" as const), object: objects, relation: relations, subject: subjects }),
  fc.record({ ask: fc.constantFrom("sets" as const, "objects" as const), object: objects, relation: relations }),
  fc.record({ ask: fc.constant("memberships" as const), subject: subjects, through: fc.constant(THROUGH) }),
  fc.record({ ask: fc.constant("attributes" as const), object: objects }),
  fc.record({ ask: fc.constant("usages" as const), entity: objects }),
  fc.record({ ask: fc.constant("usages" as const), entity: objects, use: uses }),
  fc.record({ ask: fc.constant("ids" as const), type: fc.constantFrom("user", "group", "doc") }),
);

describe("a graph is its tuples, filtered", () => {
  test("in memory, whatever was added and deleted; and loaded from there", () => {
    fc.assert(
      fc.property(steps, fc.array(wanted, { minLength: 5, maxLength: 10 }), (steps, questions) => {
        const graph = new MemoryGraph();
        let facts: Facts = { tuples: [], attributes: [] };
        for (const step of steps) facts = apply(step, graph, facts);
        expect(graph.tuples()).toEqual([...facts.tuples].sort(compareTuples));
        for (const want of questions) {
          const expected = naively(want, facts);
          expect(answerOf(graph, want)).toEqual(expected);
          expect(answerOfLoaded(graph, want)).toEqual(expected);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("a graph that loads on demand notes what it lacks once, and takes an empty answer for an answer", () => {
    const graph = new LoadedGraph();
    const object = { type: "doc", id: "a" };
    expect([graph.sets(object, "viewer"), graph.sets(object, "viewer"), graph.attributes(object)]).toEqual([
      PENDING,
      PENDING,
      PENDING,
    ]);
    expect([graph.pendingCount, graph.isPending]).toEqual([3, true]);
    const asked = graph.takeWanted();
    expect(asked).toEqual([
      { ask: "sets", object, relation: "viewer" },
      { ask: "attributes", object },
    ]);
    graph.load(asked, [{ tuples: [] }, { attributes: {} }]);
    expect([graph.sets(object, "viewer"), graph.attributes(object)]).toEqual([[], {}]);
    expect([graph.pendingCount, graph.isPending]).toEqual([3, false]);
    expect(() => graph.load(asked, [])).toThrow("a driver answers everything");
  });

  test("a tuple of the same key takes the place of the one before, and a deleted one is answered", () => {
    const tuple: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "a" } };
    const later = { ...tuple, policy: { name: "p", parameters: {} } };
    const graph = new MemoryGraph([tuple, later]);
    expect(graph.find(tuple)).toBe(later);
    expect([graph.tuples(), graph.usages(tuple.subject)]).toEqual([[later], [later]]);
    expect([graph.delete(tuple), graph.delete(tuple)]).toEqual([later, undefined]);
    expect([graph.tuples(), graph.usages(tuple.subject), graph.ids("doc"), graph.ids("user")]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  test("the groups of a subject follow every change, however often they are asked for", () => {
    const through = [{ type: "group", relation: "member" }];
    const ann = { type: "user", id: "ann" };
    const inner = member("in", ann);
    const outer = member("out", { type: "group", id: "in", relation: "member" });
    const graph = new MemoryGraph([inner]);
    const groups = () => graph.memberships(ann, through).tuples;
    expect([groups(), groups()]).toEqual([[inner], [inner]]);
    graph.add(outer);
    expect(groups()).toEqual([inner, outer]);
    graph.delete(inner);
    expect(groups()).toEqual([]);
  });
});

type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;

function apply(step: Step, graph: MemoryGraph, { tuples, attributes }: Facts): Facts {
  if ("add" in step) {
    graph.add(step.add);
    return { tuples: [...tuples.filter((tuple) => !sameKey(tuple, step.add)), step.add], attributes };
  }
  if ("remove" in step) {
    graph.delete(step.remove);
    return { tuples: tuples.filter((tuple) => !sameKey(tuple, step.remove)), attributes };
  }
  graph.setAttributes(step.object, step.values);
  return { tuples, attributes: [...attributes.filter(({ object }) => !sameObject(object, step.object)), step] };
}

function answerOf(graph: Graph, want: Wanted): unknown {
  switch (want.ask) {
    case "has":
      return graph.has(want.object, want.relation, want.subject);
    case "sets":
      return graph.sets(want.object, want.relation);
    case "objects":
      return graph.objects(want.object, want.relation);
    case "memberships": {
      const memberships = graph.memberships(want.subject, want.through);
      return memberships === PENDING ? PENDING : memberships.tuples;
    }
    case "attributes":
      return graph.attributes(want.object);
    case "usages":
      return graph.usages(want.entity, want.use);
    case "ids":
      return graph.ids(want.type);
  }
}

function answerOfLoaded(source: MemoryGraph, want: Wanted): unknown {
  const graph = new LoadedGraph();
  expect(answerOf(graph, want)).toBe(PENDING);
  const asked = graph.takeWanted();
  graph.load(
    asked,
    asked.map((each) => shuffled(answerFrom(source, each))),
  );
  return answerOf(graph, want);
}

/** Stores answer in any order. */
function shuffled(answer: ReturnType<typeof answerFrom>): ReturnType<typeof answerFrom> {
  return "tuples" in answer ? { tuples: [...answer.tuples].reverse() } : answer;
}

function member(id: string, subject: SubjectRef): Tuple {
  return { object: { type: "group", id }, relation: "member", subject };
}
