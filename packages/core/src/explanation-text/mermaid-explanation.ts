import { mermaidSketch } from "@relata/diagram";
import type { Expansion, Explanation } from "@relata/resolver";
import { ExpansionOutline } from "./expansion-outline.ts";
import { Outline } from "./outline.ts";
import { rootOf, WOULD_ALLOW } from "./render-explanation.ts";
import { rootOfExpansion } from "./render-expansion.ts";
import { sayMiss } from "./say-miss.ts";
import { sketchTrees } from "./sketch-trees.ts";

/** An explanation as a Mermaid flowchart: a tree for each subject, and the nearest misses beside the first. */
export function mermaidExplanation({ reasons, misses }: Explanation): string {
  const trees = reasons.flatMap((reason, i) => {
    const [root] = reason.names;
    if (root === undefined) return [];
    const beside = i === 0 && misses.length > 0 ? { beside: { label: WOULD_ALLOW, texts: misses.map(sayMiss) } } : {};
    return [{ outline: new Outline(reason), root: rootOf(reason.subject, root), ...beside }];
  });
  return mermaidSketch(sketchTrees(trees));
}

/** An expansion as a Mermaid flowchart. */
export function mermaidExpansion(expansion: Expansion): string {
  const root = rootOfExpansion(expansion);
  const trees = root === undefined ? [] : [{ outline: new ExpansionOutline(expansion), root }];
  return mermaidSketch(sketchTrees(trees));
}
