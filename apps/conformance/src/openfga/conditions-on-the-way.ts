import type { FgaTarget } from "@relata/convert";
import type { Expansion } from "@relata/core";
import { isSubjectSet, own, type JsonObject, type Missing, type Tuple } from "@relata/model";

/**
 * What the conditions lack that OpenFGA meets where it lists users. It walks down from the object and fails the whole list at the
 * first tuple whose condition lacks a parameter, though another way may decide without it, and though its own check of each
 * user may have an answer. relata's list has the answer; the walk is its expansion.
 */
export function missingOnTheWay(
  { names }: Expansion,
  { filters, context }: { readonly filters: readonly string[]; readonly context: JsonObject },
  target: FgaTarget,
): readonly Missing[] {
  const kinds = new Set(filters.map((filter) => filter.split("#")[0]));
  const leadsOn = ({ subject }: Tuple): boolean => isSubjectSet(subject) || kinds.has(subject.type);
  const met = names.flatMap(({ tree }) => tuplesIn(tree, leadsOn));
  return met.flatMap((tuple) => lackingOf(tuple, context, target)).map((name) => ({ path: `context.${name}` }));
}

type Tree = Expansion["names"][number]["tree"];

function tuplesIn(tree: Tree, leadsOn: (tuple: Tuple) => boolean): readonly Tuple[] {
  switch (tree.kind) {
    case "tuples":
      return tree.of.map(({ tuple }) => tuple).filter(leadsOn);
    case "arrow":
      return tree.of.flatMap(({ tuples, target }) => (target === undefined ? [] : tuples));
    case "union":
    case "intersection":
      return tree.of.flatMap((part) => tuplesIn(part, leadsOn));
    case "exclusion":
      return [tree.from, tree.less].flatMap((part) => tuplesIn(part, leadsOn));
    case "when":
      return tuplesIn(tree.of, leadsOn);
    case "name":
    case "self":
    case "nil":
      return [];
  }
}

/** The parameters that the tuple's condition requires, and that neither it nor the request has. */
function lackingOf({ policy }: Tuple, context: JsonObject, { index }: FgaTarget): readonly string[] {
  if (policy === undefined) return [];
  const required = index.policies.get(policy.name)?.required ?? [];
  return required.filter((name) => own(policy.parameters, name) === undefined && own(context, name) === undefined);
}
