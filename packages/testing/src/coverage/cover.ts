import { isFailure, type Model } from "@relata/model";
import type { Graph } from "@relata/resolver";
import { SuiteGraphs } from "../run/graph-of.ts";
import { judge } from "../run/judge.ts";
import type { Expectation, Suite, SuiteTest } from "../suite/suite.ts";
import { comparePlaces } from "../yaml/problem.ts";
import type { Coverage, CoverageItem, CoveredItem } from "./coverage.ts";
import { policyKey, type Mutation } from "./mutant.ts";
import { mutationsOf } from "./mutations-of.ts";
import { reachOf, type Reach } from "./reach.ts";

export interface CoverOptions {
  /** Which tests count; all of them unless given. */
  readonly isWanted?: (test: SuiteTest) => boolean;
  /** Called now and then with the changes that have been tried, of all. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** Passing expectations about one name of one type, and all that their answers can depend on. */
interface Witnesses {
  readonly reach: Reach;
  readonly all: { readonly expectation: Expectation; readonly graph: Graph }[];
}

/**
 * What suites decide of their models; suites of equal models are taken together. By definition, an item is decided if
 * each way of taking it away (`mutationsOf`) makes an expectation that passes pass no longer. Failing ones witness
 * nothing: what they state is not what the model means.
 *
 * Law: it only grows with tests. Cost: for each change, the expectations whose answers can depend on it, up to the first
 * that notices, each over the part of the model that it can depend on.
 */
export function cover(suites: readonly Suite[], options: CoverOptions = {}): Coverage {
  const { isWanted = () => true, onProgress = () => undefined } = options;
  const groups = byModel(suites).map((group) => ({
    mutations: mutationsOf((group[0] as Suite).model, (group[0] as Suite).declarations()),
    witnesses: witnessesOf(group, isWanted),
  }));
  const all = groups.reduce((sum, { mutations }) => sum + mutations.length, 0);
  let done = 0;
  const items = groups.flatMap(({ mutations, witnesses }) => {
    const unnoticed = new Map<CoverageItem, string[]>();
    for (const mutation of mutations) {
      onProgress(done++, all);
      const changes = unnoticed.get(mutation.item) ?? [];
      unnoticed.set(mutation.item, changes);
      if (!isNoticed(mutation, witnesses)) changes.push(mutation.change);
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

/** What passes, by the name that is asked about. */
function witnessesOf(suites: readonly Suite[], isWanted: (test: SuiteTest) => boolean): readonly Witnesses[] {
  const byName = new Map<string, Witnesses>();
  for (const suite of suites) {
    const graphs = new SuiteGraphs(suite);
    for (const test of suite.tests.filter(isWanted)) {
      const graph = graphs.of(test);
      for (const expectation of test.expectations.filter((each) => passes(suite.model, graph, each))) {
        const key = JSON.stringify(askedAbout(expectation));
        const witnesses = byName.get(key) ?? { reach: reachFrom(suite.model, expectation), all: [] };
        witnesses.all.push({ expectation, graph });
        byName.set(key, witnesses);
      }
    }
  }
  return [...byName.values()];
}

type OfNames = Exclude<Expectation, { readonly kind: "policy" }>;

function askedAbout(expectation: Expectation): readonly string[] {
  if (expectation.kind === "policy") return [expectation.question.policy];
  return [typeAskedAbout(expectation), expectation.question.permission];
}

/** A policy by itself depends on nothing but itself; on which type it stands, only the whole model knows. */
function reachFrom(model: Model, expectation: Expectation): Reach {
  if (expectation.kind !== "policy")
    return reachOf(model, typeAskedAbout(expectation), expectation.question.permission);
  return { keys: new Set([policyKey(expectation.question.policy)]), model };
}

function typeAskedAbout(expectation: OfNames): string {
  return expectation.kind === "objects" ? expectation.question.type : expectation.question.object.type;
}

function isNoticed({ reach, apply }: Mutation, witnesses: readonly Witnesses[]): boolean {
  return witnesses
    .filter((each) => each.reach.keys.has(reach))
    .some((each) => {
      const mutant = apply(each.reach.model);
      return each.all.some(({ graph, expectation }) => !passes(mutant, graph, expectation));
    });
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
