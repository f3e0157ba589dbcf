import { isJsonObject, type Json, type JsonObject } from "@relata/model";

/** A relationship as its text says it: nothing is looked up yet. */
export interface RelationshipText {
  readonly object: { readonly type: string; readonly id: string };
  readonly relation: string;
  readonly subject: { readonly type: string; readonly id: string; readonly relation?: string };
  readonly caveat?: { readonly name: string; readonly context: JsonObject };
  /** RFC 3339, not yet read. */
  readonly expiration?: string;
}

const KEY =
  /^(?<type>[^\s:#@[]+):(?<id>[^\s#@[]+)#(?<relation>[^\s@#[]+)@(?<kind>[^\s:#@[]+):(?<subject>[^\s#@[]+)(?:#(?<set>[^\s#@[]+))?/;

/**
 * Reads `document:1#viewer@group:eng#member[caveat:{"x":1}][expiration:2030-01-01T00:00:00Z]`. `#...` is the subject itself. What is
 * wrong is answered as text: what, and how it should be written.
 */
export function parseRelationship(text: string): RelationshipText | string {
  const key = KEY.exec(text);
  if (key?.groups === undefined) return "expected `type:id#relation@type:id`";
  const { type = "", id = "", relation = "", kind = "", subject = "", set } = key.groups;
  const traits = parseTraits(text.slice(key[0].length));
  if (typeof traits === "string") return traits;
  return {
    object: { type, id },
    relation,
    subject: { type: kind, id: subject, ...(set !== undefined && set !== "..." && { relation: set }) },
    ...traits,
  };
}

/** `[caveat]`, `[caveat:{…}]`, `[expiration:…]`, or the first of them with the last. */
function parseTraits(text: string): Pick<RelationshipText, "caveat" | "expiration"> | string {
  const expires = /\[expiration:([^\][{}]+)\]$/.exec(text);
  const rest = expires === null ? text : text.slice(0, expires.index);
  const expiration = expires?.[1];
  const common = expiration === undefined ? {} : { expiration };
  if (rest === "") return common;
  const caveat = /^\[([^:[\]{}\s]+)(?::([\s\S]*))?\]$/.exec(rest);
  if (caveat === null) return "expected `[caveat]`, `[caveat:{…}]` or `[expiration:…]` behind the subject";
  const context = caveat[2] === undefined ? {} : parseJsonObject(caveat[2]);
  if (context === undefined) return `the values of \`${caveat[1] ?? ""}\` are not a JSON object`;
  return { caveat: { name: caveat[1] ?? "", context }, ...common };
}

/** A JSON object, or undefined for any other text. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
