import { TRUE } from "@relata/model";
import type { NamedReason, Reason } from "@relata/resolver";
import { isLeaf, keyOf, type Branch, type Name, type Outlined } from "./branch.ts";
import { branchesOf } from "./branches-of.ts";

/** A reason whose names can be looked up, each as the lines that belong below it. */
export class Outline implements Outlined {
  readonly size: number;
  readonly #reason: Reason;
  readonly #names: ReadonlyMap<string, NamedReason>;
  /** Why: a name that much refers to is put into lines once. */
  readonly #lines = new Map<string, readonly Branch[]>();

  constructor(reason: Reason) {
    this.size = reason.names.length;
    this.#reason = reason;
    this.#names = new Map(reason.names.map((named) => [keyOf(named), named]));
  }

  /** The lines that belong below the name; none where the reason does not hold it. */
  linesBelow(name: Name): readonly Branch[] {
    const key = keyOf(name);
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const named = this.#names.get(key);
    const lines = named === undefined ? [] : branchesOf(named, this.#reason.subject);
    this.#lines.set(key, lines);
    return lines;
  }

  /**
   * Lines as they are shown below one: names of which one thing is to be said are joined with it, and of what is not
   * true, the nearest comes first. A proof keeps the order of the model.
   */
  arranged(parent: Branch, lines: readonly Branch[]): readonly Branch[] {
    const resolved = lines.map((line) => this.#joined(line));
    return parent.truth === TRUE ? resolved : resolved.sort((a, b) => distance(a) - distance(b));
  }

  /** One line for two where the second is all that is to be said of the first, or, of a proof, says the first as well. */
  #joined(line: Branch): Branch {
    if (line.name === undefined) return line;
    const [only, ...others] = this.linesBelow(line.name);
    if (only === undefined || others.length > 0) return line;
    if (line.truth === TRUE && only.tupleOf === line.name.name) return { ...only, name: line.name, isResolved: true };
    return isLeaf(only) ? { ...line, text: `${line.text}: ${only.text}`, isResolved: true } : line;
  }
}

/** What can be read off the line itself is nearest. */
function distance({ name, below, isResolved }: Branch): number {
  if (below.length > 0) return 1;
  return name === undefined || isResolved === true ? 0 : 2;
}
