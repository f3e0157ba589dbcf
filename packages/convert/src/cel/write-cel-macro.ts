import type { ValueType } from "@relata/model";

import type { Cel } from "./cel-syntax.ts";
import { RESERVED } from "./parameter-names.ts";
import { rootText } from "./root-text.ts";
import { operand, written, type CelSite, type CelVariable, type WrittenCel } from "./written-cel.ts";

type Call = Cel & { readonly kind: "call" };

const MACROS: ReadonlyMap<string, string> = new Map([
  ["all", "all"],
  ["exists", "exists"],
  ["exists_one", "exists_one"],
  ["existsOne", "exists_one"],
  ["filter", "filter"],
  ["map", "map"],
]);

/** Whether a call goes over a list, with a variable for each element. */
export function isMacro({ name, operands }: Call): boolean {
  return MACROS.has(name.text) && (operands.length === 2 || (name.text === "map" && operands.length === 3));
}

/** `map` of three operands is a `filter` and a `map`. Over the keys of a map nothing goes here. */
export function writeCelMacro(cel: Call, variables: ReadonlyMap<string, CelVariable>, site: CelSite): WrittenCel {
  const origin = site.originOf(cel);
  const [variable, ...bodies] = cel.operands;
  const over = cel.receiver === undefined ? undefined : site.write(cel.receiver, variables);
  if (over === undefined || variable?.kind !== "name") {
    const place = variable === undefined ? origin : site.originOf(variable);
    site.refusals.refuse(
      "source_invalid",
      place,
      `\`${cel.name.text}\` takes the name of a variable first`,
      "name one",
    );
    return written(["null"], origin, undefined);
  }
  if (over.type?.kind === "map") {
    const hint = "send the keys as a list, or ask for one key with `in`";
    site.refusals.refuse(
      "not_expressible",
      site.originOf(cel.name),
      "policies go over lists, not over the keys of maps",
      hint,
    );
  }
  const called = freeName(variable.name, variables, site);
  const element = over.type?.kind === "list" ? over.type.of : undefined;
  const inside = new Map([...variables, [variable.name, { called, type: element }]]);
  const each = bodies.map((body) => site.write(body, inside));
  const last = each.at(-1);
  const names = each.length === 2 ? ["filter", "map"] : [MACROS.get(cel.name.text) ?? cel.name.text];
  const parts = names.flatMap((name, i) => [`.${name}(${rootText(called)}, `, each[i] ?? "null", ")"]);
  return written([operand(over, origin), ...parts], origin, resultOf(names.at(-1) ?? "", over.type, last?.type));
}

/** Why renamed: a variable may not have the name of something else that can be read there. */
function freeName(name: string, variables: ReadonlyMap<string, CelVariable>, site: CelSite): string {
  const around = new Set([...variables.values()].map(({ called }) => called));
  let called = name;
  for (let i = 2; around.has(called) || site.parameters.has(called) || RESERVED.has(called); i++)
    called = `${name}_${i}`;
  return called;
}

function resultOf(name: string, list: ValueType | undefined, body: ValueType | undefined): ValueType | undefined {
  if (name === "filter") return list;
  return name === "map" ? { kind: "list", of: body ?? { kind: "any" } } : { kind: "boolean" };
}
