import { canonicalJson, sameObject, type ObjectRef, type SubjectRef, type Tuple } from "@relata/model";
import type { World, WorldQuestion } from "./world.ts";

/** Tuples of one subject object together, whatever their relation: the steps of an arrow. */
export function groupByObject(tuples: readonly Tuple[]): readonly (readonly Tuple[])[] {
  const groups: Tuple[][] = [];
  for (const tuple of tuples) {
    const group = groups.find(([first]) => first !== undefined && sameObject(first.subject, tuple.subject));
    if (group === undefined) groups.push([tuple]);
    else group.push(tuple);
  }
  return groups;
}

/** Every object that a question to the world may concern. */
export function objectsOf(
  world: World,
  question: Omit<WorldQuestion, "permission">,
  subject: SubjectRef,
): readonly ObjectRef[] {
  const named = [question.object, subject, ...world.tuples.flatMap((tuple) => [tuple.object, tuple.subject])];
  const distinct = new Map(named.map(({ type, id }) => [canonicalJson([type, id]), { type, id }]));
  return [...distinct.values()];
}
