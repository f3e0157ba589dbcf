import type { Block, Entry, Statement } from "./entry.ts";
import { WIDTH } from "../printer/width.ts";
import { widthOf } from "./layout.ts";
import { render, type TextLine } from "./render.ts";

/** The lines of entries, and of those inside them. */
export function writeEntries(entries: readonly Entry[], indent: number): TextLine[] {
  const padding = paddings(entries, indent);
  const lines: TextLine[] = [];
  for (const entry of entries) {
    if (entry.afterBlank) lines.push(plain("", 0));
    for (const line of linesOf(entry, indent, padding.get(entry) ?? 0)) lines.push(line);
  }
  return lines;
}

function linesOf(entry: Entry, indent: number, padding: number): TextLine[] {
  switch (entry.kind) {
    case "comment":
      return [plain(entry.text, indent)];
    case "statement":
      return remarked(render(entry.layout(padding), indent), entry);
    case "block":
      return remarked(linesOfBlock(entry, indent), entry);
  }
}

/** `type name {`, the members, `}`; or `type name {}`. */
function linesOfBlock({ head, opening, entries }: Block, indent: number): TextLine[] {
  const lines = render(head, indent);
  const last = lines.at(-1);
  if (last !== undefined) last.comment = opening;
  if (entries.length > 0 || opening !== undefined) {
    return [...lines, ...writeEntries(entries, indent + 2), plain("}", indent)];
  }
  if (last !== undefined) last.text += "}";
  return lines;
}

/** The comment behind a declaration stands in its last line. */
function remarked(lines: TextLine[], { comment }: Statement | Block): TextLine[] {
  const last = lines.at(-1);
  if (last !== undefined) last.comment = comment;
  return lines;
}

function plain(text: string, indent: number): TextLine {
  return { indent, text, comment: undefined };
}

/**
 * How many columns more each statement has behind its name, so that neighbours of one word line up. An empty line, a
 * comment and a statement of several lines part neighbours; and where one of them would no longer fit, none is moved.
 */
function paddings(entries: readonly Entry[], indent: number): ReadonlyMap<Entry, number> {
  const found = new Map<Entry, number>();
  let run: AlignedStatement[] = [];
  const end = (): void => {
    for (const [entry, padding] of aligned(run, indent)) found.set(entry, padding);
    run = [];
  };
  for (const entry of entries) {
    const statement = alignable(entry, indent);
    const last = run.at(-1);
    if (statement === undefined || entry.afterBlank || last?.entry.word !== statement.entry.word) end();
    if (statement !== undefined) run.push(statement);
  }
  end();
  return found;
}

interface AlignedStatement {
  readonly entry: Statement;
  readonly label: number;
  readonly width: number;
}

/** A statement that lines up with others: it has a name to do so by, and stands on one line. */
function alignable(entry: Entry, indent: number): AlignedStatement | undefined {
  if (entry.kind !== "statement" || entry.label === undefined) return undefined;
  const width = widthOf(entry.layout(0));
  return indent + width <= WIDTH ? { entry, label: entry.label, width } : undefined;
}

function aligned(run: readonly AlignedStatement[], indent: number): readonly (readonly [Entry, number])[] {
  const label = run.reduce((most, each) => Math.max(most, each.label), 0);
  const fits = run.every((each) => indent + each.width + label - each.label <= WIDTH);
  return fits ? run.map((each) => [each.entry, label - each.label] as const) : [];
}
