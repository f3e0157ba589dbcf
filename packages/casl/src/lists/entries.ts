import type { Relata } from "@relata/core";
import { Failure, type Instant } from "@relata/model";
import type { Asked } from "../asked.ts";

/** Whether something is allowed, or waits for what the resource is. */
export type Outcome = "allowed" | "conditional";

/** What a subject has of one type of objects: an object with an entry has exactly what the entry says, any other what the rest says. */
export interface Entries {
  readonly type: string;
  /** By id, each with the outcomes of its permissions; empty for what is denied beside a rest. */
  readonly named: ReadonlyMap<string, ReadonlyMap<string, Outcome>>;
  readonly rest: ReadonlyMap<string, Outcome>;
  /** When time alone may first take something of it away. */
  readonly ends: readonly Instant[];
}

/** What of an engine is asked. */
export type Asking = Pick<Relata, "listObjects">;

/**
 * The entries of one type, at one state and one instant. No more are read than may be had.
 *
 * @throws Failure `budget_exceeded` beyond `most` of them
 */
export async function entriesOf(
  relata: Asking,
  asked: Asked,
  type: string,
  permissions: readonly string[],
  most: number,
): Promise<Entries> {
  const question = { ...asked.question, type, permission: permissions };
  const named = new Map<string, ReadonlyMap<string, Outcome>>();
  const ends: Instant[] = [];
  let rest: ReadonlyMap<string, Outcome> = new Map();
  let after: string | undefined;
  do {
    const part = { limit: most + 1 - named.size, ...(after !== undefined && { after }) };
    const { entries, next } = await relata.listObjects(question, part);
    for (const { reference, permissions: granted, except } of entries) {
      const outcomes = new Map(granted.map(({ permission, outcome }) => [permission, outcome]));
      ends.push(...granted.flatMap(({ validUntil }) => validUntil ?? []));
      if (except === undefined) named.set(idOf(reference, type), outcomes);
      else rest = outcomes;
      for (const denied of except ?? []) named.set(idOf(denied, type), new Map());
    }
    if (named.size > most) throw tooMany(type, most);
    after = next;
  } while (after !== undefined);
  return { type, named, rest, ends };
}

function idOf(reference: string, type: string): string {
  return reference.slice(type.length + 1);
}

function tooMany(type: string, most: number): Failure {
  return new Failure(
    "budget_exceeded",
    `rules would name more than ${most} objects, of \`${type}\` and the types before it: ask for fewer \`types\` or \`permissions\`, ` +
      "raise `maxObjects`, or ask the server about what it shows",
  );
}
