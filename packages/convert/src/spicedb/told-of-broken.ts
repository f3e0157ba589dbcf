import type { Refusal } from "../refusal.ts";
import type { ZedFile } from "./reader/syntax.ts";

/** What the compiler says that stays true where parts of the schema could not be read. */
const LASTING = new Set([
  "unknown_type",
  "unknown_relation",
  "unknown_policy",
  "duplicate_declaration",
  "duplicate_subject",
  "depends_on_itself",
  "wrong_arrow",
]);

const DECLARED = /\b(?:definition|partial|caveat|relation|permission)\s+([A-Za-z_][\w/]*)/g;

/**
 * Of what the compiler refuses in a schema of which parts could not be read, what does not follow from that. Why: a mistake in one line is
 * to hide no other, and is to make none. So what names anything of which at least the name is declared is not told.
 */
export function toldOfBroken(refusals: readonly Refusal[], files: readonly ZedFile[]): readonly Refusal[] {
  const declared = files.flatMap(({ source }) =>
    [...source.text.matchAll(DECLARED)].map(([, name]) => `\`${name ?? ""}\``),
  );
  const names = new Set(declared);
  return refusals.filter(({ code, message }) => {
    const [named = ""] = /`[^`]*`/.exec(message.replace(/^type `[^`]*` /, "")) ?? [];
    return LASTING.has(code) && (!code.startsWith("unknown") || !names.has(named));
  });
}
