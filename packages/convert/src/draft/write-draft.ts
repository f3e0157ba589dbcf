import type { DraftFile } from "./draft.ts";
import { DraftText, type WrittenDraft } from "./draft-text.ts";
import { writeComments, writeDeclaration } from "./write-declaration.ts";

/**
 * A draft as text that follows the grammar, an empty line between declarations. Its layout is not yet the one layout: that is
 * what `format` is for.
 */
export function writeDraft(draft: DraftFile): WrittenDraft {
  const text = new DraftText();
  text.write("model 1");
  if (draft.imports.length > 0) text.blank();
  for (const path of draft.imports) text.line().write(`import ${JSON.stringify(path)}`);
  if (draft.head.length > 0) text.blank();
  writeComments(draft.head, "", text);
  for (const declaration of draft.declarations) {
    text.blank();
    writeDeclaration(declaration, text);
  }
  if (draft.foot.length > 0) text.blank();
  writeComments(draft.foot, "", text);
  return text.finish(draft.path);
}
