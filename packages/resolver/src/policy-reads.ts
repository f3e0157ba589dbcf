import type { Json, Model, Policy } from "@relata/model";

/** Where a path of a policy begins. */
export type PolicyRoot = "action" | "resource" | "subject";

/**
 * Whether a policy may read of the root. A path that is computed is refused, so every path that is read is a text of the body,
 * or is required. A policy that holds such a text for another reason is taken for one that reads it: that costs time, and
 * changes no answer.
 */
export function mayRead({ body, required }: Policy, root: PolicyRoot): boolean {
  for (const path of [...required, ...texts(body)]) {
    // Out of loops (`../`), a path begins as it does elsewhere.
    if (path.replace(/^(\.\.\/)*/, "").split(".")[0] === root) return true;
  }
  return false;
}

const known = new WeakMap<Model, ReadonlySet<PolicyRoot>>();

/** Whether some policy of the model may read of the root. Of `action`: then answers may depend on which permission was asked for. */
export function anyReads(model: Model, root: PolicyRoot): boolean {
  let roots = known.get(model);
  if (roots === undefined) {
    const all: readonly PolicyRoot[] = ["action", "resource", "subject"];
    roots = new Set(all.filter((one) => model.policies.some((policy) => mayRead(policy, one))));
    known.set(model, roots);
  }
  return roots.has(root);
}

function* texts(json: Json): Generator<string> {
  if (typeof json === "string") yield json;
  else if (typeof json === "object" && json !== null) for (const part of Object.values(json)) yield* texts(part);
}
