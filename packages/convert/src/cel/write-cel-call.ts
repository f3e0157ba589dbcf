import type { ValueType } from "@relata/model";

import type { Cel } from "./cel-syntax.ts";
import { CEL_SCALARS } from "./cel-types.ts";
import { hintFor } from "./refused-functions.ts";
import { isMacro, writeCelMacro } from "./write-cel-macro.ts";
import { listed, operand, written, type CelSite, type CelVariable, type WrittenCel } from "./written-cel.ts";

type Call = Cel & { readonly kind: "call" };

/** Methods that are called and named alike in both languages, with what they give. */
const METHODS: ReadonlyMap<string, ValueType["kind"] & ("boolean" | "int")> = new Map([
  ["contains", "boolean"],
  ["startsWith", "boolean"],
  ["endsWith", "boolean"],
  ["in_cidr", "boolean"],
  ["isSubtreeOf", "boolean"],
  ["size", "int"],
]);

/** A call in the words of this language, or its refusal. */
export function writeCelCall(cel: Call, variables: ReadonlyMap<string, CelVariable>, site: CelSite): WrittenCel {
  const origin = site.originOf(cel);
  const { receiver, name, operands } = cel;
  if (receiver !== undefined && isMacro(cel)) return writeCelMacro(cel, variables, site);
  const parts = operands.map((each) => site.write(each, variables));
  if (receiver !== undefined && METHODS.has(name.text)) {
    const of = operand(site.write(unwrapped(receiver, name.text), variables), origin);
    return written([of, `.${name.text}(`, ...listed(parts), ")"], origin, {
      kind: METHODS.get(name.text) ?? "boolean",
    });
  }
  const [first, ...others] = parts;
  if (receiver === undefined && first !== undefined && others.length === 0) {
    if (name.text === "size" || name.text === "has")
      return written([`${name.text}(`, first, ")"], origin, { kind: name.text === "size" ? "int" : "boolean" });
    const converted = writeConversion(cel, first, site);
    if (converted !== undefined) return converted;
  }
  site.refusals.refuse(
    "not_expressible",
    site.originOf(name),
    `policies have no function \`${name.text}\``,
    hintFor(name.text),
  );
  return written(["null"], origin, undefined);
}

/** Why: an address that is asked for its block may be text, so it needs no conversion. */
function unwrapped(receiver: Cel, method: string): Cel {
  if (method !== "in_cidr" || receiver.kind !== "call" || receiver.name.text !== "ipaddress") return receiver;
  return receiver.operands[0] ?? receiver;
}

/**
 * `timestamp(x)` and `duration(x)` read text here as well. Any conversion of what has the type already is left out, and an address
 * that is written out is read as one wherever it stands beside one.
 */
function writeConversion(cel: Call, of: WrittenCel, site: CelSite): WrittenCel | undefined {
  const origin = site.originOf(cel);
  const kind = CEL_SCALARS.get(cel.name.text);
  if (kind === undefined) return undefined;
  if (of.type?.kind === kind) return operand(of, origin);
  if (kind === "timestamp" || kind === "duration") return written([`${kind}(`, of, ")"], origin, { kind });
  const literal = cel.operands[0];
  if (kind === "ipaddress" && literal?.kind === "string") return { ...of, type: { kind } };
  if (literal?.kind !== "number") return undefined;
  // Why: a number that is written takes the type that it stands beside.
  if (kind === "number" || (kind === "int" && literal.type === "uint") || (kind === "uint" && literal.type === "int"))
    return { ...of, type: { kind } };
  return undefined;
}
