import type { Json, ModelIndex, Policy } from "@relata/model";
import type { PolicySite } from "../analyse.ts";
import { pathOf } from "../operation.ts";
import { sound } from "../sound.ts";
import { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";
import { verdictOf } from "../verdict-of.ts";
import type { PolicyProblem, PolicyScope, PolicyVerdict } from "../verdict.ts";
import { operationsIn } from "./operations-in.ts";
import { showValue } from "./show-value.ts";

/** Operations that a trace tells of: the first ones, in written order. */
const MOST_CLAUSES = 1_000;

/** What an operation gave that is told of: the first times, where it stands inside a list operator. */
const MOST_OUTCOMES = 5;

/** How a policy came to its verdict. */
export interface PolicyTrace {
  readonly verdict: PolicyVerdict;
  /** Each operation of the body, in written order: an operation before its operands. */
  readonly clauses: readonly Clause[];
  /** How many more operations there are. */
  readonly cut: number;
}

export interface Clause {
  /** Where the operation stands: a JSON pointer into the body. */
  readonly pointer: string;
  /** How many operations stand around it. */
  readonly depth: number;
  readonly operator: string;
  /** What `var` reads, or `has` asks for. */
  readonly path?: string;
  /**
   * How often it was evaluated: once for each element inside a list operator, and never where an `if` went another way,
   * or the budget was spent before.
   */
  readonly visits: number;
  /** What it gave, the first few times. */
  readonly outcomes: readonly ClauseOutcome[];
}

export type ClauseOutcome =
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "unknown"; readonly missing: readonly string[]; readonly problem?: PolicyProblem };

/**
 * Evaluates the policy and tells what each operation gave: its value, or why it has none. The verdict is that of the
 * compiled policy. It is data of bounded size, to be printed elsewhere. Cost: a compilation and an evaluation.
 *
 * @throws Failure `invalid_model` when the policy is not valid
 */
export function tracePolicy(policy: Policy, model: ModelIndex, scope: PolicyScope, site: PolicySite = {}): PolicyTrace {
  const given = new Map<string, { visits: number; results: Result[] }>();
  const analysis = sound(policy, model, site, (operation) => {
    const notes = { visits: 0, results: [] as Result[] };
    given.set(operation.pointer, notes);
    const run = (frame: Parameters<typeof operation.run>[0]) => {
      const result = operation.run(frame);
      if (++notes.visits <= MOST_OUTCOMES) notes.results.push(result);
      return result;
    };
    return { ...operation, run };
  });
  const verdict = verdictOf(analysis)(scope);
  const operations = operationsIn(policy.body);
  const clauses = operations.slice(0, MOST_CLAUSES).map(({ pointer, depth, operation }) => {
    const { visits = 0, results = [] } = given.get(pointer) ?? {};
    const path = pathOf(operation);
    return {
      pointer,
      depth,
      operator: operation.name,
      ...(path !== undefined && { path }),
      visits,
      outcomes: results.map(outcomeOf),
    };
  });
  return { verdict, clauses, cut: Math.max(operations.length - MOST_CLAUSES, 0) };
}

function outcomeOf(result: Result): ClauseOutcome {
  if (!(result instanceof Unknown)) return { kind: "value", value: showValue(result) };
  const { missing, problem } = result.reasons();
  return { kind: "unknown", missing, ...(problem !== undefined && { problem }) };
}
