import type { Relata, TupleObject } from "@relata/core";
import { Failure, formatKey, type ObjectRef, type Tuple } from "@relata/model";
import { KEY_TYPE, APIKEY } from "../system/system-text.ts";
import { keySubject } from "../system/standing.ts";

/** A tuple of the key that is being made: the subject is always the key. `document:readme#viewer`, or the object form. */
export type KeyTuple = string | Omit<TupleObject, "subject">;

/**
 * The tuple of that key.
 *
 * @throws Failure `invalid_tuple`
 */
export function tupleOf(id: string, input: KeyTuple): TupleObject {
  if (typeof input !== "string") return { ...input, subject: keySubject(id) };
  const hash = input.indexOf("#");
  // Why no `@`: whose tuple it is, is not for the text to say.
  if (hash === -1 || input.includes("@", hash)) {
    throw new Failure(
      "invalid_tuple",
      `\`${input}\` is no tuple of a key: write \`document:readme#viewer\`, without a subject`,
    );
  }
  return { object: input.slice(0, hash), relation: input.slice(hash + 1), subject: keySubject(id) };
}

/** A role of the house itself: only its administrators hand those out. */
export function isReserved({ object }: { readonly object: string | ObjectRef }): boolean {
  return typeof object === "string" ? object.startsWith("system:") : object.type.startsWith("system:");
}

/** Every live tuple that names the key: as a subject, as an object of the application's, and how it stands. */
export async function tuplesNaming(relata: Relata, id: string): Promise<readonly Tuple[]> {
  // A tuple may name it on both sides.
  const found = new Map<string, Tuple>();
  for (const filter of filtersNaming(id)) {
    for await (const tuple of relata.tuples(filter)) found.set(formatKey(tuple), tuple);
  }
  return [...found.values()];
}

/** Deletes what was written of the key while it was being purged. */
export async function deleteNaming(relata: Relata, id: string): Promise<void> {
  for (const filter of filtersNaming(id)) await relata.deleteMatching(filter);
}

function filtersNaming(id: string) {
  const ofKey: ObjectRef = { type: APIKEY, id };
  return [{ subject: { ...ofKey } }, { object: ofKey }, { object: { type: KEY_TYPE, id } }] as const;
}
