import { printRewrite } from "@relata/language";
import { formatSubjectType, type Permission, type Relation, type TypeDefinition } from "@relata/model";
import type { ModelChange } from "./model-change.ts";
import { difference, pairByName, type Pair } from "./pair-by-name.ts";
import { printPermission, printRelation } from "./printed.ts";
import { sayDocumentation } from "./say-documentation.ts";
import { sayRewriteChange } from "./say-rewrite-change.ts";

/** Relations and permissions share one set of names: a name may change from one to the other. */
type Member = Relation | Permission;

/** What changed among the relations and permissions of a type. */
export function diffMembers(before: TypeDefinition, after: TypeDefinition): readonly ModelChange[] {
  return pairByName<Member>(membersOf(before), membersOf(after)).flatMap((pair) => diffMember(before.name, pair));
}

function membersOf({ relations, permissions }: TypeDefinition): readonly Member[] {
  return [...relations, ...permissions];
}

function diffMember(type: string, { name, before, after }: Pair<Member>): readonly ModelChange[] {
  const path = `${type}#${name}`;
  if (before === undefined) return after === undefined ? [] : [added(path, after)];
  if (after === undefined) return [removed(path, before)];
  const kinds =
    kindOf(before) === kindOf(after) ? [] : [`\`${path}\` is a ${kindOf(after)} now, and was a ${kindOf(before)}`];
  return [
    ...kinds.map((words) => changed(kindOf(after), path, words, print(before), print(after))),
    ...diffSubjects(path, before, after),
    ...diffRewrite(path, before, after),
    ...sayDocumentation(path, before.doc, after.doc),
  ];
}

function diffSubjects(path: string, before: Member, after: Member): readonly ModelChange[] {
  if (!("subjects" in before) || !("subjects" in after)) return [];
  const [old, now] = [before.subjects.map(formatSubjectType), after.subjects.map(formatSubjectType)];
  const { lost, gained } = difference(old, now);
  const words = [
    ...gained.map((text) => `\`${path}\` admits \`${text}\``),
    ...lost.map((text) => `\`${path}\` no longer admits \`${text}\``),
  ];
  return words.map((each) => changed("subjects", path, each, old.join(" | "), now.join(" | ")));
}

function diffRewrite(path: string, { rewrite: before }: Member, { rewrite: after }: Member): readonly ModelChange[] {
  return sayRewriteChange(before, after).map((words) =>
    changed("rewrite", path, `\`${path}\` ${words}`, printRewrite(before), printRewrite(after)),
  );
}

function changed(of: ModelChange["of"], path: string, words: string, before: string, after: string): ModelChange {
  return { kind: "changed", of, path, words, before, after };
}

function added(path: string, member: Member): ModelChange {
  const of = kindOf(member);
  return { kind: "added", of, path, words: `${of} \`${path}\` was added`, after: print(member) };
}

function removed(path: string, member: Member): ModelChange {
  const of = kindOf(member);
  return { kind: "removed", of, path, words: `${of} \`${path}\` was removed`, before: print(member) };
}

function kindOf(member: Member): "relation" | "permission" {
  return "subjects" in member ? "relation" : "permission";
}

function print(member: Member): string {
  return "subjects" in member ? printRelation(member) : printPermission(member);
}
