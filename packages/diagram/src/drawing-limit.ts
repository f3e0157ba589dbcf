/** What Mermaid draws where nobody has raised its limits: characters, and lines between boxes. GitHub has not. */
const MAX_CHARACTERS = 50_000;
const MAX_LINES = 500;

/** Why a flowchart made by `mermaid` would not be drawn, as the end of a sentence; undefined where it would be. */
export function drawingLimit(text: string): string | undefined {
  const lines = text.match(/^ {2}t_\w+ (?:--|==|-\.) "/gm)?.length ?? 0;
  if (lines > MAX_LINES) return `it has ${lines} lines between boxes, and Mermaid draws ${MAX_LINES}`;
  if (text.length <= MAX_CHARACTERS) return undefined;
  const most = MAX_CHARACTERS.toLocaleString("en");
  return `it has ${text.length.toLocaleString("en")} characters, and Mermaid draws ${most}`;
}
