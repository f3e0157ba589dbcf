import type { Json, Model, Policy } from "@relata/model";
import type { Question } from "./question.ts";

/** What of a question besides its subject and context can change the truth of a node that it shares with another. */
interface Influence {
  /** Whether some policy reads `action`, which is the permission asked for. */
  readonly action: boolean;
  /** Whether some policy reads `resource`, of which a request may supply attributes for the one object asked about. */
  readonly resource: boolean;
}

const influences = new WeakMap<Model, Influence>();

/**
 * Sorts questions into groups: those of one group may be answered by one evaluation, since whatever they could share is
 * the same for all of them. A question that is alone in what it brings stands alone. Contexts and supplied attributes are
 * the same where they are the same object, or empty.
 *
 * Groups stand in the order of their first questions, and hold the places of their questions in the list.
 */
export function sharingGroups(model: Model, questions: readonly Question[]): readonly (readonly number[])[] {
  const influence = influenceOf(model);
  const values = new Numbering();
  const groups = new Map<string, number[]>();
  questions.forEach(({ subject, permission, object, resource, context, now }, i) => {
    const isSupplied = influence.resource && Object.keys(resource).length > 0;
    // JSON, not joined text: no choice of ids makes two keys meet.
    const key = JSON.stringify([
      subject.map((one) => [one.type, one.id, one.relation ?? null]),
      values.of(context),
      now.toString(),
      influence.action ? permission : null,
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

function influenceOf(model: Model): Influence {
  const known = influences.get(model);
  if (known !== undefined) return known;
  const influence = { action: reads(model.policies, "action"), resource: reads(model.policies, "resource") };
  influences.set(model, influence);
  return influence;
}

/** May say yes of a policy that only holds such a text: then less is shared than could be. */
function reads(policies: readonly Policy[], root: string): boolean {
  const isRead = (path: string): boolean => path.replace(/^(\.\.\/)*/, "").split(".")[0] === root;
  return policies.some(({ body, required }) => [...required, ...texts(body)].some(isRead));
}

function* texts(json: Json): Generator<string> {
  if (typeof json === "string") yield json;
  else if (typeof json === "object" && json !== null) for (const part of Object.values(json)) yield* texts(part);
}
