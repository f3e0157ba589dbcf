import { own } from "@relata/model";
import { broken } from "../expression.ts";
import { wrong } from "../operands.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { elementType, familyOf } from "../static-type.ts";
import { Unknown, unknownsOf } from "../values/unknown.ts";
import { isList, isRecord, type Result } from "../values/value.ts";

/**
 * `{"get": [list, index]}`, counted from 0, and `{"get": [map, key]}`, each of which may be computed. What is not there
 * is unknown, as where a path leads nowhere.
 */
export const get: Operator = { name: "get", least: 2, most: 2, compile };

function compile(call: Call): Compiled {
  const [of = broken(""), at = broken("")] = call.all();
  call.expect(of, "list", "map");
  const family = familyOf(of.type);
  if (family === "list") call.expect(at, "number");
  else if (family === "map") call.expect(at, "text");
  else call.expect(at, "number", "text");
  const label = of.elements ?? "*";
  const absent = Unknown.absent(label);
  return {
    type: elementType(of.type),
    elements: `${label}.*`,
    run: (frame) => {
      const container = of.run(frame);
      const key = at.run(frame);
      if (container instanceof Unknown || key instanceof Unknown) return Unknown.all(unknownsOf([container, key]));
      const found = entry(container, key, call.name);
      return found === undefined ? absent : found;
    },
  };
}

function entry(container: Result, key: Result, name: string): Result | undefined {
  if (isList(container)) {
    const isIndex = typeof key === "number" && Number.isInteger(key);
    return isIndex ? container[key] : wrong(key, name, "a whole number for a list");
  }
  if (!isRecord(container)) return wrong(container, name, "a list or an object");
  return typeof key === "string" ? own(container, key) : wrong(key, name, "text for an object");
}
