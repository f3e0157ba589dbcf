import type { z } from "@hono/zod-openapi";
import { Problem, type FieldProblem } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/** A name that may be repeated: what is longer may be a secret that stands where a name should. */
const NAME = /^[\w.-]{1,40}$/;

/**
 * A request that its schema refuses, whole, with a pointer to each field: `missing_fields` where nothing but a lack is wrong,
 * else `invalid_request`. No value that was sent is repeated.
 */
export function schemaProblem(issues: readonly Issue[], value: unknown): Problem {
  const errors = issues.flatMap((issue) => fieldProblems(issue, value));
  const isLack = issues.every((issue) => isMissing(issue, value));
  const message = errors
    .map(({ pointer, detail }) => (pointer === "" ? detail : `\`${pointer}\`: ${detail}`))
    .join("; ");
  return new Problem(isLack ? "missing_fields" : "invalid_request", message, { errors });
}

function fieldProblems(issue: Issue, value: unknown): readonly FieldProblem[] {
  const at = pointerOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: NAME.test(key) ? `${at}/${key}` : at,
      detail: "is not known here",
    }));
  }
  return [{ pointer: at, detail: isMissing(issue, value) ? "is missing" : lowerCase(issue.message) }];
}

/** RFC 6901 §3. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function isMissing({ code, path }: Issue, value: unknown): boolean {
  if (code !== "invalid_type" && code !== "invalid_value" && code !== "invalid_union") return false;
  return at(value, path) === undefined;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const part of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Readonly<Record<PropertyKey, unknown>>)[part];
  }
  return found;
}

function lowerCase(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
