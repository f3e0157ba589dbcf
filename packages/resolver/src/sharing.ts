import type { Model } from "@relata/model";
import { anyReads } from "./policy-reads.ts";
import type { Question } from "./question.ts";

/**
 * Sorts questions into groups: those of one group may be answered by one evaluation, since whatever they could share is
 * the same for all of them. A question that is alone in what it brings stands alone. Contexts and supplied attributes are
 * the same where they are the same object, or empty.
 *
 * Groups stand in the order of their first questions, and hold the places of their questions in the list.
 */
export function sharingGroups(model: Model, questions: readonly Question[]): readonly (readonly number[])[] {
  // What besides subject and context can change the truth of a node that two questions share: the permission asked for, and
  // what a request supplies of the one object asked about.
  const readsAction = anyReads(model, "action");
  const readsResource = anyReads(model, "resource");
  const values = new Numbering();
  const groups = new Map<string, number[]>();
  questions.forEach(({ subject, permission, object, resource, context, now }, i) => {
    const isSupplied = readsResource && Object.keys(resource).length > 0;
    // JSON, not joined text: no choice of ids makes two keys meet.
    const key = JSON.stringify([
      subject.map((one) => [one.type, one.id, one.relation ?? null]),
      values.of(context),
      now.toString(),
      readsAction ? permission : null,
      isSupplied ? [object.type, object.id, values.of(resource)] : null,
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  });
  return [...groups.values()];
}

/** Numbers values by identity; 0 for all that are empty. */
class Numbering {
  readonly #numbers = new Map<object, number>();

  of(values: object): number {
    if (Object.keys(values).length === 0) return 0;
    const known = this.#numbers.get(values);
    if (known !== undefined) return known;
    const next = this.#numbers.size + 1;
    this.#numbers.set(values, next);
    return next;
  }
}
