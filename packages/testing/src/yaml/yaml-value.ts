import { didYouMean, fromEntries, isFailure, type Json, type JsonObject } from "@relata/model";
import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { Place } from "./problem.ts";
import type { YamlFile } from "./yaml-file.ts";

/** A field of a record by its name; undefined where it is absent. */
export type Fields<Name extends string> = (name: Name) => YamlValue | undefined;

/**
 * One value of a file, and what it is called in messages. Each way of reading it reports what does not fit, and then
 * answers undefined: a reader goes on, and tells every mistake of a file at once.
 */
export class YamlValue {
  readonly #file: YamlFile;
  readonly #node: Node | null | undefined;
  readonly #name: string;
  readonly #fallback: number;

  /** @param fallback where the value would stand if there is none, as in `tuples:` at the end of a file */
  constructor(file: YamlFile, node: Node | null | undefined, name: string, fallback: number) {
    this.#file = file;
    this.#node = node;
    this.#name = name;
    this.#fallback = fallback;
  }

  get place(): Place {
    return this.#file.placeAt(this.#offset);
  }

  get isList(): boolean {
    return isSeq(this.#node);
  }

  get isRecord(): boolean {
    return isMap(this.#node);
  }

  /** Reports the message here. */
  refuse(message: string): undefined {
    this.#file.report(this.#offset, message);
  }

  /** Reports the message elsewhere: at a line of a file that the value names, or that it holds. */
  refuseAt(place: Place, message: string): void {
    this.#file.problems.push({ place, message });
  }

  /** What the reading answers; a failure that it throws is a problem of this value. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!isFailure(error)) throw error;
      return this.refuse(error.message);
    }
  }

  text(): string | undefined {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    if (typeof value === "string") return value;
    const isQuotable = typeof value === "number" || typeof value === "boolean";
    const found = isQuotable ? `; put \`${String(value)}\` in quotes` : "";
    return this.#refuseKind(`must be text${found}`);
  }

  /** The values of a list; one value that is no list stands for a list of it. */
  oneOrMore(): readonly YamlValue[] {
    if (!isSeq(this.#node)) return [this];
    const values = this.list();
    if (values.length === 0) this.refuse(`${this.#name} is an empty list: name one or more`);
    return values;
  }

  list(): readonly YamlValue[] {
    if (isSeq(this.#node)) return this.#node.items.map((item) => this.#below(item, `an entry of ${this.#name}`));
    this.#refuseKind("must be a list");
    return [];
  }

  /** Named values of any names. */
  entries(): readonly (readonly [key: YamlValue, value: YamlValue])[] {
    if (!isMap(this.#node)) {
      this.#refuseKind("must hold named values, `name: value`");
      return [];
    }
    return this.#node.items.map(({ key, value }) => {
      const named = this.#below(key, "a name");
      return [named, new YamlValue(this.#file, value as Node | null, `\`${String(key)}\``, named.#offset)] as const;
    });
  }

  /** Named values of these names and no others. Law: whatever stands in the file has been asked for, or is a problem. */
  fields<Name extends string>(names: readonly Name[]): Fields<Name> {
    const values = new Map<string, YamlValue>();
    for (const [key, value] of this.entries()) {
      const name = key.text();
      if (name === undefined) continue;
      if (names.some((known) => known === name)) values.set(name, value);
      else key.refuse(`${this.#name} has no \`${name}\`${didYouMean(name, names)} (it has ${names.join(", ")})`);
    }
    return (name) => values.get(name);
  }

  /** Named values of JSON. */
  object(): JsonObject | undefined {
    const entries = this.entries().map(([key, value]) => [key.text(), value.json()] as const);
    if (!this.isRecord) return undefined;
    return fromEntries(entries.filter((entry): entry is readonly [string, Json] => !entry.includes(undefined)));
  }

  json(): Json | undefined {
    if (isMap(this.#node)) return this.object();
    if (isSeq(this.#node)) return present(this.list().map((item) => item.json()));
    const value: unknown = isScalar(this.#node) ? this.#node.value : undefined;
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    return this.#refuseKind("must be a value of JSON");
  }

  /**
   * All of the file up to the end of a literal block (`|`), with everything but the block blank: what is read from it has
   * the lines and columns of the file. Undefined for a value of another form.
   */
  blockInPlace(): string | undefined {
    if (!isScalar(this.#node) || this.#node.type !== "BLOCK_LITERAL" || !this.#node.range) return undefined;
    const { text } = this.#file;
    const [start, end] = this.#node.range;
    const first = text.indexOf("\n", start) + 1;
    return text.slice(0, first).replaceAll(/[^\n]/g, "") + text.slice(first, end);
  }

  get #isNull(): boolean {
    return isScalar(this.#node) && this.#node.value === null;
  }

  get #offset(): number {
    return this.#node?.range?.[0] ?? this.#fallback;
  }

  #below(node: unknown, name: string): YamlValue {
    return new YamlValue(this.#file, node as Node | null, name, this.#offset);
  }

  #refuseKind(expected: string): undefined {
    if (isAlias(this.#node)) return this.refuse(`\`*${this.#node.source}\` is an alias: write the value out`);
    const isEmpty = this.#node === null || this.#node === undefined || this.#isNull;
    return this.refuse(`${this.#name} ${isEmpty ? "is empty: it " : ""}${expected}`);
  }
}

function present<T>(values: readonly (T | undefined)[]): readonly T[] {
  return values.filter((value): value is T => value !== undefined);
}
