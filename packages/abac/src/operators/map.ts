import type { Operator } from "../operator.ts";
import { Unknown } from "../values/unknown.ts";
import { each } from "./each.ts";

/** The value of the expression for every element, in order. One that is unknown leaves the others as they are. */
export const map: Operator = {
  name: "map",
  least: 2,
  most: 2,
  each: 1,
  compile: (call) => {
    const { body, listIn, results } = each(call);
    return {
      type: { kind: "list", of: body.type },
      run: (frame) => {
        const values = listIn(frame);
        return values instanceof Unknown ? values : results(values, frame);
      },
    };
  },
};
