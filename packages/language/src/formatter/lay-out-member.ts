import type { Statement } from "./entry.ts";
import { group, indent, line, widthOf, type Layout } from "./layout.ts";
import { layOutRewrite } from "./lay-out-rewrite.ts";
import { layOutSubjects } from "./lay-out-subjects.ts";
import { layOutValueType } from "./lay-out-value-type.ts";
import type { TokenWalk } from "./token-walk.ts";

/** One member of a type. */
export function layOutMember(walk: TokenWalk): Statement {
  if (walk.is("relation")) return layOutRelation(walk);
  return walk.is("permission") ? layOutPermission(walk) : layOutField(walk);
}

/** `relation name: subjects = rewrite`. What does not fit on one line has its rewrite in a line of its own. */
function layOutRelation(walk: TokenWalk): Statement {
  const label = [walk.take(), walk.space(), walk.take(), walk.takeAhead()];
  const gap = walk.line();
  const subjects = layOutSubjects(walk);
  const rewrite = walk.is("=") ? indent([walk.operator(), group(indent(layOutRewrite(walk)))]) : "";
  return statement("relation", label, (padding) => {
    return group([label, group(indent([padded(gap, padding), group(subjects)])), rewrite]);
  });
}

/** `permission name = rewrite`. */
function layOutPermission(walk: TokenWalk): Statement {
  const label = [walk.take(), walk.space(), walk.take()];
  const equals = walk.takeAhead();
  const body = indent([walk.line(), group(layOutRewrite(walk))]);
  return statement("permission", label, (padding) => [label, " ".repeat(padding + 1), group([equals, body])]);
}

/** `[trusted] attribute name: type`, and `context name: type`. */
export function layOutField(walk: TokenWalk): Statement {
  const word = walk.is("context") ? "context" : "attribute";
  const trusted = walk.is("trusted") ? [walk.take(), walk.space()] : [];
  const label = [trusted, walk.take(), walk.space(), walk.take(), walk.takeAhead()];
  const gap = walk.line();
  const type = layOutValueType(walk);
  return statement(word, label, (padding) => [label, group(indent([padded(gap, padding), group(type)]))]);
}

function statement(word: string, label: Layout, layout: (padding: number) => Layout): Statement {
  return { kind: "statement", word, layout, label: widthOf(label), afterBlank: false, comment: undefined };
}

/** A wider gap on one line, and none where it breaks. */
function padded(gap: Layout, padding: number): Layout {
  return typeof gap === "object" && "kind" in gap && gap.kind === "line" ? line(" ".repeat(padding + 1)) : gap;
}
