import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import { meant } from "../diagnostics/meant.ts";
import type { Hint, Reporter } from "../diagnostics/reporter.ts";
import type { Place } from "../diagnostics/source-file.ts";
import { ROOTS } from "../parser/policy-expression/roots.ts";
import type { ParameterSyntax, PolicySyntax } from "../parser/syntax.ts";
import { printRoot } from "../printer/print-path-names.ts";
import { unique } from "../resolve/declare.ts";
import type { Scope } from "../resolve/scope.ts";
import { policyReads, type PathRead } from "./policy-reads.ts";

/** What a policy reads, as far as it is known without knowing where it is used. */
export interface PolicyReading {
  /** The attributes of `resource`, each with the places that read it. */
  readonly resource: ReadonlyMap<string, readonly Place[]>;
  /** The paths that have been refused: what else is wrong with them need not be said. */
  readonly refused: ReadonlySet<Place>;
}

/**
 * Checks a policy by itself: its parameters, what it requires, and every path that it reads. What it reads of `resource`
 * is answered, to be checked wherever the policy is used: only there is the type known. What `subject` is, is known
 * nowhere, so there an attribute of any type will do. What operators make of what is read is for `PolicyTypes` to check.
 *
 * Errors: `duplicate_declaration`, `duplicate_value`, `reserved_parameter`, `unused_parameter`, `unknown_path`,
 * `unknown_context`, `unknown_attribute`, `context_is_parameter`.
 */
export function checkPolicy(policy: PolicySyntax, scope: Scope, reporter: Reporter): PolicyReading {
  const parameters = unique<ParameterSyntax>(policy.parameters, () => "parameter", reporter);
  for (const { name } of policy.parameters) {
    if (!ROOTS.includes(name.text)) continue;
    const message = `a parameter may not be called \`${name.text}\`, which every policy can read`;
    reporter.report("reserved_parameter", name.place, message, "give it another name");
  }
  const check = new PathCheck(parameters, scope, reporter);
  checkRequired(policy, check, reporter);
  if (policy.body?.node === undefined) return check;
  for (const read of policyReads(policy.body.node)) check.read(read);
  for (const { name } of parameters.values()) {
    if (check.used.has(name.text) || ROOTS.includes(name.text)) continue;
    const message = `policy \`${policy.name.text}\` does not use its parameter \`${name.text}\``;
    const written = policy.body.kind === "json" ? `{ "var": "${name.text}" }` : printRoot(name.text);
    reporter.report("unused_parameter", name.place, message, `read it as \`${written}\`, or remove it`);
  }
  return check;
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

/** Checks the paths that one policy reads, and remembers which parameters and attributes they use. */
class PathCheck implements PolicyReading {
  readonly used = new Set<string>();
  readonly resource = new Map<string, Place[]>();
  readonly refused = new Set<Place>();
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
        if (member !== undefined) this.#refuse("unknown_path", place, `\`${root}\` has no members`, `read \`${root}\``);
        return;
      default:
        if (this.#parameters.has(root)) this.used.add(root);
        else this.#unknown(root, path, place);
    }
  }

  #member(root: "resource" | "subject" | "context", name: string, place: Place): void {
    if (root === "resource") {
      const known = this.resource.get(name);
      if (known === undefined) this.resource.set(name, [place]);
      else known.push(place);
    } else if (root === "subject") {
      if (this.#scope.attributes.has(name)) return;
      const message = `no type declares the attribute \`${name}\`, which the policy reads of the subject`;
      this.#refuse("unknown_attribute", place, message, meant(name, this.#scope.attributes));
    } else this.#context(name, place);
  }

  /** Why: a plain parameter comes from the context where the tuple lacks it, so both would be the same entry. */
  #context(name: string, place: Place): void {
    if (this.#parameters.get(name)?.tuple === false) {
      const message = `\`context.${name}\` and the parameter \`${name}\` would be read from one place in the request`;
      this.used.add(name);
      this.#refuse("context_is_parameter", place, message, `read the parameter, \`${name}\`, or rename it`);
    } else if (!this.#scope.context.has(name)) {
      const message = `there is no context entry \`${name}\``;
      const hint = meant(name, this.#scope.context, `declare it: \`context ${name}: string\``);
      this.#refuse("unknown_context", place, message, hint);
    }
  }

  #incomplete(root: string, place: Place): void {
    this.#refuse("unknown_path", place, `\`${root}\` alone is no value`, `name one, such as \`${root}.x\``);
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
    this.#refuse("unknown_path", place, message, hint);
  }
  #refuse(code: DiagnosticCode, place: Place, message: string, hint: Hint): void {
    this.refused.add(place);
    this.#reporter.report(code, place, message, hint);
  }
}
