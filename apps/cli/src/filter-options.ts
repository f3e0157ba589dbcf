import type { FilterInput, Model, Store } from "@relata/core";
import type { Command } from "commander";
import { modelFor } from "./applied-model.ts";
import { withModel } from "./options.ts";
import type { Session } from "./surroundings.ts";
import { usageError } from "./usage-error.ts";

/** Which tuples are meant, as commander leaves it. */
export interface FilterOptions {
  readonly model?: string;
  readonly type?: string;
  readonly object?: string;
  readonly relation?: string;
  readonly subject?: string;
  readonly subjectType?: string;
}

/** Adds the options that choose tuples, and the one for the model that their references are read by. */
export function withFilter(command: Command): Command {
  return withModel(command)
    .option("--type <type>", "only tuples on objects of this type")
    .option("--object <object>", "only tuples on this object")
    .option("--relation <name>", "only tuples of this relation")
    .option("--subject <subject>", "only tuples with this subject; `user:ann` is no subject set")
    .option("--subject-type <type>", "only tuples with subjects of this type");
}

/** @throws CommanderError where two options say the same thing */
export function filterOf({ type, object, relation, subject, subjectType }: FilterOptions): FilterInput {
  if (type !== undefined && object !== undefined) throw usageError("give --type or --object, not both");
  if (subjectType !== undefined && subject !== undefined)
    throw usageError("give --subject-type or --subject, not both");
  return {
    ...(object !== undefined && { object }),
    ...(type !== undefined && { object: { type } }),
    ...(relation !== undefined && { relation }),
    ...(subject !== undefined && { subject }),
    ...(subjectType !== undefined && { subject: { type: subjectType } }),
  };
}

export function isEmptyFilter(filter: FilterInput): boolean {
  return Object.keys(filter).length === 0;
}

const NO_MODEL: Model = { version: 1, types: [], policies: [], context: [] };

/** The model to read references by; where there are none, none is looked for. @throws Failure as `modelFor` */
export async function modelOfFilter(session: Session, options: FilterOptions, store: Store): Promise<Model> {
  const hasReference = options.object !== undefined || options.subject !== undefined;
  return hasReference ? modelFor(session, options, store) : NO_MODEL;
}
