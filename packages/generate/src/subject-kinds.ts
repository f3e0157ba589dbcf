import { compareText, operands, type Model, type Relation, type Rewrite, type SubjectType } from "@relata/model";

/** What a relation admits, by kind: the policies that such a tuple may carry, `undefined` where it may carry none. */
export function admittedKinds({ subjects }: Relation): ReadonlyMap<string, readonly (string | undefined)[]> {
  const kinds = new Map<string, (string | undefined)[]>();
  for (const subject of subjects) {
    const kind = kindOf(subject);
    kinds.set(kind, [...(kinds.get(kind) ?? []), subject.policy]);
  }
  return kinds;
}

/**
 * The kinds that can hold anything at all, sorted: those that some relation admits, the type alone of a wildcard, and
 * every type that says `self`. To ask about another would be denied whatever is stored.
 */
export function subjectKinds({ types }: Model): readonly string[] {
  const admitted = types.flatMap(({ relations }) => relations.flatMap(({ subjects }) => subjects));
  const selves = types.filter((type) =>
    [...type.relations, ...type.permissions].some(({ rewrite }) => saysSelf(rewrite)),
  );
  const kinds = admitted.map((subject) => (subject.wildcard === true ? subject.type : kindOf(subject)));
  return [...new Set([...kinds, ...selves.map(({ name }) => name)])].sort(compareText);
}

/** `user`, `user:*`, `group#member`. */
function kindOf({ type, relation, wildcard }: SubjectType): string {
  if (wildcard === true) return `${type}:*`;
  return relation === undefined ? type : `${type}#${relation}`;
}

function saysSelf(rewrite: Rewrite): boolean {
  return rewrite.kind === "self" || operands(rewrite).some(saysSelf);
}
