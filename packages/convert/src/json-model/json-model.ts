import type { Origin } from "../origin.ts";
import type { JsonNode } from "./json-node.ts";

export interface JsonName {
  readonly text: string;
  readonly origin: Origin;
}

/** The model of one type of entity, as its JSON says it. */
export interface JsonModel {
  readonly type: JsonName;
  readonly relations: readonly JsonRelation[];
  readonly permissions: readonly JsonPermission[];
}

/** A relation, those that imply it, and whether who holds it acts as the entity. */
export interface JsonRelation {
  readonly name: JsonName;
  readonly impliedBy: readonly JsonName[];
  /** Undefined where it does not say: then only a group's `member` does. */
  readonly hierarchy: boolean | undefined;
}

export interface JsonPermission {
  readonly name: JsonName;
  readonly relation: JsonName;
  readonly description: string | undefined;
  /** A script, narrowing it. */
  readonly policy: JsonNode | undefined;
}
