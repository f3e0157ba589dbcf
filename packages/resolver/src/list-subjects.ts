import { compareText, WILDCARD, type JsonObject, type Model } from "@relata/model";
import { check, type Limits } from "./check.ts";
import { PENDING, type Graph } from "./graph.ts";
import { Candidates, type List } from "./list.ts";
import type { Question } from "./question.ts";
import { requireName } from "./require-name.ts";

/** A question about every subject of a type, or about every subject set `type#relation`. */
export interface SubjectsQuestion extends Omit<Question, "subject" | "resource"> {
  readonly type: string;
  readonly relation?: string;
  /** Attributes that the request supplies for the object. */
  readonly resource?: JsonObject;
}

/**
 * Which subjects of the type hold the permission on the object: a function of the graph, to be run by `drive` or on a
 * graph in memory. Law: exactly the subjects of which `check` says so.
 *
 * Candidates are all ids of the type that the store names. Cost: one check for each of them.
 */
export function listSubjects(model: Model, question: SubjectsQuestion, limits: Limits = {}): (graph: Graph) => List {
  const { type, relation, resource = {}, ...asked } = question;
  requireName(model, question.object.type, question.permission);
  const candidates = new Candidates((graph, id) => {
    const subject = { type, id, ...(relation !== undefined && { relation }) };
    return check(model, graph, { ...asked, subject: [subject], resource }, limits);
  });
  return (graph) => {
    const ids = graph.ids(type);
    // Why: a wildcard stands for plain subjects only; there is no generic subject set to ask about.
    const generic =
      relation === undefined ? candidates.generic(graph, type, [question.object]) : ({ outcome: "denied" } as const);
    return candidates.list(graph, withObject(ids === PENDING ? [] : ids, question), generic);
  };
}

/** The object asked about may hold its own permissions (`self`, or as the set it is) without being named anywhere. */
function withObject(ids: readonly string[], { type, object }: SubjectsQuestion): readonly string[] {
  if (object.type !== type || object.id === WILDCARD || ids.includes(object.id)) return ids;
  return [...ids, object.id].sort(compareText);
}
