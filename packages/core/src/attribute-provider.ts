import { valueProblem } from "@relata/abac";
import {
  compareText,
  Failure,
  formatObject,
  formatValueType,
  type Attribute,
  type Json,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
} from "@relata/model";
import type { ProvidedAttributes } from "@relata/resolver";

/** Rows of the application, by id; an id without one has no attributes. Properties that are not declared are passed over. */
export type ProvidedRows = ReadonlyMap<string, object> | Readonly<Record<string, object | undefined>>;

/**
 * Fetches what the application knows of objects of one type. It is asked once for each id that a question reads,
 * with all ids that were found together, sorted.
 *
 * ```ts
 * const invoices: AttributeProvider = async (ids) => new Map((await invoicesOf(ids)).map((row) => [row.id, row]));
 * ```
 */
export type AttributeProvider = (ids: readonly string[]) => ProvidedRows | Promise<ProvidedRows>;

/** Providers by the type of the objects that they know. */
export type AttributeProviders = Readonly<Record<string, AttributeProvider>>;

/** @throws Failure `unknown_type` for a provider of a type that the model does not have, or that declares nothing */
export function checkProviders(index: ModelIndex, providers: AttributeProviders): void {
  for (const type of Object.keys(providers)) {
    const definition = index.types.get(type)?.definition;
    if (definition === undefined)
      throw new Failure("unknown_type", `attributes are provided for an unknown type \`${type}\``);
    if (definition.attributes.length > 0) continue;
    throw new Failure("unknown_type", `attributes are provided for type \`${type}\`, which declares none`);
  }
}

/**
 * Fetches what a run lacked: all types at once, one call of a provider for each.
 *
 * @throws Failure `provider_failed` where a provider fails, or gives a value that is not of the declared type
 */
export async function fetchProvided(
  index: ModelIndex,
  providers: AttributeProviders,
  provided: ProvidedAttributes,
): Promise<void> {
  const fetched = [...wantedOf(provided)].map(async ([type, ids]) => {
    const rows = await attempt(type, async () => await providers[type]?.(ids));
    keep(index, provided, type, ids, rows);
  });
  await Promise.all(fetched);
}

/**
 * The same at once, where nothing can be waited for.
 *
 * @throws Failure `provider_failed`, also where a provider answers with a promise
 */
export function fetchProvidedNow(index: ModelIndex, providers: AttributeProviders, provided: ProvidedAttributes): void {
  for (const [type, ids] of wantedOf(provided)) {
    let rows: unknown;
    try {
      rows = providers[type]?.(ids);
    } catch (cause) {
      throw unfetched(type, cause);
    }
    if (rows instanceof Promise) {
      // Why: nobody waits for it any more, and its failure must not end the process.
      rows.catch(() => undefined);
      throw new Failure(
        "provider_failed",
        `the attributes of \`${type}\` are fetched with a promise, which a synchronous transaction cannot wait for`,
      );
    }
    keep(index, provided, type, ids, rows);
  }
}

/** Ids by type, sorted. */
function wantedOf(provided: ProvidedAttributes): ReadonlyMap<string, readonly string[]> {
  const byType = new Map<string, string[]>();
  for (const { type, id } of provided.takeWanted()) {
    const ids = byType.get(type);
    if (ids === undefined) byType.set(type, [id]);
    else ids.push(id);
  }
  for (const ids of byType.values()) ids.sort(compareText);
  return byType;
}

async function attempt(type: string, fetch: () => Promise<unknown>): Promise<unknown> {
  try {
    return await fetch();
  } catch (cause) {
    throw unfetched(type, cause);
  }
}

function unfetched(type: string, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Failure("provider_failed", `the attributes of \`${type}\` could not be fetched: ${reason}`, { cause });
}

function keep(
  index: ModelIndex,
  provided: ProvidedAttributes,
  type: string,
  ids: readonly string[],
  rows: unknown,
): void {
  if (typeof rows !== "object" || rows === null) {
    throw new Failure(
      "provider_failed",
      `the attributes of \`${type}\` are provided as rows by id, in a map or an object`,
    );
  }
  const attributes = index.types.get(type)?.definition.attributes ?? [];
  for (const id of ids) {
    provided.set({ type, id }, valuesOf({ type, id }, attributes, rowOf(rows as ProvidedRows, id)));
  }
}

function rowOf(rows: ProvidedRows, id: string): object | undefined {
  if (rows instanceof Map) return rows.get(id) as object | undefined;
  return Object.hasOwn(rows, id) ? (rows as Readonly<Record<string, object | undefined>>)[id] : undefined;
}

/**
 * The declared attributes of a row. A null where the type has none is what databases say of a value that is not there;
 * a `Date` is a timestamp, as drivers read one.
 */
function valuesOf(object: ObjectRef, attributes: readonly Attribute[], row: object | undefined): JsonObject {
  if (row === undefined || row === null) return {};
  const entries: [string, Json][] = [];
  for (const { name, type } of attributes) {
    if (!Object.hasOwn(row, name)) continue;
    const value = (row as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || (value === null && type.kind !== "any")) continue;
    const plain = value instanceof Date && type.kind === "timestamp" ? timestampOf(value) : value;
    const problem = valueProblem(plain as Json, type);
    if (problem === undefined) entries.push([name, plain as Json]);
    else throw misfit(object, name, problem, formatValueType(type));
  }
  return Object.fromEntries(entries);
}

/** Why not `toISOString` of any date: it throws for one that is no instant, and this is to be told as a value of no use. */
function timestampOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

function misfit(object: ObjectRef, name: string, problem: string, type: string): Failure {
  const where = `\`${name}\` of \`${formatObject(object)}\``;
  return new Failure(
    "provider_failed",
    `${where}, as it is provided, ${problem}; the model declares \`${name}: ${type}\``,
    {
      details: { object, attribute: name },
    },
  );
}
