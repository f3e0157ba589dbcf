import { compareText, fromEntries, formatObject, type Json, type JsonObject } from "@relata/model";
import type { Answer, Wanted } from "@relata/resolver";
import { storedJson } from "@relata/store";
import type { ReadStatements } from "./read-statements.ts";
import { keyRow, toTuple, type TupleRow } from "./tuple-row.ts";

/**
 * One question, answered in the snapshot of the transaction around it, as `Graph` says. Tuples come in the order of the
 * index; whoever asked sorts them.
 *
 * @throws Failure `store_unreadable` for a row that relata never wrote
 */
export function answer(statements: ReadStatements, wanted: Wanted): Answer {
  switch (wanted.ask) {
    case "has": {
      const { subjectType, subjectId, subjectRelation } = keyRow(wanted);
      const { object, relation } = wanted;
      return toTuples(statements.has.all({ ...object, relation, subjectType, subjectId, subjectRelation }));
    }
    case "sets":
      return toTuples(statements.sets.all({ ...wanted.object, relation: wanted.relation }));
    case "objects":
      return toTuples(statements.objects.all({ ...wanted.object, relation: wanted.relation }));
    case "memberships": {
      const { type, id, relation = "" } = wanted.subject;
      const through = JSON.stringify(wanted.through.map((kind) => [kind.type, kind.relation]));
      return toTuples(statements.memberships.all({ type, id, relation, through }));
    }
    case "attributes":
      return { attributes: toAttributes(statements, wanted.object) };
    case "usages":
      return toTuples(statements.usages.all({ ...wanted.entity }));
    case "ids":
      return {
        ids: statements.ids
          .all({ type: wanted.type })
          .map(({ id }) => id)
          .sort(compareText),
      };
  }
}

function toTuples(rows: readonly TupleRow[]): Answer {
  return { tuples: rows.map(toTuple) };
}

function toAttributes(statements: ReadStatements, object: { readonly type: string; readonly id: string }): JsonObject {
  const rows = statements.attributes.all({ type: object.type, id: object.id });
  return toValues(rows, formatObject(object));
}

/** Attributes from their rows; `of` names their object, should one be unreadable. */
export function toValues(rows: readonly { readonly name: string; readonly value: string }[], of: string): JsonObject {
  const entries = rows.map(({ name, value }): [string, Json] => [
    name,
    storedJson(value, `the attributes of \`${of}\``),
  ]);
  return fromEntries(entries);
}
