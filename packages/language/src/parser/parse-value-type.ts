import { closest, SCALAR_KINDS, type ScalarKind, type ValueType } from "@relata/model";

import type { Cursor } from "./cursor.ts";

const NAMES: readonly string[] = [...SCALAR_KINDS, "list", "map"];

const STRINGS_ALONE = 'only strings can be listed with `|`, for instance `"draft" | "paid"`';

/**
 * The type of an attribute, a context entry or a parameter.
 *
 * ```text
 * type   = scalar | ( "list" | "map" ) "<" type ">" | string { "|" string }
 * scalar = "string" | "number" | "int" | "uint" | "boolean" | "timestamp" | "duration" | "ipaddress" | "any"
 * ```
 *
 * The names of types are no keywords, since nothing else can stand here: a relation may be called `list`. An unknown one
 * is reported and read as `any`, so that the declaration counts. Errors: `unexpected_token`, `unknown_value_type`,
 * `duplicate_value`, `too_deep`.
 */
export function parseValueType(cursor: Cursor): ValueType {
  if (cursor.token.kind === "string") return parseEnum(cursor);
  const { token } = cursor;
  if (token.kind !== "name") cursor.unexpected("a value type", "for instance `string`, `list<number>` or `any`");
  cursor.take();
  const type =
    token.text === "list" || token.text === "map" ? parseItems(cursor, token.text) : scalar(cursor, token.text);
  if (cursor.is("|")) cursor.unexpected("one value type", STRINGS_ALONE);
  return type;
}

/** The items of a list, or the values of a map, whose keys are always text. */
function parseItems(cursor: Cursor, kind: "list" | "map"): ValueType {
  cursor.expect("<", `write the type of its items, for instance \`${kind}<string>\``);
  const of = cursor.nested(() => parseValueType(cursor));
  cursor.expect(">");
  return { kind, of };
}

function scalar(cursor: Cursor, text: string): ValueType {
  const kind = SCALAR_KINDS.find((each) => each === text);
  if (kind !== undefined) return { kind };
  const found = closest(text, NAMES);
  const hint = found === undefined ? `value types are ${NAMES.join(", ")}, and strings` : `did you mean \`${found}\`?`;
  cursor.reporter.report("unknown_value_type", cursor.placeOf(cursor.peek(-1)), `unknown value type \`${text}\``, hint);
  return { kind: "any" satisfies ScalarKind };
}

/** Strings to choose from, in the order in which they are written: it is theirs to show in a form. */
function parseEnum(cursor: Cursor): ValueType {
  const values = new Set<string>();
  do {
    const { token } = cursor;
    if (token.kind !== "string") cursor.unexpected("a string", STRINGS_ALONE);
    cursor.take();
    if (values.has(token.text)) {
      const message = `${JSON.stringify(token.text)} stands twice in this type`;
      cursor.reporter.report("duplicate_value", cursor.placeOf(token), message, "remove one of the two");
    }
    values.add(token.text);
  } while (cursor.accept("|"));
  return { kind: "enum", values: [...values] };
}
