import type { Model } from "@relata/model";
import type { Limits } from "./limits.ts";
import type { Graph } from "./graph.ts";
import { listOf, type List, type ListPage, type PageOf } from "./list.ts";
import { lister } from "./lister.ts";
import { ObjectCandidates } from "./object-candidates.ts";
import type { Question } from "./question.ts";
import type { ScopeOf } from "./reach/scope.ts";
import { requireName } from "./require-name.ts";

/** A question about every object of a type. Attributes cannot be supplied: they would belong to one object only. */
export interface ObjectsQuestion extends Omit<Question, "object" | "resource"> {
  readonly type: string;
  /** Only objects of the scope; all unless given. */
  readonly scope?: ScopeOf;
}

/** The same about several permissions at once: at least one, each once. */
export interface SeveralOfObjects extends Omit<ObjectsQuestion, "permission"> {
  readonly permissions: readonly string[];
}

/**
 * Which objects of the type grant the permission: a function of the graph, to be run by `drive` or on a graph in
 * memory. Law: exactly the objects of which `check` says so, as far as they are in the scope.
 *
 * Cost: what tuples lead to from the subject by steps that the permission is made of, and an evaluation for each object
 * that an intersection, an exclusion or a policy leaves open. Where the wildcard object may be granted, every id of the type.
 */
export function listObjects(model: Model, question: ObjectsQuestion, limits: Limits = {}): (graph: Graph) => List {
  const { permission, ...asked } = question;
  const whole = pageOfObjects(model, { ...asked, permissions: [permission] }, {}, limits);
  return (graph) => listOf(whole(graph));
}

/** A page of the list of several permissions. What is open is decided only as far as the page needs it. */
export function pageOfObjects(
  model: Model,
  question: SeveralOfObjects,
  page: PageOf,
  limits: Limits = {},
): (graph: Graph) => ListPage {
  for (const permission of question.permissions) requireName(model, question.type, permission);
  return lister((graph) => new ObjectCandidates(model, graph, question, limits), page);
}
