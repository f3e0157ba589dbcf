import type { Entry, Statement, Block } from "./entry.ts";
import { isDoc } from "./gaps.ts";
import type { TokenWalk } from "./token-walk.ts";

/**
 * What stands up to the end of a file or up to the `}` of a type. A comment behind a declaration belongs to it; all others
 * have lines of their own. An empty line before an entry is kept, but not the first one, and not between a doc comment and
 * what it documents.
 */
export function readEntries(walk: TokenWalk, isEnd: () => boolean, read: () => Statement | Block): Entry[] {
  const entries: Entry[] = [];
  for (;;) {
    addComments(entries, walk);
    if (isEnd()) return entries;
    const last = entries.at(-1);
    const afterBlank = walk.afterBlank && last !== undefined && !(last.kind === "comment" && last.isDoc);
    const entry = read();
    entry.afterBlank = afterBlank;
    entries.push(entry);
  }
}

/** The comments before the next token: the first may stand behind the declaration before. */
function addComments(entries: Entry[], walk: TokenWalk): void {
  for (const [i, comment] of walk.takeComments().entries()) {
    const last = entries.at(-1);
    if (i === 0 && !comment.ownLine && last !== undefined && last.kind !== "comment") {
      last.comment = { text: comment.text, gap: comment.gap };
    } else {
      const afterBlank = comment.afterBlank && last !== undefined;
      entries.push({ kind: "comment", text: comment.text, isDoc: isDoc(comment), afterBlank });
    }
  }
}
