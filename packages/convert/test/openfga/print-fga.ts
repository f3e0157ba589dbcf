import { operands, type Model, type Rewrite, type SubjectType } from "@relata/model";

/** A model without what only relata has, in the DSL of OpenFGA. `comment` gives each declaration a comment of its own. */
export function printFga(model: Model, comment: (of: string) => string | undefined = () => undefined): string {
  const lines = ["model", "  schema 1.1"];
  const say = (of: string, indent: string): void => {
    const said = comment(of);
    if (said !== undefined) lines.push(`${indent}# ${said}`);
  };
  for (const { name, relations, permissions } of model.types) {
    lines.push("");
    say(name, "");
    lines.push(`type ${name}`);
    if (relations.length + permissions.length > 0) lines.push("  relations");
    for (const relation of relations) {
      say(`${name}#${relation.name}`, "    ");
      lines.push(`    define ${relation.name}: ${expression(relation.rewrite, relation.subjects)}`);
    }
    for (const permission of permissions) {
      say(`${name}#${permission.name}`, "    ");
      lines.push(`    define ${permission.name}: ${expression(permission.rewrite, [])}`);
    }
  }
  lines.push("");
  say("below", "");
  lines.push("condition below(x: int, max: int) {", "  x < max", "}", "");
  return lines.join("\n");
}

function subject({ type, relation, wildcard, policy }: SubjectType): string {
  const kind = wildcard === true ? `${type}:*` : relation === undefined ? type : `${type}#${relation}`;
  return policy === undefined ? kind : `${kind} with ${policy}`;
}

function expression(rewrite: Rewrite, subjects: readonly SubjectType[]): string {
  const part = (of: Rewrite): string =>
    operands(of).length > 0 ? `(${expression(of, subjects)})` : expression(of, subjects);
  switch (rewrite.kind) {
    case "this":
      return `[${subjects.map(subject).join(", ")}]`;
    case "union":
      return rewrite.of.map(part).join(" or ");
    case "intersection":
      return rewrite.of.map(part).join(" and ");
    case "exclusion":
      return `${part(rewrite.from)} but not ${part(rewrite.less)}`;
    case "computed":
      return rewrite.relation;
    case "arrow":
      return `${rewrite.target.relation} from ${rewrite.relation}`;
    case "nil":
    case "self":
    case "when":
      throw new Error(`OpenFGA has no \`${rewrite.kind}\``);
  }
}
