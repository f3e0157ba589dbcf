import { broken } from "../expression.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { BOOLEAN } from "../static-type.ts";
import { placeOf } from "./var.ts";

/**
 * `{"has": path}`: whether a value is there, null included. It is false only where an object that is known lacks the
 * last key, since a value is supplied whole or not at all; while the declared name itself is absent it is unknown. So
 * more data never turns its answer around, as the default of `var` may.
 */
export const has: Operator = { name: "has", least: 1, most: 1, path: 0, compile };

function compile(call: Call): Compiled {
  const place = placeOf(call);
  if (place === undefined) return broken("");
  const { present } = place;
  return { type: BOOLEAN, run: present };
}
