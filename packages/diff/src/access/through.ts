import { FALSE, formatObject, isWildcard, type ObjectRef } from "@relata/model";
import { explain, type Question, type Reason, type Step } from "@relata/resolver";
import { isUnanswered, type Side } from "./answers.ts";

/** Relations that one answer may be said to go through; the rest of a long intersection is left out. */
const MAX_LABELS = 3;

/**
 * What granted an answer: the first stored relation on its proof, `folder.parent`, with the wildcard if it was one, and of
 * an intersection one for each operand. Empty where nothing stored did. Cost: one explanation.
 */
export function throughOf({ model, graph, limits }: Side, question: Question): readonly string[] {
  try {
    const { reasons } = explain(model, graph, question, limits);
    return reasons.slice(0, 1).flatMap((reason) => labels(reason));
  } catch (error) {
    // A list may be decided where the explanation of one of its answers takes more work than is allowed.
    if (isUnanswered(error)) return [];
    throw error;
  }
}

function labels(reason: Reason): readonly string[] {
  const steps = new Map(reason.names.map(({ object, name, step }) => [keyOf(object, name), step]));
  const seen = new Set<string>();
  const walk = (step: Step): readonly string[] => {
    switch (step.kind) {
      case "tuple": {
        const { object, relation, subject } = step.tuple;
        return [`${object.type}.${relation}${isWildcard(subject) ? ` (${formatObject(subject)})` : ""}`];
      }
      case "arrow":
        return [`${step.object.type}.${step.relation}`];
      case "identity":
        return ["being it"];
      case "union":
        return step.of
          .filter((part) => part.truth === step.truth)
          .slice(0, 1)
          .flatMap(walk);
      case "intersection":
        return step.of.filter((part) => part.truth !== FALSE).flatMap(walk);
      case "exclusion":
        return step.from === undefined ? [] : walk(step.from);
      case "name": {
        const key = keyOf(step.object, step.name);
        const next = steps.get(key);
        if (next === undefined || seen.has(key)) return [];
        seen.add(key);
        return walk(next);
      }
      case "policy":
      case "not_self":
      case "absent":
      case "no_tuple":
      case "nil":
      case "paradox":
        return [];
    }
  };
  const [first] = reason.names;
  return first === undefined ? [] : [...new Set(walk(first.step))].slice(0, MAX_LABELS);
}

function keyOf({ type, id }: ObjectRef, name: string): string {
  return JSON.stringify([type, id, name]);
}
