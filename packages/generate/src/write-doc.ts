/**
 * The doc of a declaration as a TSDoc comment of whole lines, each indented; nothing where there is none. What would end
 * the comment is parted by a backslash, which editors do not show.
 */
export function writeDoc(doc: string | undefined, indent: string): string {
  if (doc === undefined) return "";
  const lines = doc.replaceAll("*/", "*\\/").split("\n");
  const [first = ""] = lines;
  if (lines.length === 1) return `${indent}/** ${first} */\n`;
  const body = lines.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}\n`).join("");
  return `${indent}/**\n${body}${indent} */\n`;
}
