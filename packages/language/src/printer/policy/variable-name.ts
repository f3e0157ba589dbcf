import { isBareName } from "../../lexer/name-rules.ts";
import { ROOTS } from "../../parser/policy-expression/roots.ts";
import { printRoot } from "../print-path-names.ts";

/**
 * A readable name for the elements of a list, none of those that are taken: `tag` for `resource.tags`, else `item`, and with
 * a number behind it where that is taken too.
 */
export function variableName(list: string, taken: ReadonlySet<string>): string {
  const base = singular(/([A-Za-z_][A-Za-z0-9_]*)(?:\[\d+\])?$/.exec(list)?.[1] ?? "") ?? "item";
  for (let i = 1; ; i++) {
    const name = i === 1 ? base : `${base}${i}`;
    if (isFree(name) && !taken.has(name)) return name;
  }
}

/** The English singular of a name that looks like a plural: `entries`, `boxes`, `tags`. */
function singular(name: string): string | undefined {
  if (name.length > 4 && name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  if (name.length > 4 && /(?:s|x|sh|ch)es$/.test(name)) return name.slice(0, -2);
  return name.length > 2 && name.length <= 60 && /[^sui]s$/.test(name) ? name.slice(0, -1) : undefined;
}

/** Whether the name can stand bare, and means nothing by itself. */
function isFree(name: string): boolean {
  return isBareName(name) && printRoot(name) === name && !ROOTS.includes(name);
}
