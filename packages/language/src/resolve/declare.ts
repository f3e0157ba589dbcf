import type { Reporter } from "../diagnostics/reporter.ts";
import type { FieldSyntax, FileSyntax, Member, Name, PolicySyntax, TypeSyntax } from "../parser/syntax.ts";
import type { Scope, TypeScope } from "./scope.ts";

/**
 * Gathers the declarations of all files into one scope. Files do not nest: a name means the same in all of them, and the
 * order of files means nothing, except that of two declarations of one name the first is the one that counts.
 *
 * Errors: `duplicate_declaration`, `prefix_type`. Cost: linear in what is declared.
 */
export function declare(files: readonly FileSyntax[], reporter: Reporter): Scope {
  const types = new Map<string, TypeScope>();
  for (const type of unique(
    files.flatMap((file) => file.types),
    typeKind,
    reporter,
  ).values()) {
    types.set(type.name.text, declareType(type, reporter));
  }
  refusePrefixes(types, reporter);
  return {
    types,
    policies: unique<PolicySyntax>(
      files.flatMap((file) => file.policies),
      policyKind,
      reporter,
    ),
    context: unique<FieldSyntax>(
      files.flatMap((file) => file.context),
      contextKind,
      reporter,
    ),
    attributes: new Set(attributeNames(types.values())),
    holders: holdersOf(types.values()),
  };
}

const typeKind = (): string => "type";
const policyKind = (): string => "policy";
const contextKind = (): string => "context entry";

/** Relations and permissions share one set of names, as both can stand behind `#`; attributes have their own. */
function declareType(syntax: TypeSyntax, reporter: Reporter): TypeScope {
  const members = unique<Member>(syntax.members, (member) => member.kind, reporter);
  const attributes = unique<FieldSyntax>(syntax.attributes, () => "attribute", reporter);
  return { name: syntax.name.text, syntax, members, attributes };
}

/** The declarations by name, the first of each; the others are reported with where the first one stands. */
export function unique<T extends { readonly name: Name }>(
  declarations: readonly T[],
  kindOf: (declaration: T) => string,
  reporter: Reporter,
): ReadonlyMap<string, T> {
  const byName = new Map<string, T>();
  for (const declaration of declarations) {
    const { text, place } = declaration.name;
    const first = byName.get(text);
    if (first === undefined) {
      byName.set(text, declaration);
      continue;
    }
    const message = `${kindOf(declaration)} \`${text}\` is declared already`;
    const hint = (): string => `the first is the ${kindOf(first)} at ${reporter.describe(first.name.place)}`;
    reporter.report("duplicate_declaration", place, message, hint);
  }
  return byName;
}

/**
 * Why: with types `a` and `a:b`, the reference `a:b:1` could be `b:1` of `a`, or `1` of `a:b`. Reported at the longer
 * name. Cost: the parts of all names, each of which has a hundred at the most.
 */
function refusePrefixes(types: ReadonlyMap<string, TypeScope>, reporter: Reporter): void {
  for (const [name, { syntax }] of types) {
    for (let colon = name.indexOf(":"); colon !== -1; colon = name.indexOf(":", colon + 1)) {
      const prefix = name.slice(0, colon);
      if (!types.has(prefix)) continue;
      const message = `type \`${prefix}\` is a prefix of type \`${name}\`, so references would have two readings`;
      reporter.report("prefix_type", syntax.name.place, message, "rename one of the two");
    }
  }
}

/** Names of attributes over all types: a policy does not know of what type its subject will be. */
function* attributeNames(types: Iterable<TypeScope>): Iterable<string> {
  for (const type of types) yield* type.attributes.keys();
}

/** Turned round once, so that an arrow to many types need not ask each of them for a name that few have. */
function holdersOf(types: Iterable<TypeScope>): ReadonlyMap<string, readonly TypeScope[]> {
  const holders = new Map<string, TypeScope[]>();
  for (const type of types) {
    for (const name of type.members.keys()) {
      const known = holders.get(name);
      if (known === undefined) holders.set(name, [type]);
      else known.push(type);
    }
  }
  return holders;
}
