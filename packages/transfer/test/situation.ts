import { compileText } from "@relata/language";
import { idProblem, indexModel, isFailure, type Failure, type Instant, type JsonObject } from "@relata/model";
import {
  parseRecords,
  printRecords,
  type ParseOptions,
  type TransferFormat,
  type TransferRecord,
} from "@relata/transfer";
import fc from "fast-check";

/** Names of every kind that a model may have: also such that look like comments, formulas, quotes and keywords. */
const HOSTILE = ["//odd", "=sum", "+1", '"q"', "a,b", "with", "from", "{", "'", "\\", "🦊"] as const;
const POLICIES = ["local", "until", "{", "x,y"] as const;

const many = (line: (name: string) => string) => HOSTILE.map((name) => line(`\`${name}\``)).join("\n");
const kinds = ["user", "user:*", "group#member", "group#`a,b`", ...POLICIES.map((name) => `user with \`${name}\``)];

const { model, diagnostics } = compileText(
  `model 1
type user
type group { relation member: user
relation \`a,b\`: user }
type acme:doc {
${many((name) => `attribute ${name}: any`)}
attribute __proto__: any
${many((name) => `relation ${name}: ${kinds.join(" | ")}`)}
}
${many((name) => `type ${name} { attribute ${name}: any\nrelation viewer: ${kinds.join(" | ")} }`)}
${POLICIES.map((name) => `policy \`${name}\`(tuple a: any, b: any) = a == b`).join("\n")}
`,
  "hostile.relata",
);
if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));

export const INDEX = indexModel(model);

/** Ids of every script, ids made of what the formats are made of, and ids that spreadsheets take for formulas. */
const ids = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    fc
      .array(fc.constantFrom(":", "@", "*", "{", "}", '"', '""', ",", ";", "\\", "/", "//", "with", "a", "🦊"), {
        minLength: 1,
        maxLength: 8,
      })
      .map((parts) => parts.join("")),
    fc.constantFrom("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c'!A0", '"', "'", "\u200B", "0001", "1e5", "TRUE"),
  )
  .filter((id) => idProblem(id) === undefined);

const instants = fc
  .bigInt({ min: -62_167_219_200_000_000_000n, max: 253_402_300_799_999_999_998n })
  .map((ns) => ns as Instant);

const windows = fc.oneof(
  fc.constant({}),
  instants.map((from) => ({ from })),
  instants.map((until) => ({ until })),
  instants.map((from) => ({ from, until: (from + 1n) as Instant })),
);

/** As JSON has them: `-0` is `0` there. Text of all kinds, line breaks and halves of surrogate pairs included. */
const values = fc
  .oneof(
    fc.jsonValue({ stringUnit: "binary" }),
    fc.constantFrom("\u2028", "\r\n", 'a,b\n"c"', "\uD800", "\uFEFF", "=1+1", " "),
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject[string]);

const objects = fc.record({ type: fc.constantFrom("acme:doc", ...HOSTILE), id: ids });

const plainSubjects = fc.oneof(
  ids.map((id) => ({ type: "user", id })),
  ids
    .filter((id) => id !== "*")
    .chain((id) => fc.constantFrom("member", "a,b").map((relation) => ({ type: "group", id, relation }))),
);

const policies = fc.record({
  name: fc.constantFrom(...POLICIES),
  parameters: fc.oneof(
    values.map((a) => ({ a })),
    fc.record({ a: values, b: values }),
  ),
});

const carried = fc.oneof(
  { weight: 2, arbitrary: plainSubjects.map((subject) => ({ subject })) },
  fc.record({ subject: ids.filter((id) => id !== "*").map((id) => ({ type: "user", id })), policy: policies }),
);

const tupleRecords = fc
  .tuple(objects, fc.constantFrom(...HOSTILE), carried, windows)
  .map(([object, relation, value, window]): TransferRecord => ({
    kind: "tuple",
    tuple: { object, relation: object.type === "acme:doc" ? relation : "viewer", ...value, ...window },
  }));

const attributeRecords = fc
  .tuple(
    objects.filter(({ id }) => id !== "*"),
    fc.uniqueArray(fc.tuple(fc.constantFrom("__proto__", ...HOSTILE), values), {
      minLength: 1,
      maxLength: 4,
      selector: ([name]) => name,
    }),
  )
  .map(([object, entries]): TransferRecord => {
    const given = object.type === "acme:doc" ? entries : entries.slice(0, 1).map(([, value]) => [object.type, value]);
    return { kind: "attributes", object, values: Object.fromEntries(given) as JsonObject };
  });

const isSame = (a: TransferRecord | undefined, b: TransferRecord) =>
  a?.kind === "attributes" && b.kind === "attributes" && a.object.type === b.object.type && a.object.id === b.object.id;

export const tuples = fc.array(tupleRecords, { maxLength: 12 });
/** Each object once among its neighbours, as a store has them. */
export const attributes = fc
  .array(attributeRecords, { maxLength: 8 })
  .map((records) => records.filter((record, i) => !isSame(records[i - 1], record)));

/** The text in chunks, cut at any places, also twice at one. */
export function cut(text: string, places: readonly number[]): readonly string[] {
  const at = places.map((place) => place % (text.length + 1)).toSorted((a, b) => a - b);
  return [...at, text.length].map((end, i) => text.slice(at[i - 1] ?? 0, end));
}

export const cuts = fc.array(fc.nat(), { maxLength: 12 });

export async function printed(records: Iterable<TransferRecord>, format: TransferFormat): Promise<string> {
  return (await all(printRecords(records, format))).join("");
}

/** The records of a text, without their lines, and what ended the reading, if anything did. */
export interface Outcome {
  readonly records: readonly TransferRecord[];
  readonly lines: readonly number[];
  readonly failure?: Failure;
}

export async function outcomeOf(
  chunks: Iterable<string>,
  format: TransferFormat,
  options: ParseOptions = {},
): Promise<Outcome> {
  const records: TransferRecord[] = [];
  const lines: number[] = [];
  try {
    for await (const { line, ...record } of parseRecords(INDEX, chunks, format, options)) {
      records.push(record);
      lines.push(line);
    }
    return { records, lines };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { records, lines, failure: error };
  }
}

export async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
