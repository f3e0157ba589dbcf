import { operands, variantsOf, type Arrow, type ModelIndex, type Rewrite } from "@relata/model";
import { PathMap } from "../path-map.ts";
import type { Site } from "./leaves-of.ts";

const NOBODY: Rewrite = { kind: "nil" };

/**
 * The operand of an intersection that a walk follows: from the model alone, the one that promises the fewest. Those that
 * name subjects come before those that only wildcards reach, and before those that lead back to where they stand; of
 * several alike the first is it.
 */
export function narrowest(index: ModelIndex, parts: readonly Rewrite[], site: Site): Rewrite {
  const widths = parts.map((part) => widthOf(index, part, site));
  const least = Math.min(...widths);
  return parts[widths.indexOf(least)] ?? NOBODY;
}

/** What a part may read, at any depth. */
interface Reads {
  readonly seen: PathMap<true>;
  names: boolean;
  wildcards: boolean;
  isRecursive: boolean;
}

function widthOf(index: ModelIndex, part: Rewrite, site: Site): number {
  const reads: Reads = { seen: new PathMap(), names: false, wildcards: false, isRecursive: false };
  const waiting: [Rewrite, Site][] = [[part, site]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [type, name] of readBy(index, ...next, reads)) {
      if (type === site.type && name === site.relation) reads.isRecursive = true;
      const rewrite = index.types.get(type)?.rewrites.get(name);
      if (rewrite === undefined || reads.seen.get([type, name])) continue;
      reads.seen.set([type, name], true);
      waiting.push([rewrite, { type, relation: name }]);
    }
  }
  const isPublic = reads.wildcards && !reads.names;
  return (isPublic ? 4 : 0) + (reads.isRecursive ? 2 : 0) + (reads.wildcards ? 1 : 0);
}

/** Names that an expression reads, of which types. What it excludes makes nothing wider. */
function* readBy(index: ModelIndex, rewrite: Rewrite, site: Site, reads: Reads): Generator<[string, string]> {
  switch (rewrite.kind) {
    case "this":
      for (const { type, relation, wildcard } of variantsOf(index, site.type, site.relation)) {
        if (relation !== undefined) yield [type, relation];
        else if (wildcard === true) reads.wildcards = true;
        else reads.names = true;
      }
      return;
    case "computed":
      yield [site.type, rewrite.relation];
      return;
    case "arrow":
      yield* readBehind(index, rewrite, site.type);
      return;
    case "exclusion":
      yield* readBy(index, rewrite.from, site, reads);
      return;
    case "self":
      reads.names = true;
      return;
    case "union":
    case "intersection":
    case "when":
    case "nil":
      for (const part of operands(rewrite)) yield* readBy(index, part, site, reads);
  }
}

function* readBehind(index: ModelIndex, { relation, target }: Arrow, on: string): Generator<[string, string]> {
  for (const { type } of variantsOf(index, on, relation)) {
    if (target.kind === "computed") yield [type, target.relation];
    else yield* readBehind(index, target, type);
  }
}
