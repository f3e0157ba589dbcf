import type { Tuple } from "@relata/model";
import type { TupleFilter } from "./store.ts";

/** Whether the tuple has every part that the filter names. */
export function matches({ object, relation, subject }: TupleFilter, tuple: Tuple): boolean {
  return (
    isOr(object?.type, tuple.object.type) &&
    isOr(object?.id, tuple.object.id) &&
    isOr(relation, tuple.relation) &&
    isOr(subject?.type, tuple.subject.type) &&
    isOr(subject?.id, tuple.subject.id) &&
    isOr(subject?.relation, tuple.subject.relation ?? null)
  );
}

function isOr(wanted: string | null | undefined, found: string | null): boolean {
  return wanted === undefined || wanted === found;
}
