import { canonicalJson, type Json, type Model, type Policy } from "@relata/model";
import { nameGraph, type NameNode } from "./name-graph.ts";

/** Keys of names, `type#name`, sorted. */
export interface AffectedNames {
  /** Whose own definition changed, or that only one of the models has. */
  readonly changed: ReadonlySet<string>;
  /** Whose answers may differ: the changed ones, and whatever reads one of them, however far away. */
  readonly affected: ReadonlySet<string>;
}

/**
 * The names whose answers may differ between two models, whatever the tuples. Law: any other name is answered alike. Cost:
 * the size of both models.
 */
export function affectedNames(before: Model, after: Model): AffectedNames {
  const [old, now] = [nameGraph(before), nameGraph(after)];
  const policies = changedPolicies(before, after);
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  const changed = keys.filter((key) => isChanged(old.get(key), now.get(key), policies));
  return { changed: new Set(changed), affected: readersOf(changed, [old, now]) };
}

function isChanged(old: NameNode | undefined, now: NameNode | undefined, policies: ReadonlySet<string>): boolean {
  if (old === undefined || now === undefined || definition(old) !== definition(now)) return true;
  return [...now.policies].some((policy) => policies.has(policy));
}

function definition({ rewrite, subjects }: NameNode): string {
  return canonicalJson([rewrite, subjects ?? "permission"] as unknown as Json);
}

/** Everything that reads one of the names, directly or not, in either model; with the names themselves. */
function readersOf(names: readonly string[], graphs: readonly ReadonlyMap<string, NameNode>[]): ReadonlySet<string> {
  const readers = new Map<string, string[]>();
  for (const graph of graphs) {
    for (const [key, { reads }] of graph) {
      for (const read of reads) readers.set(read, [...(readers.get(read) ?? []), key]);
    }
  }
  const found = new Set(names);
  for (const name of found) for (const reader of readers.get(name) ?? []) found.add(reader);
  return new Set([...found].sort());
}

/**
 * Policies that may be decided otherwise. Where an attribute of a type of both, or a context entry, is declared otherwise,
 * all: what a policy reads, and how values are compared, hangs on the declarations.
 */
function changedPolicies(before: Model, after: Model): ReadonlySet<string> {
  const types = new Set(before.types.map(({ name }) => name));
  const shared = new Set(after.types.flatMap(({ name }) => (types.has(name) ? [name] : [])));
  const isRedeclared = declarations(before, shared) !== declarations(after, shared);
  const old = new Map(before.policies.map((policy) => [policy.name, meaning(policy)]));
  const changed = after.policies.filter((policy) => isRedeclared || old.get(policy.name) !== meaning(policy));
  return new Set(changed.map(({ name }) => name));
}

function meaning({ parameters, required, body }: Policy): string {
  return canonicalJson([parameters, required, body] as unknown as Json);
}

function declarations({ types, context }: Model, of: ReadonlySet<string>): string {
  const declared = types.filter(({ name }) => of.has(name)).map(({ name, attributes }) => [name, attributes]);
  return JSON.stringify([declared, context], (key, value: unknown) => (key === "doc" ? undefined : value));
}
