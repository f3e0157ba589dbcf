import type { ValueType } from "@relata/model";

import type { Origin } from "../origin.ts";
import type { Cel, CelOperator } from "./cel-syntax.ts";
import { listed, operand, written, type CelSite, type CelVariable, type WrittenCel } from "./written-cel.ts";

type Binary = Cel & { readonly kind: "binary" };

/** Parts of a quotient of whole numbers. */
const MAX_PIECES = 100;

const RELATIONS: ReadonlySet<CelOperator> = new Set<CelOperator>(["==", "!=", "<", "<=", ">", ">=", "in"]);

/**
 * Two operands of an operator. They stand without parentheses, since both languages bind alike; except that comparisons do not
 * chain here, that texts are joined by `cat`, and that whole numbers divide to a whole number in CEL.
 */
export function writeCelOperation(cel: Binary, variables: ReadonlyMap<string, CelVariable>, site: CelSite): WrittenCel {
  const origin = site.originOf(cel);
  const left = site.write(cel.left, variables);
  const right = site.write(cel.right, variables);
  if (cel.operator === "+" && (left.type?.kind === "string" || right.type?.kind === "string"))
    return joinedTexts([...(left.joined ?? [left]), right], origin);
  if (cel.operator === "+" && (left.type?.kind === "list" || right.type?.kind === "list")) {
    const hint = "look into both lists: `x in a || x in b`";
    site.refusals.refuse("not_expressible", origin, "lists cannot be joined in a policy", hint);
  }
  if (cel.operator === "/" && isWhole(left.type) && isWhole(right.type)) return wholeQuotient(left, right, cel, site);
  const chained = RELATIONS.has(cel.operator) && cel.left.kind === "binary" && RELATIONS.has(cel.left.operator);
  const first = chained ? operand(left, origin) : left;
  return written([first, ` ${cel.operator} `, right], origin, typeOf(cel.operator, left.type, right.type), false);
}

function joinedTexts(texts: readonly WrittenCel[], origin: Origin): WrittenCel {
  return { ...written(["cat(", ...listed(texts), ")"], origin, { kind: "string" }), joined: texts };
}

/** Towards zero, as `%` is: what is left over is taken off before. */
function wholeQuotient(left: WrittenCel, right: WrittenCel, cel: Binary, site: CelSite): WrittenCel {
  const origin = site.originOf(cel);
  // Why: both stand in it twice, and a chain of quotients would double each time.
  if (left.pieces.length + right.pieces.length > MAX_PIECES)
    site.refusals.refuse(
      "not_expressible",
      origin,
      "this quotient of whole numbers is too long to write",
      "send what it gives",
    );
  const [a, b] = [operand(left, origin), operand(right, origin)];
  return written(["((", a, " - ", a, " % ", b, ") / ", b, ")"], origin, left.type);
}

function isWhole(type: ValueType | undefined): boolean {
  return type?.kind === "int" || type?.kind === "uint";
}

function typeOf(
  operator: CelOperator,
  left: ValueType | undefined,
  right: ValueType | undefined,
): ValueType | undefined {
  if (RELATIONS.has(operator) || operator === "&&" || operator === "||") return { kind: "boolean" };
  // Why: times move by durations, and the distance between two of them is one.
  if (left?.kind === "timestamp" && right?.kind === "timestamp") return { kind: "duration" };
  return left?.kind === "duration" && right?.kind === "timestamp" ? right : left;
}
