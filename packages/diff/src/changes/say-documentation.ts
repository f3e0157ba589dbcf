import type { ModelChange } from "./model-change.ts";

/** What changed in the documentation of a declaration; it decides nothing, but readers and generated code have it. */
export function sayDocumentation(
  path: string,
  before: string | undefined,
  after: string | undefined,
): readonly ModelChange[] {
  if (before === after) return [];
  const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return [
    {
      kind,
      of: "documentation",
      path,
      words: `the documentation of \`${path}\` was ${kind}`,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ];
}
