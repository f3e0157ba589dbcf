import { policyReads } from "../check/policy-reads.ts";
import type { PolicyUses } from "../check/policy-uses.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { FieldSyntax, PolicySyntax } from "../parser/syntax.ts";
import type { Scope, TypeScope } from "../resolve/scope.ts";

/** What policies read, by name. */
interface Reads {
  readonly resource: ReadonlySet<string>;
  readonly subject: ReadonlySet<string>;
  readonly context: ReadonlySet<string>;
}

/**
 * Warns of policies that nothing uses, of attributes that no policy reads where they stand, and of context entries that
 * no policy reads.
 *
 * What a policy reads of `resource` it reads of the types in which it is used; of `subject`, of any type. A policy that is
 * not used counts as used everywhere, so that one thing left over is one warning. A plain parameter can be supplied by
 * the request, so a context entry of its name is read. Warnings: `unused_policy`, `unread_attribute`, `unread_context`.
 * Cost: linear in the policies, and in what they read for each type in which they stand.
 */
export function lintPolicies(scope: Scope, uses: PolicyUses, reporter: Reporter): void {
  const ofTypes = new Map<TypeScope, Set<string>>();
  const ofAny = new Set<string>();
  const ofContext = new Set<string>();
  for (const policy of scope.policies.values()) {
    const types = uses.typesOf(policy);
    if (types.size === 0) tellUnused(policy, reporter);
    const reads = readsOf(policy);
    for (const name of reads.context) ofContext.add(name);
    for (const name of reads.subject) ofAny.add(name);
    if (types.size === 0) for (const name of reads.resource) ofAny.add(name);
    for (const type of types) addAll(type, reads.resource, ofTypes);
  }
  for (const type of scope.types.values()) {
    const read = ofTypes.get(type);
    const unread = [...type.attributes.values()].filter(({ name: { text } }) => !ofAny.has(text) && !read?.has(text));
    for (const field of unread) tellUnread(field, `attribute \`${field.name.text}\` of \`${type.name}\``, reporter);
  }
  for (const field of scope.context.values()) {
    if (ofContext.has(field.name.text)) continue;
    const message = `no policy reads the context entry \`${field.name.text}\``;
    reporter.report("unread_context", field.name.place, message, "read it in a policy, or remove it");
  }
}

function addAll(type: TypeScope, names: ReadonlySet<string>, into: Map<TypeScope, Set<string>>): void {
  const known = into.get(type) ?? new Set();
  into.set(type, known);
  for (const name of names) if (type.attributes.has(name)) known.add(name);
}

function tellUnused({ name }: PolicySyntax, reporter: Reporter): void {
  const message = `nothing uses policy \`${name.text}\``;
  const hint = `write \`when ${name.text}\` in a permission or \`with ${name.text}\` on a relation, or remove it`;
  reporter.report("unused_policy", name.place, message, hint);
}

function tellUnread({ name }: FieldSyntax, what: string, reporter: Reporter): void {
  const hint = "read it in a policy that is used in its type, or remove it";
  reporter.report("unread_attribute", name.place, `no policy reads ${what}`, hint);
}

/** The members of `resource`, `subject` and `context` that a policy reads or requires. */
function readsOf(policy: PolicySyntax): Reads {
  const reads = { resource: new Set<string>(), subject: new Set<string>(), context: new Set<string>() };
  const body = policy.body?.node === undefined ? [] : policyReads(policy.body.node).map(({ path }) => path);
  for (const path of [...body, ...policy.required.map(({ text }) => text)]) {
    const [root, name] = path.split(".");
    if (name === undefined) continue;
    if (root === "resource" || root === "subject" || root === "context") reads[root].add(name);
  }
  for (const { name, tuple } of policy.parameters) if (!tuple) reads.context.add(name.text);
  return reads;
}
