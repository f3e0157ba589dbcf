import { canonicalJson, compareText, formatObject, formatTuple } from "@relata/model";
import type { Wanted } from "@relata/resolver";
import type { ReadOptions } from "../consistency.ts";
import type { ObjectAttributes, Store, TupleFilter } from "../store.ts";
import { allAttributePages, allTuplePages } from "./all-pages.ts";
import { answerText } from "./answer-text.ts";
import { ask } from "./ask.ts";
import { texts } from "./text.ts";

/** What to ask of a store. */
export interface Questions {
  readonly wanted: readonly Wanted[];
  readonly filters: readonly TupleFilter[];
}

/** Everything that a store says of one state through any of its doors, as text. */
export interface Observed {
  /** In the order of the store, which `contents` promises. */
  readonly tuples: readonly string[];
  readonly attributes: readonly string[];
  readonly answers: readonly (readonly string[])[];
  readonly counts: readonly number[];
  /** For each filter: what all its pages hold, in canonical order. */
  readonly listed: readonly (readonly string[])[];
  readonly listedAttributes: readonly string[];
  /** What all batches of a scan hold, in canonical order. */
  readonly scanned: readonly string[];
}

export async function observe(
  store: Store,
  { wanted, filters }: Questions,
  options: ReadOptions = {},
): Promise<Observed> {
  const { tuples, attributes } = await store.contents(options);
  const counts: number[] = [];
  const listed: (readonly string[])[] = [];
  for (const filter of filters) {
    counts.push((await store.count(filter, options)).value);
    listed.push(texts((await allTuplePages(store, filter, { ...options, limit: 3 })).flat()));
  }
  return {
    tuples: tuples.map(formatTuple),
    attributes: attributes.map(attributesText),
    answers: (await ask(store, wanted, options)).map(answerText),
    counts,
    listed,
    listedAttributes: (await allAttributePages(store, { ...options, limit: 2 }))
      .flat()
      .map(attributesText)
      .sort(compareText),
    scanned: await scannedTexts(store, options),
  };
}

async function scannedTexts(store: Store, options: ReadOptions): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const batch of store.scan({ ...options, batch: 2 })) {
    found.push(...batch.tuples.map(formatTuple), ...batch.attributes.map(attributesText));
  }
  return found.sort(compareText);
}

export function attributesText({ object, values }: ObjectAttributes): string {
  return `${formatObject(object)} ${canonicalJson(values)}`;
}
