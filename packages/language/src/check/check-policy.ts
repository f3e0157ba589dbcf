import { meant } from "../diagnostics/meant.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Place } from "../diagnostics/source-file.ts";
import type { JsonNode } from "../parser/json-node.ts";
import type { ParameterSyntax, PolicySyntax } from "../parser/syntax.ts";
import { unique } from "../resolve/declare.ts";
import type { Scope } from "../resolve/scope.ts";
import { policyReads, type PathRead } from "./policy-reads.ts";

/** What every policy can read without declaring it. */
const ROOTS = ["resource", "subject", "context", "action", "now"] as const;

/** Operators whose result is a number, a text or a list. What operators mean is not this room's to say. */
const NOT_BOOLEAN: ReadonlySet<string> = new Set([
  "+",
  "-",
  "*",
  "/",
  "%",
  "min",
  "max",
  "cat",
  "substr",
  "merge",
  "map",
  "filter",
  "missing",
  "missing_some",
]);

/** The attributes of `resource` that a policy reads, each with the first place that reads it. */
export type ResourceReads = ReadonlyMap<string, Place>;

/**
 * Checks a policy by itself: its parameters, what it requires, whether it can be true or false, and every path that it
 * reads. What it reads of `resource` is answered, to be checked wherever the policy is used: only there is the type
 * known. What `subject` is, is known nowhere, so there an attribute of any type will do.
 *
 * Errors: `duplicate_declaration`, `duplicate_value`, `reserved_parameter`, `unused_parameter`, `not_boolean`,
 * `unknown_path`, `unknown_context`, `unknown_attribute`, `context_is_parameter`.
 */
export function checkPolicy(policy: PolicySyntax, scope: Scope, reporter: Reporter): ResourceReads {
  const parameters = unique<ParameterSyntax>(policy.parameters, () => "parameter", reporter);
  const roots: readonly string[] = ROOTS;
  for (const { name } of policy.parameters) {
    if (!roots.includes(name.text)) continue;
    const message = `a parameter may not be called \`${name.text}\`, which every policy can read`;
    reporter.report("reserved_parameter", name.place, message, "give it another name");
  }
  const check = new PathCheck(parameters, scope, reporter);
  checkRequired(policy, check, reporter);
  if (policy.body?.node === undefined) return check.resource;
  checkBoolean(policy.body.node, reporter);
  for (const read of policyReads(policy.body.node)) check.read(read);
  for (const { name } of parameters.values()) {
    if (check.used.has(name.text) || roots.includes(name.text)) continue;
    const message = `policy \`${policy.name.text}\` does not use its parameter \`${name.text}\``;
    reporter.report("unused_parameter", name.place, message, `read it as \`{ "var": "${name.text}" }\`, or remove it`);
  }
  return check.resource;
}

/** Required paths are read like those of the body, and use parameters as it does. */
function checkRequired({ required }: PolicySyntax, check: PathCheck, reporter: Reporter): void {
  const seen = new Set<string>();
  for (const { text, place } of required) {
    check.read({ path: text, place });
    if (seen.has(text)) {
      reporter.report("duplicate_value", place, `\`${text}\` is required twice`, "remove one of the two");
    }
    seen.add(text);
  }
}

/** Why so lenient: only what cannot be true or false is refused here; types are checked where operators are known. */
function checkBoolean(body: JsonNode, reporter: Reporter): void {
  const operator = body.kind === "record" && body.entries.length === 1 ? body.entries[0]?.[0] : undefined;
  const boolean = body.kind === "scalar" ? typeof body.value === "boolean" : operator !== undefined;
  if (boolean && (operator === undefined || !NOT_BOOLEAN.has(operator))) return;
  const what = operator === undefined ? "a value" : `the result of \`${operator}\``;
  const message = `this policy is ${what}, and a policy is true or false`;
  reporter.report("not_boolean", body.place, message, 'compare it, for instance with `{ "==": [ …, … ] }`');
}

/** Checks the paths that one policy reads, and remembers which parameters and attributes they use. */
class PathCheck {
  readonly used = new Set<string>();
  readonly resource = new Map<string, Place>();
  readonly #parameters: ReadonlyMap<string, ParameterSyntax>;
  readonly #scope: Scope;
  readonly #reporter: Reporter;

  constructor(parameters: ReadonlyMap<string, ParameterSyntax>, scope: Scope, reporter: Reporter) {
    this.#parameters = parameters;
    this.#scope = scope;
    this.#reporter = reporter;
  }

  /** The first part of a path says whose it is; the second is the name that must be declared; the rest is its value. */
  read({ path, place }: PathRead): void {
    const [root = "", member, ...rest] = path.split(".");
    switch (root) {
      case "resource":
      case "subject":
      case "context":
        if (member === undefined || member === "" || rest.includes("")) this.#incomplete(root, place);
        else this.#member(root, member, place);
        return;
      case "action":
      case "now":
        if (member !== undefined)
          this.#reporter.report("unknown_path", place, `\`${root}\` has no members`, `read \`${root}\``);
        return;
      default:
        if (this.#parameters.has(root)) this.used.add(root);
        else this.#unknown(root, path, place);
    }
  }

  #member(root: "resource" | "subject" | "context", name: string, place: Place): void {
    if (root === "resource") {
      if (!this.resource.has(name)) this.resource.set(name, place);
    } else if (root === "subject") {
      if (this.#scope.attributes.has(name)) return;
      const message = `no type declares the attribute \`${name}\`, which the policy reads of the subject`;
      this.#reporter.report("unknown_attribute", place, message, meant(name, this.#scope.attributes));
    } else this.#context(name, place);
  }

  /** Why: a plain parameter comes from the context where the tuple lacks it, so both would be the same entry. */
  #context(name: string, place: Place): void {
    if (this.#parameters.get(name)?.tuple === false) {
      const message = `\`context.${name}\` and the parameter \`${name}\` would be read from one place in the request`;
      this.used.add(name);
      this.#reporter.report("context_is_parameter", place, message, `read the parameter, \`${name}\`, or rename it`);
    } else if (!this.#scope.context.has(name)) {
      const message = `there is no context entry \`${name}\``;
      const hint = meant(name, this.#scope.context, `declare it: \`context ${name}: string\``);
      this.#reporter.report("unknown_context", place, message, hint);
    }
  }

  #incomplete(root: string, place: Place): void {
    this.#reporter.report("unknown_path", place, `\`${root}\` alone is no value`, `name one, such as \`${root}.x\``);
  }

  /** The commonest slip is to leave the root out, so what is declared under that name comes before general advice. */
  #unknown(root: string, path: string, place: Place): void {
    const message = path === "" ? "this reads no value in particular" : `a policy cannot read \`${path}\``;
    const homes = [
      this.#scope.context.has(root) ? `context.${root}` : undefined,
      this.#scope.attributes.has(root) ? `resource.${root}` : undefined,
    ].filter((home) => home !== undefined);
    const home = homes.length === 0 ? undefined : `did you mean \`${homes.join("` or `")}\`?`;
    const general = "a policy reads `resource.…`, `subject.…`, `context.…`, `action`, `now` and its parameters";
    const hint = meant(root, new Set([...ROOTS, ...this.#parameters.keys()]), home ?? general);
    this.#reporter.report("unknown_path", place, message, hint);
  }
}
