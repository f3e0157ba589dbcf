import * as fc from "fast-check";
import { broken, valuesOf, type Schema, type Vocabulary } from "./schema-values.ts";

/** An operation of the document. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly isOpen: boolean;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: Schema;
    readonly required?: boolean;
  }[];
  /** What a body is written in, with its schema; undefined where there is none. */
  readonly body?: { readonly type: string; readonly schema: Schema };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

export interface Asked {
  readonly operation: Operation;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Who is calling, by name; `nobody` without a credential. */
  readonly caller: string;
}

export const CALLERS = ["nobody", "admin", "clerk", "revoked", "wrong"] as const;

/** Requests of the operation, good and broken, by callers who may and who may not. */
export function requestsOf(operation: Operation, vocabulary: Vocabulary): fc.Arbitrary<Asked> {
  const named = (place: string) => operation.parameters.filter((one) => one.in === place);
  const paths = fc.record(
    Object.fromEntries(named("path").map(({ name }) => [name, fc.constantFrom(...vocabulary.words(name))])),
  );
  const queries = fc.record(
    Object.fromEntries(named("query").map(({ name, schema }) => [name, valuesOf(schema, vocabulary, name)])),
    { requiredKeys: named("query").flatMap(({ name, required }) => (required === true ? [name] : [])) },
  );
  const bodies = operation.body === undefined ? fc.constant(undefined) : bodiesOf(operation.body, vocabulary);
  return fc
    .record({
      caller: fc.oneof({ weight: 3, arbitrary: fc.constant("admin") }, fc.constantFrom(...CALLERS)),
      path: paths,
      query: fc.oneof({ weight: 5, arbitrary: queries }, queries.chain(broken)),
      body: bodies,
      from: fc.constantFrom("x-api-key", "authorization"),
    })
    .map(({ caller, path, query, body, from }) => ({
      operation,
      caller,
      path: filled(operation.path, path) + queryOf(query),
      headers: { "x-caller-in": from, ...(body !== undefined && { "content-type": body.type }) },
      ...(body !== undefined && { body: body.text }),
    }));
}

interface Body {
  readonly type: string;
  readonly text: string;
}

function bodiesOf(
  { type, schema }: { type: string; schema: Schema },
  vocabulary: Vocabulary,
): fc.Arbitrary<Body | undefined> {
  const values = valuesOf(schema, vocabulary);
  const print = (value: unknown) => (type === "application/json" ? JSON.stringify(value) : formOf(value));
  return fc.oneof(
    { weight: 8, arbitrary: values.map((value) => ({ type, text: print(value) })) },
    { weight: 6, arbitrary: values.chain(broken).map((value) => ({ type, text: print(value) })) },
    { weight: 1, arbitrary: values.map((value) => ({ type, text: print(value).slice(1) })) },
    { weight: 1, arbitrary: values.map((value) => ({ type: "text/plain", text: print(value) })) },
    { weight: 1, arbitrary: fc.constant({ type, text: "[".repeat(20_000) }) },
    { weight: 1, arbitrary: fc.constant({ type, text: "" }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function formOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const pairs = Object.entries(value).map(([name, one]): [string, string] => [
    name,
    typeof one === "string" ? one : JSON.stringify(one),
  ]);
  return new URLSearchParams(pairs).toString();
}

function queryOf(query: unknown): string {
  const text = formOf(query);
  return text === "" ? "" : `?${text}`;
}

function filled(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}
