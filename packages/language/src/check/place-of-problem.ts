import { operatorShape, type BodyProblem } from "@relata/abac";

import type { Place } from "../diagnostics/source-file.ts";
import type { JsonNode, JsonRecord } from "../parser/json-node.ts";

/** The part of a body to which a problem points. */
export interface ProblemPlace {
  readonly place: Place;
  /** Where the path stands, if the part reads one. */
  readonly path: Place | undefined;
  /** The operations of which the problem may speak, the innermost first: the part itself, and what it is an operand of. */
  readonly operations: readonly JsonRecord[];
}

/** Follows the JSON pointer of a problem (RFC 6901) through a body, as far as it leads. Cost: the depth of the part. */
export function placeOfProblem(body: JsonNode, { pointer }: BodyProblem): ProblemPlace {
  let at = body;
  const operations: JsonRecord[] = [];
  const note = (node: JsonNode): void => void (node.kind === "record" && operations.unshift(node));
  note(at);
  for (const step of pointer.split("/").slice(1)) {
    const next = child(at, step.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (next === undefined) break;
    at = next;
    note(at);
  }
  return { place: at.place, path: pathIn(at), operations: operations.slice(0, 2) };
}

function child(node: JsonNode, step: string): JsonNode | undefined {
  if (node.kind === "array") return node.items[Number(step)];
  return node.kind === "record" ? node.entries.find(([key]) => key === step)?.[1] : undefined;
}

/** Where the path of an operation that reads one stands. */
function pathIn(node: JsonNode): Place | undefined {
  if (node.kind !== "record") return undefined;
  const [operator = "", value] = node.entries[0] ?? [];
  const shape = operatorShape(operator);
  if (shape?.path === undefined || value === undefined) return undefined;
  return (value.kind === "array" ? value.items[shape.path] : value)?.place;
}
