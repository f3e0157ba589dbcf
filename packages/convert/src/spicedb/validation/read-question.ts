import { didYouMean, idProblem, indexModel, type JsonObject, type ObjectRef, type SubjectRef } from "@relata/model";

import type { Origin } from "../../origin.ts";
import { parseRelationship } from "./parse-relationship.ts";
import { toContext, type TupleSite } from "./to-tuples.ts";
import { parseJsonObject } from "./parse-relationship.ts";

export interface AskedText {
  readonly object: ObjectRef;
  readonly permission: string;
  readonly subject: SubjectRef;
  readonly context: JsonObject;
}

const WITH = " with ";

/**
 * A question as assertions write it: `document:1#view@user:a with {"x": 1}`. A name that the model does not know is refused: a test that
 * denies a mistyped permission would pass for ever. A subject of a type that never could hold the permission is fine.
 *
 * Refusals: `source_syntax`, `source_invalid`.
 */
export function readQuestion(text: string, origin: Origin, site: TupleSite): AskedText | undefined {
  const split = text.indexOf(WITH);
  const key = split === -1 ? text : text.slice(0, split).trim();
  const given = split === -1 ? {} : parseJsonObject(text.slice(split + WITH.length));
  const read = parseRelationship(key);
  if (typeof read === "string" || read.caveat !== undefined || read.expiration !== undefined || given === undefined) {
    const hint = 'write `type:id#permission@type:id`, or that and ` with {"parameter": value}`';
    site.refusals.refuse("source_syntax", origin, `\`${text}\` is no question`, hint);
    return undefined;
  }
  const { object, relation: permission, subject } = read;
  const problem = unknownIn(object, permission, subject, site);
  if (problem === undefined) return { object, permission, subject, context: toContext(given, origin, site) };
  site.refusals.refuse("source_invalid", origin, problem, "ask about what the schema declares");
  return undefined;
}

/** What a reference of the question has that is not declared. */
function unknownIn(
  object: ObjectRef,
  permission: string,
  subject: SubjectRef,
  { model }: TupleSite,
): string | undefined {
  const { types } = indexModel(model);
  for (const { type, id } of [object, subject]) {
    if (!types.has(type)) return `unknown type \`${type}\`${didYouMean(type, types.keys())}`;
    const problem = idProblem(id);
    if (problem !== undefined) return problem;
  }
  const asked = [
    [object.type, permission],
    ...(subject.relation === undefined ? [] : [[subject.type, subject.relation]]),
  ];
  for (const [type = "", name = ""] of asked) {
    const names = types.get(type)?.rewrites;
    if (names?.has(name) !== true)
      return `type \`${type}\` has no relation or permission \`${name}\`${didYouMean(name, names?.keys() ?? [])}`;
  }
  return undefined;
}
