import { celType } from "../cel/cel-types.ts";
import { convertCel } from "../cel/convert-cel.ts";
import type { DraftPolicy } from "../draft/draft.ts";
import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";
import type { Embedded } from "../relocate.ts";
import type { FgaCondition, FgaParameter } from "./fga-model.ts";
import type { FgaPlaces } from "./fga-places.ts";
import type { ValueType } from "@relata/model";

/**
 * A condition as a policy. All of its parameters are required: OpenFGA evaluates no condition of which one is absent, be the
 * expression decided without it or not. They are plain ones, since a tuple's value wins over the request's there as here.
 */
export function draftCondition(
  condition: FgaCondition,
  names: ReadonlyMap<string, string>,
  places: FgaPlaces,
  embedded: Embedded,
  refusals: Refusals,
): DraftPolicy {
  const { name, parameters } = condition;
  const origin = places.condition(name);
  const typed = parameters.map((parameter) => ({
    name: parameter.name,
    called: names.get(parameter.name) ?? parameter.name,
    origin: places.parameter(name, parameter.name),
    type: typeOf(parameter, places.parameter(name, parameter.name), refusals),
  }));
  const { pieces, comments } = convertCel(expressionOf(condition, places, embedded), typed, refusals);
  const { before, behind } = places.comments({ kind: "condition", name });
  return {
    kind: "policy",
    name: { text: name, origin },
    parameters: typed.map(({ called, type, origin: place }) => ({
      name: { text: called, origin: place },
      type,
      tuple: false,
    })),
    required: typed.map(({ called }) => called),
    body: pieces,
    comments: {
      before: [...comments.map((text) => ({ text, doc: false })), ...before],
      ...(behind !== undefined && { behind }),
    },
  };
}

function typeOf({ name, type, of }: FgaParameter, origin: Origin, refusals: Refusals): ValueType {
  const inner = of === undefined ? undefined : celType(of);
  const known = of !== undefined && inner === undefined ? undefined : celType(type, inner);
  if (known !== undefined) return known;
  const written = of === undefined ? type : `${type}<${of}>`;
  refusals.refuse(
    "source_invalid",
    origin,
    `parameter \`${name}\` has the unknown type \`${written}\``,
    "mend it in OpenFGA first",
  );
  return { kind: "any" };
}

function expressionOf({ name, expression }: FgaCondition, places: FgaPlaces, embedded: Embedded): Origin {
  const origin = places.expression(name);
  if (origin !== undefined) return origin;
  const source = embedded.file(expression, `condition/${name}`, places.condition(name));
  return { source, start: 0, end: expression.length };
}
