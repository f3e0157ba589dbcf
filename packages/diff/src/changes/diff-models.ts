import type { Model, TypeDefinition } from "@relata/model";
import { diffAttributes, diffContext } from "./diff-fields.ts";
import { diffMembers } from "./diff-members.ts";
import { diffPolicies } from "./diff-policies.ts";
import { guessRenames } from "./guess-renames.ts";
import type { ModelChange } from "./model-change.ts";
import { pairByName, type Pair } from "./pair-by-name.ts";
import { printType } from "./printed.ts";
import { sayDocumentation } from "./say-documentation.ts";

/**
 * What changed from one model to another: context, types with their members, policies, each in order of names.
 *
 * Law: empty exactly where the two models are equal. What is said is about the text of the models, not about who may do
 * what: `viewer + editor` and `editor + viewer` differ here, and grant the same. Cost: the size of both models.
 */
export function diffModels(before: Model, after: Model): readonly ModelChange[] {
  const changes = [
    ...diffContext(before, after),
    ...pairByName(before.types, after.types).flatMap(diffType),
    ...diffPolicies(before, after),
  ];
  return guessRenames(before, after, changes);
}

function diffType({ name, before, after }: Pair<TypeDefinition>): readonly ModelChange[] {
  const of = "type";
  if (before === undefined) {
    return after === undefined
      ? []
      : [{ kind: "added", of, path: name, words: `type \`${name}\` was added`, after: printType(after) }];
  }
  if (after === undefined) {
    return [{ kind: "removed", of, path: name, words: `type \`${name}\` was removed`, before: printType(before) }];
  }
  return [
    ...sayDocumentation(name, before.doc, after.doc),
    ...diffAttributes(before, after),
    ...diffMembers(before, after),
  ];
}
