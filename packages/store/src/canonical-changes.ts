import { canonicalJson, compareText, type Json, type Tuple, type TupleKey } from "@relata/model";
import type { AttributeChange, Changes, Precondition } from "./store.ts";

/**
 * One text for equal changes, whatever the order of their lists, and however the attributes of one object are spread over
 * changes: what an idempotency key stands for. Law: two texts are equal only where the changes would do, and demand, the same.
 */
export function canonicalChanges({
  touch = [],
  create = [],
  delete: ended = [],
  attributes = [],
  preconditions = [],
}: Changes): string {
  return canonicalJson([
    sorted(touch.map(tupleJson)),
    sorted(create.map(tupleJson)),
    sorted(ended.map(keyJson)),
    sorted(attributes.flatMap(valuesJson)),
    sorted(preconditions.map(preconditionJson)),
  ]);
}

function keyJson({ object, relation, subject }: TupleKey): readonly Json[] {
  return [object.type, object.id, relation, subject.type, subject.id, subject.relation ?? null];
}

function tupleJson(tuple: Tuple): Json {
  const { policy, from, until } = tuple;
  const instants = [from, until].map((instant) => (instant === undefined ? null : String(instant)));
  return [...keyJson(tuple), policy === undefined ? null : [policy.name, policy.parameters], ...instants];
}

/** One entry for each name: of two elements where it is unset, of three where it is set. */
function valuesJson({ object, set = {}, unset = [] }: AttributeChange): readonly Json[] {
  const path = [object.type, object.id];
  return [...Object.entries(set).map(([name, value]) => [path, name, value]), ...unset.map((name) => [path, name])];
}

/** A part that matches all is `{}`: `null` in the place of a relation matches plain subjects. */
function preconditionJson({ must, filter: { object, relation, subject } }: Precondition): Json {
  const parts = [object?.type, object?.id, relation, subject?.type, subject?.id, subject?.relation];
  return [must, ...parts.map((part) => (part === undefined ? {} : part))];
}

function sorted(list: readonly Json[]): readonly string[] {
  return list.map(canonicalJson).sort(compareText);
}
