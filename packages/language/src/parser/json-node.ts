import { fromEntries, type Json } from "@relata/model";

import type { Place } from "../diagnostics/source-file.ts";

/**
 * A JSON value that knows where each of its parts stands. This is what every way to write a policy is read into: the
 * checks then point into the text, whatever its form, and only the model forgets the places.
 */
export type JsonNode = JsonScalar | JsonArray | JsonRecord;

export interface JsonScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly place: Place;
}

/** `[…]`: in json-logic, operands or a list. */
export interface JsonArray {
  readonly kind: "array";
  readonly items: readonly JsonNode[];
  readonly place: Place;
}

/**
 * `{…}`: in json-logic an operator if it has one key, and data otherwise. Each key stands once. `written` is what the
 * author calls the operator, where that is not its key: `&&` for `and`.
 */
export interface JsonRecord {
  readonly kind: "record";
  readonly written?: string;
  readonly entries: readonly (readonly [key: string, value: JsonNode])[];
  readonly place: Place;
}

/** The value without its places. Recursive: the reader bounds how deep a value nests. */
export function toJson(node: JsonNode): Json {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "array":
      return node.items.map(toJson);
    case "record":
      return fromEntries(node.entries.map(([key, value]) => [key, toJson(value)] as const));
  }
}
