import { isBareName, isKeyword } from "@relata/language";
import type { ValueType } from "@relata/model";

import type { Cel } from "./cel-syntax.ts";
import { rootText } from "./root-text.ts";
import { writeCelCall } from "./write-cel-call.ts";
import { writeCelOperation } from "./write-cel-operation.ts";
import { listed, operand, written, type CelSite, type CelVariable, type WrittenCel } from "./written-cel.ts";

const BOOLEAN: ValueType = { kind: "boolean" };

/**
 * One part of an expression in the words of this language. What has no counterpart is refused at its place and leaves `null`, so
 * that all of it is told at once. Recursive: the parser bounds how deep an expression nests.
 */
export function writeCel(cel: Cel, variables: ReadonlyMap<string, CelVariable>, site: CelSite): WrittenCel {
  const origin = site.originOf(cel);
  const of = (part: Cel): WrittenCel => site.write(part, variables);
  switch (cel.kind) {
    case "number":
      return written([numberText(cel, site)], origin, { kind: cel.type === "double" ? "number" : cel.type });
    case "string":
      return written([JSON.stringify(cel.value)], origin, { kind: "string" });
    case "word":
      return written([String(cel.value)], origin, cel.value === null ? undefined : BOOLEAN);
    case "name":
      return writeName(cel, variables, site);
    case "member": {
      const whole = of(cel.of);
      return written([operand(whole, origin), `.${memberText(cel.name)}`], origin, elementOf(whole.type));
    }
    case "index": {
      const whole = of(cel.of);
      return written([operand(whole, origin), "[", of(cel.index), "]"], origin, elementOf(whole.type));
    }
    case "list": {
      const items = cel.items.map(of);
      return written(["[", ...listed(items), "]"], origin, { kind: "list", of: items[0]?.type ?? { kind: "any" } });
    }
    case "call":
      return writeCelCall(cel, variables, site);
    case "unary": {
      const inner = of(cel.of);
      return written([cel.operator, operand(inner, origin)], origin, inner.type);
    }
    case "binary":
      return writeCelOperation(cel, variables, site);
    case "conditional": {
      const yes = of(cel.yes);
      return written([of(cel.condition), " ? ", yes, " : ", of(cel.no)], origin, yes.type, false);
    }
    case "group": {
      const inner = of(cel.of);
      return written(["(", inner, ")"], origin, inner.type);
    }
    case "foreign": {
      site.refusals.refuse(
        "not_expressible",
        origin,
        `${cel.what} cannot be written in a policy`,
        "compare values one by one",
      );
      return written(["null"], origin, undefined);
    }
  }
}

function writeName(
  cel: Cel & { readonly kind: "name" },
  variables: ReadonlyMap<string, CelVariable>,
  site: CelSite,
): WrittenCel {
  const origin = site.originOf(cel);
  const found = variables.get(cel.name);
  if (found !== undefined) return written([rootText(found.called)], origin, found.type);
  const hint = `the parameters are ${[...variables.keys()].map((name) => `\`${name}\``).join(", ") || "none"}`;
  site.refusals.refuse("source_invalid", origin, `there is no parameter \`${cel.name}\``, hint);
  return written(["null"], origin, undefined);
}

/** Whole numbers beyond 2^53 cannot be told apart here. */
function numberText(cel: Cel & { readonly kind: "number" }, { refusals, originOf }: CelSite): string {
  if (cel.type === "double") return cel.text.startsWith(".") ? `0${cel.text}` : trimmed(cel.text);
  const value = BigInt(cel.text.replace(/^0+(?=\d)/, ""));
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    const message = `\`${cel.text}\` is beyond ±(2^53 − 1), within which whole numbers are told apart`;
    refusals.refuse("not_expressible", originOf(cel), message, "use a smaller number, or compare texts");
  }
  return value.toString();
}

function trimmed(double: string): string {
  return double.replace(/^0+(?=\d)/, "");
}

function memberText(name: string): string {
  return isKeyword(name) || isBareName(name) ? name : `\`${name}\``;
}

function elementOf(type: ValueType | undefined): ValueType | undefined {
  return type?.kind === "list" || type?.kind === "map" ? type.of : undefined;
}
