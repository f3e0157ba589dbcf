import { operatorShape } from "@relata/abac";

import type { Place } from "../diagnostics/source-file.ts";
import type { JsonNode, JsonScalar } from "../parser/json-node.ts";

/** A path that a policy reads from outside of its loops. */
export interface PathRead {
  readonly path: string;
  readonly place: Place;
}

/**
 * Every path that json-logic reads, by `var` and whatever else takes a path. In a loop a path starts from the item, and
 * each `../` leads one scope out; paths that stay inside of a loop are left out. An operator is an object with one key;
 * larger objects are data and read nothing.
 *
 * ```text
 * { "some": [{ "var": "tags" }, { "==": [{ "var": "" }, { "var": "../tag" }] }] }      reads `tags` and `tag`
 * ```
 *
 * The order is that of the text, and a path may stand in it more than once. Operators that are not known are taken to
 * evaluate their operands, as most do. Cost: linear in the body.
 */
export function policyReads(body: JsonNode): readonly PathRead[] {
  const reads: PathRead[] = [];
  collect(body, 0, reads);
  return reads;
}

/** `loops` counts the loops around the node. Recursive: the reader of JSON bounds how deep a body nests. */
function collect(node: JsonNode, loops: number, reads: PathRead[]): void {
  if (node.kind === "array") for (const item of node.items) collect(item, loops, reads);
  if (node.kind !== "record" || node.entries.length !== 1) return;
  const [entry] = node.entries;
  if (entry === undefined) return;
  const [operator, value] = entry;
  const operands = value.kind === "array" ? value.items : [value];
  const { each, path } = operatorShape(operator) ?? {};
  for (const [i, operand] of operands.entries()) {
    if (i === path) collectPath(operand, loops, reads);
    else collect(operand, i === each ? loops + 1 : loops, reads);
  }
}

/** A path that is computed is refused by the evaluator; what it is computed from is read all the same. */
function collectPath(operand: JsonNode, loops: number, reads: PathRead[]): void {
  if (operand.kind === "scalar") read(operand, loops, reads);
  else collect(operand, loops, reads);
}

/** Keeps a path that leads out of all loops. `../` more often than there are loops stays in it, to be refused. */
function read({ value, place }: JsonScalar, loops: number, reads: PathRead[]): void {
  const path = value === null ? "" : String(value);
  let rest = path;
  let outward = 0;
  while (outward < loops && rest.startsWith("../")) {
    rest = rest.slice(3);
    outward++;
  }
  if (outward === loops) reads.push({ path: rest, place });
}
