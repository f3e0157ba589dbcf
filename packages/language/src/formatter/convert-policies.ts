import { LineStarts } from "../diagnostics/line-starts.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import type { SourceFile } from "../diagnostics/source-file.ts";
import { lex, type Lexed } from "../lexer/lex.ts";
import type { Comment } from "../lexer/token.ts";
import { toJson } from "../parser/json-node.ts";
import type { PolicySyntax } from "../parser/syntax.ts";
import { printPolicyBody, type PolicyForm } from "../printer/policy/print-policy-body.ts";
import { readFile } from "../sources/read-file.ts";
import { format, type Formatted } from "./format.ts";

/** A policy whose body stays in the form that it has. */
export interface KeptBody {
  readonly policy: string;
  /** Of its body, from 1. */
  readonly line: number;
  /** The end of a sentence. */
  readonly reason: string;
}

export type ConvertedPolicies =
  | { readonly text: string; readonly kept: readonly KeptBody[] }
  | Exclude<Formatted, { text: string }>;

/** What stands in the file of a body, from its first token on. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Formats a file, with the bodies of its policies as expressions, or as JSON. A body with a comment inside stays as it is,
 * as a comment has no place in the other form; so does JSON that no expression says.
 *
 * Law: the model stays equal. Cost: as `format`, and each body that changes is printed and read once.
 */
export function convertPolicies(source: SourceFile, form: PolicyForm): ConvertedPolicies {
  const reporter = new Reporter();
  const { policies } = readFile(source, reporter);
  if (reporter.hasErrors) return { diagnostics: reporter.finish() };
  const bodies = new Bodies(lex(source, new Reporter()));
  const lines = new LineStarts(source.text);
  const kept: KeptBody[] = [];
  const parts: string[] = [];
  let written = 0;
  for (const policy of policies) {
    const stretch = bodies.stretchOf(policy);
    if (stretch === undefined || policy.body?.kind === form) continue;
    const converted = bodies.holdsComment(stretch) ? { reason: "it holds a comment" } : convert(policy, form);
    if ("reason" in converted) {
      kept.push({ policy: policy.name.text, line: lines.locate(stretch.start).line, reason: converted.reason });
      continue;
    }
    // Why: `}` may touch the keyword behind it, and a name may not.
    const gap = /[\w`]/.test(source.text[stretch.end] ?? "") ? " " : "";
    parts.push(source.text.slice(written, stretch.start), converted.body, gap);
    written = stretch.end;
  }
  const text = parts.join("") + source.text.slice(written);
  const formatted = format({ path: source.path, text });
  return "text" in formatted ? { ...formatted, kept } : formatted;
}

function convert(
  { parameters, body }: PolicySyntax,
  form: PolicyForm,
): { readonly body: string } | { readonly reason: string } {
  if (body?.node === undefined) return { reason: "it could not be read" };
  const names = parameters.map(({ name }) => name.text);
  const printed = printPolicyBody(toJson(body.node), { form, parameters: names }).trim();
  if (form === "expression" && printed.startsWith("json ")) return { reason: "no expression says the same" };
  return { body: printed };
}

/** Where bodies stand among the tokens and comments of a file. Asked in the order of the text, which keeps it linear. */
class Bodies {
  readonly #before: ReadonlyMap<number, number>;
  readonly #comments: readonly Comment[];
  #comment = 0;

  constructor({ tokens, comments }: Lexed) {
    this.#before = new Map(tokens.map(({ start }, i) => [start, tokens[i - 1]?.start ?? 0]));
    this.#comments = comments;
  }

  /** From the keyword `json`, or the expression, to the end of the body. */
  stretchOf({ body }: PolicySyntax): Stretch | undefined {
    if (body === undefined) return undefined;
    if (body.kind === "expression") return body.expression.place;
    const { start, end } = body.node.place;
    return { start: this.#before.get(start) ?? start, end };
  }

  holdsComment({ start, end }: Stretch): boolean {
    while ((this.#comments[this.#comment]?.start ?? Number.POSITIVE_INFINITY) < start) this.#comment++;
    return (this.#comments[this.#comment]?.start ?? Number.POSITIVE_INFINITY) < end;
  }
}
