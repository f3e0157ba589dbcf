import {
  compareTuples,
  isSubjectSet,
  isWildcard,
  sameObject,
  sameSubject,
  type JsonObject,
  type ObjectRef,
  type SubjectRef,
  type Tuple,
} from "@relata/model";
import type { Use, Wanted } from "@relata/resolver";

/** What a graph holds. */
export interface Facts {
  tuples: readonly Tuple[];
  attributes: readonly { readonly object: ObjectRef; readonly values: JsonObject }[];
}

/** A tuple on the wildcard object counts on every object of the type. */
function on({ object }: Tuple, at: ObjectRef): boolean {
  return object.type === at.type && (object.id === at.id || object.id === "*");
}

/** What a graph answers: all of its tuples, filtered. */
export function naively(want: Wanted, { tuples, attributes }: Facts): unknown {
  const sorted = [...tuples].sort(compareTuples);
  switch (want.ask) {
    case "has":
      return sorted.filter(
        (tuple) =>
          on(tuple, want.object) && tuple.relation === want.relation && sameSubject(tuple.subject, want.subject),
      );
    case "sets":
      return sorted.filter(
        (tuple) =>
          on(tuple, want.object) &&
          tuple.relation === want.relation &&
          (isSubjectSet(tuple.subject) || isWildcard(tuple.subject)),
      );
    case "objects":
      return sorted.filter((tuple) => on(tuple, want.object) && tuple.relation === want.relation);
    case "memberships":
      return climbed(want, sorted);
    case "attributes":
      return attributes.find(({ object }) => sameObject(object, want.object))?.values ?? {};
    case "usages":
      return sorted.filter((tuple) => sameObject(tuple.subject, want.entity) && isOfUse(tuple, want.use));
    case "ids": {
      const named = [
        ...tuples.flatMap(({ object, subject }) => [object, subject]),
        ...attributes.filter(({ values }) => Object.keys(values).length > 0).map(({ object }) => object),
      ];
      return [...new Set(named.filter(({ type, id }) => type === want.type && id !== "*").map(({ id }) => id))].sort();
    }
  }
}

/** The law of `Memberships`, tuple by tuple until no further one is led to. */
function climbed(
  { subject, through }: Extract<Wanted, { ask: "memberships" }>,
  tuples: readonly Tuple[],
): readonly Tuple[] {
  const found = new Set<Tuple>();
  const plain = !isSubjectSet(subject) && subject.id !== "*";
  const leads = (to: SubjectRef) =>
    sameSubject(to, subject) ||
    (plain && sameSubject(to, { type: subject.type, id: "*" })) ||
    [...found].some(
      ({ object, relation }) =>
        to.relation === relation && to.type === object.type && (to.id === object.id || object.id === "*"),
    );
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const tuple of tuples) {
      const isKind = through.some(({ type, relation }) => type === tuple.object.type && relation === tuple.relation);
      if (isKind && leads(tuple.subject)) found.add(tuple);
    }
  }
  return tuples.filter((tuple) => found.has(tuple));
}

function isOfUse({ object, relation, subject }: Tuple, use: Use | undefined): boolean {
  if (use === undefined) return true;
  return object.type === use.type && relation === use.relation && subject.relation === use.as;
}
