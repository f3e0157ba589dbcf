import type { Tuple } from "@relata/model";
import type { TupleFilter } from "../store.ts";

const SETS = [undefined, "member", "viewer"] as const;

/** Tuples that differ in each part by itself, so that a part that is not looked at is noticed. */
export const CROSSED: readonly Tuple[] = ["doc", "folder"].flatMap((type) =>
  ["a", "b"].flatMap((id) =>
    ["viewer", "member"].flatMap((relation) =>
      ["user", "group"].flatMap((subjectType) =>
        SETS.map((set, i) => ({
          object: { type, id },
          relation,
          subject: { type: subjectType, id: i === 1 ? "a" : id, ...(set !== undefined && { relation: set }) },
        })),
      ),
    ),
  ),
);

/** A filter of every combination of parts. */
export function everyFilter(): readonly TupleFilter[] {
  const filters: TupleFilter[] = [];
  for (const type of [undefined, "doc"]) {
    for (const id of [undefined, "a"]) {
      for (const relation of [undefined, "viewer"]) {
        for (const subject of everySubject()) {
          filters.push({
            ...((type ?? id) !== undefined && { object: { ...(type && { type }), ...(id && { id }) } }),
            ...(relation && { relation }),
            ...(Object.keys(subject).length > 0 && { subject }),
          });
        }
      }
    }
  }
  return filters;
}

function everySubject(): readonly NonNullable<TupleFilter["subject"]>[] {
  return [undefined, "user"].flatMap((type) =>
    [undefined, "a"].flatMap((id) =>
      [undefined, null, "member"].map((relation) => ({
        ...(type && { type }),
        ...(id && { id }),
        ...(relation !== undefined && { relation }),
      })),
    ),
  );
}
