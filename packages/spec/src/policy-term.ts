import type { Json, JsonObject } from "@relata/model";

/** What an expression of a policy means: a value, or all that it waits for and whether something failed. */
export type Term =
  | { readonly known: true; readonly value: unknown }
  | { readonly known: false; readonly missing: readonly string[]; readonly failed: boolean };

/** What paths mean where an expression stands. */
export interface Outlook {
  readonly read: (path: string) => Term;
  readonly has: (path: string) => Term;
}

const HOUR_NS = 3_600_000_000_000n;

/** The meaning of json-logic, for the operators that random worlds and scenarios use. Time is in nanoseconds. */
export function meaning(rule: Json, outlook: Outlook): Term {
  if (typeof rule !== "object" || rule === null) return known(rule);
  if (Array.isArray(rule))
    return all(
      rule.map((item: Json) => meaning(item, outlook)),
      (...items) => items,
    );
  const [operator, operands] = Object.entries(rule as JsonObject)[0] as [string, Json];
  const parts: readonly Json[] = Array.isArray(operands) ? operands : [operands];
  switch (operator) {
    case "var":
      return outlook.read(parts[0] as string);
    case "has":
      return outlook.has(parts[0] as string);
    case "some":
    case "one":
      return quantified(operator, meaning(parts[0] as Json, outlook), parts[1] as Json, outlook);
    default:
      return applied(
        operator,
        parts.map((part) => meaning(part, outlook)),
      );
  }
}

function applied(operator: string, terms: readonly Term[]): Term {
  switch (operator) {
    case "and":
      return decidedBy(false, terms);
    case "or":
      return decidedBy(true, terms);
    case "in":
      return member(terms[0] as Term, terms[1] as Term);
    default:
      return all(terms, (a, b) => compute(operator, a, b));
  }
}

/** One operand of that truth decides; else all that is unknown is waited for. */
function decidedBy(decisive: boolean, terms: readonly Term[]): Term {
  if (terms.some((term) => term.known && term.value === decisive)) return known(decisive);
  return all(terms, () => !decisive);
}

/** An empty list holds nothing, whatever is sought. */
function member(sought: Term, within: Term): Term {
  if (within.known && Array.isArray(within.value) && within.value.length === 0) return known(false);
  return all([sought, within], (one, many) =>
    Array.isArray(many) ? many.includes(one) : Object.keys(many as object).includes(one as string),
  );
}

function quantified(operator: "some" | "one", list: Term, condition: Json, outer: Outlook): Term {
  if (!list.known) return list;
  const truths = (list.value as readonly unknown[]).map((element) =>
    meaning(condition, {
      read: (path) => (path === "" ? known(element) : outer.read(path.slice("../".length))),
      has: (path) => outer.has(path.slice("../".length)),
    }),
  );
  const holding = truths.filter((truth) => truth.known && truth.value === true).length;
  if (operator === "some" && holding > 0) return known(true);
  if (operator === "one" && holding > 1) return known(false);
  return all(truths, () => operator === "one" && holding === 1);
}

function compute(operator: string, a: unknown, b: unknown): unknown {
  switch (operator) {
    case "!":
      return a !== true;
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return (a as number) < (b as number);
    case "<=":
      return (a as number) <= (b as number);
    case ">":
      return (a as number) > (b as number);
    case ">=":
      return (a as number) >= (b as number);
    case "size":
      return Object.keys(a as object).length;
    case "+":
      return (a as bigint) + (b as bigint);
    case "-":
      return (a as bigint) - (b as bigint);
    case "duration":
      return BigInt((a as string).replace(/h$/, "")) * HOUR_NS;
    default:
      throw new Error(`the specification does not know the operator \`${operator}\``);
  }
}

export function known(value: unknown): Term {
  return { known: true, value };
}

/** The value of all operands; unknown where one is, with all that any of them waits for. */
function all(terms: readonly Term[], value: (...values: readonly unknown[]) => unknown): Term {
  const open = terms.flatMap((term) => (term.known ? [] : [term]));
  if (open.length === 0) return known(value(...terms.map((term) => (term.known ? term.value : undefined))));
  return { known: false, missing: open.flatMap(({ missing }) => missing), failed: open.some(({ failed }) => failed) };
}
