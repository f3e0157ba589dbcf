import { isBareName, isKeyword, nameProblem, writeName } from "../../lexer/name-rules.ts";
import { ROOTS } from "../../parser/policy-expression/roots.ts";
import { printRoot } from "../print-path-names.ts";
import { printString } from "../print-string.ts";

/**
 * A path of json-logic as an expression writes it, inside of list functions with these variables, the innermost first.
 * Undefined where it cannot be written: it leads out too far, or begins with what is no name.
 *
 * ```text
 * resource.labels.a-b     resource.labels["a-b"]
 * ../                     line, where `line` is the variable one further out
 * ```
 */
export function writePath(path: string, variables: readonly string[]): string | undefined {
  let rest = path;
  let out = 0;
  for (; rest.startsWith("../"); out++) rest = rest.slice(3);
  const names = rest === "" ? [] : rest.split(".");
  const variable = variables[out];
  if (variable !== undefined) return variable + names.map(writeKey).join("");
  const [root, ...others] = names;
  if (out > variables.length || root === undefined || nameProblem(root) !== undefined) return undefined;
  return printRoot(root) + others.map((name, i) => writeStep(name, i === 0 && ROOTS.includes(root))).join("");
}

/** Attributes and context entries are declared by names, so they are read by names; what is in them, by keys. */
function writeStep(name: string, declared: boolean): string {
  return declared && !isKeyword(name) && nameProblem(name) === undefined ? `.${writeName(name)}` : writeKey(name);
}

function writeKey(name: string): string {
  return isBareName(name) || isKeyword(name) ? `.${name}` : `[${printString(name)}]`;
}
