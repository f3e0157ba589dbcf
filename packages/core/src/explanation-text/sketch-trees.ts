import type { Sketch, SketchBox, SketchLine } from "@relata/diagram";
import { keyOf, type Branch, type Outlined } from "./branch.ts";
import { markOf } from "./draw.ts";

/** Boxes and letters that are drawn: below what Mermaid draws where nobody has raised its limits. */
const MAX_BOXES = 300;
const MAX_LETTERS = 20_000;

/** A tree to be drawn, and what is to stand beside its root. */
export interface SketchTree {
  readonly outline: Outlined;
  readonly root: Branch;
  readonly beside?: { readonly label: string; readonly texts: readonly string[] };
}

/**
 * Trees as boxes and lines. What stands below a name is drawn once, where it is met first; from every other place a dotted
 * line leads there, and so cycles are closed. What does not fit is left out, the deepest first, and a last box says so.
 */
export function sketchTrees(trees: readonly SketchTree[]): Sketch {
  const sketcher = new Sketcher();
  for (const tree of trees) sketcher.draw(tree);
  return sketcher.sketch();
}

interface Waiting {
  readonly branch: Branch;
  readonly above?: number;
}

class Sketcher {
  readonly #boxes: SketchBox[] = [];
  readonly #lines: SketchLine[] = [];
  #letters = 0;
  #left = 0;

  draw({ outline, root, beside }: SketchTree): void {
    const drawn = new Map<string, number>();
    const waiting: Waiting[] = [{ branch: root }];
    for (const { branch, above } of waiting) {
      const at = this.#box(branch, above);
      if (at === undefined) continue;
      if (branch === root) for (const text of beside?.texts ?? []) this.#beside(at, beside?.label ?? "", text);
      const { name } = branch;
      const below = name === undefined || branch.isResolved === true ? branch.below : outline.linesBelow(name);
      const before = name === undefined ? undefined : drawn.get(keyOf(name));
      if (before !== undefined) {
        if (below.length > 0) this.#lines.push({ from: at, to: before, dotted: true });
        continue;
      }
      if (name !== undefined) drawn.set(keyOf(name), at);
      for (const each of outline.arranged(branch, below)) waiting.push({ branch: each, above: at });
    }
  }

  sketch(): Sketch {
    const more = this.#left === 0 ? [] : [{ text: `… and ${this.#left.toLocaleString("en")} more that are not drawn` }];
    return { boxes: [...this.#boxes, ...more], lines: this.#lines };
  }

  #box({ truth, text }: Branch, above: number | undefined): number | undefined {
    if (this.#boxes.length === MAX_BOXES || this.#letters > MAX_LETTERS) {
      this.#left++;
      return undefined;
    }
    const [style, mark] = markOf(truth) ?? [];
    const place = this.#boxes.push(style === undefined ? { text } : { text: `${mark} ${text}`, style }) - 1;
    this.#letters += text.length;
    if (above !== undefined) this.#lines.push({ from: above, to: place });
    return place;
  }

  #beside(root: number, label: string, text: string): void {
    const place = this.#box({ truth: undefined, text, below: [] }, undefined);
    if (place !== undefined) this.#lines.push({ from: root, to: place, dotted: true, label });
  }
}
