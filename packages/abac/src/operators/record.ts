import type { Expression } from "../expression.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { ANY, join } from "../static-type.ts";
import { Unknown, unknownsOf } from "../values/unknown.ts";
import type { Result, Value } from "../values/value.ts";

/**
 * `{"record": [key, value, key, value, …]}`: the object with these entries, since an object of JSON is an operation here.
 * Keys are texts, written out, each once. Unknown where a value is.
 */
export const record: Operator = { name: "record", least: 0, most: Number.POSITIVE_INFINITY, compile };

function compile(call: Call): Compiled {
  const parts = call.all();
  const keys = keysOf(parts, call);
  const values = parts.filter((_, i) => i % 2 === 1);
  const [first = ANY, ...rest] = values.map(({ type }) => type);
  return {
    type: { kind: "map", of: rest.reduce(join, first) },
    run: (frame) => {
      const results: readonly Result[] = values.map((value) => value.run(frame));
      const unknowns = unknownsOf(results);
      if (unknowns.length > 0) return Unknown.all(unknowns);
      // Why: entries become own properties whatever their names, so `__proto__` is a key like any other.
      return Object.fromEntries(keys.map((key, i) => [key, results[i] as Value]));
    },
  };
}

function keysOf(parts: readonly Expression[], call: Call): readonly string[] {
  if (parts.length % 2 === 1) call.report(`\`${call.name}\` holds keys and values in turn`);
  const keys = new Set<string>();
  for (const { literal, pointer } of parts.filter((_, i) => i % 2 === 0)) {
    if (typeof literal !== "string") call.report("a key is a text, written out", pointer);
    else if (keys.has(literal)) call.report(`the key \`${literal}\` stands there twice`, pointer);
    keys.add(String(literal));
  }
  return [...keys];
}
