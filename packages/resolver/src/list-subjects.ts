import type { JsonObject, Model } from "@relata/model";
import type { Limits } from "./limits.ts";
import type { Graph } from "./graph.ts";
import { listOf, type List, type ListPage, type PageOf } from "./list.ts";
import { lister } from "./lister.ts";
import type { Question } from "./question.ts";
import { requireName } from "./require-name.ts";
import { SubjectCandidates } from "./subject-candidates.ts";

/** A question about every subject of a type, or about every subject set `type#relation`. */
export interface SubjectsQuestion extends Omit<Question, "subject" | "resource"> {
  readonly type: string;
  readonly relation?: string;
  /** Attributes that the request supplies for the object. */
  readonly resource?: JsonObject;
}

/** The same about several permissions at once: at least one, each once. */
export interface SeveralOfSubjects extends Omit<SubjectsQuestion, "permission"> {
  readonly permissions: readonly string[];
}

/**
 * Which subjects of the type hold the permission on the object: a function of the graph, to be run by `drive` or on a
 * graph in memory. Law: exactly the subjects of which `check` says so. Rows are those that tuples below the object name,
 * and those that are granted otherwise than the rest.
 *
 * Cost: what tuples lead to from the object, and a check for each subject that an intersection, an exclusion or a policy
 * leaves open. Where a wildcard is left open, everything below the object is read, what is excluded too; where a policy
 * reads attributes of the subject besides, every id of the type is checked.
 */
export function listSubjects(model: Model, question: SubjectsQuestion, limits: Limits = {}): (graph: Graph) => List {
  const { permission, ...asked } = question;
  const whole = pageOfSubjects(model, { ...asked, permissions: [permission] }, {}, limits);
  return (graph) => listOf(whole(graph));
}

/** A page of the list of several permissions. What is open is decided only as far as the page needs it. */
export function pageOfSubjects(
  model: Model,
  question: SeveralOfSubjects,
  page: PageOf,
  limits: Limits = {},
): (graph: Graph) => ListPage {
  for (const permission of question.permissions) requireName(model, question.object.type, permission);
  return lister((graph) => new SubjectCandidates(model, graph, question, limits), page);
}
