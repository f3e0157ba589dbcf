import type { Block, Entry, Statement } from "./entry.ts";
import { layOutField, layOutMember } from "./lay-out-member.ts";
import { layOutPolicy } from "./lay-out-policy.ts";
import { layOutTypeName } from "./lay-out-subjects.ts";
import type { Layout } from "./layout.ts";
import { partDeclarations } from "./part-declarations.ts";
import { readEntries } from "./read-entries.ts";
import type { TokenWalk } from "./token-walk.ts";

/** Everything in a file, in its order. */
export function layOutFile(walk: TokenWalk): readonly Entry[] {
  const entries = readEntries(
    walk,
    () => walk.peek().kind === "end",
    () => layOutDeclaration(walk),
  );
  partDeclarations(entries);
  return entries;
}

function layOutDeclaration(walk: TokenWalk): Statement | Block {
  if (walk.is("type")) return layOutType(walk);
  if (walk.is("policy")) return unaligned("policy", layOutPolicy(walk));
  if (walk.is("context")) return layOutField(walk);
  // The header and imports: a keyword and what it is about.
  return unaligned(walk.peek().text, [walk.take(), walk.space(), walk.take()]);
}

/** A type that is declared without braces has none afterwards, and one with braces keeps them. */
function layOutType(walk: TokenWalk): Statement | Block {
  const name = [walk.take(), walk.space(), layOutTypeName(walk)];
  if (!walk.is("{")) return unaligned("type", name);
  const head = [name, walk.takeBrace()];
  const opening = walk.takeRemark();
  const entries = readEntries(
    walk,
    () => walk.is("}"),
    () => layOutMember(walk),
  );
  walk.take();
  return { kind: "block", word: "type", head, opening, entries, afterBlank: false, comment: undefined };
}

function unaligned(word: string, layout: Layout): Statement {
  return { kind: "statement", word, layout: () => layout, afterBlank: false, comment: undefined };
}
