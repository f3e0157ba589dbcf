import {
  isWildcard,
  sameKey,
  sameObject,
  WILDCARD,
  variantsOf,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
  type Rewrite,
  type SubjectRef,
  type SubjectType,
  type Tuple,
} from "@relata/model";
import type { Samples } from "./sample-values.ts";

/** One question over a world that grows. */
export interface Asked {
  readonly subject: SubjectRef;
  readonly permission: string;
  readonly object: ObjectRef;
}

/** What a model would read of a relation: the members, or, under an arrow, the objects. */
interface Read {
  readonly object: ObjectRef;
  readonly relation: string;
  readonly as: "members" | "objects";
}

/** Parameters that a tuple's policy is tried with, of all combinations. */
const MAX_PARAMETERS = 16;

/**
 * The tuples that could make a difference to the answer beside those that are there: each on a relation that the model
 * reads, in this world, for this question. A new object takes the next free number, so that worlds that differ only by
 * names are seldom tried twice.
 */
export function nextTuples(
  index: ModelIndex,
  asked: Asked,
  world: readonly Tuple[],
  samples: Samples,
  maxObjects: number,
): readonly Tuple[] {
  return readsOf(index, asked, world)
    .flatMap((read) => {
      const variants = variantsOf(index, read.object.type, read.relation);
      return variants.flatMap((variant) =>
        subjectsOf(variant, read, asked, world, maxObjects).flatMap((subject) =>
          carrying(index, { object: read.object, relation: read.relation, subject }, variant.policy, samples),
        ),
      );
    })
    .filter((tuple) => !world.some((other) => sameKey(other, tuple)));
}

/** Walks the rewrites from the question along the tuples of the world. */
function readsOf(index: ModelIndex, asked: Asked, world: readonly Tuple[]): readonly Read[] {
  const reads = new Map<string, Read>();
  const seen = new Set<string>();
  const on = (object: ObjectRef, relation: string) =>
    world.filter((tuple) => tuple.relation === relation && sameObject(tuple.object, object));
  const note = (read: Read) =>
    reads.set(JSON.stringify([read.object.type, read.object.id, read.relation, read.as]), read);
  const visit = (object: ObjectRef, name: string): void => {
    const key = JSON.stringify([object.type, object.id, name]);
    const rewrite = index.types.get(object.type)?.rewrites.get(name);
    if (rewrite === undefined || seen.has(key)) return;
    seen.add(key);
    walk(object, name, rewrite);
  };
  const walk = (object: ObjectRef, name: string, rewrite: Rewrite): void => {
    switch (rewrite.kind) {
      case "this":
        note({ object, relation: name, as: "members" });
        for (const { subject } of on(object, name))
          if (subject.relation !== undefined) visit(subject, subject.relation);
        return;
      case "computed":
        visit(object, rewrite.relation);
        return;
      case "arrow":
        note({ object, relation: rewrite.relation, as: "objects" });
        for (const { subject } of on(object, rewrite.relation)) walk(subject, name, rewrite.target);
        return;
      case "union":
      case "intersection":
        for (const part of rewrite.of) walk(object, name, part);
        return;
      case "exclusion":
        walk(object, name, rewrite.from);
        walk(object, name, rewrite.less);
        return;
      case "when":
        walk(object, name, rewrite.of);
        return;
      case "nil":
      case "self":
    }
  };
  visit(asked.object, asked.permission);
  return [...reads.values()];
}

/** Of plain members only the one that is asked about can matter. */
function subjectsOf(
  { type, relation, wildcard }: SubjectType,
  { as }: Read,
  asked: Asked,
  world: readonly Tuple[],
  maxObjects: number,
): readonly SubjectRef[] {
  if (as === "members" && relation === undefined) {
    if (type !== asked.subject.type) return [];
    return [wildcard === true ? { type, id: WILDCARD } : asked.subject];
  }
  if (wildcard === true) return [];
  return idsOf(type, asked, world, maxObjects).map((id) => ({ type, id, ...(relation !== undefined && { relation }) }));
}

/** The ids of the type that the world knows, and the next new one while it may hold more. */
function idsOf(type: string, asked: Asked, world: readonly Tuple[], maxObjects: number): readonly string[] {
  const entities = [asked.object, asked.subject, ...world.flatMap(({ object, subject }) => [object, subject])];
  const known = [
    ...new Set(entities.filter((one) => one.type === type && !isWildcard(one)).map(({ id }) => id)),
  ].sort();
  return known.length < maxObjects ? [...known, `${known.length + 1}`] : known;
}

/** The tuple with each choice of the parameters that must stand in it; plain ones are left to the request. */
function carrying(
  index: ModelIndex,
  key: Pick<Tuple, "object" | "relation" | "subject">,
  name: string | undefined,
  samples: Samples,
): readonly Tuple[] {
  if (name === undefined) return [key];
  const parameters = index.policies.get(name)?.parameters.filter(({ tuple }) => tuple) ?? [];
  const choices = parameters.reduce<readonly JsonObject[]>(
    (all, parameter) =>
      all.flatMap((some) => samples.of(parameter.type).map((value) => ({ ...some, [parameter.name]: value }))),
    [{}],
  );
  return choices.slice(0, MAX_PARAMETERS).map((chosen) => ({ ...key, policy: { name, parameters: chosen } }));
}
