import type {
  DraftComments,
  DraftExpression,
  DraftMember,
  DraftPermission,
  DraftRelation,
  DraftSubject,
  DraftType,
} from "../draft/draft.ts";
import type { ZedComments } from "./comments.ts";
import type { Declared, FlatMember } from "./declared.ts";
import type {
  DefinitionSyntax,
  MemberSyntax,
  PermissionSyntax,
  RelationSyntax,
  SubjectSyntax,
  ZedArrow,
  ZedDeclaration,
  ZedExpression,
} from "./reader/syntax.ts";
import type { Origin } from "../origin.ts";

/** What a definition is drafted with: all that the schema declares, its comments, and whom to tell of what is different. */
export interface Drafting {
  readonly declared: Declared;
  readonly comments: readonly ZedComments[];
  readonly note: (message: string, origin: Origin) => void;
}

/** The members around what is drafted, those of partials among them. */
interface InDefinition extends Drafting {
  readonly members: readonly FlatMember[];
}

/** A definition as a type: relations are exactly their tuples there, as they are here. */
export function draftDefinition(definition: DefinitionSyntax, drafting: Drafting): DraftType {
  const flat = drafting.declared.membersOf(definition);
  const members = flat.map((member) => draftMember(member, { ...drafting, members: flat }));
  const foot = drafting.comments.flatMap((each) => each.footOf(definition));
  const comments = commentsFor(definition, drafting);
  return { kind: "type", name: definition.name, members, comments, ...(foot.length > 0 && { foot }) };
}

/** Why asked of each file: a member may come from a partial of another. */
export function commentsFor(owner: ZedDeclaration | MemberSyntax, { comments }: Drafting): DraftComments {
  const all = comments.map((each) => each.of(owner));
  return all.find(({ before, behind }) => before.length > 0 || behind !== undefined) ?? { before: [] };
}

function draftMember(member: FlatMember, drafting: InDefinition): DraftMember {
  const comments = commentsFor(member, drafting);
  const [first] = comments.before;
  const afterBlank = first?.afterBlank === true || (first === undefined && standsAfterBlank(member.origin));
  const above = first === undefined ? [] : [{ text: first.text, doc: first.doc }, ...comments.before.slice(1)];
  const common = { comments: { ...comments, before: above }, afterBlank };
  if (member.kind === "relation") return { ...draftRelation(member, drafting), ...common };
  return { ...draftPermission(member, drafting), ...common };
}

function standsAfterBlank({ source, start }: Origin): boolean {
  return /\n[^\S\n]*\r?\n\s*$/.test(source.text.slice(Math.max(0, start - 200), start));
}

function draftRelation({ name, subjects }: RelationSyntax, { note }: Drafting): Omit<DraftRelation, "comments"> {
  const expiring = subjects.find(({ expires }) => expires);
  if (expiring !== undefined) {
    note("`with expiration` is left out: any tuple may have an end, `until`", expiring.origin);
  }
  const drafted = subjects.map(draftSubject);
  const distinct = drafted.filter((each, i) => drafted.findIndex((other) => sameKind(each, other)) === i);
  // Why: with and without an expiration are two kinds there, and one here. What stands twice otherwise is a mistake.
  return { kind: "relation", name, subjects: expiring === undefined ? drafted : distinct };
}

function draftSubject({ type, relation, wildcard, caveat, origin }: SubjectSyntax): DraftSubject {
  return {
    type: type.text,
    ...(relation !== undefined && { relation: relation.text }),
    ...(wildcard && { wildcard }),
    ...(caveat !== undefined && { policy: caveat.text }),
    origin,
  };
}

function sameKind(a: DraftSubject, b: DraftSubject): boolean {
  return a.type === b.type && a.relation === b.relation && a.wildcard === b.wildcard && a.policy === b.policy;
}

function draftPermission(permission: PermissionSyntax, drafting: InDefinition): Omit<DraftPermission, "comments"> {
  const { name, annotation, expression } = permission;
  const [first] = annotation;
  if (first !== undefined) drafting.note(`the type annotation of \`${name.text}\` is left out`, first.origin);
  return { kind: "permission", name, rewrite: draftExpression(expression, drafting) };
}

function draftExpression(expression: ZedExpression, drafting: InDefinition): DraftExpression {
  const { origin } = expression;
  switch (expression.kind) {
    case "nil":
    case "self":
      return { kind: expression.kind, origin };
    case "name":
      return { kind: "name", name: expression.name.text, origin };
    case "arrow":
      return draftArrow(expression, drafting);
    case "union":
    case "intersection":
      return { kind: expression.kind, of: expression.of.map((each) => draftExpression(each, drafting)), origin };
    case "exclusion": {
      const from = draftExpression(expression.from, drafting);
      return { kind: "exclusion", from, less: draftExpression(expression.less, drafting), origin };
    }
  }
}

/** An arrow that leads to nothing is allowed there, and grants nothing. Here it is refused, so what it means is written. */
function draftArrow(arrow: ZedArrow, drafting: InDefinition): DraftExpression {
  const { relation, quantifier, target, origin } = arrow;
  if (leadsNowhere(arrow, drafting)) {
    const text = `${relation.text}->${target.text}`;
    drafting.note(`\`${text}\` is now \`nil\`: no type on \`${relation.text}\` has \`${target.text}\``, origin);
    return { kind: "nil", origin };
  }
  const named = { kind: "name" as const, name: target.text, origin: target.origin };
  return { kind: "arrow", relation: relation.text, quantifier, target: named, origin };
}

/** Only where the relation and all its types are known: what is not is told by the compiler. */
function leadsNowhere({ relation, target }: ZedArrow, { declared: { definitions }, members }: InDefinition): boolean {
  const left = members.find(({ name }) => name.text === relation.text);
  if (left?.kind !== "relation" || left.subjects.some(({ wildcard }) => wildcard)) return false;
  const types = left.subjects.map(({ type }) => definitions.get(type.text));
  return types.every((known) => known !== undefined && !known.some(({ name }) => name.text === target.text));
}
