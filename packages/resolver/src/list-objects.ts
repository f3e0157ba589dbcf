import { compareText, WILDCARD, type Model, type SubjectRef } from "@relata/model";
import { check, type Limits } from "./check.ts";
import { PENDING, type Graph } from "./graph.ts";
import { Candidates, type List } from "./list.ts";
import { PathMap } from "./path-map.ts";
import type { Question } from "./question.ts";
import { requireName } from "./require-name.ts";

/** A question about every object of a type. Attributes cannot be supplied: they would belong to one object only. */
export interface ObjectsQuestion extends Omit<Question, "object" | "resource"> {
  readonly type: string;
}

/**
 * Which objects of the type grant the permission: a function of the graph, to be run by `drive` or on a graph in
 * memory. Law: exactly the objects of which `check` says so.
 *
 * Candidates are the objects that a chain of tuples leads to from the subject; where the wildcard object or an
 * unnamed one may be granted, every id of the type. Cost: one check for each candidate.
 */
export function listObjects(model: Model, question: ObjectsQuestion, limits: Limits = {}): (graph: Graph) => List {
  const { type, ...asked } = question;
  requireName(model, type, question.permission);
  const candidates = new Candidates((graph, id) =>
    check(model, graph, { ...asked, object: { type, id }, resource: {} }, limits),
  );
  return (graph) => {
    const generic = candidates.generic(graph, type, question.subject);
    const ids = generic.outcome === "denied" ? reachedIds(graph, question.subject, type) : everyId(graph, question);
    return candidates.list(graph, ids, generic);
  };
}

/** Every id that may be told from the generic one: those that the store names, and the subjects themselves. */
function everyId(graph: Graph, { type, subject }: ObjectsQuestion): readonly string[] {
  const own = subject.filter((one) => one.type === type && one.id !== WILDCARD).map(({ id }) => id);
  return [...new Set([...idsOf(graph, type), ...own])].sort(compareText);
}

function idsOf(graph: Graph, type: string): readonly string[] {
  const ids = graph.ids(type);
  return ids === PENDING ? [] : ids;
}

/**
 * Ids of the type that tuples lead to from the subject, upward over reverse edges, whatever their relations: no object
 * can grant anything without such a chain, unless it is the subject itself. All references of an `all of` must be
 * allowed, so the chains of the first one are enough.
 */
function reachedIds(graph: Graph, [subject]: readonly SubjectRef[], type: string): readonly string[] {
  if (subject === undefined) return [];
  const seen = new PathMap<true>();
  const ids = new Set<string>();
  const waiting = [subject, { type: subject.type, id: WILDCARD }].map(({ type, id }) => ({ type, id }));
  for (let entity = waiting.pop(); entity !== undefined; entity = waiting.pop()) {
    if (seen.get([entity.type, entity.id])) continue;
    seen.set([entity.type, entity.id], true);
    if (entity.type === type && entity.id !== WILDCARD) ids.add(entity.id);
    const usages = graph.usages(entity);
    if (usages === PENDING) continue;
    for (const { object } of usages) {
      waiting.push(object);
      if (object.id === WILDCARD) for (const id of idsOf(graph, object.type)) waiting.push({ type: object.type, id });
    }
  }
  return [...ids].sort(compareText);
}
