import type { Mutant } from "./mutant.ts";

/** Ways for a list to be short, or to say of the rest what is not so, while `check` is right. */
export const FAULTS_OF_LISTING: readonly Mutant[] = [
  {
    name: "does not look for objects where a wildcard leads",
    file: "reach/climb.ts",
    find: `id: by === "wildcard" ? WILDCARD : id`,
    put: "id",
  },
  {
    name: "leads on from every object of a type to none",
    file: "reach/climb.ts",
    find: "if (ids !== PENDING) for (const one of ids) this.#reach(spot, one, isSure);",
    put: "if (ids === PENDING) return;",
  },
  {
    name: "does not begin its way up at the set that was asked about",
    file: "reach/climb.ts",
    find: "if (spot !== undefined && isItself)",
    put: "if (spot === undefined && isItself)",
  },
  {
    name: "does not begin its way up at the subject itself",
    file: "reach/ways.ts",
    find: `if (leaf.kind === "self") this.#start`,
    put: `if (leaf.kind !== leaf.kind) this.#start`,
  },
  {
    name: "leads from no name to another of the same object",
    file: "reach/ways.ts",
    find: `if (leaf.kind === "name") leadsOf(leaf.spot).push({ to, isSure });`,
    put: "",
  },
  {
    name: "leads from no object to those that an arrow leads from",
    file: "reach/ways.ts",
    find: "if (!isWildcard) leadsOf(leaf.targets.get(type))",
    put: "if (isWildcard) leadsOf(leaf.targets.get(type))",
  },
  {
    name: "leads from no set to where it is a subject",
    file: "reach/ways.ts",
    find: "else leadsOf(this.spot(type, as)).push",
    put: "else [].push",
  },
  {
    name: "is sure of what an exclusion is taken from",
    file: "reach/leaves-of.ts",
    find: "leavesOf(making, rewrite.from, site, false)",
    put: "leavesOf(making, rewrite.from, site, isSure)",
  },
  {
    name: "is sure of an intersection by one operand",
    file: "reach/leaves-of.ts",
    find: "narrowest(making.index, rewrite.of, site), site, false)",
    put: "narrowest(making.index, rewrite.of, site), site, isSure)",
  },
  {
    name: "is sure of what a policy narrows",
    file: "reach/leaves-of.ts",
    find: "leavesOf(making, rewrite.of, site, false)",
    put: "leavesOf(making, rewrite.of, site, isSure)",
  },
  {
    name: "is sure of all objects of an arrow by one of them",
    file: "reach/leaves-of.ts",
    find: `isSure && quantifier === "any"`,
    put: "isSure",
  },
  {
    name: "is sure of a tuple with a policy, on the way up",
    file: "reach/climb.ts",
    find: "isSure && tuple.policy === undefined",
    put: "isSure",
  },
  {
    name: "is sure of a subject that a tuple with a policy names",
    file: "reach/descend.ts",
    find: "this.#subject(subject, isSure && policy === undefined)",
    put: "this.#subject(subject, isSure)",
  },
  {
    name: "drops on the way up what is only unknown",
    file: "reach/climb.ts",
    find: "if (bounds.high === FALSE) this",
    put: "if (bounds.low === FALSE || bounds.low !== TRUE) this",
  },
  {
    name: "follows tuples that are not there",
    file: "reach/live-tuples.ts",
    find: "return inWindow(tuple, this.#now);",
    put: "return tuple !== undefined;",
  },
  {
    name: "forgets that the object asked about may hold its own permission",
    file: "reach/descend.ts",
    find: "this.#found(object.id, isSure);",
    put: "return;",
  },
  {
    name: "forgets that a set holds for itself, on the way down",
    file: "reach/descend.ts",
    find: "spot.name === kind.relation) this.#found(id, isSure)",
    put: "spot.name === kind.relation) void id",
  },
  {
    name: "lists subjects without what holds of the rest",
    file: "subject-candidates.ts",
    find: "relation === undefined ? this.#generic()",
    put: "type === undefined ? this.#generic()",
  },
  {
    name: "does not look for whom a wildcard does not reach",
    file: "subject-candidates.ts",
    find: "if (cover.rest === UNKNOWN) this.#tellApart",
    put: "if (cover.rest === UNKNOWN && permission === undefined) this.#tellApart",
  },
  {
    name: "takes nothing away from whom it is sure of",
    file: "reach/cover.ts",
    find: "and(left, not(right))",
    put: "and(left, not(right & 0))",
  },
  {
    name: "names no exceptions",
    file: "list.ts",
    find: "candidates.ids.filter((id) => isDenied(candidates.decide(id)))",
    put: "candidates.ids.filter((id) => id === undefined)",
  },
];

/** Ways for a list in parts to be wrong, while the whole list of one permission is right. */
export const FAULTS_OF_PARTS: readonly Mutant[] = [
  {
    name: "begins a page with the last row of the one before",
    file: "list.ts",
    find: `compareText(ids[middle] ?? "", after) <= 0`,
    put: `compareText(ids[middle] ?? "", after) < 0`,
  },
  {
    name: "forgets the rest where a page is full",
    file: "list.ts",
    find: "if (rows.length === limit) return { rows, isCut: true };",
    put: "if (rows.length === limit) return { rows, isCut: false };",
  },
  {
    name: "leaves a scope by what a wildcard object leads to",
    file: "reach/scope.ts",
    find: "|| (object.type === type && isWildcard(object))",
    put: "",
  },
  {
    name: "looks only one step down into a scope",
    file: "reach/scope.ts",
    find: "waiting.push(object);",
    put: "",
  },
];

/** Choices that change the way and no answer: copies that the laws must tell nothing of. */
export const OTHER_WAYS: readonly Mutant[] = [
  {
    name: "takes every scope for a large one",
    file: "reach/scope.ts",
    find: "const FEW = 1_000;",
    put: "const FEW = 0;",
  },
  {
    name: "takes all that is excluded for too much to read",
    file: "reach/cover-of.ts",
    find: "Math.max(FEW, left.size)",
    put: "-1",
  },
];
