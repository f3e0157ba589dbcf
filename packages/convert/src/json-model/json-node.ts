import type { SourceFile } from "@relata/language";
import { isMap, isScalar, isSeq, parseDocument, type Scalar } from "yaml";

import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";

/** An entry of an object: its key with its place, and its value. */
export interface JsonEntry {
  readonly key: string;
  readonly origin: Origin;
  readonly value: JsonNode;
}

/** A value of a JSON file that knows where it stands. Each way of reading it refuses what does not fit, and then answers undefined. */
export class JsonNode {
  readonly #source: SourceFile;
  readonly #node: unknown;
  readonly #refusals: Refusals;

  constructor(source: SourceFile, node: unknown, refusals: Refusals) {
    this.#source = source;
    this.#node = node;
    this.#refusals = refusals;
  }

  get origin(): Origin {
    return originOf(this.#source, this.#node);
  }

  get isList(): boolean {
    return isSeq(this.#node);
  }

  get isObject(): boolean {
    return isMap(this.#node);
  }

  get isNull(): boolean {
    return this.#node === null || (isScalar(this.#node) && this.#node.value === null);
  }

  /** The entries, in the order in which they stand. Of what is no object there are none. Refusals: `source_format`. */
  entries(what: string): readonly JsonEntry[] {
    if (!isMap(this.#node)) return this.misfit(`${what} is an object`) ?? [];
    return this.#node.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : "",
      origin: originOf(this.#source, key),
      value: new JsonNode(this.#source, value, this.#refusals),
    }));
  }

  /** The value under a key; undefined where it is absent or null. */
  get(key: string): JsonNode | undefined {
    const found = isMap(this.#node) ? this.#node.get(key, true) : undefined;
    const node = found === undefined ? undefined : new JsonNode(this.#source, found, this.#refusals);
    return node === undefined || node.isNull ? undefined : node;
  }

  items(what: string): readonly JsonNode[] {
    if (!isSeq(this.#node)) return this.misfit(`${what} is a list`) ?? [];
    return this.#node.items.map((item) => new JsonNode(this.#source, item, this.#refusals));
  }

  text(what: string): string | undefined {
    if (isScalar(this.#node) && typeof this.#node.value === "string") return this.#node.value;
    return this.misfit(`${what} is text`);
  }

  boolean(what: string): boolean | undefined {
    if (isScalar(this.#node) && typeof this.#node.value === "boolean") return this.#node.value;
    return this.misfit(`${what} is true or false`);
  }

  /** Refuses every key that is none of those. Why: a part that nothing reads might be one that narrows what is granted. */
  refuseOthers(keys: readonly string[], what: string): void {
    for (const { key, origin } of this.entries(what)) {
      if (keys.includes(key)) continue;
      const hint = `there are ${keys.map((each) => `\`${each}\``).join(", ")}`;
      this.#refusals.refuse("source_format", origin, `${what} has no \`${key}\``, hint);
    }
  }

  misfit(expected: string): undefined {
    this.#refusals.refuse("source_format", this.origin, `${expected}, and this is none`, "mend its form");
  }

  /** Where a stretch of the text stands in the file, escapes counted. */
  within(start: number, end: number): Origin {
    const offsets = isScalar(this.#node) ? offsetsOf(this.#source, this.#node) : undefined;
    if (offsets === undefined) return this.origin;
    const last = offsets.at(-1) ?? 0;
    return { source: this.#source, start: offsets[start] ?? last, end: offsets[end] ?? last };
  }
}

/** The value of a JSON file. Refusals: `source_syntax`. */
export function readJson(source: SourceFile, refusals: Refusals): JsonNode | undefined {
  const { contents, errors } = parseDocument(source.text, { prettyErrors: false, uniqueKeys: true });
  for (const { message, pos } of errors) {
    refusals.refuse("source_syntax", { source, start: pos[0], end: pos[1] }, message, "write it as JSON");
  }
  return errors.length > 0 ? undefined : new JsonNode(source, contents, refusals);
}

function originOf(source: SourceFile, node: unknown): Origin {
  const range = (node as { range?: readonly [number, number, number] } | null | undefined)?.range;
  return { source, start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** The offset in the file of each character of a string in double quotes, and of its end. */
function offsetsOf({ text }: SourceFile, { type, range }: Scalar): readonly number[] | undefined {
  if (type !== "QUOTE_DOUBLE" || !range) return undefined;
  const offsets: number[] = [];
  let at = range[0] + 1;
  const end = range[1] - 1;
  while (at < end) {
    offsets.push(at);
    if (text[at] !== "\\") at += 1;
    else at += text[at + 1] === "u" ? 6 : 2;
  }
  return [...offsets, end];
}
