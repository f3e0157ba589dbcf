import { toObject, type ModelIndex, type ObjectRef, type Tuple } from "@relata/model";
import { drive, PENDING, type Graph } from "@relata/resolver";
import type { Store } from "@relata/store";
import { toReadOptions, type StateInput } from "../consistency-input.ts";

/** Which tuples: those on each of the objects under each of the relations. */
export interface TuplesOnInput extends StateInput {
  readonly objects: readonly (string | ObjectRef)[];
  readonly relations: readonly string[];
}

/**
 * The live tuples on just these objects, in their order; those on `T:*` are not on every object here.
 *
 * @throws Failure `invalid_reference`, `unknown_type` for text that names no object
 */
export async function tuplesOn(store: Store, index: ModelIndex, input: TuplesOnInput): Promise<readonly Tuple[]> {
  const { objects, relations, ...state } = input;
  const named = objects.map((object) => (typeof object === "string" ? toObject(index, object) : object));
  const attempt = (graph: Graph): readonly Tuple[] =>
    named.flatMap((object) => relations.flatMap((relation) => onOne(graph, object, relation)));
  const { value } = await store.read((ask) => drive(attempt, ask), toReadOptions(state));
  return value;
}

function onOne(graph: Graph, object: ObjectRef, relation: string): readonly Tuple[] {
  const found = graph.objects(object, relation);
  return found === PENDING ? [] : found.filter((tuple) => tuple.object.id === object.id);
}
