import {
  compareText,
  formatObject,
  fromEntries,
  WILDCARD,
  type Json,
  type JsonObject,
  type ObjectRef,
} from "@relata/model";
import type { Answer, Wanted } from "@relata/resolver";
import { storedJson } from "@relata/store";
import type { Parameters, Prepared } from "./connection.ts";
import { knownState } from "./known-state.ts";
import type { Scope } from "./scope.ts";
import type { State } from "./states.ts";
import { keyRow, toTuple, type TupleRow } from "./tuple-row.ts";

/**
 * One question, answered of a state in the snapshot of the transaction around it, as `Graph` says. Tuples come in the order
 * of the index; whoever asked sorts them.
 *
 * @throws Failure `store_unreadable` for a row that relata never wrote
 */
export function answer(scope: Scope, state: State, wanted: Wanted): Answer {
  const { statements, store } = scope;
  const { at } = state;
  const questions = at === undefined ? statements.live : statements.past;
  switch (wanted.ask) {
    case "has": {
      const { subjectType, subjectId, subjectRelation } = keyRow(wanted);
      const { type, id } = wanted.object;
      const { relation } = wanted;
      const asked = { store, at, type, id, relation, subjectType, subjectId, subjectRelation };
      return onObject(scope, state, questions.has, asked);
    }
    case "sets":
    case "objects": {
      const { type, id } = wanted.object;
      return onObject(scope, state, questions[wanted.ask], { store, at, type, id, relation: wanted.relation });
    }
    case "memberships":
      return knownState(scope).memberships(state, wanted);
    case "attributes": {
      const { type, id } = wanted.object;
      return { attributes: toValues(questions.attributes.all({ store, at, type, id }), formatObject(wanted.object)) };
    }
    case "usages": {
      const { entity, use } = wanted;
      const { type, id } = entity;
      if (use === undefined) return toTuples(questions.usages.all({ store, at, type, id }));
      const { type: objectType, relation, as = "" } = use;
      return toTuples(questions.uses.all({ store, at, type, id, as, objectType, relation }));
    }
    case "ids": {
      const ids = questions.ids.all({ store, at, type: wanted.type }).map(({ id }) => id);
      return { ids: ids.sort(compareText) };
    }
  }
}

/** On the object, or on the wildcard object of its type. */
function onObject(scope: Scope, state: State, question: Prepared<TupleRow>, asked: Parameters & ObjectRef): Answer {
  const rows = question.all(asked);
  const isAlone = asked.id === WILDCARD || !knownState(scope).hasWildcardObject(state, asked.type);
  return toTuples(isAlone ? rows : [...rows, ...question.all({ ...asked, id: WILDCARD })]);
}

function toTuples(rows: readonly TupleRow[]): Answer {
  return { tuples: rows.map(toTuple) };
}

/** Attributes from their rows; `of` names their object, should one be unreadable. */
export function toValues(rows: readonly { readonly name: string; readonly value: string }[], of: string): JsonObject {
  const entries = rows.map(({ name, value }): [string, Json] => [
    name,
    storedJson(value, `the attributes of \`${of}\``),
  ]);
  return fromEntries(entries);
}
