import type { DraftComment } from "../draft/draft.ts";
import { dslLines, withoutComments, type DslLine } from "./dsl-lines.ts";

/** A declaration of a model in the DSL: what it begins with, where its name and all of it stand, and its comments. */
export interface DslPart {
  readonly kind: "type" | "relation" | "condition";
  /** The type that a relation is of, else the empty text. */
  readonly owner: string;
  readonly name: string;
  readonly nameStart: number;
  readonly start: number;
  end: number;
  readonly before: DraftComment[];
  behind: string | undefined;
  readonly afterBlank: boolean;
  readonly foot: DraftComment[];
}

export interface DslOutline {
  /** The text without comments; offsets are those of the source. */
  readonly text: string;
  readonly parts: readonly DslPart[];
  readonly head: readonly DraftComment[];
  readonly foot: readonly DraftComment[];
}

const TYPE = /^\s*(?:extend\s+)?type\s+([^\s#]+)\s*$/;
const DEFINE = /^\s*define\s+([^\s:]+)\s*:/;
const CONDITION = /^\s*condition\s+([^\s(]+)\s*\(/;
const HEADER = /^\s*(?:model|schema|module)\b/;

/** A comment line that waits for what it stands above. */
interface Waiting extends DraftComment {
  readonly indent: number;
  /** Whether it documents nothing, wherever it stands. */
  readonly isLoose?: boolean;
}

/**
 * What a model declares, line by line, beside the parser of OpenFGA, which drops comments and tells no places. It decides nothing:
 * what it takes for a declaration and the parser does not is never asked for.
 */
export function dslOutline(source: string): DslOutline {
  const lines = dslLines(source);
  const walk = new OutlineWalk();
  for (const line of lines) walk.take(line);
  return { text: withoutComments(source, lines), ...walk.finish() };
}

class OutlineWalk {
  readonly #parts: DslPart[] = [];
  readonly #head: DraftComment[] = [];
  #waiting: Waiting[] = [];
  #afterBlank = false;
  #type: DslPart | undefined;
  #open: DslPart | undefined;

  take(line: DslLine): void {
    const afterBlank = this.#afterBlank;
    this.#afterBlank = line.isBlank;
    if (line.isBlank) return;
    if (line.isComment) {
      this.#waiting.push({ text: line.comment ?? "", doc: false, afterBlank, indent: line.indent });
      return;
    }
    const begun = this.#begin(line, afterBlank);
    if (begun === undefined) this.#goOn(line);
    else if (line.comment !== undefined) begun.behind = line.comment;
    if (this.#open !== undefined) this.#open.end = line.end;
  }

  finish(): Pick<DslOutline, "parts" | "head" | "foot"> {
    this.#close({ indent: 0 });
    return { parts: this.#parts, head: this.#head, foot: this.#waiting.map(plain) };
  }

  #begin(line: DslLine, afterBlank: boolean): DslPart | undefined {
    const [kind, match] =
      [
        ["type", TYPE.exec(line.text)] as const,
        ["relation", DEFINE.exec(line.text)] as const,
        ["condition", CONDITION.exec(line.text)] as const,
      ].find(([, found]) => found !== null) ?? [];
    const name = match?.[1];
    if (kind === undefined || name === undefined) return undefined;
    if (kind !== "relation") this.#close(line);
    const part: DslPart = {
      kind,
      owner: kind === "relation" ? (this.#type?.name ?? "") : "",
      name,
      nameStart: line.start + line.text.indexOf(name, line.text.search(/(?:type|define|condition)\s/) + 5),
      start: line.start,
      end: line.end,
      before: documented(this.#waiting, afterBlank),
      behind: undefined,
      afterBlank: this.#waiting[0]?.afterBlank ?? afterBlank,
      foot: [],
    };
    this.#waiting = [];
    this.#parts.push(part);
    if (kind === "type") this.#type = part;
    this.#open = part;
    return part;
  }

  /** Comments that stand further in than what follows belong to the type before them. */
  #close({ indent }: Pick<DslLine, "indent">): void {
    const inside = this.#waiting.findIndex((comment) => comment.indent <= indent);
    const count = inside === -1 ? this.#waiting.length : inside;
    if (this.#type === undefined || this.#open?.kind === "condition") return;
    this.#type.foot.push(...this.#waiting.slice(0, count).map(plain));
    this.#waiting = this.#waiting.slice(count);
  }

  /** A line that goes on with what was begun, or says nothing: `relations`. */
  #goOn(line: DslLine): void {
    const said: DraftComment[] = this.#waiting.map(plain);
    if (line.comment !== undefined) said.push({ text: line.comment, doc: false });
    if (HEADER.test(line.text) && this.#parts.length === 0) this.#head.push(...said);
    else if (/^\s*relations\s*$/.test(line.text)) {
      this.#waiting = said.map((comment) => ({ ...comment, indent: line.indent + 2, isLoose: true }));
      return;
    } else (this.#open?.before ?? this.#head).push(...said);
    this.#waiting = [];
  }
}

/** Lines right above a declaration document it; what an empty line parts from it does not. */
function documented(comments: readonly Waiting[], afterBlank: boolean): DraftComment[] {
  const first = comments.findLastIndex((comment) => comment.afterBlank === true);
  return comments.map((comment, i) => ({
    ...plain(comment),
    doc: !afterBlank && i >= first && comment.isLoose !== true,
  }));
}

function plain({ text, doc, afterBlank }: DraftComment): DraftComment {
  return { text, doc, ...(afterBlank === true && { afterBlank }) };
}
