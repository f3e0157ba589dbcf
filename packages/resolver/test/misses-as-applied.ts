import {
  canonicalJson,
  formatKey,
  formatObject,
  formatTuple,
  sameKey,
  sameObject,
  type Decision,
  type Json,
  type JsonObject,
  type ObjectRef,
} from "@relata/model";
import * as relata from "@relata/resolver";
import type { AttributeMiss, Graph, Miss } from "@relata/resolver";
import { NAMES, questions, worlds, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { graphOf, loaded, type Engine } from "./agreement.ts";
import { disagreement, expectSame } from "./disagreement.ts";
import { isFailure } from "@relata/model";

/**
 * The law of nearest misses as a property: each change, made to the tuples and attributes themselves, allows what was
 * denied; one whose value is not determined makes it wait for that value alone. There are five at the most, no two alike, the
 * same over a graph that loads on demand.
 */
export function missesAsApplied(engine: Engine = relata, note: (miss: Miss | undefined) => void = () => {}) {
  const asked = fc.array(fc.tuple(questions, fc.constantFrom(...NAMES)), { minLength: 4, maxLength: 4 });
  return fc.property(worlds, asked, (world, asked) => {
    for (const [part, permission] of asked) expectMisses(engine, world, { ...part, permission }, note);
  });
}

function expectMisses(
  engine: Engine,
  world: World,
  question: WorldQuestion,
  note: (miss: Miss | undefined) => void,
): void {
  const graph = graphOf(world, engine);
  const explain = (graph: Graph) => engine.explain(world.model, graph, question);
  const explained = answered(() => explain(graph));
  if (explained === undefined) return;
  const { decision, misses } = explained;
  expectSame(answered(() => loaded(explain, graph, engine))?.misses, misses, world, question);
  if (decision.outcome !== "denied") return expectSame(misses, [], world, question);
  if (misses.length === 0) note(undefined);
  const said = misses.map((miss) => sayMiss(miss));
  if (said.length > 5 || new Set(said).size < said.length)
    throw disagreement(`misses: ${said.join("; ")}`, world, question);
  for (const miss of misses) {
    note(miss);
    const after = applied(miss, world, question);
    const decided = answered(() => engine.check(world.model, graphOf(after.world, engine), after.question));
    if (!isAsSaid(miss, decided))
      throw disagreement(`after ${sayMiss(miss)} it is ${decided?.outcome}`, world, question);
  }
}

function isAsSaid(miss: Miss, decided: Decision | undefined): boolean {
  if (miss.kind !== "attribute" || miss.needs !== undefined) return decided?.outcome === "allowed";
  return decided?.outcome === "conditional" && decided.missing.every(({ path }) => path === miss.path);
}

/** The world and the question after the change. */
function applied(miss: Miss, world: World, question: WorldQuestion): { world: World; question: WorldQuestion } {
  if (miss.kind === "attribute") return withValue(miss, world, question);
  const others = world.tuples.filter((tuple) => !sameKey(tuple, miss.tuple));
  return { question, world: { ...world, tuples: miss.kind === "delete" ? others : [...others, miss.tuple] } };
}

function withValue(miss: AttributeMiss, world: World, question: WorldQuestion) {
  const [, name = ""] = miss.path.split(".");
  const { of, needs, tuple } = miss;
  if (tuple?.policy !== undefined) {
    const open = { ...tuple, policy: { ...tuple.policy, parameters: set(tuple.policy.parameters, miss.path, needs) } };
    const others = world.tuples.filter((one) => !sameKey(one, tuple));
    return { world: { ...world, tuples: [...others, open] }, question };
  }
  if (of === undefined) return { world, question: { ...question, context: set(question.context, name, needs) } };
  const resource = sameObject(of, question.object) ? set(question.resource, name, needs) : question.resource;
  const others = world.attributes.filter(({ object }) => !sameObject(object, of));
  const attributes = [...others, { object: of, values: set(storedOf(world, of), name, needs) }];
  return { world: { ...world, attributes }, question: { ...question, resource } };
}

function storedOf({ attributes }: World, of: ObjectRef): JsonObject {
  return attributes.find(({ object }) => sameObject(object, of))?.values ?? {};
}

function set(values: JsonObject, name: string, value: Json | undefined): JsonObject {
  const others = Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
  return value === undefined ? others : { ...others, [name]: value };
}

/** A change as text. */
export function sayMiss(miss: Miss): string {
  if (miss.kind !== "attribute") return `${miss.kind} ${formatTuple(miss.tuple)}`;
  const owner = miss.of !== undefined ? formatObject(miss.of) : miss.tuple !== undefined ? formatKey(miss.tuple) : "";
  const of = owner === "" ? "" : ` of ${owner}`;
  return `set ${miss.path}${of}${miss.needs === undefined ? "" : ` to ${canonicalJson(miss.needs)}`}`;
}

function answered<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return undefined;
    throw error;
  }
}
