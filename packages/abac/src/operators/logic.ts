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

/** The operand that equals `decisive` decides; as in `allOf` and `anyOf`, but without lists in between. */
function junction(call: Call, decisive: boolean): Compiled {
  const parts = conditions(call);
  const { name } = call;
  return {
    type: BOOLEAN,
    run: (frame) => {
      let decided = false;
      let doubts: Unknown[] | undefined;
      for (let i = 0; i < parts.length; i++) {
        const holds = (parts[i] as Run)(frame);
        if (holds === decisive) decided = true;
        else if (holds !== !decisive) (doubts ??= []).push(inDoubt(holds, name));
      }
      if (decided) return decisive;
      return doubts === undefined ? !decisive : Unknown.all(doubts);
    },
  };
}

/** What is neither true nor false: unknown, or no boolean at all. */
function inDoubt(holds: Result, name: string): Unknown {
  return holds instanceof Unknown ? holds : wrong(holds, name, "booleans");
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
