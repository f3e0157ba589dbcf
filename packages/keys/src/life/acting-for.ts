import type { Relata } from "@relata/core";
import type { SubjectRef } from "@relata/model";
import { keySubject } from "../system/standing.ts";
import { APIKEY, KEY_TYPE } from "../system/system-text.ts";

/** The relations of keys that stop with their owner. */
const ACTING = ["inherits", "delegates"] as const;

/** So many are looked up one by one; for more, all keys behind keys are read, which are few beside all keys. */
const FEW = 16;

/**
 * The ids of the keys that act for one of these, and of the keys that act for those, to the last: what stops where they stop.
 * More than a few of these are keys. Cost: a search for each of a few, two walks over the keys that act for keys for more.
 */
export async function actingFor(relata: Relata, subjects: readonly SubjectRef[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let front = subjects;
  while (front.length > 0) {
    const ids = front.length > FEW ? await behindMany(relata, front) : await behindEach(relata, front);
    const added = ids.filter((id) => !found.has(id));
    for (const id of added) found.add(id);
    front = added.map(keySubject);
  }
  return found;
}

async function behindEach(relata: Relata, subjects: readonly SubjectRef[]): Promise<readonly string[]> {
  const ids = [];
  for (const subject of subjects) {
    for await (const { object } of acting(relata, { ...subject, relation: null })) ids.push(object.id);
  }
  return [...new Set(ids)];
}

async function behindMany(relata: Relata, keys: readonly SubjectRef[]): Promise<readonly string[]> {
  const names = new Set(keys.map(({ id }) => id));
  const ids = [];
  for await (const { object, subject } of acting(relata, { type: APIKEY, relation: null })) {
    if (names.has(subject.id)) ids.push(object.id);
  }
  return [...new Set(ids)];
}

async function* acting(relata: Relata, subject: Partial<Omit<SubjectRef, "relation">> & { readonly relation: null }) {
  for (const relation of ACTING) {
    yield* relata.tuples({ object: { type: KEY_TYPE }, relation, subject }, { consistency: "latest" });
  }
}
