import { printRewrite } from "@relata/language";
import { canonicalJson, type Json, type Rewrite } from "@relata/model";
import { quote } from "../quote.ts";
import { difference } from "./pair-by-name.ts";

/** How the operands of each operator are said to come and go. */
const SAYINGS = {
  union: { gained: "gains", lost: "loses" },
  intersection: { gained: "also requires", lost: "no longer requires" },
  exclusion: { gained: "also leaves out", lost: "no longer leaves out" },
} as const;

/**
 * How an expression became another, operand by operand, as ends of sentences: "gains `parent->view`". Where the two have
 * no structure in common, that it was rewritten. Equal expressions have no sentence.
 */
export function sayRewriteChange(before: Rewrite, after: Rewrite): readonly string[] {
  return differences(before, after) ?? ["was rewritten"];
}

/** Undefined where the two have nothing in common that would make a sentence shorter than both. */
function differences(before: Rewrite, after: Rewrite): readonly string[] | undefined {
  if (isSame(before, after)) return [];
  return (
    operandsOf("union", before, after) ??
    operandsOf("intersection", before, after) ??
    exclusions(before, after) ??
    conditions(before, after)
  );
}

function operandsOf(kind: "union" | "intersection", before: Rewrite, after: Rewrite): readonly string[] | undefined {
  if (before.kind !== kind && after.kind !== kind) return undefined;
  const [old, now] = [parts(kind, before), parts(kind, after)];
  const { lost, gained, kept } = difference(old.map(printRewrite), now.map(printRewrite));
  if (kept.length === 0) return undefined;
  if (lost.length === 0 && gained.length === 0) return ["is written in another order, which changes nothing"];
  if (lost.length === 1 && gained.length === 1) {
    const inside = differences(named(old, lost), named(now, gained));
    if (inside !== undefined) return inside.map((words) => `in ${quote(lost[0] ?? "")} ${words}`);
  }
  return comeAndGo(SAYINGS[kind], lost, gained);
}

function exclusions(before: Rewrite, after: Rewrite): readonly string[] | undefined {
  const [old, now] = [split(before), split(after)];
  if (old.less.length === 0 && now.less.length === 0) return undefined;
  const from = differences(old.from, now.from);
  if (from === undefined) return undefined;
  const { lost, gained } = difference(old.less.map(printRewrite), now.less.map(printRewrite));
  return [...from, ...comeAndGo(SAYINGS.exclusion, lost, gained)];
}

/** An expression as what it is taken from, and what is taken away; nothing, of an expression that excludes nothing. */
function split(rewrite: Rewrite): { readonly from: Rewrite; readonly less: readonly Rewrite[] } {
  return rewrite.kind === "exclusion"
    ? { from: rewrite.from, less: parts("union", rewrite.less) }
    : { from: rewrite, less: [] };
}

function conditions(before: Rewrite, after: Rewrite): readonly string[] | undefined {
  const old = before.kind === "when" ? before : { of: before, policy: undefined };
  const now = after.kind === "when" ? after : { of: after, policy: undefined };
  if (old.policy === undefined && now.policy === undefined) return undefined;
  const inside = differences(old.of, now.of);
  if (inside === undefined || old.policy === now.policy) return inside;
  if (old.policy === undefined) return [...inside, `counts only when \`${now.policy}\` holds`];
  if (now.policy === undefined) return [...inside, `counts also when \`${old.policy}\` does not hold`];
  return [...inside, `counts when \`${now.policy}\` holds, no longer when \`${old.policy}\` does`];
}

function parts(kind: "union" | "intersection", rewrite: Rewrite): readonly Rewrite[] {
  return rewrite.kind === kind ? rewrite.of : [rewrite];
}

function named(all: readonly Rewrite[], [text]: readonly string[]): Rewrite {
  return all.find((one) => printRewrite(one) === text) ?? { kind: "nil" };
}

function comeAndGo(
  sayings: { readonly gained: string; readonly lost: string },
  lost: readonly string[],
  gained: readonly string[],
): readonly string[] {
  return [
    ...gained.map((text) => `${sayings.gained} ${quote(text)}`),
    ...lost.map((text) => `${sayings.lost} ${quote(text)}`),
  ];
}

function isSame(a: Rewrite, b: Rewrite): boolean {
  return canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json);
}
