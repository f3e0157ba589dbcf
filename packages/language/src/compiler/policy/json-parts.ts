import type { Place } from "../../diagnostics/source-file.ts";
import type { JsonNode, JsonScalar } from "../../parser/json-node.ts";

/** An operation of json-logic over a list of operands. `written` is what the expression calls its operator. */
export function operation(operator: string, written: string, operands: readonly JsonNode[], place: Place): JsonNode {
  return { kind: "record", entries: [[operator, { kind: "array", items: operands, place }]], place, written };
}

/** An operation of json-logic over one path. */
export function reading(operator: "var" | "has", path: string, place: Place, pathPlace = place): JsonNode {
  return { kind: "record", entries: [[operator, scalar(path, pathPlace)]], place };
}

export function scalar(value: JsonScalar["value"], place: Place): JsonNode {
  return { kind: "scalar", value, place };
}
