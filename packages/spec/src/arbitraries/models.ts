import fc from "fast-check";
import {
  compareText,
  type Arrow,
  type Computed,
  type Model,
  type Relation,
  type Rewrite,
  type SubjectType,
  type TypeDefinition,
} from "@relata/model";
import { policies, POLICY_NAMES, WHEN_POLICIES } from "./policies.ts";
import {
  ARROW_RELATION,
  ATTRIBUTES,
  CONTEXT,
  NAMES,
  OBJECT_TYPES,
  PERMISSIONS,
  REWRITTEN_RELATION,
  STORED_RELATIONS,
} from "./vocabulary.ts";

/** How often each kind of thing comes up. A world without policies still has everything else. */
const mostly = <T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: seldom });

function withPolicy(variant: fc.Arbitrary<SubjectType>): fc.Arbitrary<SubjectType> {
  const policy = fc.constantFrom(...POLICY_NAMES);
  return mostly(
    variant,
    fc.tuple(variant, policy).map(([of, policy]) => ({ ...of, policy })),
  );
}

const setVariant: fc.Arbitrary<SubjectType> = fc.record({
  type: fc.constantFrom(...OBJECT_TYPES),
  relation: fc.constantFrom(...NAMES),
});

const groupVariant: fc.Arbitrary<SubjectType> = fc.constant({ type: "group", relation: "member" });
const objectVariant: fc.Arbitrary<SubjectType> = fc.record({ type: fc.constantFrom(...OBJECT_TYPES) });
const plainVariant: fc.Arbitrary<SubjectType> = fc.record({ type: fc.constantFrom("user", "apikey") });
const wildcardVariant: fc.Arbitrary<SubjectType> = fc.record({
  type: fc.constantFrom("user", "apikey", "group"),
  wildcard: fc.constant(true as const),
});

const memberVariants = variants(
  fc.oneof(
    { weight: 3, arbitrary: plainVariant },
    { weight: 2, arbitrary: groupVariant },
    { weight: 2, arbitrary: setVariant },
    { weight: 1, arbitrary: objectVariant },
    { weight: 1, arbitrary: wildcardVariant },
  ),
);

/** An arrow's relation holds objects; that of a subject set is ignored there. */
const arrowVariants = variants(fc.oneof({ weight: 3, arbitrary: objectVariant }, { weight: 1, arbitrary: setVariant }));

function variants(variant: fc.Arbitrary<SubjectType>): fc.Arbitrary<readonly SubjectType[]> {
  const list = fc.uniqueArray(withPolicy(variant), { minLength: 1, maxLength: 4, selector: variantOrder });
  return list.map((all) => [...all].sort((a, b) => compareText(variantOrder(a), variantOrder(b))));
}

/** Text that sorts variants as a compiled model does: by type, relation, wildcard, policy. */
function variantOrder({ type, relation = "", wildcard, policy = "" }: SubjectType): string {
  return [type, relation, wildcard === true ? "1" : "0", policy].join(" ");
}

function target(depth: number): fc.Arbitrary<Computed | Arrow> {
  const named = fc.constantFrom(...NAMES).map((relation): Computed => ({ kind: "computed", relation }));
  return depth === 0 ? named : mostly<Computed | Arrow>(named, arrow(depth - 1));
}

function arrow(depth: number): fc.Arbitrary<Arrow> {
  return fc.record({
    kind: fc.constant("arrow" as const),
    relation: fc.constant(ARROW_RELATION),
    quantifier: fc.constantFrom("any", "any", "all"),
    target: target(depth),
  });
}

/** A rewrite that names only these of its own type, so that nothing is defined by itself alone. */
function rewrite(depth: number, names: readonly string[], own: boolean): fc.Arbitrary<Rewrite> {
  const leaf: fc.Arbitrary<Rewrite> = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...names).map((relation): Rewrite => ({ kind: "computed", relation })) },
    { weight: 4, arbitrary: arrow(1) },
    { weight: own ? 6 : 0, arbitrary: fc.constant<Rewrite>({ kind: "this" }) },
    { weight: 1, arbitrary: fc.constant<Rewrite>({ kind: "nil" }) },
    { weight: 1, arbitrary: fc.constant<Rewrite>({ kind: "self" }) },
  );
  if (depth === 0) return leaf;
  const part = rewrite(depth - 1, names, own);
  const several = fc.array(part, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 3, arbitrary: several.map((of): Rewrite => ({ kind: "union", of })) },
    { weight: 2, arbitrary: several.map((of): Rewrite => ({ kind: "intersection", of })) },
    { weight: 3, arbitrary: fc.tuple(part, part).map(([from, less]): Rewrite => ({ kind: "exclusion", from, less })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(part, fc.constantFrom(...WHEN_POLICIES))
        .map(([of, policy]): Rewrite => ({ kind: "when", of, policy })),
    },
  );
}

function objectType(name: string): fc.Arbitrary<TypeDefinition> {
  const stored = [ARROW_RELATION, ...STORED_RELATIONS];
  const permissionRewrites = PERMISSIONS.map((_, i) =>
    rewrite(2, [...stored, REWRITTEN_RELATION, ...PERMISSIONS.slice(0, i)], false),
  );
  return fc
    .record({
      parent: arrowVariants,
      members: fc.tuple(...STORED_RELATIONS.map(() => memberVariants)),
      rewritten: fc.record({ subjects: memberVariants, rewrite: rewrite(1, stored, true) }),
      permissions: fc.tuple(...permissionRewrites),
    })
    .map(({ parent, members, rewritten, permissions }) => ({
      name,
      attributes: ATTRIBUTES,
      relations: byName<Relation>([
        { name: ARROW_RELATION, subjects: parent, rewrite: { kind: "this" } },
        { name: REWRITTEN_RELATION, ...rewritten },
        ...STORED_RELATIONS.map((name, i): Relation => ({
          name,
          subjects: members[i] ?? [],
          rewrite: { kind: "this" },
        })),
      ]),
      permissions: byName(PERMISSIONS.map((name, i) => ({ name, rewrite: permissions[i] ?? { kind: "nil" } }))),
    }));
}

function byName<T extends { readonly name: string }>(named: readonly T[]): readonly T[] {
  return [...named].sort((a, b) => compareText(a.name, b.name));
}

const subjectTypes = ["user", "apikey"].map((name) => ({
  name,
  attributes: ATTRIBUTES,
  relations: [],
  permissions: [],
}));

/** Models with every operator, over one vocabulary. Recursion, also through exclusion, runs through arrows and sets. */
export const models: fc.Arbitrary<Model> = fc
  .record({ types: fc.tuple(...OBJECT_TYPES.map(objectType)), policies })
  .map(({ types, policies }) => ({
    version: 1,
    types: byName([...types, ...subjectTypes]),
    policies,
    context: CONTEXT,
  }));
