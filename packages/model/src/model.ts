import type { Json } from "./json.ts";
import type { Rewrite } from "./rewrite.ts";
import type { ValueType } from "./value-type.ts";

/**
 * A compiled, validated model: plain JSON, so it can be stored, sent and written into a module. Every list is sorted
 * by name, so equal models are equal data whatever the order of declarations and files.
 */
export interface Model {
  readonly version: 1;
  readonly types: readonly TypeDefinition[];
  readonly policies: readonly Policy[];
  /** What a request may supply as `context.*`. */
  readonly context: readonly Field[];
}

export interface TypeDefinition {
  readonly name: string;
  readonly doc?: string;
  readonly attributes: readonly Attribute[];
  readonly relations: readonly Relation[];
  readonly permissions: readonly Permission[];
}

/** A name that tuples may be written under. A relation without a rewrite is exactly its tuples: `{ kind: "this" }`. */
export interface Relation {
  readonly name: string;
  readonly doc?: string;
  /** The variants that the relation admits; they match exactly. Sorted by type, relation, wildcard, policy. */
  readonly subjects: readonly SubjectType[];
  readonly rewrite: Rewrite;
}

/** A name that is only computed, and never written to. */
export interface Permission {
  readonly name: string;
  readonly doc?: string;
  readonly rewrite: Rewrite;
}

/** `user`, `group#member`, `user:*`, each with the policy that such a tuple must carry, if any. */
export interface SubjectType {
  readonly type: string;
  readonly relation?: string;
  readonly wildcard?: true;
  readonly policy?: string;
}

/** A typed name: a context entry. */
export interface Field {
  readonly name: string;
  readonly doc?: string;
  readonly type: ValueType;
}

/** A typed property of a type's objects. A trusted one is never taken from a request. */
export interface Attribute extends Field {
  readonly trusted: boolean;
}

/** A named predicate in json-logic. */
export interface Policy {
  readonly name: string;
  readonly doc?: string;
  readonly parameters: readonly Parameter[];
  /** Paths such as `resource.amount`: while one of them is absent, the whole policy is unknown. */
  readonly required: readonly string[];
  readonly body: Json;
}

/**
 * A parameter that must stand in the tuple that carries the policy (`tuple`), or one that is taken from the tuple if
 * it stands there and else from the request's context.
 */
export interface Parameter {
  readonly name: string;
  readonly type: ValueType;
  readonly tuple: boolean;
}
