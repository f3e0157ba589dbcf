import { Failure, type ModelIndex, type ObjectRef, type SubjectRef, type Tuple } from "@relata/model";
import { drive, PENDING, type Graph } from "@relata/resolver";
import type { ReadOptions, Store, TupleFilter } from "@relata/store";
import { toFilter, type FilterInput } from "../filter-input.ts";

/** Where tuples stand: on an object, under a relation, and of one subject alone where that is named. */
interface Place {
  readonly object: ObjectRef;
  readonly relation: string;
  readonly subject?: SubjectRef;
}

/**
 * The live tuples of each place, all of one state: what `tuples` answers for each filter. Cost: a search of an index for each
 * place, by statements that are prepared, and over PostgreSQL one round trip for all of them and one for the end.
 *
 * @throws Failure `invalid_question` for a filter that names no place; and as `toFilter`
 */
export async function tuplesOn(
  store: Store,
  index: ModelIndex,
  filters: readonly FilterInput[],
  options: ReadOptions,
): Promise<readonly (readonly Tuple[])[]> {
  const places = filters.map((filter) => toPlace(toFilter(index, filter, "invalid_question")));
  const { value } = await store.read((ask) => drive((graph) => places.map((place) => on(graph, place)), ask), options);
  return value;
}

/** Why not those on `T:*`: an answer of the graph includes them, and a filter names one object. */
function on(graph: Graph, { object, relation, subject }: Place): readonly Tuple[] {
  const found = subject === undefined ? graph.objects(object, relation) : graph.has(object, relation, subject);
  // What is not there yet is asked for, and this is run again.
  return found === PENDING ? [] : found.filter((tuple) => tuple.object.id === object.id);
}

const FORM =
  'a place is an object and a relation, and one whole subject or none: `{ object: "folder:plans", relation: "viewer" }`';

function toPlace({ object = {}, relation, subject }: TupleFilter): Place {
  const { type, id } = object;
  if (type === undefined || id === undefined || relation === undefined) throw new Failure("invalid_question", FORM);
  const place = { object: { type, id }, relation };
  return subject === undefined ? place : { ...place, subject: toWhole(subject) };
}

/** Why `null`: a filter without it is of the subject and of all its sets. */
function toWhole({ type, id, relation }: NonNullable<TupleFilter["subject"]>): SubjectRef {
  if (type === undefined || id === undefined || relation === undefined) throw new Failure("invalid_question", FORM);
  return relation === null ? { type, id } : { type, id, relation };
}
