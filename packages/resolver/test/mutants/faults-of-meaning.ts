import type { Mutant } from "./mutant.ts";

/** Ways to answer a question wrongly: each changes what a decision is. */
export const FAULTS_OF_MEANING: readonly Mutant[] = [
  {
    name: "reads `(a + b) - c` as `a + (b - c)`",
    file: "holds.ts",
    find: "const from = yield* holds(rewrite.from, at);",
    put: `if (rewrite.from.kind === "union") {
        const [last, ...others] = [...rewrite.from.of].reverse();
        const of = [...others, { ...rewrite, from: last as Rewrite }];
        return yield* holds({ kind: "union", of }, at);
      }
      const from = yield* holds(rewrite.from, at);`,
  },
  {
    name: "settles a cycle from the first walk, counting what is undecided at its most",
    file: "solver.ts",
    find: "settleComponent(members);",
    put: "for (const member of members) member.bounds = { low: member.bounds.high, high: member.bounds.high };",
  },
  {
    name: "takes away only what is certain: `a - unknown` is `a`",
    file: "bounds.ts",
    find: "return bounds(and(a.low, not(b.high)), and(a.high, not(b.low)));",
    put: `const sure = (truth: Truth) => (truth === UNKNOWN ? FALSE : truth);
  return bounds(and(a.low, not(sure(b.high))), and(a.high, not(sure(b.low))));`,
  },
  {
    name: "admits subject sets by a wildcard",
    file: "held-directly.ts",
    find: "return bothPlain && isWildcard(tuple.subject)",
    put: "return isWildcard(tuple.subject)",
  },
  {
    name: "admits any type by a wildcard",
    file: "held-directly.ts",
    find: "isWildcard(tuple.subject) && tuple.subject.type === subject.type",
    put: "isWildcard(tuple.subject)",
  },
  {
    name: "keeps a negative answer that it found inside a cycle",
    file: "solver.ts",
    find: "reader.low = Math.min(reader.low, node.low);\n",
    put: `if (node.state === "open") return { low: 0, high: 0 };\n`,
  },
  {
    name: "leaves a component before all that leads back into it",
    file: "solver.ts",
    find: "if (frame.node.isOpen) reader.node.low = Math.min(reader.node.low, frame.node.low);",
    put: "",
  },
  {
    name: "does not alternate where recursion passes through an exclusion",
    file: "component.ts",
    find: "stable = !negates ||",
    put: "stable = true ||",
  },
  {
    name: "forgets that a read stands on the right of an exclusion",
    file: "holds.ts",
    find: "{ ...at, negated: true }",
    put: "at",
  },
  {
    name: "grants by `all` over nothing",
    file: "held-through.ts",
    find: "steps.length === 0 ? NO : YES",
    put: "YES",
  },
  {
    name: "follows an arrow whatever its policy says",
    file: "held-through.ts",
    find: "step.counts = either(step.counts, at.reading.contribution(tuple, at.object));",
    put: "step.counts = YES;",
  },
  {
    name: "asks for one of the references of an `all of`",
    file: "check.ts",
    find: "answers.reduce<Bounds>(both, YES)",
    put: "(answers[0] ?? YES)",
  },
  {
    name: "answers `conditional` where a policy failed",
    file: "check.ts",
    find: "if (step.problem !== undefined) throw policyFailed(question, step);",
    put: "",
  },
  {
    name: "answers `denied` where there is a paradox",
    file: "check.ts",
    find: "if (!isDecided(answer)) throw paradox(question);",
    put: "",
  },
];
