import type { Operator } from "../operator.ts";
import { any } from "./any.ts";
import { arithmetic } from "./arithmetic.ts";
import { cat } from "./cat.ts";
import { condition } from "./condition.ts";
import { equality, inequality } from "./equality.ts";
import { fail } from "./fail.ts";
import { filter } from "./filter.ts";
import { get } from "./get.ts";
import { has } from "./has.ts";
import { inCidr } from "./in-cidr.ts";
import { logic } from "./logic.ts";
import { map } from "./map.ts";
import { member } from "./member.ts";
import { merge } from "./merge.ts";
import { order } from "./order.ts";
import { parsedValues } from "./parsed-values.ts";
import { quantifiers } from "./quantifiers.ts";
import { record } from "./record.ts";
import { reduce } from "./reduce.ts";
import { size } from "./size.ts";
import { substr } from "./substr.ts";
import { isSubtreeOf } from "./subtree.ts";
import { sum } from "./sum.ts";
import { textSearch } from "./text-search.ts";
import { variable } from "./var.ts";

const ALL: readonly Operator[] = [
  variable,
  has,
  ...equality,
  ...inequality,
  ...order,
  ...logic,
  ...condition,
  member,
  get,
  size,
  ...sum,
  ...arithmetic,
  cat,
  substr,
  ...textSearch,
  inCidr,
  isSubtreeOf,
  ...quantifiers,
  filter,
  map,
  reduce,
  merge,
  ...parsedValues,
  record,
  any,
  fail,
];

/** The operators by name: a map, so that `constructor` and `__proto__` are as unknown as they should be. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(ALL.map((operator) => [operator.name, operator]));

const SEES_ABSENCE =
  "it sees absence, which is unknown here; ask `has`, list the paths as `required`, or give `var` a default";

/** Operators of json-logic that are refused, with the reason as the end of a sentence. */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  ["missing", SEES_ABSENCE],
  ["missing_some", SEES_ABSENCE],
  ["log", "a policy has no effects"],
  ["method", "a policy calls nothing"],
]);
