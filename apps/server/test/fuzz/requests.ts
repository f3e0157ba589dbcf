import * as fc from "fast-check";
import { CALLERS, type Caller } from "./cast.ts";
import type { Operation } from "./operations.ts";
import { broken, valuesOf, type Schema, type Vocabulary } from "./schema-values.ts";

export interface Asked {
  readonly operation: Operation;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly caller: Caller;
  /** The header in which the caller shows its credential. */
  readonly by: "x-api-key" | "authorization";
}

/** Half of all requests may do anything, so that what stands behind the doors is met too. */
const caller = fc.oneof(fc.constant<Caller>("admin"), fc.constantFrom(...CALLERS));
const by = fc.constantFrom("x-api-key" as const, "authorization" as const);
const requestId = fc.option(fc.constantFrom("abc-1.2_3", "with blanks", "x".repeat(257), ""), {
  freq: 4,
  nil: undefined,
});

/** Requests of the operation, good and broken, by callers who may and who may not. */
export function requestsOf(operation: Operation, vocabulary: Vocabulary): fc.Arbitrary<Asked> {
  const query = given(operation, "query", vocabulary);
  const parts = {
    caller,
    by,
    requestId,
    path: given(operation, "path", vocabulary),
    query: fc.oneof({ weight: 5, arbitrary: query }, query.chain(broken)),
    header: given(operation, "header", vocabulary),
    body: operation.body === undefined ? fc.constant(undefined) : bodiesOf(operation.body, vocabulary),
  };
  return fc.record(parts).map(({ path, query: asked, header, body, requestId: id, ...who }) => ({
    ...who,
    operation,
    path: filled(operation.path, path) + queryOf(asked),
    headers: {
      ...sendable(header),
      ...(id !== undefined && { "x-request-id": id }),
      ...(body !== undefined && { "content-type": body.type }),
    },
    ...(body !== undefined && { body: body.text }),
  }));
}

/** Parameters of one kind: those that must be there, and some that may. */
function given({ parameters }: Operation, place: string, vocabulary: Vocabulary) {
  const named = parameters.filter((one) => one.in === place);
  const values = Object.fromEntries(
    named.map(({ name, schema }) => {
      const [first, ...others] = place === "path" ? vocabulary.words(name) : [];
      return [name, first === undefined ? valuesOf(schema, vocabulary, name) : fc.constantFrom(first, ...others)];
    }),
  );
  return fc.record(values, { requiredKeys: named.filter(({ required }) => required).map(({ name }) => name) });
}

interface Body {
  readonly type: string;
  readonly text: string;
}

function bodiesOf(
  { type, schema }: { readonly type: string; readonly schema: Schema },
  vocabulary: Vocabulary,
): fc.Arbitrary<Body | undefined> {
  const values = valuesOf(schema, vocabulary);
  const print = (value: unknown) => (type === "application/json" ? JSON.stringify(value) : formOf(value));
  return fc.oneof(
    { weight: 8, arbitrary: values.map((value) => ({ type, text: print(value) })) },
    { weight: 6, arbitrary: values.chain(broken).map((value) => ({ type, text: print(value) })) },
    { weight: 1, arbitrary: values.map((value) => ({ type, text: print(value).slice(1) })) },
    { weight: 1, arbitrary: values.map((value) => ({ type: "text/plain", text: print(value) })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("[".repeat(20_000), " ".repeat(40_000), "").map((text) => ({ type, text })),
    },
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

/** Of headers, those that a client can send at all. */
function sendable(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return Object.fromEntries(texts.filter(([, text]) => /^[\x20-\x7e]*$/.test(text)));
}

function filled(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}
