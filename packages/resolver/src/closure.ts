import { isSubjectSet, isWildcard, WILDCARD, type ObjectRef, type SubjectRef, type Tuple } from "@relata/model";
import type { SetKind } from "./graph.ts";
import { Memberships } from "./memberships.ts";
import { PathMap } from "./path-map.ts";

/** Every tuple whose subject is the entity, or a set of it. */
type UsagesOf = (entity: ObjectRef) => readonly Tuple[];

/**
 * Walks upward from the subject over reverse edges: the law of `Memberships`, one set after another. A set on `T:*`
 * leads on from every object of the type that some tuple uses as a set, which `idsOf` names.
 */
export function closure(
  subject: SubjectRef,
  through: readonly SetKind[],
  usagesOf: UsagesOf,
  idsOf: (type: string) => readonly string[],
): Memberships {
  const kinds = new PathMap<true>();
  for (const { type, relation } of through) kinds.set([type, relation], true);
  const seen = new PathMap<true>();
  const found = new Set<Tuple>();
  const queue: SubjectRef[] = [subject];
  if (!isSubjectSet(subject) && !isWildcard(subject)) queue.push({ type: subject.type, id: WILDCARD });
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const path = [next.type, next.id, next.relation ?? ""];
    if (seen.get(path)) continue;
    seen.set(path, true);
    if (isSubjectSet(next) && isWildcard(next)) {
      for (const id of idsOf(next.type)) queue.push({ ...next, id });
      continue;
    }
    for (const tuple of usagesOf(next)) {
      if (tuple.subject.relation !== next.relation) continue;
      if (kinds.get([tuple.object.type, tuple.relation]) === undefined) continue;
      found.add(tuple);
      queue.push({ ...tuple.object, relation: tuple.relation });
    }
  }
  return new Memberships(found);
}
