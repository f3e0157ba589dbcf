import { canonicalJson, compareTuples, type Json, type Tuple, type TupleKey } from "@relata/model";
import type { Changes } from "./store.ts";

/** One text for equal changes, whatever the order of their lists: what an idempotency key stands for. */
export function canonicalChanges({
  touch = [],
  create = [],
  delete: ended = [],
  attributes = [],
  preconditions = [],
}: Changes): string {
  const texts = (list: readonly (Tuple | TupleKey)[]) => [...list].sort(compareTuples).map(toJson);
  return canonicalJson({
    touch: texts(touch),
    create: texts(create),
    delete: texts(ended),
    attributes: attributes.map(toJson).sort(),
    preconditions: preconditions.map(toJson).sort(),
  });
}

/** Instants are whole numbers of nanoseconds, which JSON has no form for. */
function toJson(value: object): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part)),
  );
  return canonicalJson(plain as Json);
}
