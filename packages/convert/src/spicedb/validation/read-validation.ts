import type { SourceFile } from "@relata/language";
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";

import type { ExpectedOutcome } from "../../converted.ts";
import type { Origin } from "../../origin.ts";
import type { Refusals } from "../../refusal.ts";
import { linesOf, originOf, type Line } from "./in-place.ts";

/** A validation file in its parts, nothing of them read yet. */
export interface ValidationFile {
  /** The schema in the file, or the path of its file. */
  readonly schema: { readonly node: unknown; readonly path?: string; readonly origin: Origin } | undefined;
  readonly relationships: readonly Line[];
  readonly assertions: readonly Assertion[];
  readonly expected: readonly ExpectedRelations[];
}

export interface Assertion extends Line {
  readonly expected: ExpectedOutcome;
}

/** `document:1#view`, and who is said to hold it, all of them. */
export interface ExpectedRelations {
  readonly key: Line;
  readonly rows: readonly Line[];
}

const OUTCOMES: ReadonlyMap<string, ExpectedOutcome> = new Map<string, ExpectedOutcome>([
  ["assertTrue", "allowed"],
  ["assertCaveated", "conditional"],
  ["assertFalse", "denied"],
]);

/**
 * The parts of a validation file. What is not written as YAML is, or has another form, is refused.
 *
 * Refusals: `source_syntax`, `source_format`.
 */
export function readValidation(source: SourceFile, refusals: Refusals): ValidationFile {
  const document = parseDocument(source.text, { uniqueKeys: true, prettyErrors: false });
  for (const { message, pos } of document.errors) {
    refusals.refuse("source_syntax", { source, start: pos[0], end: pos[1] }, message, "write it as YAML");
  }
  const parts = document.contents;
  const nothing: ValidationFile = { schema: undefined, relationships: [], assertions: [], expected: [] };
  if (document.errors.length > 0) return nothing;
  if (!isMap(parts)) {
    const hint = "a validation file has `schema`, `relationships`, `assertions` and `validation`";
    refusals.refuse("source_format", originOf(source, parts), "this is no validation file", hint);
    return nothing;
  }
  const reading = new Reading(source, parts, refusals);
  return {
    schema: reading.schema(),
    relationships: linesOf(source, reading.text("relationships")).filter(({ text }) => isSaid(text)),
    assertions: reading.assertions(),
    expected: reading.expected(),
  };
}

/** Whether a line says anything: it is neither empty nor a comment. */
export function isSaid(line: string): boolean {
  return line !== "" && !line.startsWith("//");
}

class Reading {
  readonly #source: SourceFile;
  readonly #parts: YAMLMap;
  readonly #refusals: Refusals;

  constructor(source: SourceFile, parts: YAMLMap, refusals: Refusals) {
    this.#source = source;
    this.#parts = parts;
    this.#refusals = refusals;
  }

  schema(): ValidationFile["schema"] {
    const node = this.text("schema");
    if (node !== undefined) return { node, origin: originOf(this.#source, node) };
    const path = this.text("schemaFile");
    if (isScalar(path)) return { node: path, path: String(path.value), origin: originOf(this.#source, path) };
    const hint = "put the text under `schema`, or the path of its file under `schemaFile`";
    this.#refusals.refuse("source_format", originOf(this.#source, this.#parts), "there is no schema", hint);
    return undefined;
  }

  /** A part that is text; undefined where it is absent or empty. */
  text(name: string): unknown {
    const node = this.#parts.get(name, true);
    if (node === undefined || isEmpty(node)) return undefined;
    if (isScalar(node) && typeof node.value === "string") return node;
    return this.#misfit(node, `\`${name}\` is text`);
  }

  assertions(): readonly Assertion[] {
    return this.#entries(this.#parts.get("assertions", true), "assertions").flatMap(([key, node]) => {
      const expected = OUTCOMES.get(key.text);
      if (expected !== undefined) return this.#list(node, key.text).map((line) => ({ ...line, expected }));
      const known = [...OUTCOMES.keys()].map((each) => `\`${each}\``).join(", ");
      this.#refusals.refuse(
        "source_format",
        key.origin,
        `there is no \`${key.text}\` in assertions`,
        `there are ${known}`,
      );
      return [];
    });
  }

  expected(): readonly ExpectedRelations[] {
    const entries = this.#entries(this.#parts.get("validation", true), "validation");
    return entries.map(([key, node]) => ({ key, rows: this.#list(node, key.text) }));
  }

  #entries(node: unknown, name: string): readonly (readonly [Line, unknown])[] {
    if (node === undefined || isEmpty(node)) return [];
    if (!isMap(node)) {
      this.#misfit(node, `\`${name}\` has entries by name`);
      return [];
    }
    return node.items.map(({ key, value }) => {
      const text = isScalar(key) ? String(key.value) : "";
      return [{ text, origin: originOf(this.#source, key) }, value] as const;
    });
  }

  #list(node: unknown, name: string): readonly Line[] {
    if (node === undefined || isEmpty(node)) return [];
    if (!isSeq(node)) {
      this.#misfit(node, `\`${name}\` is a list`);
      return [];
    }
    return node.items.flatMap((item) => {
      if (isScalar(item) && typeof item.value === "string") {
        return [{ text: item.value.trim(), origin: originOf(this.#source, item) }];
      }
      this.#misfit(item, `each of \`${name}\` is text`);
      return [];
    });
  }

  #misfit(node: unknown, expected: string): undefined {
    this.#refusals.refuse(
      "source_format",
      originOf(this.#source, node),
      `${expected}, and this is none`,
      "mend its form",
    );
  }
}

function isEmpty(node: unknown): boolean {
  return node === null || (isScalar(node) && (node.value === null || node.value === ""));
}
