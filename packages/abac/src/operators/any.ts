import { broken } from "../expression.ts";
import type { Operator } from "../operator.ts";
import { ANY } from "../static-type.ts";

/** `{"any": value}`: the value, of which nothing is known before evaluation. So a residual writes what was declared `any`. */
export const any: Operator = {
  name: "any",
  least: 1,
  most: 1,
  compile: (call) => {
    const [of = broken("")] = call.all();
    return { type: ANY, run: of.run, elements: of.elements };
  },
};
