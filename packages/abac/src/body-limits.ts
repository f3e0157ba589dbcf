import { isPlain } from "./values/plain.ts";
import { MAX_DEPTH, MAX_TEXT } from "./values/meter.ts";

/** Values and operations that one body may hold. */
export const MAX_NODES = 10_000;

/** Something wrong with a policy, and where: a JSON pointer (RFC 6901) into its body, empty for the whole. */
export interface BodyProblem {
  readonly pointer: string;
  readonly message: string;
}

/**
 * Why the body must not even be compiled: it is not JSON, or too deep or large. Everything after this may recurse.
 * A level is an operation or a list. A body that holds itself is too deep, and parts that it shares count each time.
 */
export function limitProblem(body: unknown): BodyProblem | undefined {
  return visit(body, "", 1, { left: MAX_NODES });
}

function visit(value: unknown, pointer: string, depth: number, nodes: { left: number }): BodyProblem | undefined {
  if (--nodes.left < 0) return { pointer: "", message: `the policy holds more than ${MAX_NODES} values` };
  if (depth > MAX_DEPTH) return { pointer: "", message: `the policy is nested deeper than ${MAX_DEPTH} levels` };
  if (typeof value === "string" && value.length > MAX_TEXT) {
    return { pointer, message: `a text in the policy has more than ${MAX_TEXT} letters` };
  }
  if (Array.isArray(value)) return visitList(value, pointer, depth, nodes);
  if (!isPlain(value)) return isScalar(value) ? undefined : { pointer, message: "this is not a value of JSON" };
  for (const [key, operand] of Object.entries(value)) {
    const at = `${pointer}/${escapePointer(key)}`;
    // The list of an operation's operands is no level of its own.
    const walk = Array.isArray(operand) ? visitList(operand, at, depth, nodes) : visit(operand, at, depth + 1, nodes);
    if (walk !== undefined) return walk;
  }
  return undefined;
}

function visitList(
  list: readonly unknown[],
  pointer: string,
  depth: number,
  nodes: { left: number },
): BodyProblem | undefined {
  for (let i = 0; i < list.length; i++) {
    const problem = visit(list[i], `${pointer}/${i}`, depth + 1, nodes);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** A key as a JSON pointer writes it. */
export function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
