// oxlint-disable vitest/no-conditional-expect -- Why: what is expected depends on what was drawn.
import { formatKey, formatSubject, type JsonObject, type ObjectRef, type SubjectRef, type Tuple } from "@relata/model";
import { ResidentGraph } from "@relata/resident";
import { MemoryGraph, shapeOf, type Graph } from "@relata/resolver";
import { IDS, NAMES, worlds, type World } from "@relata/spec";
import * as fc from "fast-check";
import { expect, test } from "vitest";

/** Ids that some tuple may have, one that none has, and a type that no model declares. */
const ENTITIES: readonly ObjectRef[] = [
  ...Object.entries(IDS).flatMap(([type, ids]) => [...ids, "*", "nobody"].map((id) => ({ type, id }))),
  { type: "ghost", id: "g" },
];
const TYPES = [...Object.keys(IDS), "ghost"];

/** Everything that a graph can be asked, of a small world. */
function* answersOf(graph: Graph, { model }: World): Generator<readonly [string, unknown]> {
  for (const type of TYPES) yield [`ids ${type}`, graph.ids(type)];
  for (const entity of ENTITIES) {
    const name = formatSubject(entity);
    yield [`attributes ${name}`, graph.attributes(entity)];
    yield [`usages ${name}`, graph.usages(entity)];
    for (const relation of NAMES) {
      yield [`sets ${name} ${relation}`, graph.sets(entity, relation)];
      yield [`objects ${name} ${relation}`, graph.objects(entity, relation)];
      const use = { type: "folder", relation, as: "member" };
      yield [`usages ${name} as ${relation}`, graph.usages(entity, use)];
    }
    for (const subject of [entity, { ...entity, relation: "member" }] as SubjectRef[])
      yield [`memberships ${formatSubject(subject)}`, tuplesOf(graph.memberships(subject, shapeOf(model).groups))];
  }
}

function tuplesOf(found: unknown): unknown {
  return (found as { readonly tuples: unknown }).tuples;
}

function expectSame(plain: MemoryGraph, resident: ResidentGraph, world: World): void {
  expect(resident.size).toBe(plain.tuples().length);
  const actual = [...answersOf(resident, world)];
  [...answersOf(plain, world)].forEach((expected, i) => expect(actual[i]).toEqual(expected));
  for (const { object, relation, subject } of world.tuples)
    expect(resident.has(object, relation, subject)).toEqual(plain.has(object, relation, subject));
}

test("a resident graph answers whatever a graph is asked as one in memory does, after any writes", () => {
  fc.assert(
    fc.property(worlds, worlds, fc.array(fc.nat(), { maxLength: 8 }), (world, other, moves) => {
      const plain = new MemoryGraph();
      const resident = new ResidentGraph(world.model);
      const all = [...world.tuples, ...other.tuples];
      for (const tuple of all) {
        plain.add(tuple);
        resident.put(tuple);
      }
      for (const n of moves) {
        const tuple = all[n % all.length] as Tuple;
        expect(resident.delete(tuple)).toBe(plain.delete(tuple) !== undefined);
      }
      for (const { object, values } of [...world.attributes, ...other.attributes]) {
        plain.setAttributes(object, values);
        resident.setAttributes(object, values);
      }
      expectSame(plain, resident, { ...world, tuples: all });
    }),
    { numRuns: 25 },
  );
});

test("what is loaded is what is put", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const loaded = new ResidentGraph(world.model, world.tuples);
      expect(loaded.size).toBe(world.tuples.length);
      expectSame(new MemoryGraph(world.tuples), loaded, { ...world, attributes: [] });
    }),
    { numRuns: 20 },
  );
});

test("every change of an edge is told once, and whether a plain one came and nothing else happened", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const graph = new ResidentGraph(world.model);
      const told: string[] = [];
      graph.onChange(({ edges: { kind }, object, subject, isAddition }) => {
        const on = `${kind.type}:${graph.names(kind.type).id(object)}#${kind.relation}`;
        const of = formatSubject({
          type: kind.subjectType,
          id: graph.names(kind.subjectType).id(subject),
          ...(kind.subjectRelation !== undefined && { relation: kind.subjectRelation }),
        });
        told.push(`${isAddition ? "+" : "!"}${on}@${of}`);
      });
      for (const tuple of world.tuples) {
        const key = formatKey(tuple);
        graph.put(tuple);
        // What the model does not admit is special as well, whatever it looks like.
        const mark = told.at(-1)?.[0] ?? "";
        if (tuple.policy !== undefined || tuple.from !== undefined || tuple.until !== undefined)
          expect(told).toEqual([`!${key}`]);
        else expect(told).toEqual([`${mark}${key}`]);
        graph.put(tuple);
        graph.delete(tuple);
        graph.delete(tuple);
        expect(told).toEqual([`${mark}${key}`, `!${key}`, `!${key}`]);
        told.length = 0;
      }
    }),
    { numRuns: 20 },
  );
});

test("attributes are replaced one by one or all at once, whatever their names", () => {
  const graph = new ResidentGraph({ types: [], policies: [], context: [] } as never);
  const object = { type: "doc", id: "d" };
  graph.setAttribute(object, "__proto__", 1);
  graph.setAttribute(object, "level", 2);
  expect(JSON.stringify(graph.attributes(object))).toBe('{"__proto__":1,"level":2}');
  graph.setAttribute(object, "__proto__", undefined);
  expect(graph.attributes(object)).toEqual({ level: 2 } satisfies JsonObject);
  expect(graph.ids("doc")).toEqual(["d"]);
  graph.setAttributes(object, {});
  expect(graph.ids("doc")).toEqual([]);
});
