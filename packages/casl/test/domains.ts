import type { Domain, Range, Scalar } from "../src/policy/domain.ts";
import { FITTING, HOSTILE, NO_IDS } from "./resources.ts";

const NUMBERS: readonly Scalar[] = [-1, 0, 1.5, 2, 1_000, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE];
const TEXTS: readonly Scalar[] = ["", " ", "2", "eu", "f", "Ü", "a\u0000", "line\nbreak", "\uD83D\uDE00", "+Infinity"];
/** Values of every kind, and what could be taken for one. */
export const VALUES = [...new Set([...Object.values(FITTING).flat(), ...HOSTILE, ...NUMBERS, ...TEXTS, ...NO_IDS])];

const bounds = (values: readonly Scalar[]) =>
  values.flatMap((value) =>
    typeof value === "boolean"
      ? []
      : [
          { value, isIn: true },
          { value, isIn: false },
        ],
  );

function ranges(kind: Range["kind"], values: readonly Scalar[]): readonly Domain[] {
  const some = bounds(values);
  return [
    { kind },
    { kind, except: values.slice(0, 3) },
    ...some.flatMap((from): Range[] => [{ kind, from }, { kind, to: from }, ...some.map((to) => ({ kind, from, to }))]),
  ];
}

/** Domains with every bound that a value of them can be at. */
export const DOMAINS: readonly Domain[] = [
  ...ranges("number", NUMBERS),
  ...ranges("text", TEXTS),
  { kind: "one_of", values: [2, 0] },
  { kind: "one_of", values: ["eu", "", "2"] },
  { kind: "one_of", values: [true] },
  { kind: "one_of", values: [false] },
];

/** What a policy makes of the value: nothing is taken for what it is not. */
export function isIn(value: unknown, domain: Domain): boolean {
  if (domain.kind === "one_of") return domain.values.includes(value as Scalar);
  const { from, to, except = [] } = domain;
  if (domain.kind === "number" ? !Number.isFinite(value) : typeof value !== "string" || value.length > 100_000)
    return false;
  const plain = value as number;
  return !except.includes(plain) && isAbove(plain, from) && isAbove(plain, to, -1);
}

function isAbove(value: number | string, bound: Range["from"], sign = 1): boolean {
  if (bound === undefined || (bound.isIn && value === bound.value)) return true;
  return sign === 1 ? value > bound.value : value < bound.value;
}
