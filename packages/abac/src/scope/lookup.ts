import type { JsonObject, ValueType } from "@relata/model";
import type { Frame } from "../frame.ts";
import { MAX_TEXT } from "../values/meter.ts";
import type { Result } from "../values/value.ts";

/** A name at the root of a scope, in one of its records. */
export interface DeclaredName {
  readonly record: "resource" | "subject" | "context" | "parameters";
  readonly name: string;
}

/**
 * A declared name whose values are mostly taken as they stand. An operator may look it up itself: most of an evaluation
 * is reads and comparisons, and a closure between the two costs as much as the comparison. Law: what is found and plainly
 * of the type is what the path gives; for all else there is `otherwise`, so that a value is read once.
 */
export interface Lookup extends DeclaredName {
  readonly type: PlainType;
  readonly otherwise: (found: unknown, frame: Frame) => Result;
}

export type PlainType =
  | Extract<ValueType, { readonly kind: "enum" }>
  | { readonly kind: "string" | "number" | "int" | "uint" | "boolean" };

const PLAIN: ReadonlySet<string> = new Set<PlainType["kind"]>(["string", "number", "int", "uint", "boolean", "enum"]);

export function isPlainType(type: ValueType): type is PlainType {
  return PLAIN.has(type.kind);
}

// oxlint-disable-next-line typescript/unbound-method -- Why: it is called on a record, by a name that data cannot pollute.
const hasOwn = Object.prototype.hasOwnProperty;

/**
 * What the record itself holds under the name, whatever it is; undefined where that is nothing. It is `own`, written out:
 * this is where the time of most evaluations goes, and `scope[record]` or `Object.hasOwn` would take more of it.
 */
export function lookUp({ record: from, name }: DeclaredName, { scope }: Frame): unknown {
  const record: JsonObject =
    from === "resource"
      ? scope.resource
      : from === "subject"
        ? scope.subject
        : from === "context"
          ? scope.context
          : scope.parameters;
  return hasOwn.call(record, name) ? record[name] : undefined;
}

/** Whether the value is one of the type, and needs no gate. */
export function isPlainly(value: unknown, type: PlainType): value is string | number | boolean {
  switch (type.kind) {
    case "string":
      return typeof value === "string" && value.length <= MAX_TEXT;
    case "number":
      return Number.isFinite(value);
    case "int":
      return Number.isSafeInteger(value);
    case "uint":
      return Number.isSafeInteger(value) && (value as number) >= 0;
    case "boolean":
      return typeof value === "boolean";
    case "enum":
      return type.values.includes(value as string);
  }
}

/** What the path gives where that was found. */
export function settled(found: unknown, lookup: Lookup, frame: Frame): Result {
  return isPlainly(found, lookup.type) ? found : lookup.otherwise(found, frame);
}
