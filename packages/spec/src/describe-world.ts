import {
  canonicalJson,
  formatObject,
  formatSubject,
  formatSubjectType,
  formatTuple,
  type Arrow,
  type Computed,
  type Rewrite,
} from "@relata/model";
import type { World, WorldQuestion } from "./world.ts";

/** A world and a question as a person would write them down: what a failed property prints. */
export function describeWorld({ model, tuples, attributes }: World, question: WorldQuestion): string {
  const lines: string[] = [];
  for (const type of model.types) {
    const relations = type.relations.map(
      ({ name, subjects, rewrite }) =>
        `  relation ${name}: ${subjects.map(formatSubjectType).join(" | ")} = ${formatRewrite(rewrite)}`,
    );
    const permissions = type.permissions.map(({ name, rewrite }) => `  permission ${name} = ${formatRewrite(rewrite)}`);
    if (relations.length > 0) lines.push(`type ${type.name} {`, ...relations, ...permissions, "}");
  }
  for (const { name, body, required } of model.policies) {
    lines.push(
      `policy ${name} = json ${canonicalJson(body)}${required.length > 0 ? ` required ${required.join(", ")}` : ""}`,
    );
  }
  lines.push(...tuples.map(formatTuple));
  lines.push(...attributes.map(({ object, values }) => `${formatObject(object)} ${canonicalJson(values)}`));
  const subject = question.subject.map(formatSubject).join(" and ");
  lines.push(`? ${subject} ${question.permission} ${formatObject(question.object)}`);
  lines.push(`  resource ${canonicalJson(question.resource)} context ${canonicalJson(question.context)}`);
  return lines.join("\n");
}

/** A rewrite with every parenthesis it has. */
export function formatRewrite(rewrite: Rewrite): string {
  switch (rewrite.kind) {
    case "this":
    case "nil":
    case "self":
      return rewrite.kind;
    case "computed":
      return rewrite.relation;
    case "arrow":
      return `${rewrite.relation}.${rewrite.quantifier}(${formatTarget(rewrite.target)})`;
    case "union":
      return `(${rewrite.of.map(formatRewrite).join(" + ")})`;
    case "intersection":
      return `(${rewrite.of.map(formatRewrite).join(" & ")})`;
    case "exclusion":
      return `(${formatRewrite(rewrite.from)} - ${formatRewrite(rewrite.less)})`;
    case "when":
      return `(${formatRewrite(rewrite.of)} when ${rewrite.policy})`;
  }
}

function formatTarget(target: Computed | Arrow): string {
  return target.kind === "computed" ? target.relation : formatRewrite(target);
}
