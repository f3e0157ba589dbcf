import type { Reporter } from "../diagnostics/reporter.ts";
import type { Name } from "../parser/syntax.ts";
import type { Scope } from "../resolve/scope.ts";
import { nearNames } from "./near-names.ts";

interface Named {
  readonly name: Name;
}

/**
 * Warns of two names in one scope that one may take for one another; `nearNames` says which. Scopes are the types, the
 * policies, the context entries, the parameters of a policy, the attributes of a type, and the relations and permissions
 * of a type. Told at the name that comes later in the alphabet, wherever the two stand. Warnings: `similar_name`.
 */
export function lintNames({ types, policies, context }: Scope, reporter: Reporter): void {
  lint("type", new Map([...types].map(([text, { syntax }]) => [text, syntax])), reporter);
  lint("policy", policies, reporter);
  lint("context entry", context, reporter);
  for (const { name, parameters } of policies.values()) {
    const byName = new Map(parameters.map((parameter) => [parameter.name.text, parameter]));
    lint("parameter", byName, reporter, ` of policy \`${name.text}\``);
  }
  for (const { name, members, attributes } of types.values()) {
    const of = ` of \`${name}\``;
    for (const [former, latter] of nearNames(members.keys())) {
      const member = members.get(latter);
      const other = members.get(former);
      if (member !== undefined && other !== undefined) {
        tell(`${member.kind} \`${latter}\`${of}`, `${other.kind} \`${former}\``, member.name, reporter);
      }
    }
    lint("attribute", attributes, reporter, of);
  }
}

function lint(kind: string, names: ReadonlyMap<string, Named>, reporter: Reporter, of = ""): void {
  for (const [former, latter] of nearNames(names.keys())) {
    const found = names.get(latter);
    if (found !== undefined) tell(`${kind} \`${latter}\`${of}`, `${kind} \`${former}\``, found.name, reporter);
  }
}

function tell(one: string, other: string, { place }: Name, reporter: Reporter): void {
  const hint = "if they are one thing, remove one; if they are two, give one a name of its own";
  reporter.report("similar_name", place, `${one} is easily taken for ${other}`, hint);
}
