import { Failure } from "./failure.ts";
import { formatInstant, parseInstant, type Instant } from "./instant.ts";
import { canonicalJson, isJsonObject, type Json, type JsonObject } from "./json.ts";
import type { ModelIndex } from "./model-index.ts";
import { parseObject, parseSubject } from "./parse-reference.ts";
import { formatObject, formatSubject } from "./reference.ts";
import type { Tuple, TupleKey, TuplePolicy } from "./tuple.ts";

/** `document:readme#viewer@group:eng#member`. */
export function formatKey({ object, relation, subject }: TupleKey): string {
  return `${formatObject(object)}#${relation}@${formatSubject(subject)}`;
}

/** The tuple as text, with its policy, parameters and window where it has them. */
export function formatTuple(tuple: Tuple): string {
  const { policy, from, until } = tuple;
  let text = formatKey(tuple);
  if (policy !== undefined) text += ` with ${policy.name}`;
  if (policy !== undefined && Object.keys(policy.parameters).length > 0) text += ` ${canonicalJson(policy.parameters)}`;
  if (from !== undefined) text += ` from ${formatInstant(from)}`;
  if (until !== undefined) text += ` until ${formatInstant(until)}`;
  return text;
}

/**
 * Reads what `formatTuple` writes: key, then `with POLICY {parameters}`, `from INSTANT`, `until INSTANT`, in this order.
 * Whether the model admits the tuple is `refusal`'s to say.
 *
 * @throws Failure `invalid_tuple`, `invalid_reference`, `unknown_type`, `unknown_relation`
 */
export function parseTuple(index: ModelIndex, text: string): Tuple {
  const trimmed = text.trim();
  const end = trimmed.search(/\s/);
  if (end === -1) return parseKey(index, trimmed);
  const key = parseKey(index, trimmed.slice(0, end));
  const rest = new Suffix(trimmed.slice(end), text);
  const policy = rest.policy();
  const from = rest.instant("from");
  const until = rest.instant("until");
  rest.finish();
  return {
    ...key,
    ...(policy !== undefined && { policy }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
}

function parseKey(index: ModelIndex, text: string): TupleKey {
  const hash = text.indexOf("#");
  const at = text.indexOf("@", hash + 1);
  if (hash === -1 || at === -1) {
    throw new Failure("invalid_tuple", `\`${text}\` is not a tuple: write \`type:id#relation@subject\``);
  }
  return {
    object: parseObject(index, text.slice(0, hash)),
    relation: text.slice(hash + 1, at),
    subject: parseSubject(index, text.slice(at + 1)),
  };
}

/** What follows the key of a tuple, read from left to right. */
class Suffix {
  #rest: string;
  readonly #whole: string;

  constructor(rest: string, whole: string) {
    this.#rest = rest.trim();
    this.#whole = whole.trim();
  }

  policy(): TuplePolicy | undefined {
    if (!this.#keyword("with")) return undefined;
    const name = this.#word();
    if (name === "") throw this.#invalid("the name of a policy must follow `with`");
    return { name, parameters: this.#rest.startsWith("{") ? this.#json() : {} };
  }

  instant(keyword: "from" | "until"): Instant | undefined {
    if (!this.#keyword(keyword)) return undefined;
    const word = this.#word();
    const instant = parseInstant(word);
    if (instant === undefined) throw this.#invalid(`\`${word}\` is not a timestamp such as \`2026-01-31T09:00:00Z\``);
    return instant;
  }

  finish(): void {
    if (this.#rest === "") return;
    throw this.#invalid(
      `did not expect \`${this.#rest}\`: after the key come \`with\`, \`from\` and \`until\`, in this order`,
    );
  }

  #keyword(keyword: string): boolean {
    if (!this.#rest.startsWith(`${keyword} `)) return false;
    this.#rest = this.#rest.slice(keyword.length).trimStart();
    return true;
  }

  #word(): string {
    const word = /^\S*/.exec(this.#rest)?.[0] ?? "";
    this.#rest = this.#rest.slice(word.length).trimStart();
    return word;
  }

  #json(): JsonObject {
    const end = endOfJson(this.#rest);
    let value: Json;
    try {
      value = JSON.parse(this.#rest.slice(0, end)) as Json;
    } catch (cause) {
      throw this.#invalid("the parameters are not a JSON object", cause);
    }
    if (!isJsonObject(value)) throw this.#invalid("the parameters are not a JSON object");
    this.#rest = this.#rest.slice(end).trimStart();
    return value;
  }

  #invalid(problem: string, cause?: unknown): Failure {
    return new Failure("invalid_tuple", `\`${this.#whole}\` is not a tuple: ${problem}`, { cause });
  }
}

/** Where the JSON object at the start of the text ends: behind the brace that closes the first one. */
function endOfJson(text: string): number {
  let depth = 0;
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}]/gs)) {
    if (token[0] === "{") depth++;
    if (token[0] === "}" && --depth === 0) return token.index + 1;
  }
  return text.length;
}
