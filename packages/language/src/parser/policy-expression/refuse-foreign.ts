import { closest } from "@relata/model";

import type { Place } from "../../diagnostics/source-file.ts";
import type { Cursor } from "../cursor.ts";
import type { BinaryOperator, PolicyExpression } from "./syntax.ts";

const DECLARATIONS = ["type", "policy", "context", "import"];

const NO_PATTERNS = "there are no patterns: write `text.startsWith(…)`, `.endsWith(…)` or `.contains(…)`";

/** What other languages write between two values, and what to write for it here. */
const BETWEEN: ReadonlyMap<string, string> = new Map([
  ["=", "write `==`"],
  ["is", "write `==`"],
  ["eq", "write `==`"],
  ["equals", "write `==`"],
  ["and", "write `&&`"],
  ["AND", "write `&&`"],
  ["&", "write `&&`"],
  ["or", "write `||`"],
  ["OR", "write `||`"],
  ["|", "write `||`"],
  ["not", "write `!(element in list)`"],
  ["IN", "write `in`"],
  ["has", "write `element in list`"],
  ["->", "write `.`: a policy reads attributes, and follows no relations"],
  ["contains", "write `text.contains(part)`, or `element in list`"],
  ["startsWith", "write `text.startsWith(part)`"],
  ["endsWith", "write `text.endsWith(part)`"],
  ["like", NO_PATTERNS],
  ["matches", NO_PATTERNS],
  ["when", "a policy is one expression: write `&&`"],
  ["mod", "write `%`"],
  ["!", "write `!=`, or `!(element in list)`"],
  ["{", "there are no maps to write: compare the values one by one"],
]);

/** Operators of other languages that are longer than the one they begin with. */
const LONGER: ReadonlyMap<string, string> = new Map([
  ["===", "write `==`, which is strict and deep"],
  ["!==", "write `!=`, which is strict and deep"],
  ["<>", "write `!=`"],
  ["=>", "write `>=`"],
  ["**", "write the product out"],
  ["&&&", "write `&&`"],
  ["++", "write `+`"],
  ["<<", "write `<`"],
  [">>", "write `>`"],
]);

/** Refuses what stands behind a whole expression and begins no declaration. */
export function refuseFollower(cursor: Cursor): never {
  const { kind, text } = cursor.token;
  refuseLonger(cursor, 1);
  const before = cursor.peek(-1);
  if (before.kind === "name" && /^not$/i.test(before.text))
    cursor.fail("unexpected_token", cursor.placeOf(before), `\`${before.text}\` is no operator here`, "write `!`");
  if (kind === "string" && before.end === cursor.token.start)
    cursor.unexpected("an operator or the next declaration", "strings are written as in JSON, without letters before");
  const declaration = kind === "name" ? closest(text, DECLARATIONS) : undefined;
  const hint = declaration === undefined ? "an expression ends where the next declaration begins" : undefined;
  const foreign = kind === "quoted" ? undefined : BETWEEN.get(text);
  return cursor.unexpected(
    "an operator or the next declaration",
    foreign ?? hint ?? `did you mean \`${declaration}\`?`,
  );
}

/** Refuses what stands where a value should. */
export function refuseOperand(cursor: Cursor): never {
  const { kind, text } = cursor.token;
  const missing = "an operator stands between two values";
  if (kind === "end" || cursor.startsDeclaration()) return cursor.unexpected("a value", missing);
  if (text === "{")
    return cursor.unexpected(
      "a value",
      "there are no maps to write: compare the values one by one, or use `json { … }`",
    );
  if (text === "?" && cursor.peek(-1).text === "?")
    return cursor.unexpected("a value", "ask whether the value is there: `has(a.b) ? a.b : other`");
  if (kind === "keyword") return cursor.unexpected("a value", `as a name it stands in backticks: \`${text}\``);
  return cursor.unexpected("a value", missing);
}

/** Refuses an operator of other languages. `from` is the offset of the token after its first part. */
export function refuseLonger(cursor: Cursor, from = 0): void {
  const [first, second] = [cursor.peek(from - 1), cursor.peek(from)];
  if (first.kind !== "symbol" || second.kind !== "symbol" || first.end !== second.start) return;
  const hint = LONGER.get(first.text + second.text);
  if (hint === undefined) return;
  const place: Place = { source: cursor.source, start: first.start, end: second.end };
  cursor.fail("unexpected_token", place, `\`${first.text}${second.text}\` is not an operator here`, hint);
}

/** Refuses `a < b < c`, which compares a truth with `c` in one language and means two comparisons in another. */
export function refuseChain(
  cursor: Cursor,
  operands: readonly PolicyExpression[],
  operators: readonly BinaryOperator[],
  next: BinaryOperator,
): never {
  const [a, b] = operands.map(({ place }) => excerpt(place));
  const [operator] = operators;
  const message = `\`${operator}\` and \`${next}\` stand in one comparison: what does \`${a} ${operator} ${b} ${next} …\` compare?`;
  const hint = `write \`${a} ${operator} ${b} && ${b} ${next} …\`, or put one in parentheses`;
  return cursor.fail("chained_relations", cursor.placeOf(cursor.token), message, hint);
}

/** The operand as it is written, on one line and clipped. */
function excerpt({ source, start, end }: Place): string {
  const text = source.text.slice(start, Math.min(end, start + 200)).replaceAll(/\s+/g, " ");
  return text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text;
}
