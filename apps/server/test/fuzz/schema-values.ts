import * as fc from "fast-check";

/** What of JSON Schema the document of the server uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly $ref?: string;
}

/** How schemas that are named elsewhere are found, and what texts are likely to mean something. */
export interface Vocabulary {
  readonly resolve: (ref: string) => Schema;
  /** For a field of that name. */
  readonly words: (name: string) => readonly string[];
}

/** Values that the schema takes: the texts among them mostly mean something, and sometimes nothing. */
export function valuesOf(schema: Schema, vocabulary: Vocabulary, name = ""): fc.Arbitrary<unknown> {
  const within = (inner: Schema, as = name) => valuesOf(inner, vocabulary, as);
  if (schema.$ref !== undefined) return within(vocabulary.resolve(schema.$ref));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((one) => within(one)));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...(schema.type as readonly string[]).map((type) => within({ ...schema, type })));
  }
  switch (schema.type) {
    case "string":
      return texts(schema, vocabulary.words(name));
    case "integer":
      return integers(schema, vocabulary.words(name).map(Number).filter(Number.isInteger));
    case "number":
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000_000, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(within(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 });
    case "object":
      return objects(schema, vocabulary);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function integers({ minimum = 0, maximum = 1_000_000 }: Schema, words: readonly number[]): fc.Arbitrary<number> {
  return words.length === 0 ? fc.integer({ min: minimum, max: maximum }) : fc.constantFrom(...words);
}

function texts({ format, minLength = 0, maxLength = 40 }: Schema, words: readonly string[]): fc.Arbitrary<string> {
  if (format === "date-time")
    return fc.constantFrom("2026-12-31T00:00:00Z", "2030-01-01T00:00:00Z", "1999-01-01T00:00:00Z");
  const anything = fc.string({ unit: "binary", minLength, maxLength: Math.min(maxLength, 40) });
  return words.length === 0 ? anything : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...words) }, anything);
}

function objects(
  { properties = {}, required = [], additionalProperties }: Schema,
  vocabulary: Vocabulary,
): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, inner]) => [name, valuesOf(inner, vocabulary, name)] as const);
  const least = fc.record(Object.fromEntries(fields.filter(([name]) => required.includes(name))));
  // Where all fields are likely, one of them is likely to be refused.
  const known = fc.oneof(least, fc.record(Object.fromEntries(fields), { requiredKeys: [...required] }));
  if (typeof additionalProperties !== "object") return known;
  const free = fc.dictionary(
    fc.constantFrom("amount", "status", "a b", "__proto__", "x"),
    fc.jsonValue({ maxDepth: 2 }),
    {
      maxKeys: 3,
    },
  );
  return fc.tuple(free, known).map(([more, own]) => ({ ...more, ...own }));
}

const WILD = [
  null,
  0,
  -1,
  1e308,
  0.5,
  true,
  "",
  "*",
  "\u0000",
  "a".repeat(2_000),
  [],
  {},
  [[[]]],
  { __proto__: { x: 1 } },
];

/** A value with one thing wrong somewhere: a field that is missing, unknown or of another kind, or all of it. */
export function broken(value: unknown): fc.Arbitrary<unknown> {
  const wild = fc.constantFrom(...(WILD as readonly unknown[]));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wild;
  const names = Object.keys(value);
  const any = value as Readonly<Record<string, unknown>>;
  const unknown = fc
    .constantFrom("admin", "constructor", "isAdmin", "owner.id")
    .map((name) => ({ ...any, [name]: true }));
  if (names.length === 0) return fc.oneof(wild, unknown);
  const without = fc
    .constantFrom(...names)
    .map((gone) => Object.fromEntries(Object.entries(any).filter(([name]) => name !== gone)));
  const changed = fc.tuple(fc.constantFrom(...names), wild).map(([name, other]) => ({ ...any, [name]: other }));
  const deeper = fc
    .constantFrom(...names)
    .chain((name) => broken(any[name]).map((other) => ({ ...any, [name]: other })));
  return fc.oneof(wild, unknown, without, changed, deeper);
}
