import type { Mutant } from "./mutant.ts";

/** Ways for a list to be short, or to say of the rest what is not so, while `check` is right. */
export const FAULTS_OF_LISTING: readonly Mutant[] = [
  {
    name: "does not look for objects where a wildcard leads",
    file: "list-objects.ts",
    find: "[subject, { type: subject.type, id: WILDCARD }]",
    put: "[subject]",
  },
  {
    name: "leads on from every object of a type to none",
    file: "list-objects.ts",
    find: "if (object.id === WILDCARD) for (const id of idsOf(graph, object.type)) waiting.push({ type: object.type, id });",
    put: "",
  },
  {
    name: "forgets that the object asked about may hold its own permission",
    file: "list-subjects.ts",
    find: "if (object.type !== type",
    put: "if (type !== undefined || object.type !== type",
  },
  {
    name: "lists subjects without what holds of the rest",
    file: "list-subjects.ts",
    find: "relation === undefined ? candidates.generic",
    put: "type === undefined ? candidates.generic",
  },
  {
    name: "names no exceptions",
    file: "list.ts",
    find: `if (decision.outcome === "denied") except.push(id);`,
    put: `if (decision.outcome === "denied") continue;`,
  },
  {
    name: "keeps what it decided from incomplete data",
    file: "list.ts",
    find: "if (graph.pendingCount === before) this.#decided.set(id, decision);",
    put: "this.#decided.set(id, decision);",
  },
];
