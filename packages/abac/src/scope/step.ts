import { own, type JsonObject } from "@relata/model";
import { ANY, familyOf, type StaticType } from "../static-type.ts";
import { describeGiven } from "../values/describe.ts";
import { Misfit } from "../values/fit.ts";
import { Parsed } from "../values/parsed.ts";

const INDEX = /^(?:0|[1-9]\d{0,14})$/;

/**
 * One step of a path, over own properties only:
 *
 * | at                   | step               | gives                                                            |
 * |----------------------|--------------------|------------------------------------------------------------------|
 * | an object            | a key that it has  | the value                                                        |
 * | an object            | another key        | absent (undefined)                                               |
 * | a list               | an index within it | the element                                                      |
 * | a list               | an index beyond it | absent                                                           |
 * | a list               | a name             | a misfit                                                         |
 * | null, or a scalar    | anything           | a misfit: what is given holds nothing, and waiting would be vain |
 * | a declared map, list | a list, an object  | a misfit, whatever the step                                      |
 */
export function step(at: unknown, name: string, within: StaticType): unknown {
  if (Array.isArray(at)) {
    if (within.kind === "map") return new Misfit("is a list, not an object");
    const list: readonly unknown[] = at;
    return INDEX.test(name) ? list[Number(name)] : new Misfit(notAnIndex(name));
  }
  if (within.kind === "list") return new Misfit(`is ${describeGiven(at)}, not a list`);
  if (typeof at === "object" && at !== null && !(at instanceof Parsed)) return own(at as JsonObject, name);
  return new Misfit(`is ${describeGiven(at)}, and holds no \`${name}\``);
}

/** The type after a step; or, as text, the end of a sentence that says why there can be none. */
export function stepType(type: StaticType, name: string): StaticType | string {
  if (type.kind === "any") return ANY;
  if (type.kind === "map") return type.of;
  if (type.kind === "list") return INDEX.test(name) ? type.of : notAnIndex(name);
  const family = familyOf(type);
  return `is ${family === "text" ? "text" : `of type \`${family}\``}, and holds no \`${name}\``;
}

function notAnIndex(name: string): string {
  return `is a list, and \`${name}\` is not an index`;
}
