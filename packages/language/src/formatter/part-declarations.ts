import type { Block, Entry, Statement } from "./entry.ts";

/**
 * Parts the declarations of a file by an empty line where one of two neighbours is a policy or has members, where they are
 * of different kinds, and behind the header. Where comments stand between the two and the author has parted them there,
 * that is kept; else they go with what follows.
 */
export function partDeclarations(entries: readonly Entry[]): void {
  let last: Statement | Block | undefined;
  let first: Entry | undefined;
  let isParted = false;
  for (const entry of entries) {
    first ??= entry;
    isParted ||= entry.afterBlank;
    if (entry.kind === "comment") continue;
    if (last !== undefined && !isParted && mustPart(last, entry)) first.afterBlank = true;
    last = entry;
    first = undefined;
    isParted = false;
  }
}

function mustPart(above: Statement | Block, below: Statement | Block): boolean {
  return above.word !== below.word || hasBody(above) || hasBody(below);
}

function hasBody({ kind, word }: Statement | Block): boolean {
  return kind === "block" || word === "policy";
}
