import type { SourceFile } from "@relata/language";
import type { Json, JsonObject } from "@relata/model";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from "yaml";

import type { Origin } from "../origin.ts";
import type { Refusals } from "../refusal.ts";

interface Shared {
  readonly source: SourceFile;
  readonly document: Document;
  readonly refusals: Refusals;
}

/** A value of a YAML or JSON file, with where it stands. Each way of reading it refuses what does not fit, and then gives nothing. */
export class Sourced {
  readonly #shared: Shared;
  readonly #node: Node | null | undefined;
  readonly #name: string;
  readonly #fallback: Origin;

  constructor(shared: Shared, node: Node | null | undefined, name: string, fallback: Origin) {
    this.#shared = shared;
    this.#node = isAlias(node) ? node.resolve(shared.document) : node;
    this.#name = name;
    this.#fallback = fallback;
  }

  get origin(): Origin {
    const range = this.#node?.range;
    return range === undefined || range === null
      ? this.#fallback
      : { source: this.#shared.source, start: range[0], end: range[1] };
  }

  /** Of a literal block (`|`), where its text begins, and each line of it with its indentation; undefined of other text. */
  get block(): Origin | undefined {
    return isScalar(this.#node) && this.#node.type === "BLOCK_LITERAL" ? this.origin : undefined;
  }

  get isNothing(): boolean {
    return this.#node === null || this.#node === undefined || (isScalar(this.#node) && this.#node.value === null);
  }

  get isList(): boolean {
    return isSeq(this.#node);
  }

  refuse(message: string, hint = "see docs/how-to/convert.md for what is read"): undefined {
    this.#shared.refusals.refuse("source_format", this.origin, message, hint);
  }

  text(): string | undefined {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    return typeof value === "string" ? value : this.refuse(`${this.#name} must be text`);
  }

  boolean(): boolean | undefined {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    return typeof value === "boolean" ? value : this.refuse(`${this.#name} must be \`true\` or \`false\``);
  }

  /** The entries of a list; nothing is an empty one. */
  list(): readonly Sourced[] {
    if (this.isNothing) return [];
    if (isSeq(this.#node))
      return this.#node.items.map((item) => this.#below(item as Node, `an entry of ${this.#name}`));
    this.refuse(`${this.#name} must be a list`);
    return [];
  }

  /** Named values in their order; nothing is none. */
  entries(): readonly (readonly [name: string, value: Sourced])[] {
    if (this.isNothing) return [];
    if (!isMap(this.#node)) {
      this.refuse(`${this.#name} must hold named values`);
      return [];
    }
    return this.#node.items.map(({ key, value }) => {
      const name = String(isScalar(key) ? key.value : key);
      const at = this.#below(key as Node, `\`${name}\``);
      return [name, new Sourced(this.#shared, value as Node | null, `\`${name}\``, at.origin)] as const;
    });
  }

  /** The value of that name; undefined where there is none, or nothing under it. */
  field(name: string): Sourced | undefined {
    const found = this.entries().find(([each]) => each === name)?.[1];
    return found === undefined || found.isNothing ? undefined : found;
  }

  json(): Json {
    return (this.#node?.toJS(this.#shared.document) ?? null) as Json;
  }

  object(): JsonObject {
    const read = this.entries();
    return Object.fromEntries(read.map(([name, value]) => [name, value.json()]));
  }

  #below(node: Node | null, name: string): Sourced {
    return new Sourced(this.#shared, node, name, this.origin);
  }
}

/** The whole of a YAML or JSON file as one value; undefined where it is neither, which is refused. */
export function readSourced(source: SourceFile, refusals: Refusals): Sourced | undefined {
  const document = parseDocument(source.text, { lineCounter: new LineCounter(), prettyErrors: false, version: "1.2" });
  // Why clipped: what is missing at the end is told of the character behind it.
  const clip = (offset: number): number => Math.min(offset, source.text.length);
  for (const { pos, message } of document.errors) {
    const origin = { source, start: clip(pos[0]), end: clip(pos[1]) };
    refusals.refuse("source_syntax", origin, lowered(message), "mend the file");
  }
  if (document.errors.length > 0) return undefined;
  return new Sourced({ source, document, refusals }, document.contents, "the file", { source, start: 0, end: 0 });
}

function lowered(message: string): string {
  return `${message.slice(0, 1).toLowerCase()}${message.slice(1)}`;
}
