import type { SourceFile } from "@relata/language";
import { idProblem, indexModel, isWildcard, refusal, type Tuple } from "@relata/model";

import type { Conversion } from "../converted.ts";
import { printDrafts } from "../draft/print-draft.ts";
import { Refusals } from "../refusal.ts";
import { draftJsonModels, isRelationItself, type DraftedRow } from "./draft-json-models.ts";
import type { JsonModel } from "./json-model.ts";
import { readJsonModels } from "./read-json-models.ts";
import { readJsonTuples } from "./read-json-tuples.ts";

export interface JsonModelOptions {
  /** The type of entity that a file with one model is of; else the file says it, or its name. */
  readonly type?: string;
  /** Tuples, as a JSON list or as CSV, with the columns of their table. */
  readonly tuples?: SourceFile;
}

/**
 * Models in JSON, one for a type of entity, as a model: `{ "relations": …, "permissions": … }`. Policies in Lua are compiled where they
 * are one expression, and refused otherwise. Their tuples come along.
 *
 * Law: a permission is allowed here where it is there with all attributes given, but for what the notes and the how-to tell. Never throws.
 */
export function convertJsonModels(source: SourceFile, options: JsonModelOptions = {}): Conversion {
  const refusals = new Refusals();
  const models = readJsonModels(source, options.type, refusals);
  const rows = options.tuples === undefined ? [] : readJsonTuples(options.tuples, refusals);
  refuseClashes(models, refusals);
  const whole = { source, start: 0, end: 0 };
  const drafted = draftJsonModels(models, rows, whole, refusals);
  if (refusals.any) return { refusals: refusals.finish() };
  const print = printDrafts([drafted.draft], whole);
  refusals.add(print.refusals);
  if (print.printed === undefined) return { refusals: refusals.finish() };
  const { files, model } = print.printed;
  const index = indexModel(model);
  const seen = new Set<string>();
  const tuples = drafted.rows.flatMap((row): readonly Tuple[] => {
    const tuple = tupleOf(row);
    const problem = problemOf(row, tuple) ?? refusal(index, tuple)?.message;
    const key = JSON.stringify([tuple.object, tuple.relation, tuple.subject]);
    if (problem !== undefined) {
      refusals.refuse("tuple_not_admitted", row.row.origin, problem, "change the tuple, or the models");
    } else if (seen.has(key)) {
      const message = "this tuple stands here twice: a key has one policy at the most";
      refusals.refuse("tuple_not_admitted", row.row.origin, message, "join their conditions with `or`, or remove one");
    }
    seen.add(key);
    return [tuple];
  });
  if (refusals.any) return { refusals: refusals.finish() };
  return { converted: { files, model, tuples, suites: [], notes: print.notes }, refusals: [] };
}

/** Relations and permissions share their names here; one that is both, and not the same, cannot stay. */
function refuseClashes(models: readonly JsonModel[], refusals: Refusals): void {
  for (const model of models) {
    const { type, relations, permissions } = model;
    const names = new Set(relations.map(({ name }) => name.text));
    for (const permission of permissions) {
      const { name } = permission;
      if (!names.has(name.text) || isRelationItself(permission, model)) continue;
      const message = `\`${type.text}\` has a relation and another permission of the name \`${name.text}\``;
      refusals.refuse("not_expressible", name.origin, message, "rename one of them");
    }
  }
}

function tupleOf({ row, subjectRelation, policy }: DraftedRow): Tuple {
  return {
    object: { type: row.entityType, id: row.entityId },
    relation: row.relation,
    subject: {
      type: row.subjectType,
      id: row.subjectId,
      ...(subjectRelation !== undefined && { relation: subjectRelation }),
    },
    ...(policy !== undefined && { policy: { name: policy, parameters: {} } }),
  };
}

/** Why no wildcard: there, `*` is the id of one subject, and here it would be everybody. */
function problemOf({ row }: DraftedRow, { object, subject }: Tuple): string | undefined {
  if (isWildcard(subject)) return `the subject \`${row.subjectType}:*\` would be everybody`;
  return idProblem(object.id) ?? idProblem(subject.id);
}
