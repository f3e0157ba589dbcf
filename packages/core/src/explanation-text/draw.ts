import { FALSE, TRUE, type Truth } from "@relata/model";
import { keyOf, leaf, type Branch, type Outlined } from "./branch.ts";

/** What a piece of a line is, for whoever colours it: its mark, its box lines, or a remark. */
export type Role = "allowed" | "denied" | "conditional" | "lines" | "remark";

export type Colour = (role: Role, text: string) => string;

/** Levels from which a chain of single steps goes straight down instead of to the right. */
const STRAIGHT_FROM = 6;
/** Steps below each other that are shown. */
const MAX_DEPTH = 40;
/** Lines beside each other under one line. */
const MAX_BESIDE = 20;
/** Lines in all. */
const MAX_LINES = 400;

interface Line {
  readonly branch: Branch;
  /** What stands left of the line, and left of the lines below it. */
  readonly left: string;
  readonly leftBelow: string;
  readonly level: number;
  readonly depth: number;
}

/** Where the walk leaves a name that it entered. */
interface Leaving {
  readonly leaving: string;
}

/**
 * Draws a tree of names. Each name is written out once, where it is met first; the walk keeps its own stack, so
 * that no depth of data is too deep. Cost: the lines that are shown, and those beside them.
 */
export class Drawing {
  readonly #outline: Outlined;
  readonly #colour: Colour;
  readonly #shown = new Set<string>();
  /** The names between the root and the line that is being written. */
  readonly #above = new Set<string>();
  readonly #lines: string[] = [];
  #isCut = false;

  constructor(outline: Outlined, colour: Colour) {
    this.#outline = outline;
    this.#colour = colour;
  }

  /** The lines from the root on, and last, where something was left out, how much. */
  draw(root: Branch): readonly string[] {
    const waiting: (Line | Leaving)[] = [{ branch: root, left: "", leftBelow: "", level: 0, depth: 0 }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if ("leaving" in next) this.#above.delete(next.leaving);
      else if (this.#lines.length < MAX_LINES) waiting.push(...this.#visit(next));
      else this.#isCut = true;
    }
    if (this.#isCut) this.#lines.push(this.#colour("remark", this.#leftOut()));
    return this.#lines;
  }

  /** Writes the line, and answers what is to be visited next, the last first. */
  #visit(line: Line): readonly (Line | Leaving)[] {
    const { name, isResolved, below } = line.branch;
    if (name === undefined) return this.#write(line, below);
    const key = keyOf(name);
    const lines = isResolved === true ? below : this.#outline.linesBelow(name);
    if (lines.length > 0 && this.#above.has(key)) return this.#write(line, [], "(a cycle alone grants nothing)");
    if (lines.length > 0 && this.#shown.has(key)) return this.#write(line, [], "(see above)");
    this.#shown.add(key);
    this.#above.add(key);
    return [{ leaving: key }, ...this.#write(line, lines)];
  }

  #write(line: Line, below: readonly Branch[], remark?: string): readonly Line[] {
    const { truth, text } = line.branch;
    const note = remark === undefined ? "" : ` ${this.#colour("remark", remark)}`;
    this.#lines.push(`${this.#colour("lines", line.left)}${this.#mark(truth)}${text}${note}`);
    if (below.length === 0) return [];
    if (line.depth < MAX_DEPTH) return this.#below(line, this.#outline.arranged(line.branch, below));
    this.#isCut = true;
    const cut = this.#colour("remark", "… what lies deeper is left out");
    this.#lines.push(`${this.#colour("lines", `${line.leftBelow}└─ `)}${cut}`);
    return [];
  }

  #below(parent: Line, branches: readonly Branch[]): readonly Line[] {
    const more = branches.length > MAX_BESIDE ? branches.length - MAX_BESIDE + 1 : 0;
    if (more > 0) this.#isCut = true;
    const rest = more === 0 ? [] : [leaf(parent.branch.truth, `… and ${count(more)} more like these`)];
    const all = [...branches.slice(0, branches.length - more), ...rest];
    return all.map((branch, i) => lineBelow(parent, branch, i === all.length - 1, all.length === 1)).reverse();
  }

  #mark(truth: Truth | undefined): string {
    const [role, mark] = markOf(truth) ?? [];
    return role === undefined ? "" : `${this.#colour(role, mark ?? "")} `;
  }

  #leftOut(): string {
    const { size } = this.#outline;
    return `… ${count(this.#shown.size)} of ${count(size)} names are shown, and the rest is left out`;
  }
}

/** How a truth is marked, and its role; undefined for what is neither true nor false. */
export function markOf(truth: Truth | undefined): readonly ["allowed" | "denied" | "conditional", string] | undefined {
  if (truth === undefined) return undefined;
  if (truth === TRUE) return ["allowed", "✓"];
  return truth === FALSE ? ["denied", "✗"] : ["conditional", "?"];
}

/** A chain of single steps is as wide as it is long, so from some depth on it goes straight down. */
function lineBelow(parent: Line, branch: Branch, isLast: boolean, isOnly: boolean): Line {
  const { leftBelow, level } = parent;
  const depth = parent.depth + 1;
  if (isOnly && level >= STRAIGHT_FROM) return { branch, left: `${leftBelow}↳ `, leftBelow, level, depth };
  const left = `${leftBelow}${isLast ? "└─ " : "├─ "}`;
  return { branch, left, leftBelow: `${leftBelow}${isLast ? "   " : "│  "}`, level: level + 1, depth };
}

function count(number: number): string {
  return number.toLocaleString("en");
}
