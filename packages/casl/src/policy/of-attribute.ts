import type { Attribute } from "@relata/model";
import type { Case } from "./cases.ts";
import type { Bound, Domain, Range, Scalar } from "./domain.ts";
import { LEFT_OUT, type Truths } from "./truths.ts";

export type Comparison = "<" | "<=" | ">" | ">=";

/**
 * What may be asked of an attribute of a resource. An attribute of a type for which CASL has no exact test is left out: of whole
 * numbers it can say that one is equal to another, but not that `1.5` is none; instants and the like it would compare as texts.
 */
export interface AttributeCases {
  /** Whether it is a truth of its own. */
  readonly isBoolean: boolean;
  /** That it has a value, of its type: unknown otherwise. */
  readonly present: Truths;
  /** That it is one of these. */
  isOneOf(values: readonly Scalar[]): Truths;
  compares(comparison: Comparison, value: Scalar): Truths;
}

export function casesOf({ name, type }: Attribute): AttributeCases | undefined {
  switch (type.kind) {
    case "boolean":
      return ofFew(name, [true, false]);
    case "enum":
      return ofFew(name, type.values);
    case "string":
      return ofRange(name, "text");
    case "number":
      return ofRange(name, "number");
    case "int":
    case "uint":
      return ofWhole(name);
    case "timestamp":
    case "duration":
    case "ipaddress":
    case "list":
    case "map":
    case "any":
      return undefined;
  }
}

/** Of a type of few values, whatever is asked: those of which it is so, and the others. */
function ofFew(name: string, all: readonly Scalar[]): AttributeCases {
  const those = (is: (value: Scalar) => boolean) =>
    truths(name, oneOf(all.filter(is)), oneOf(all.filter((value) => !is(value))));
  return {
    isBoolean: all.every((value) => typeof value === "boolean"),
    present: those(() => true),
    isOneOf: (values) => those((value) => values.includes(value)),
    compares: (comparison, than) =>
      typeof than === "string" ? those((value) => holds(comparison, String(value), than)) : LEFT_OUT,
  };
}

function ofRange(name: string, kind: Range["kind"]): AttributeCases {
  const isOfKind = (value: Scalar) => typeof value === (kind === "text" ? "string" : kind);
  return {
    isBoolean: false,
    present: truths(name, { kind }),
    isOneOf: (values) => {
      const fitting = values.filter(isOfKind);
      return truths(name, oneOf(fitting), { kind, ...(fitting.length > 0 && { except: fitting }) });
    },
    compares: (comparison, value) => {
      if (!isOfKind(value) || typeof value === "boolean") return LEFT_OUT;
      const bound = (isIn: boolean): Bound => ({ value, isIn });
      const isIn = comparison.endsWith("=");
      const [side, other] = comparison.startsWith("<") ? (["to", "from"] as const) : (["from", "to"] as const);
      return truths(name, { kind, [side]: bound(isIn) }, { kind, [other]: bound(!isIn) });
    },
  };
}

function ofWhole(name: string): AttributeCases {
  return {
    isBoolean: false,
    present: LEFT_OUT,
    isOneOf: (values) => ({
      ...truths(name, oneOf(values.filter((value) => typeof value === "number"))),
      isExact: false,
    }),
    compares: () => LEFT_OUT,
  };
}

function oneOf(values: readonly Scalar[]): Domain | undefined {
  return values.length === 0 ? undefined : { kind: "one_of", values };
}

function truths(name: string, yes: Domain | undefined, no?: Domain): Truths {
  return { yes: casesIn(name, yes), no: casesIn(name, no), isExact: true };
}

function casesIn(name: string, domain: Domain | undefined): readonly Case[] {
  return domain === undefined ? [] : [new Map([[name, domain]])];
}

function holds(comparison: Comparison, a: string, b: string): boolean {
  if (a === b) return comparison.endsWith("=");
  return comparison.startsWith("<") ? a < b : a > b;
}
