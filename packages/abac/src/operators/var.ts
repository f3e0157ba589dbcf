import { alike } from "../alike.ts";
import { broken } from "../expression.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { resolvePath } from "../scope/resolve-path.ts";
import { join } from "../static-type.ts";

/**
 * `{"var": path}` is the value at the path, and unknown where it is absent. `{"var": [path, default]}` is the default
 * there: the one operator by which absence is seen, so that with it, less data may turn an answer around. A null that
 * is given is a value, and does not call for the default. The path is a literal: text, or an index.
 */
export const variable: Operator = { name: "var", least: 1, most: 2, path: 0, compile };

function compile(call: Call): Compiled {
  const path = pathOf(call);
  if (path === undefined) {
    call.report("the path of `var` is a text such as `resource.amount`, written out");
    return broken("");
  }
  const place = resolvePath(path, call.scope);
  if (typeof place === "string") {
    call.report(place);
    return broken("");
  }
  const { type, read, absent, label } = place;
  const elements = `${label}.*`;
  if (call.operands.length === 1) return { type, run: read, elements };
  const [, fallback] = alike([{ type, run: read, pointer: "" }, call.operand(1)], call);
  if (fallback === undefined) return broken("");
  return {
    type: join(type, fallback.type),
    elements,
    run: (frame) => {
      const value = read(frame);
      return value === absent ? fallback.run(frame) : value;
    },
  };
}

function pathOf({ operands: [path] }: Call): string | undefined {
  if (typeof path === "string") return path;
  return typeof path === "number" && Number.isSafeInteger(path) && path >= 0 ? String(path) : undefined;
}
