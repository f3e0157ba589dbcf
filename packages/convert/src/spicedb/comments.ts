import { NO_COMMENTS, type DraftComment, type DraftComments } from "../draft/draft.ts";
import type { ZedDeclaration, ZedFile } from "./reader/syntax.ts";
import type { MemberSyntax } from "./reader/syntax.ts";
import type { ZedComment } from "./reader/token.ts";

type Owner = ZedDeclaration | MemberSyntax;

/** The comments of one file, by what they go along with. */
export interface ZedComments {
  of(owner: Owner): DraftComments;
  /** Behind the last member of a definition. */
  footOf(definition: ZedDeclaration): readonly DraftComment[];
  readonly foot: readonly DraftComment[];
  /** Those that nobody asked for so far. */
  leftovers(): readonly DraftComment[];
}

/**
 * Gives each comment to what it is about: at the end of a line to what ends there, else to what follows, else to what it stands
 * in. Law: each comment is given out once, however often it is asked for; so what is written twice has them once.
 */
export function commentsOf(file: ZedFile): ZedComments {
  const before = new Map<Owner, DraftComment[]>();
  const behind = new Map<Owner, string[]>();
  const feet = new Map<Owner, DraftComment[]>();
  const foot: DraftComment[] = [];
  for (const comment of file.comments) {
    const place = placeOf(comment, file);
    const lines = linesOf(comment, file.source.text, place.kind === "before");
    if (place.kind === "behind") add(behind, place.owner, lines.map(({ text }) => text).join(" "));
    else if (place.kind === "before") for (const line of lines) add(before, place.owner, line);
    else if (place.kind === "footOf") for (const line of lines) add(feet, place.owner, line);
    else foot.push(...lines);
  }
  return {
    foot,
    of: (owner) => {
      const above = taken(before, owner);
      const said = taken(behind, owner);
      if (above.length === 0 && said.length === 0) return NO_COMMENTS;
      return { before: above, ...(said.length > 0 && { behind: said.join(" ") }) };
    },
    footOf: (definition) => taken(feet, definition),
    leftovers: () =>
      [
        ...[...before.values(), ...feet.values()].flat(),
        ...[...behind.values()].flat().map((text) => ({ text, doc: false })),
      ].map(({ text }) => ({ text, doc: false })),
  };
}

type Place = { readonly kind: "before" | "behind" | "footOf"; readonly owner: Owner } | { readonly kind: "foot" };

function placeOf(comment: ZedComment, { declarations, source: { text } }: ZedFile): Place {
  const around = declarations.find(({ origin }) => origin.start <= comment.start && comment.start < origin.end);
  if (around !== undefined) return placeIn(comment, around, text);
  const ended = declarations.findLast(({ origin }) => origin.end <= comment.start);
  if (ended !== undefined && sameLine(text, ended.origin.end, comment)) return atEndOf(ended);
  const next = declarations.find(({ origin }) => origin.start >= comment.end);
  return next === undefined ? { kind: "foot" } : { kind: "before", owner: next };
}

/** A definition with members is closed by a line of its own, and nothing stands behind that. */
function atEndOf(declaration: ZedDeclaration): Place {
  const long = declaration.kind !== "caveat" && declaration.members.length > 0;
  return { kind: long ? "footOf" : "behind", owner: declaration };
}

function placeIn(comment: ZedComment, declaration: ZedDeclaration, text: string): Place {
  if (declaration.kind === "caveat") return { kind: "before", owner: declaration };
  const { members, origin } = declaration;
  const within = members.find(({ origin }) => origin.start <= comment.start && comment.start < origin.end);
  if (within !== undefined) return { kind: "before", owner: within };
  const ended = members.findLast(({ origin }) => origin.end <= comment.start);
  const atEnd = sameLine(text, ended?.origin.end ?? origin.start, comment);
  const single = !comment.text.includes("\n");
  if (atEnd && single) return { kind: "behind", owner: ended ?? declaration };
  const next = members.find(({ origin }) => origin.start >= comment.end);
  return next === undefined ? { kind: "footOf", owner: declaration } : { kind: "before", owner: next };
}

function sameLine(text: string, from: number, comment: ZedComment): boolean {
  return !text.slice(from, comment.start).includes("\n");
}

/** The lines of a comment without slashes and stars. Only right above a declaration is there something to document. */
function linesOf({ text, start }: ZedComment, source: string, above: boolean): readonly DraftComment[] {
  const doc = above && text.startsWith("/**") && text !== "/**/";
  const afterBlank = /\n[^\S\n]*\r?\n\s*$/.test(source.slice(Math.max(0, start - 200), start));
  const lines = text.startsWith("//") ? [text.replace(/^\/\/+/, "")] : blockLines(text);
  return lines.map((line, i) => ({ text: line.trim(), doc, ...(i === 0 && afterBlank && { afterBlank }) }));
}

function blockLines(text: string): readonly string[] {
  const lines = text
    .replace(/^\/\*+/, "")
    .replace(/\*+\/$/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\*+/, "").trim());
  const first = lines.findIndex((line) => line !== "");
  const last = lines.findLastIndex((line) => line !== "");
  return first === -1 ? [] : lines.slice(first, last + 1);
}

function add<T>(to: Map<Owner, T[]>, owner: Owner, value: T): void {
  const known = to.get(owner);
  if (known === undefined) to.set(owner, [value]);
  else known.push(value);
}

function taken<T>(from: Map<Owner, T[]>, owner: Owner): readonly T[] {
  const found = from.get(owner) ?? [];
  from.delete(owner);
  return found;
}
