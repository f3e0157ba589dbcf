import { compareText } from "@relata/model";

/** The values of one attribute of which something holds: some that are written out, or a range of numbers or of texts. */
export type Domain = OneOf | Range;

export interface OneOf {
  readonly kind: "one_of";
  readonly values: readonly Scalar[];
}

export interface Range {
  readonly kind: "number" | "text";
  readonly from?: Bound;
  readonly to?: Bound;
  /** Values in the range that are not meant. */
  readonly except?: readonly Scalar[];
}

export interface Bound {
  readonly value: number | string;
  readonly isIn: boolean;
}

export type Scalar = string | number | boolean;

/** What is in both; undefined where nothing is. */
export function intersect(a: Domain, b: Domain): Domain | undefined {
  if (a.kind === "one_of") return among(a, b);
  if (b.kind === "one_of") return among(b, a);
  if (a.kind !== b.kind) return undefined;
  const from = tighter(a.from, b.from, 1);
  const to = tighter(a.to, b.to, -1);
  const except = [...new Set([...(a.except ?? []), ...(b.except ?? [])])];
  if (from !== undefined && to !== undefined) {
    const order = compare(from.value, to.value);
    if (order > 0 || (order === 0 && !(from.isIn && to.isIn))) return undefined;
  }
  return {
    kind: a.kind,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(except.length > 0 && { except }),
  };
}

function among({ values }: OneOf, other: Domain): Domain | undefined {
  const both = values.filter((value) => isIn(value, other));
  return both.length === 0 ? undefined : { kind: "one_of", values: both };
}

function isIn(value: Scalar, domain: Domain): boolean {
  if (domain.kind === "one_of") return domain.values.includes(value);
  const { kind, from, to, except = [] } = domain;
  if (typeof value === "boolean" || typeof value !== (kind === "text" ? "string" : kind)) return false;
  if (except.includes(value)) return false;
  return isBeyond(value, from, 1) && isBeyond(value, to, -1);
}

function isBeyond(value: number | string, bound: Bound | undefined, sign: 1 | -1): boolean {
  if (bound === undefined) return true;
  const order = compare(value, bound.value) * sign;
  return order > 0 || (order === 0 && bound.isIn);
}

/** The bound that lets less through: of two lower ones (`sign` 1) the higher, of two upper ones (-1) the lower. */
function tighter(a: Bound | undefined, b: Bound | undefined, sign: 1 | -1): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compare(a.value, b.value) * sign;
  if (order !== 0) return order > 0 ? a : b;
  return a.isIn ? b : a;
}

/** As policies have it: numbers by size, texts by their UTF-16 code units. */
function compare(a: number | string, b: number | string): number {
  return typeof a === "number" && typeof b === "number" ? a - b : compareText(String(a), String(b));
}
