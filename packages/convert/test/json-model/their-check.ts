/** A model of one type as its JSON has it, and the table of tuples. */
export interface TheirModel {
  readonly relations: Readonly<Record<string, readonly string[] | TheirRelation>>;
  readonly permissions: Readonly<Record<string, { readonly relation: string }>>;
}

interface TheirRelation {
  readonly union: readonly string[];
  readonly subjectParams: { readonly hierarchy: boolean };
}

export interface TheirTuple {
  readonly entityType: string;
  readonly entityId: string;
  readonly relation: string;
  readonly subjectType: string;
  readonly subjectId: string;
}

interface Entity {
  readonly type: string;
  readonly id: string;
}

/**
 * How the models are read where they come from: everybody whom the subject acts as, over every relation that implies the permission's,
 * on the entity itself and on all of its type. Written from the description of that algorithm, and not from our converter.
 */
export function theirCheck(
  models: Readonly<Record<string, TheirModel>>,
  tuples: readonly TheirTuple[],
  { subject, permission, entity }: { readonly subject: Entity; readonly permission: string; readonly entity: Entity },
): boolean {
  const asked = models[entity.type]?.permissions[permission]?.relation;
  if (asked === undefined) return false;
  const relations = closure([asked], (name) => impliedBy(models[entity.type]?.relations[name]));
  const subjects = closure([key(subject)], (one) =>
    tuples
      .filter((tuple) => key({ type: tuple.subjectType, id: tuple.subjectId }) === one && passesOn(models, tuple))
      .map((tuple) => key({ type: tuple.entityType, id: tuple.entityId })),
  );
  return tuples.some(
    (tuple) =>
      tuple.entityType === entity.type &&
      (tuple.entityId === entity.id || tuple.entityId === "*") &&
      relations.has(tuple.relation) &&
      subjects.has(key({ type: tuple.subjectType, id: tuple.subjectId })),
  );
}

/** Whether who holds the tuple acts as its entity. */
export function passesOn(
  models: Readonly<Record<string, TheirModel>>,
  { entityType, relation }: Pick<TheirTuple, "entityType" | "relation">,
): boolean {
  const found = models[entityType]?.relations[relation];
  if (found !== undefined && "subjectParams" in found) return found.subjectParams.hierarchy;
  return entityType === "group" && relation === "member";
}

function impliedBy(relation: readonly string[] | TheirRelation | undefined): readonly string[] {
  if (relation === undefined) return [];
  return "union" in relation ? relation.union : relation;
}

function key({ type, id }: Entity): string {
  return `${type}:${id}`;
}

function closure(from: readonly string[], next: (one: string) => readonly string[]): ReadonlySet<string> {
  const all = new Set(from);
  for (const one of all) for (const each of next(one)) all.add(each);
  return all;
}
