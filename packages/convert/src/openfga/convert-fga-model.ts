import type { SourceFile } from "@relata/language";
import type { Model } from "@relata/model";

import { parameterNames } from "../cel/parameter-names.ts";
import { printDrafts } from "../draft/print-draft.ts";
import type { Origin } from "../origin.ts";
import { Refusals, type Note, type Refusal } from "../refusal.ts";
import { Embedded } from "../relocate.ts";
import { checkFga } from "./check-fga.ts";
import { draftCondition } from "./draft-condition.ts";
import { draftModule, draftRoot } from "./draft-module.ts";
import { Extensions } from "./extensions.ts";
import type { ReadFga } from "./read-dsl.ts";

/** A model that has been read, as one file or as one of several modules, with the path that it gets here. */
export interface FgaSource {
  readonly path: string;
  readonly read: ReadFga;
}

export interface ConvertedFgaModel {
  /** There exactly when nothing is refused, with its files. */
  readonly printed?: { readonly files: readonly SourceFile[]; readonly model: Model };
  /** What parameters are called, by their names in the source. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly refusals: readonly Refusal[];
  readonly notes: readonly Note[];
}

/**
 * A model, in one file or in modules, as files of relata. `root`, where there are modules, is the file that imports them all. What is
 * refused by OpenFGA, by the converter and by the compiler is told in one.
 */
export function convertFgaModel(sources: readonly FgaSource[], whole: Origin, root?: string): ConvertedFgaModel {
  const refusals = new Refusals();
  const embedded = new Embedded();
  checkFga(sources, refusals);
  const conditions = sources.flatMap(({ read }) => read.model.conditions);
  const parameters = parameterNames(conditions.flatMap((each) => each.parameters.map(({ name }) => name)));
  const extensions = new Extensions(sources, refusals);
  const spoiled: Origin[] = [];
  const drafts = sources.map(({ path, read }) => {
    const policies = read.model.conditions.map((condition) => {
      const own = new Refusals();
      const policy = draftCondition(condition, parameters, read.places, embedded, own);
      if (own.any) spoiled.push(policy.name.origin, read.places.expression(condition.name) ?? policy.name.origin);
      refusals.add(own.finish());
      return policy;
    });
    return draftModule(path, read, policies, extensions);
  });
  const modules = drafts.map(({ path }) => path);
  const { printed, ...told } = printDrafts(root === undefined ? drafts : [draftRoot(root, modules), ...drafts], whole);
  refusals.addOutside(spoiled, told.refusals);
  const notes = [...renamings(parameters), ...extensions.notes, ...told.notes].map((note) => embedded.note(note));
  const all = refusals.finish().map((refusal) => embedded.refusal(refusal));
  return { ...(printed !== undefined && all.length === 0 && { printed }), parameters, refusals: all, notes };
}

function renamings(parameters: ReadonlyMap<string, string>): readonly Note[] {
  return [...parameters]
    .filter(([name, called]) => name !== called)
    .map(([name, called]) => ({
      message: `the parameter \`${name}\` is called \`${called}\`: requests supply it by that name`,
    }));
}
