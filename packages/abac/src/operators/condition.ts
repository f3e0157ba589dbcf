import { broken, type Expression } from "../expression.ts";
import type { Frame } from "../frame.ts";
import { asBoolean } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { join } from "../static-type.ts";
import { equal } from "../values/equal.ts";
import { Unknown, unknownsOf } from "../values/unknown.ts";
import type { Result } from "../values/value.ts";

/**
 * `{"if": [condition, then, condition, then, …, otherwise]}`, also written `?:`. Without the last part it is null where
 * no condition holds; a single part is the value itself. Where a condition is unknown, so is the answer, unless what
 * could follow is one and the same value either way. Only the arms that could be taken are evaluated.
 */
export const condition: readonly Operator[] = ["if", "?:"].map((name) => ({
  name,
  least: 1,
  most: Number.POSITIVE_INFINITY,
  compile,
}));

function compile(call: Call): Compiled {
  const parts = call.all();
  const odd = parts.length % 2 === 1;
  for (const [i, part] of parts.entries()) if (i % 2 === 0 && i + 1 < parts.length) call.expect(part, "boolean");
  const arms = parts.filter((_, i) => i % 2 === 1 || i + 1 === parts.length).map(({ type }) => type);
  const [first = broken("").type, ...rest] = odd ? arms : [...arms, { kind: "null" } as const];
  return { type: rest.reduce(join, first), run: (frame) => choose(parts, frame, call.name) };
}

/** A loop and not a recursion over the arms, since there may be thousands. */
function choose(parts: readonly Expression[], frame: Frame, name: string): Result {
  const doubts: Unknown[] = [];
  const possible: Result[] = [];
  let i = 0;
  for (; i + 1 < parts.length; i += 2) {
    const holds = asBoolean((parts[i] as Expression).run(frame), name);
    if (holds === false) continue;
    possible.push((parts[i + 1] as Expression).run(frame));
    if (holds === true) return settle(possible, doubts, frame);
    doubts.push(holds);
  }
  possible.push(parts[i]?.run(frame) ?? null);
  return settle(possible, doubts, frame);
}

/** What follows when the conditions in doubt leave these values possible. */
function settle(possible: readonly Result[], doubts: readonly Unknown[], { meter }: Frame): Result {
  const [first = null] = possible;
  if (doubts.length === 0 || possible.every((value) => equal(first, value, meter) === true)) return first;
  return Unknown.all([...doubts, ...unknownsOf(possible)]);
}
