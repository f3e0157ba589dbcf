import type { DraftExpression } from "../draft/draft.ts";
import { passesOn } from "./acting.ts";
import type { JsonModel, JsonName, JsonRelation } from "./json-model.ts";

/**
 * Whether a relation stays its tuples alone, though others imply it: of a relation that lets its holders act as the object, only those
 * hold who are named by a tuple. What asks for it asks for those that imply it besides.
 */
export function isTuplesAlone(relation: JsonRelation, model: JsonModel): boolean {
  return passesOn(relation, model) && relation.impliedBy.length > 0;
}

/** Who holds a relation of the model, by a tuple or by implication. A name that is unknown is left for the compiler to tell. */
export function heldBy(name: JsonName, model: JsonModel): DraftExpression {
  const of = [...namesFor(name, model, new Set())].map((each): DraftExpression => {
    return { kind: "name", name: each, origin: name.origin };
  });
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { kind: "union", of, origin: name.origin };
}

/** The relations to ask for, each once, so that a circle comes to an end. */
function namesFor(name: JsonName, model: JsonModel, known: Set<string>): ReadonlySet<string> {
  if (known.has(name.text)) return known;
  known.add(name.text);
  const relation = model.relations.find((each) => each.name.text === name.text);
  if (relation === undefined || !isTuplesAlone(relation, model)) return known;
  for (const each of relation.impliedBy) namesFor(each, model, known);
  return known;
}
