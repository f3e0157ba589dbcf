import type { Model, Policy } from "@relata/model";

/**
 * Whether a policy may read the word. Every path of a policy is text of its body, so one that never holds the word does not
 * read it; one that holds it elsewhere is taken for one that does, which costs time and changes no answer.
 */
export function mayRead({ body, required }: Policy, word: "action" | "subject"): boolean {
  return JSON.stringify([body, required]).includes(word);
}

const models = new WeakMap<Model, boolean>();

/** Whether an answer may depend on which permission was asked for. */
export function readsAction(model: Model): boolean {
  const known = models.get(model) ?? model.policies.some((policy) => mayRead(policy, "action"));
  models.set(model, known);
  return known;
}
