import type { Dependent, DependencyGraph } from "../check/dependency-graph.ts";
import { strongComponents } from "../check/strong-components.ts";
import { isSameSize, NO_NAME, type NamesSet } from "./names-set.ts";

/** The set of a node, from the sets of those that it depends on. Must not shrink where these grow. */
export type SetOf = (node: Dependent, setOf: (other: Dependent) => NamesSet) => NamesSet;

/** Nodes each of which depends on all of them, if there is more than one. */
export type Component = readonly Dependent[];

/**
 * The least sets of which each is what `evaluate` says of the others: what leads only back to itself gets nothing.
 * Components are settled one after the other, dependencies first, so that only circles are gone through again.
 * Cost: about linear in the graph, since a set grows seldom.
 */
export function leastSets(components: readonly Component[], evaluate: SetOf): ReadonlyMap<Dependent, NamesSet> {
  const sets = new Map<Dependent, NamesSet>();
  const setOf = (node: Dependent): NamesSet => sets.get(node) ?? NO_NAME;
  for (const component of components) {
    const [first] = component;
    if (first !== undefined && isAlone(component)) sets.set(first, evaluate(first, setOf));
    else settle(component, evaluate, sets);
  }
  return sets;
}

/** The nodes by component, each after those that it depends on: so Tarjan's algorithm numbers them. */
export function componentsOf({ nodes }: DependencyGraph): readonly Component[] {
  const numbers = strongComponents(nodes, (node) => node.edges.map(({ to }) => to));
  const byNumber: Dependent[][] = [];
  for (const node of nodes) (byNumber[numbers.get(node) ?? 0] ??= []).push(node);
  return byNumber;
}

/** Whether nothing in the component depends on it, so that it is what one evaluation says. */
function isAlone(component: Component): boolean {
  const [first, second] = component;
  return second === undefined && first?.edges.every(({ to }) => to !== first) === true;
}

function settle(component: Component, evaluate: SetOf, sets: Map<Dependent, NamesSet>): void {
  const setOf = (node: Dependent): NamesSet => sets.get(node) ?? NO_NAME;
  const dependents = dependentsWithin(component);
  // Why a set as queue: walking it also visits what is added on the way, and a node that waits is not added again.
  const waiting = new Set(component);
  for (const node of waiting) {
    waiting.delete(node);
    const found = evaluate(node, setOf);
    if (sets.has(node) && isSameSize(found, setOf(node))) continue;
    sets.set(node, found);
    for (const dependent of dependents.get(node) ?? []) waiting.add(dependent);
  }
}

function dependentsWithin(component: Component): ReadonlyMap<Dependent, readonly Dependent[]> {
  const inside = new Set(component);
  const dependents = new Map<Dependent, Dependent[]>();
  for (const node of component) {
    for (const { to } of node.edges) {
      if (!inside.has(to)) continue;
      const known = dependents.get(to);
      if (known === undefined) dependents.set(to, [node]);
      else known.push(node);
    }
  }
  return dependents;
}
