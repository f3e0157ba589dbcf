import type { Mutant } from "./mutant.ts";

/** Ways to see the wrong facts: tuples that do not count, attributes of another object, groups left out. */
export const FAULTS_OF_READING: readonly Mutant[] = [
  {
    name: "counts a tuple outside its window",
    file: "evaluation.ts",
    find: "return inWindow(tuple, now);",
    put: "return true;",
  },
  {
    name: "counts a tuple that the model no longer admits",
    file: "evaluation.ts",
    find: "if (!admits(this.shape.index, tuple)) return false;",
    put: "",
  },
  {
    name: "applies the attributes of a request to every object",
    file: "evaluation.ts",
    find: "sameObject(object, this.question.object) ? this.question.resource : {}",
    put: "this.question.resource",
  },
  {
    name: "takes a trusted attribute from a request",
    file: "known-attributes.ts",
    find: "!distrusted.has(name)",
    put: "name.length > 0",
  },
  {
    name: "lets a supplied attribute win over a stored one",
    file: "known-attributes.ts",
    find: "[...usable, ...Object.entries(stored)]",
    put: "[...Object.entries(stored), ...usable]",
  },
  {
    name: "reads the attributes of a set's object as the subject's",
    file: "evaluation.ts",
    find: "isSubjectSet(this.subject) ? {} : this.graph.attributes(this.subject)",
    put: "this.graph.attributes(this.subject)",
  },
  {
    name: "drops that a set holds for itself",
    file: "evaluation.ts",
    find: "if (sameSubject(this.subject, { ...object, relation })) return YES;",
    put: "",
  },
  {
    name: "climbs from a subject without its wildcard",
    file: "closure.ts",
    find: "if (!isSubjectSet(subject) && !isWildcard(subject)) queue.push({ type: subject.type, id: WILDCARD });",
    put: "",
  },
  {
    name: "climbs one group and no further",
    file: "closure.ts",
    find: "queue.push({ ...tuple.object, relation: tuple.relation });",
    put: "",
  },
  {
    name: "climbs no further from a group of every group",
    file: "closure.ts",
    find: "for (const id of idsOf(next.type)) queue.push({ ...next, id });",
    put: "",
  },
  {
    name: "takes a relation with a rewrite for a group",
    file: "shape.ts",
    find: "|| !isStored(index, type, relation)",
    put: "",
  },
  {
    name: "takes a relation that admits other sets for a group",
    file: "shape.ts",
    find: "if (closed.length === list.length) return { list, map };",
    put: "if (closed.length <= list.length) return { list, map };",
  },
  {
    name: "does not see a tuple on every object of the type",
    file: "memory-graph.ts",
    find: "const everywhere = this.#pick({ type: object.type, id: WILDCARD }, relation, pick);",
    put: "const everywhere = NOTHING;",
  },
  {
    name: "does not see a membership of every group",
    file: "memberships.ts",
    find: "return everywhere === undefined ? here : [...here, ...everywhere];",
    put: "return here;",
  },
];
