import { indexModel, type Decision, type ObjectRef } from "@relata/model";
import {
  check,
  checkMany,
  expand,
  explain,
  permissionsOf,
  type CheckOutcome,
  type Expansion,
  type Explanation,
  type Graph,
  type Limits,
} from "@relata/resolver";
import type { QuickCheck } from "@relata/resident";
import { Batch, type CheckItem } from "./batch-input.ts";
import type { Engine } from "./engine.ts";
import { toExpandQuestion, type ExpandInput } from "./expand-input.ts";
import {
  theOne,
  toPermissions,
  toPermissionsOn,
  toPermissionsQuestion,
  type Permissions,
  type PermissionsOfInput,
  type PermissionsOnInput,
} from "./permissions-input.ts";
import { decidedBy } from "./resident/decided.ts";
import { openBatch } from "./resident/quick-outcomes.ts";
import { toQuestion, type CheckInput, type Circumstances, type SubjectInput } from "./question-input.ts";

/**
 * A question that has been read: how it is put to a graph, under its limits. Made anew for each snapshot; of one that is resident, with
 * its quick checks, unless the question is not to be decided by them.
 */
export type Make<T> = (limits: Limits, quick?: QuickCheck) => (graph: Graph) => T;

/** @throws Failure as `toQuestion` */
export function makeCheck({ model, present }: Engine, input: CheckInput): Make<Decision> {
  const question = toQuestion(indexModel(model), input, present);
  return (limits, quick) => {
    const decided = quick === undefined ? undefined : decidedBy(quick, question);
    return decided === undefined ? (graph) => check(model, graph, question, limits) : () => decided.decision;
  };
}

/** @throws Failure as `toQuestion` */
export function makeExplain({ model, present }: Engine, input: CheckInput): Make<Explanation> {
  const question = toQuestion(indexModel(model), input, present);
  return (limits) => (graph) => explain(model, graph, question, limits);
}

/** @throws Failure as `toExpandQuestion` */
export function makeExpand({ model, present }: Engine, input: ExpandInput): Make<Expansion> {
  const question = toExpandQuestion(indexModel(model), input, present);
  return (limits) => (graph) => expand(model, graph, question, limits);
}

/** @throws Failure as `Batch` */
export function makeCheckMany(
  { model, present }: Engine,
  items: readonly CheckItem[],
  given: Circumstances,
): Make<readonly CheckOutcome[]> {
  const batch = new Batch(indexModel(model), items, given, present);
  return (limits, quick) => {
    const part = openBatch(batch, quick);
    if (part.open.length === 0) return () => part.complete([]);
    const decide = checkMany(model, part.open, limits);
    return (graph) => part.complete(decide(graph));
  };
}

/** @throws Failure as `toPermissionsQuestion` */
export function makePermissionsOf(
  { model, present }: Engine,
  subject: SubjectInput,
  given: PermissionsOfInput,
): Make<readonly Permissions[]> {
  const question = toPermissionsQuestion(indexModel(model), subject, given, present);
  return (limits) => {
    const held = permissionsOf(model, question, limits);
    return (graph) => held(graph).map(toPermissions);
  };
}

/** Of the one object. @throws Failure as `toPermissionsOn` */
export function makePermissionsOn(
  { model, present }: Engine,
  subject: SubjectInput,
  object: string | ObjectRef,
  given: PermissionsOnInput,
): Make<Permissions> {
  const question = toPermissionsOn(indexModel(model), subject, object, given, present);
  return (limits) => {
    const held = permissionsOf(model, question, limits);
    return (graph) => theOne(held(graph));
  };
}
