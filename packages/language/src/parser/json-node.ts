import { fromEntries, type Json } from "@relata/model";

import type { Place } from "../diagnostics/source-file.ts";

/** A JSON value that knows where each of its parts stands. */
export type JsonNode = JsonScalar | JsonArray | JsonRecord;

export interface JsonScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly place: Place;
}

export interface JsonArray {
  readonly kind: "array";
  readonly items: readonly JsonNode[];
  readonly place: Place;
}

export interface JsonRecord {
  readonly kind: "record";
  readonly entries: readonly (readonly [key: string, value: JsonNode])[];
  readonly place: Place;
}

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
