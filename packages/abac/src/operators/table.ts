import type { Operator } from "../operator.ts";
import { arithmetic } from "./arithmetic.ts";
import { cat } from "./cat.ts";
import { condition } from "./condition.ts";
import { equality, inequality } from "./equality.ts";
import { filter } from "./filter.ts";
import { logic } from "./logic.ts";
import { map } from "./map.ts";
import { member } from "./member.ts";
import { order } from "./order.ts";
import { quantifiers } from "./quantifiers.ts";
import { reduce } from "./reduce.ts";
import { variable } from "./var.ts";

const ALL: readonly Operator[] = [
  variable,
  ...equality,
  ...inequality,
  ...order,
  ...logic,
  ...condition,
  member,
  ...arithmetic,
  cat,
  ...quantifiers,
  filter,
  map,
  reduce,
];

/** The operators by name: a map, so that `constructor` and `__proto__` are as unknown as they should be. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(ALL.map((operator) => [operator.name, operator]));

const SEES_ABSENCE = "it sees absence, which is unknown here; list the paths as `required`, or give `var` a default";

/** Operators of json-logic that are refused, with the reason as the end of a sentence. */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  ["missing", SEES_ABSENCE],
  ["missing_some", SEES_ABSENCE],
  ["log", "a policy has no effects"],
  ["method", "a policy calls nothing"],
  ["merge", "it is not supported yet; write the lists out"],
  ["substr", "it is not supported yet; `in` looks for text in text"],
]);
