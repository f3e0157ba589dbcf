import { negated } from "../kleene.ts";
import { asBoolean, wrong } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN } from "../static-type.ts";
import { Unknown } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";

type Run = Compiled["run"];

/**
 * Kleene's `and`, `or` and `!` (`!!` is the operand itself), over booleans only: text, numbers and lists are no
 * conditions here, so that neither `"false"` nor `[0]` grants anything. All operands are evaluated, in any order alike.
 */
export const logic: readonly Operator[] = [
  { name: "and", least: 1, most: Number.POSITIVE_INFINITY, compile: (call) => junction(call, false) },
  { name: "or", least: 1, most: Number.POSITIVE_INFINITY, compile: (call) => junction(call, true) },
  { name: "!", least: 1, most: 1, compile: (call) => negation(call, negated) },
  { name: "!!", least: 1, most: 1, compile: (call) => negation(call, (part) => part) },
];

function junction(call: Call, decisive: boolean): Compiled {
  return { type: BOOLEAN, run: junctionOf(conditions(call), decisive, call.name) };
}

/** Three at a time, since that costs neither a list nor a loop; what is left over stands as the neutral constant. */
function junctionOf(parts: readonly Run[], decisive: boolean, name: string): Run {
  const neutral = !decisive;
  const nothing: Run = () => neutral;
  if (parts.length > 3) {
    const third = Math.ceil(parts.length / 3);
    const thirds = [0, 1, 2].map((i) => junctionOf(parts.slice(i * third, (i + 1) * third), decisive, name));
    return junctionOf(thirds, decisive, name);
  }
  const [a = nothing, b = nothing, c = nothing] = parts;
  return (frame) => {
    const x = a(frame);
    const y = b(frame);
    const z = c(frame);
    if (x === decisive || y === decisive || z === decisive) return decisive;
    return x === neutral && y === neutral && z === neutral ? neutral : inDoubt([x, y, z], neutral, name);
  };
}

/** What is neither true nor false: unknown, or no boolean at all. */
function inDoubt(results: readonly Result[], neutral: boolean, name: string): Unknown {
  const doubts = results.filter((result) => result !== neutral);
  return Unknown.all(doubts.map((result) => (result instanceof Unknown ? result : wrong(result, name, "booleans"))));
}

function negation(call: Call, result: (part: boolean | Unknown) => boolean | Unknown): Compiled {
  const [part = () => false] = conditions(call);
  return { type: BOOLEAN, run: (frame) => result(asBoolean(part(frame), call.name)) };
}

function conditions(call: Call): readonly Run[] {
  const operands = call.all();
  for (const operand of operands) call.expect(operand, "boolean");
  return operands.map(({ run }) => run);
}
