import {
  indexModel,
  variantsOf,
  type Arrow,
  type Computed,
  type Model,
  type ModelIndex,
  type Relation,
  type Rewrite,
} from "@relata/model";

/** A name of a type, as a key of maps: neither types nor names hold `#`. */
export function nameKey(type: string, name: string): string {
  return `${type}#${name}`;
}

/** A relation or a permission of a type, with what it hangs on. */
export interface NameNode {
  readonly type: string;
  readonly name: string;
  readonly rewrite: Rewrite;
  /** Of a relation: what it admits. */
  readonly subjects?: Relation["subjects"];
  /** Keys of the names whose answers or tuples the answer is made of. */
  readonly reads: ReadonlySet<string>;
  /** Policies that stand in it, or that its tuples may carry. */
  readonly policies: ReadonlySet<string>;
}

/** Every relation and permission of a model by its key. */
export function nameGraph(model: Model): ReadonlyMap<string, NameNode> {
  const index = indexModel(model);
  const nodes = new Map<string, NameNode>();
  for (const { name: type, relations, permissions } of model.types) {
    for (const { name, rewrite, subjects } of relations) {
      nodes.set(nameKey(type, name), { type, name, rewrite, subjects, ...hangsOn(index, type, rewrite, subjects) });
    }
    for (const { name, rewrite } of permissions) {
      nodes.set(nameKey(type, name), { type, name, rewrite, ...hangsOn(index, type, rewrite, []) });
    }
  }
  return nodes;
}

function hangsOn(
  index: ModelIndex,
  type: string,
  rewrite: Rewrite,
  subjects: Relation["subjects"],
): Pick<NameNode, "reads" | "policies"> {
  const reads = new Set<string>();
  const policies = new Set<string>();
  for (const { type: of, relation, policy } of subjects) {
    if (relation !== undefined) reads.add(nameKey(of, relation));
    if (policy !== undefined) policies.add(policy);
  }
  collect(index, type, rewrite, reads, policies);
  return { reads, policies };
}

/** Recursive, as rewrites nest a hundred deep at most. */
function collect(index: ModelIndex, type: string, rewrite: Rewrite, reads: Set<string>, policies: Set<string>): void {
  switch (rewrite.kind) {
    case "this":
    case "nil":
    case "self":
      return;
    case "computed":
      reads.add(nameKey(type, rewrite.relation));
      return;
    case "arrow":
      collectArrow(index, type, rewrite, reads);
      return;
    case "union":
    case "intersection":
      for (const part of rewrite.of) collect(index, type, part, reads, policies);
      return;
    case "exclusion":
      collect(index, type, rewrite.from, reads, policies);
      collect(index, type, rewrite.less, reads, policies);
      return;
    case "when":
      policies.add(rewrite.policy);
      collect(index, type, rewrite.of, reads, policies);
  }
}

/** Names that a type lacks are read too: a later model may have them. */
function collectArrow(index: ModelIndex, type: string, { relation, target }: Arrow, reads: Set<string>): void {
  reads.add(nameKey(type, relation));
  for (const reached of reachedTypes(index, type, relation)) {
    const next: Computed | Arrow = target;
    if (next.kind === "computed") reads.add(nameKey(reached, next.relation));
    else collectArrow(index, reached, next, reads);
  }
}

/** The types of the objects that may stand on a relation. */
export function reachedTypes(index: ModelIndex, type: string, relation: string): readonly string[] {
  const subjects = variantsOf(index, type, relation);
  return [...new Set(subjects.map(({ type: of }) => of))];
}
