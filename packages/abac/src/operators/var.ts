import { alike } from "../alike.ts";
import { broken } from "../expression.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import type { Place } from "../scope/place.ts";
import { resolvePath } from "../scope/resolve-path.ts";
import { join } from "../static-type.ts";

/**
 * `{"var": path}` is the value at the path, and unknown where it is absent. `{"var": [path, default]}` is the default
 * there: the one operator by which absence is seen, so that with it, less data may turn an answer around. A null that
 * is given is a value, and does not call for the default. The path is a literal: text, or an index.
 */
export const variable: Operator = { name: "var", least: 1, most: 2, path: 0, compile };

function compile(call: Call): Compiled {
  const place = placeOf(call);
  if (place === undefined) return broken("");
  const { type, read, lookup, unsupplied, absent, label, isNow } = place;
  const elements = `${label}.*`;
  if (call.operands.length === 1) return { type, run: read, lookup, elements, isNow };
  const [, fallback] = alike([{ type, run: read, pointer: "", cost: 0 }, call.operand(1)], call);
  if (fallback === undefined) return broken("");
  return {
    type: join(type, fallback.type),
    elements,
    run: (frame) => {
      const value = read(frame);
      return value === absent || (value === unsupplied && !frame.open) ? fallback.run(frame) : value;
    },
  };
}

/** What the path that is the first operand leads to; undefined where that is reported. */
export function placeOf(call: Call): Place | undefined {
  const path = pathOf(call);
  const place =
    path === undefined
      ? `the path of \`${call.name}\` is a text such as \`resource.amount\`, written out`
      : resolvePath(path, call.scope);
  if (typeof place !== "string") return place;
  call.report(place);
  return undefined;
}

function pathOf({ operands: [path] }: Call): string | undefined {
  if (typeof path === "string") return path;
  return typeof path === "number" && Number.isSafeInteger(path) && path >= 0 ? String(path) : undefined;
}
