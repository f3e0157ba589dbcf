import { type Model, type Rewrite, type SubjectType } from "@relata/model";

/** How tightly an operator binds there: `+` most, `-` least. */
const TIGHTNESS = { exclusion: 0, intersection: 1, union: 2, operand: 3 } as const;

/** A model without what only relata has, as a schema, with no more parentheses than the precedence there asks for. */
export function printZed(model: Model): string {
  const lines = ["use self", "", "caveat at_least(x int, min int) {", "  x >= min", "}"];
  for (const { name, relations, permissions } of model.types) {
    lines.push("", `definition ${name} {`);
    for (const { name, subjects } of relations) lines.push(`  relation ${name}: ${subjects.map(subject).join(" | ")}`);
    for (const { name, rewrite } of permissions) lines.push(`  permission ${name} = ${expression(rewrite, 0)}`);
    lines.push("}");
  }
  return `${lines.join("\n")}\n`;
}

function subject({ type, relation, wildcard, policy }: SubjectType): string {
  const kind = wildcard === true ? `${type}:*` : relation === undefined ? type : `${type}#${relation}`;
  return policy === undefined ? kind : `${kind} with ${policy}`;
}

/** In parentheses where what stands around binds more tightly. */
function expression(rewrite: Rewrite, around: number): string {
  switch (rewrite.kind) {
    case "union":
      return grouped(rewrite.of.map((of) => expression(of, TIGHTNESS.operand)).join(" + "), TIGHTNESS.union, around);
    case "intersection":
      return grouped(
        rewrite.of.map((of) => expression(of, TIGHTNESS.union)).join(" & "),
        TIGHTNESS.intersection,
        around,
      );
    case "exclusion": {
      // Why not alike: it groups from the left.
      const [from, less] = [expression(rewrite.from, 0), expression(rewrite.less, TIGHTNESS.intersection)];
      return grouped(`${from} - ${less}`, TIGHTNESS.exclusion, around);
    }
    case "computed":
      return rewrite.relation;
    case "arrow": {
      const target = rewrite.target.relation;
      return rewrite.quantifier === "all" ? `${rewrite.relation}.all(${target})` : `${rewrite.relation}->${target}`;
    }
    case "nil":
    case "self":
      return rewrite.kind;
    case "this":
    case "when":
      throw new Error(`a schema has no \`${rewrite.kind}\``);
  }
}

function grouped(text: string, tightness: number, around: number): string {
  return tightness < around ? `(${text})` : text;
}
