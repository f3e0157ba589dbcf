import type { SourceFile } from "@relata/language";

import type { Origin } from "../origin.ts";
import { dslOutline, type DslPart } from "./dsl-outline.ts";
import type { CommentedPlace, FgaPlaces } from "./fga-places.ts";

/** The places of a model in the DSL. */
export function dslPlaces(source: SourceFile): FgaPlaces {
  const { text, parts, head, foot } = dslOutline(source.text);
  const bare: SourceFile = { path: source.path, text };
  const at = (start: number, end: number): Origin => ({ source: bare, start, end });
  const whole = at(0, 0);
  const find = (kind: DslPart["kind"], name: string, owner = ""): DslPart | undefined =>
    parts.find((part) => part.kind === kind && part.name === name && part.owner === owner);
  const nameOf = (part: DslPart | undefined): Origin =>
    part === undefined ? whole : at(part.nameStart, part.nameStart + part.name.length);
  const within = (part: DslPart | undefined, pattern: RegExp): Origin => {
    if (part === undefined) return whole;
    const from = part.nameStart + part.name.length;
    const match = pattern.exec(text.slice(from, part.end));
    return match === null ? nameOf(part) : at(from + match.index, from + match.index + match[0].length);
  };
  const partOf = (place: Exclude<CommentedPlace, { kind: "file" }>): DslPart | undefined => {
    if (place.kind === "relation") return find("relation", place.relation, place.type);
    return place.kind === "type" ? find("type", place.type) : find("condition", place.name);
  };
  return {
    whole,
    type: (type) => nameOf(find("type", type)),
    relation: (type, relation) => nameOf(find("relation", relation, type)),
    inRelation: (type, relation, pattern) => within(find("relation", relation, type), pattern),
    condition: (name) => nameOf(find("condition", name)),
    parameter: (condition, parameter) =>
      within(find("condition", condition), new RegExp(`(?<=[(,\\s])${escaped(parameter)}(?=\\s*:)`)),
    expression: (name) => {
      const part = find("condition", name);
      return part === undefined ? undefined : braces(text, part, at);
    },
    comments: (place) => {
      if (place.kind === "file") return { before: head, foot };
      const part = partOf(place);
      if (part === undefined) return { before: [] };
      const { before, behind, afterBlank, foot: last } = part;
      return { before, afterBlank, foot: last, ...(behind !== undefined && { behind }) };
    },
  };
}

/** The text between the braces of a condition: braces in strings do not count. */
function braces(text: string, part: DslPart, at: (start: number, end: number) => Origin): Origin | undefined {
  const open = text.indexOf("{", text.indexOf(")", part.start));
  const tokens = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{}]/gs;
  if (open === -1) return undefined;
  tokens.lastIndex = open;
  let depth = 0;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    if (token[0] === "{") depth++;
    if (token[0] === "}" && --depth === 0) return at(open + 1, token.index);
  }
  return undefined;
}

/** Text as a pattern that matches it. */
export function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}
