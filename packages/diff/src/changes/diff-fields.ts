import type { Field, Model, TypeDefinition } from "@relata/model";
import type { ChangedPart, ModelChange } from "./model-change.ts";
import { pairByName, type Pair } from "./pair-by-name.ts";
import { printAttribute, printContext } from "./printed.ts";
import { sayDocumentation } from "./say-documentation.ts";

/** What changed among the attributes of a type. */
export function diffAttributes(before: TypeDefinition, after: TypeDefinition): readonly ModelChange[] {
  return pairByName(before.attributes, after.attributes).flatMap((pair) =>
    diffField("attribute", `${before.name}.${pair.name}`, pair, printAttribute),
  );
}

/** What changed in what a request may supply. */
export function diffContext(before: Model, after: Model): readonly ModelChange[] {
  return pairByName(before.context, after.context).flatMap((pair) =>
    diffField("context", `context.${pair.name}`, pair, printContext),
  );
}

function diffField<T extends Field & { readonly trusted?: boolean }>(
  of: ChangedPart,
  path: string,
  { before, after }: Pair<T>,
  print: (field: T) => string,
): readonly ModelChange[] {
  const noun = of === "attribute" ? "attribute" : "the context entry";
  if (before === undefined) {
    return after === undefined
      ? []
      : [{ kind: "added", of, path, words: `${noun} \`${path}\` was added`, after: print(after) }];
  }
  if (after === undefined) {
    return [{ kind: "removed", of, path, words: `${noun} \`${path}\` was removed`, before: print(before) }];
  }
  const [old, now] = [print(before), print(after)];
  const change = { kind: "changed", of, path, before: old, after: now } as const;
  const trust = before.trusted === after.trusted ? undefined : sayTrust(path, after.trusted === true);
  // Why compared without trust: that has a sentence of its own.
  const isRetyped = old.replace("trusted ", "") !== now.replace("trusted ", "");
  return [
    ...(trust === undefined ? [] : [{ ...change, words: trust }]),
    ...(isRetyped ? [{ ...change, words: `${noun} \`${path}\` is of another type` }] : []),
    ...sayDocumentation(path, before.doc, after.doc),
  ];
}

function sayTrust(path: string, trusted: boolean): string {
  return trusted
    ? `attribute \`${path}\` is no longer taken from requests`
    : `attribute \`${path}\` may now come from a request`;
}
