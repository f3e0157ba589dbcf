import * as fc from "fast-check";

/** Tokens as they are written: what stands between them is for others to choose. */
export type Written = readonly string[];

/** `words("context . c0")` is three tokens. */
export function words(text: string): Written {
  return text.split(" ");
}

/** Items with a token between them. */
export function joined(items: readonly Written[], between: string): Written {
  return items.flatMap((item, i) => (i === 0 ? item : [between, ...item]));
}

/** Items that differ, with a token between them. */
export function listOf(item: fc.Arbitrary<Written>, between: string, minLength = 1): fc.Arbitrary<Written> {
  const selector = (written: Written): string => written.join("");
  return fc.uniqueArray(item, { minLength, maxLength: 4, selector }).map((items) => joined(items, between));
}

/** Long ones are there so that lists break, and one that JSON would spell otherwise. */
export const strings = fc
  .oneof(fc.string({ maxLength: 6 }), fc.constantFrom("x".repeat(70), "\u202E", '"', "é"))
  .map((text) => (text === "é" ? '"\\u00e9"' : JSON.stringify(text)));

const valueOf = (text: string): unknown => JSON.parse(text);

/** JSON that may be compared with anything. Every object in it is an operation, since policies have no others. */
export const { json } = fc.letrec<{ json: Written }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(strings, fc.constantFrom("0", "-1", "2.50", "-1e3", "true", "null")).map((text) => [text]),
    fc.array(tie("json"), { maxLength: 4 }).map((items) => ["[", ...joined(items, ","), "]"]),
    tie("json").map((of) => [...words('{ "!=" : [ { "var" : "context.c0" } ,'), ...of, "]", "}"]),
  ),
}));

export const { valueType } = fc.letrec<{ valueType: Written }>((tie) => ({
  valueType: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("string", "number", "any").map((text) => [text]),
    fc
      .uniqueArray(strings, { minLength: 1, maxLength: 3, selector: valueOf })
      .map((list) => list.flatMap((value, i) => (i === 0 ? [value] : ["|", value]))),
    fc.tuple(fc.constantFrom("list", "map"), tie("valueType")).map(([kind, of]) => [kind, "<", ...of, ">"]),
  ),
}));
