import type { Expression } from "../expression.ts";
import { innerFrame, type Frame } from "../frame.ts";
import { asList } from "../operands.ts";
import type { Call } from "../operator.ts";
import type { InnerScope } from "../scope/static-scope.ts";
import { elementType } from "../static-type.ts";
import type { Unknown } from "../values/unknown.ts";
import type { List, Result } from "../values/value.ts";

/** What the list operators share: a list, and an expression that is evaluated for each of its elements. */
export interface Each {
  readonly list: Expression;
  readonly body: Expression;
  /** The list; unknown where it is, and a problem where the operand is something else. */
  readonly listIn: (frame: Frame) => List | Unknown;
  /** The body's result for every element, in order. Each element is a step, and pays for the body. */
  readonly results: (list: List, frame: Frame) => readonly Result[];
}

export function each(call: Call): Each {
  const list = listOperand(call);
  const body = call.operand(1, elementScope(call, list));
  return {
    list,
    body,
    listIn: (frame) => asList(list.run(frame), call.name),
    results: (values, frame) => {
      frame.meter.spend(values.length * (1 + body.cost));
      const inner = innerFrame(frame);
      return values.map((element) => {
        inner.element = element;
        return body.run(inner);
      });
    },
  };
}

export function listOperand(call: Call): Expression {
  const list = call.operand(0);
  call.expect(list, "list");
  return list;
}

/** The scope of an expression that is evaluated for each element of the list. */
export function elementScope(call: Call, list: Expression): InnerScope {
  return { kind: "inner", outer: call.scope, element: elementType(list.type), label: list.elements ?? "*" };
}
