/** What stands before and after a diagram in a document. */
export const OPENING = "<!-- relata graph -->";
export const CLOSING = "<!-- /relata graph -->";

/**
 * The document with the diagram between its two markers, in place of what stood there; undefined where the markers are not
 * there, in this order and once each. Everything outside of them stays as it is, the kind of its line ends included.
 *
 * Law: placing the same diagram again changes nothing.
 */
export function placeInMarkdown(document: string, diagram: string): string | undefined {
  const open = document.indexOf(OPENING);
  const close = document.indexOf(CLOSING);
  const isOnce = document.lastIndexOf(OPENING) === open && document.lastIndexOf(CLOSING) === close;
  if (open === -1 || close < open || !isOnce) return undefined;
  const end = document.includes("\r\n") ? "\r\n" : "\n";
  const block = ["", "", "```mermaid", ...diagram.trimEnd().split("\n"), "```", "", ""].join(end);
  return `${document.slice(0, open + OPENING.length)}${block}${document.slice(close)}`;
}
