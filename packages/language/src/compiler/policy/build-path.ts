import type { PolicyExpression } from "../../parser/policy-expression/syntax.ts";
import { depthOf, distanceOf, type Variables } from "./variables.ts";

/**
 * The path of an expression that is one: a name and what is read of it by names, be they behind dots or texts in brackets.
 * Undefined of all else, elements by number included: a path holds names alone.
 *
 * ```text
 * resource.tags["a"]                               resource.tags.a
 * resource.lines.exists(line, line.open && now)    open, ../now
 * ```
 */
export function pathOf(expression: PolicyExpression, variables: Variables): string | undefined {
  const found = namesOf(expression, variables);
  return found === undefined ? undefined : found.out + found.names.join(".");
}

interface Names {
  /** `../` as often as the path leads out of a list operator. */
  readonly out: string;
  readonly names: readonly string[];
}

function namesOf(expression: PolicyExpression, variables: Variables): Names | undefined {
  switch (expression.kind) {
    case "root":
      return rootOf(expression.name.text, variables);
    case "group":
      return namesOf(expression.of, variables);
    case "member":
      return behind(namesOf(expression.of, variables), expression.name.text);
    case "index":
      return isName(expression.index) ? behind(namesOf(expression.of, variables), expression.index.value) : undefined;
    default:
      return undefined;
  }
}

/** A variable is the element of its list; everything else stands outside of all lists. */
function rootOf(name: string, variables: Variables): Names {
  const distance = distanceOf(name, variables);
  if (distance !== undefined) return { out: "../".repeat(distance), names: [] };
  return { out: "../".repeat(depthOf(variables)), names: [name] };
}

function behind(names: Names | undefined, name: string): Names | undefined {
  return names === undefined ? undefined : { out: names.out, names: [...names.names, name] };
}

/** Whether the index is a text that a path can hold. */
function isName(index: PolicyExpression): index is PolicyExpression & { kind: "literal"; value: string } {
  return (
    index.kind === "literal" && typeof index.value === "string" && index.value !== "" && !index.value.includes(".")
  );
}
