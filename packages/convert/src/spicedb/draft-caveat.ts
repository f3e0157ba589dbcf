import type { ValueType } from "@relata/model";

import { celType } from "../cel/cel-types.ts";
import { convertCel } from "../cel/convert-cel.ts";
import type { DraftComment, DraftComments, DraftPolicy } from "../draft/draft.ts";
import type { Refusals } from "../refusal.ts";
import type { CaveatSyntax, ParameterType } from "./reader/syntax.ts";

/**
 * A caveat as a policy. Its parameters are plain ones: each is taken from the tuple if it stands there, and else from the request,
 * which is what caveats do.
 */
export function draftCaveat(
  caveat: CaveatSyntax,
  comments: DraftComments,
  names: ReadonlyMap<string, string>,
  refusals: Refusals,
): DraftPolicy {
  const parameters = caveat.parameters.map(({ name, type }) => {
    const called = names.get(name.text) ?? name.text;
    return { name: name.text, called, origin: name.origin, type: parameterType(type, refusals) };
  });
  const { pieces, comments: inside } = convertCel(caveat.expression.origin, parameters, refusals);
  const said: readonly DraftComment[] = inside.map((text) => ({ text, doc: false }));
  return {
    kind: "policy",
    name: caveat.name,
    parameters: parameters.map(({ called, origin, type }) => ({ name: { text: called, origin }, type, tuple: false })),
    required: [],
    body: pieces,
    // Why before the doc comments: these stand right above what they document.
    comments: { ...comments, before: [...said, ...comments.before] },
  };
}

/** Refusals: `not_expressible`, `source_invalid`. */
export function parameterType({ name, of }: ParameterType, refusals: Refusals): ValueType {
  const type = celType(name.text, of === undefined ? undefined : parameterType(of, refusals));
  if (type !== undefined) return type;
  if (name.text === "bytes") {
    refusals.refuse(
      "not_expressible",
      name.origin,
      "policies know no bytes",
      "pass the text that they mean, as `string`",
    );
  } else {
    const hint = "there are any, bool, duration, double, int, ipaddress, list<…>, map<…>, string, timestamp and uint";
    refusals.refuse("source_invalid", name.origin, `there is no parameter type \`${name.text}\``, hint);
  }
  return { kind: "any" };
}
