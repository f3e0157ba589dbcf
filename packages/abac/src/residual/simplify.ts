import type { Json } from "@relata/model";
import type { Expression } from "../expression.ts";

/** The operation over what is left of its operands, without those that no longer matter; else with what is written. */
export function simplify(
  name: string,
  left: readonly Json[],
  operands: Expression["operands"] = [],
  written: Json = left,
): Json {
  switch (name) {
    case "and":
      return junction(name, true, left, operands);
    case "or":
      return junction(name, false, left, operands);
    case "if":
    case "?:":
      return choice(name, left);
    case "!!":
      return operands[0]?.type.kind === "boolean" ? (left[0] ?? null) : { [name]: written };
    default:
      return { [name]: written };
  }
}

/** Without the operands that leave the others to decide. One alone is itself, where it is surely a boolean. */
function junction(
  name: string,
  neutral: boolean,
  left: readonly Json[],
  operands: readonly (Expression | undefined)[],
): Json {
  const open = left.flatMap((operand, i) => (operand === neutral ? [] : [{ operand, type: operands[i]?.type.kind }]));
  const [only, ...others] = open;
  if (only === undefined) return neutral;
  return others.length === 0 && only.type === "boolean" ? only.operand : { [name]: open.map(({ operand }) => operand) };
}

/** Without the arms whose condition is known to be false, and those behind one that is known to be true. */
function choice(name: string, left: readonly Json[]): Json {
  const kept: Json[] = [];
  let i = 0;
  for (; i + 1 < left.length && left[i] !== true; i += 2) {
    if (left[i] !== false) kept.push(left[i] ?? null, left[i + 1] ?? null);
  }
  const otherwise = left[i] === true && i + 1 < left.length ? left[i + 1] : left[i];
  if (kept.length === 0) return otherwise ?? null;
  return { [name]: otherwise === undefined ? kept : [...kept, otherwise] };
}
