import type { FgaIndex } from "./fga-index.ts";
import type { FgaRewrite } from "./fga-model.ts";

type Visited = ReadonlySet<string>;

/**
 * Whether anybody could ever hold a relation, as OpenFGA asks before it takes a model: some way leads to a type that is listed by
 * itself, without passing by itself. Of an intersection, and of both sides of `but not`, every part must have one.
 */
export function hasEntry(index: FgaIndex, type: string, relation: string): boolean {
  const found = index.relation(type, relation);
  return found === undefined || enters(index, type, relation, found.rewrite, new Set());
}

function enters(index: FgaIndex, type: string, relation: string, rewrite: FgaRewrite, before: Visited): boolean {
  const visited = new Set(before).add(`${type}#${relation}`);
  const leads = (to: string, name: string): boolean => {
    // Why: of a type that there is not something has been said already.
    if (!index.types.has(to)) return true;
    const next = index.relation(to, name);
    if (next === undefined || visited.has(`${to}#${name}`)) return false;
    return enters(index, to, name, next.rewrite, visited);
  };
  switch (rewrite.kind) {
    case "this":
      return (index.relation(type, relation)?.subjects ?? []).some(
        (subject) => subject.relation === undefined || leads(subject.type, subject.relation),
      );
    case "computed":
      return leads(type, rewrite.relation);
    case "from": {
      const subjects = index.relation(type, rewrite.tupleset)?.subjects ?? [];
      // Why: where no type has what is asked for, that has been said.
      const isAsked = subjects.some(({ type: to }) => index.relation(to, rewrite.relation) !== undefined);
      return !isAsked || subjects.some(({ type: to }) => leads(to, rewrite.relation));
    }
    case "union":
      return rewrite.of.some((part) => enters(index, type, relation, part, visited));
    case "intersection":
      return rewrite.of.every((part) => enters(index, type, relation, part, visited));
    case "difference":
      return [rewrite.base, rewrite.subtract].every((part) => enters(index, type, relation, part, visited));
  }
}
