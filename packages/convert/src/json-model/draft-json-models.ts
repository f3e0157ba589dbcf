import {
  NO_COMMENTS,
  type DraftAttribute,
  type DraftComments,
  type DraftExpression,
  type DraftFile,
  type DraftMember,
  type DraftSubject,
  type DraftType,
} from "../draft/draft.ts";
import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";
import { relataPath } from "../spicedb/relata-path.ts";
import { Acting } from "./acting.ts";
import type { JsonModel, JsonPermission, JsonRelation } from "./json-model.ts";
import { heldBy, isTuplesAlone } from "./held-by.ts";
import { Policies, type Attributes } from "./policies.ts";
import type { TupleRow } from "./read-json-tuples.ts";

/** A tuple's subject and policy as they are here. */
export interface DraftedRow {
  readonly row: TupleRow;
  readonly subjectRelation: string | undefined;
  readonly policy: string | undefined;
}

export interface DraftedModels {
  readonly draft: DraftFile;
  readonly rows: readonly DraftedRow[];
}

/** What the parts of one file of models share. */
interface Site {
  readonly acting: Acting;
  readonly policies: Policies;
  readonly refusals: Refusals;
  readonly rows: readonly DraftedRow[];
  readonly whole: Origin;
}

/**
 * Models as a model file: a type each; relations that imply another are its rewrite; a permission is its relation, narrowed by its policy.
 *
 * There, every relation admits users, keys and all that users can act as. So it does here, with whatever else the tuples name.
 */
export function draftJsonModels(
  models: readonly JsonModel[],
  tuples: readonly TupleRow[],
  whole: Origin,
  refusals: Refusals,
): DraftedModels {
  const policies = new Policies(refusals);
  const acting = new Acting(models, whole);
  const permissions = acting.models.flatMap((model) =>
    model.permissions.map((each) => ({ each, type: model.type.text })),
  );
  // Why permissions first: a policy is called after what it narrows.
  const narrowed = new Map(permissions.map(({ each, type }) => [each, policyOf(each, type, policies)]));
  const rows = tuples.map((row) => draftRow(row, acting, policies));
  const site: Site = { acting, policies, refusals, rows, whole };
  const types = acting.models.map((model) => draftType(model, narrowed, site));
  const draft = {
    path: relataPath(whole.source.path),
    imports: [],
    head: [],
    declarations: [...types, ...policies.drafts],
    foot: [],
  };
  return { draft, rows };
}

function policyOf({ name, policy }: JsonPermission, type: string, policies: Policies): string | undefined {
  if (policy === undefined) return undefined;
  const script = {
    text: policy.text("`policy`") ?? "",
    origin: policy.origin,
    within: (start: number, end: number): Origin => policy.within(start, end),
  };
  return policies.add(script, `may_${name.text}`, type);
}

function draftRow(row: TupleRow, acting: Acting, policies: Policies): DraftedRow {
  const { entityType, relation, subjectType, subjectRelation = acting.nameOf(subjectType), condition } = row;
  const policy = condition === undefined ? undefined : policies.add(condition, `${relation}_condition`, entityType);
  return { row, subjectRelation, policy };
}

function draftType(model: JsonModel, narrowed: ReadonlyMap<JsonPermission, string | undefined>, site: Site): DraftType {
  const { acting, policies } = site;
  const own = policies.resources.get(model.type.text) ?? new Map();
  const attributes = [...attributesOf(own), ...(model.type.text === "user" ? attributesOf(policies.subjects) : [])];
  const relations = model.relations.map((relation) => draftRelation(relation, model, site));
  const act = acting.permissionOf(model);
  const permissions = model.permissions
    .filter((permission) => !isRelationItself(permission, model))
    .map((permission, i) => draftPermission(permission, model, narrowed.get(permission), i === 0));
  const members: readonly DraftMember[] = [
    ...attributes,
    ...relations.map((each, i) => (i === 0 && attributes.length > 0 ? { ...each, afterBlank: true } : each)),
    ...(act === undefined ? [] : [act]),
    ...permissions,
  ];
  return { kind: "type", name: model.type, members, comments: NO_COMMENTS };
}

/** A permission with the name of its relation asks for what the relation already answers. */
export function isRelationItself({ name, relation, policy }: JsonPermission, model: JsonModel): boolean {
  const same = model.relations.find((each) => each.name.text === name.text);
  return same !== undefined && name.text === relation.text && policy === undefined && !isTuplesAlone(same, model);
}

function attributesOf(attributes: Attributes): readonly DraftAttribute[] {
  return [...attributes].map(([text, { kinds, origin }]) => {
    const [kind = "any", another] = kinds;
    const type = { kind: another === undefined ? kind : ("any" as const) };
    return { kind: "attribute", name: { text, origin }, type, comments: NO_COMMENTS };
  });
}

function draftRelation(relation: JsonRelation, model: JsonModel, site: Site): DraftMember {
  const { name, impliedBy } = relation;
  const subjects = subjectsOf(model.type.text, name.text, name.origin, site);
  const others = isTuplesAlone(relation, model) ? [] : impliedBy.map((each) => heldBy(each, model));
  const common = { kind: "relation" as const, name, subjects, comments: NO_COMMENTS };
  if (others.length === 0) return common;
  const of: readonly DraftExpression[] = [{ kind: "this", origin: name.origin }, ...others];
  return { ...common, rewrite: { kind: "union", of, origin: name.origin } };
}

/** Those of every relation, and then what tuples name besides, each once. */
function subjectsOf(type: string, relation: string, origin: Origin, { acting, rows }: Site): readonly DraftSubject[] {
  const subjects: DraftSubject[] = acting.everySubject.map((each) => ({ ...each, origin }));
  for (const { row, subjectRelation, policy } of rows) {
    if (row.entityType !== type || row.relation !== relation) continue;
    const subject: DraftSubject = {
      type: row.subjectType,
      ...(subjectRelation !== undefined && { relation: subjectRelation }),
      ...(policy !== undefined && { policy }),
      origin: row.origin,
    };
    if (!subjects.some((known) => sameKind(known, subject))) subjects.push(subject);
  }
  return subjects;
}

function sameKind(a: DraftSubject, b: DraftSubject): boolean {
  return a.type === b.type && a.relation === b.relation && a.policy === b.policy;
}

function draftPermission(
  { name, relation, description }: JsonPermission,
  model: JsonModel,
  policy: string | undefined,
  afterBlank: boolean,
): DraftMember {
  const lines = description === undefined || description.trim() === "" ? [] : description.trim().split("\n");
  const comments: DraftComments = { before: lines.map((text) => ({ text: text.trim(), doc: true })) };
  const held = heldBy(relation, model);
  const rewrite: DraftExpression =
    policy === undefined ? held : { kind: "when", of: held, policy, origin: name.origin };
  return { kind: "permission", name, rewrite, comments, afterBlank };
}
