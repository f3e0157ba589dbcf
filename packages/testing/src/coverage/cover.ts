import { isFailure, type Model } from "@relata/model";
import type { Graph } from "@relata/resolver";
import { SuiteGraphs } from "../run/graph-of.ts";
import { judge } from "../run/judge.ts";
import type { Expectation, Suite, SuiteTest } from "../suite/suite.ts";
import { comparePlaces } from "../yaml/problem.ts";
import type { Coverage, CoverageItem, CoveredItem } from "./coverage.ts";
import { policyKey, type Mutation, type ReachKey } from "./mutant.ts";
import { mutationsOf } from "./mutations-of.ts";
import { reachOf } from "./reach.ts";

export interface CoverOptions {
  /** Which tests count; all of them unless given. */
  readonly isWanted?: (test: SuiteTest) => boolean;
  /** Called now and then with the changes that have been tried, of all. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** A passing expectation, and all that its answer can depend on. */
interface Witness {
  readonly expectation: Expectation;
  readonly graph: Graph;
  readonly reach: ReadonlySet<ReachKey>;
}

/**
 * What suites decide of their models; suites of equal models are taken together. By definition, an item is decided if
 * each way of taking it away (`mutationsOf`) makes an expectation that passes pass no longer. Failing ones witness
 * nothing: what they state is not what the model means.
 *
 * Law: it only grows with tests. Cost: for each change, the expectations whose answers can depend on it, up to the first
 * that notices; those of the rest are never asked.
 */
export function cover(suites: readonly Suite[], options: CoverOptions = {}): Coverage {
  const { isWanted = () => true, onProgress = () => undefined } = options;
  const groups = byModel(suites).map((group) => ({
    model: (group[0] as Suite).model,
    mutations: mutationsOf((group[0] as Suite).model, (group[0] as Suite).declarations()),
    witnesses: group.flatMap((suite) => witnessesOf(suite, isWanted)),
  }));
  const all = groups.reduce((sum, { mutations }) => sum + mutations.length, 0);
  let done = 0;
  const items = groups.flatMap(({ model, mutations, witnesses }) => {
    const unnoticed = new Map<CoverageItem, string[]>();
    for (const mutation of mutations) {
      onProgress(done++, all);
      const changes = unnoticed.get(mutation.item) ?? [];
      unnoticed.set(mutation.item, changes);
      if (!isNoticed(model, mutation, witnesses)) changes.push(mutation.change);
    }
    const covered = [...unnoticed].map(([item, unnoticed]): CoveredItem => ({ ...item, unnoticed }));
    return covered.sort(inOrderOfPlaces);
  });
  return { items };
}

/** Of a model whose places are not known, in its own order. */
function inOrderOfPlaces(a: CoverageItem, b: CoverageItem): number {
  return a.place === undefined || b.place === undefined ? 0 : comparePlaces(a.place, b.place);
}

/** Equal models are equal data, whatever files they come from. */
function byModel(suites: readonly Suite[]): readonly (readonly Suite[])[] {
  const groups = new Map<string, Suite[]>();
  for (const suite of suites) {
    const key = JSON.stringify(suite.model);
    const group = groups.get(key) ?? [];
    group.push(suite);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function witnessesOf(suite: Suite, isWanted: (test: SuiteTest) => boolean): readonly Witness[] {
  const graphs = new SuiteGraphs(suite);
  const reaches = new Map<string, ReadonlySet<ReachKey>>();
  const reach = (expectation: Expectation): ReadonlySet<ReachKey> => {
    if (expectation.kind === "policy") return new Set([policyKey(expectation.question.policy)]);
    const { type, permission } = askedAbout(expectation);
    const key = JSON.stringify([type, permission]);
    const known = reaches.get(key) ?? reachOf(suite.model, type, permission);
    reaches.set(key, known);
    return known;
  };
  return suite.tests.filter(isWanted).flatMap((test) => {
    const graph = graphs.of(test);
    const passing = test.expectations.filter((expectation) => passes(suite.model, graph, expectation));
    return passing.map((expectation) => ({ expectation, graph, reach: reach(expectation) }));
  });
}

function askedAbout(expectation: Exclude<Expectation, { readonly kind: "policy" }>): {
  readonly type: string;
  readonly permission: string;
} {
  const { permission } = expectation.question;
  if (expectation.kind === "objects") return { type: expectation.question.type, permission };
  return { type: expectation.question.object.type, permission };
}

function isNoticed(model: Model, { reach, apply }: Mutation, witnesses: readonly Witness[]): boolean {
  const reaching = witnesses.filter((witness) => witness.reach.has(reach));
  if (reaching.length === 0) return false;
  const mutant = apply(model);
  return reaching.some(({ graph, expectation }) => !passes(mutant, graph, expectation));
}

/** An answer that turns into a failure is another one. */
function passes(model: Model, graph: Graph, expectation: Expectation): boolean {
  try {
    return judge(model, graph, expectation).passes;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return false;
  }
}
