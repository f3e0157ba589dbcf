import type { JsonObject } from "@relata/model";
import type { Answer, Plan, Wanted } from "@relata/resolver";
import type { ReadOptions } from "../consistency.ts";
import type { Store } from "../store.ts";
import { object, subject, texts } from "./text.ts";

/** The answers to one batch in one snapshot. */
export async function ask(store: Store, batch: readonly Wanted[], options?: ReadOptions): Promise<readonly Answer[]> {
  const { value } = await store.read(function* (): Plan<readonly Answer[]> {
    return yield batch;
  }, options);
  return value;
}

/** The tuples that answer the question, as text in canonical order. */
export async function askTuples(store: Store, wanted: Wanted): Promise<readonly string[]> {
  const [answer] = await ask(store, [wanted]);
  if (answer === undefined || !("tuples" in answer))
    throw new TypeError(`\`${wanted.ask}\` was not answered in tuples`);
  return texts(answer.tuples);
}

export async function askAttributes(store: Store, of: string): Promise<JsonObject> {
  const [answer] = await ask(store, [{ ask: "attributes", object: object(of) }]);
  if (answer === undefined || !("attributes" in answer)) throw new TypeError("expected attributes");
  return answer.attributes;
}

export async function askIds(store: Store, type: string): Promise<readonly string[]> {
  const [answer] = await ask(store, [{ ask: "ids", type }]);
  if (answer === undefined || !("ids" in answer)) throw new TypeError("expected ids");
  return answer.ids;
}

/** The live tuples of the whole store, as text in the order of the store's answer. */
export async function allTuples(store: Store): Promise<readonly string[]> {
  const { tuples } = await store.contents();
  return tuples.map((tuple) => texts([tuple])[0] ?? "");
}

/** `has("doc:a#viewer@user:ann")`, as data. */
export function has(text: string): Wanted {
  const hash = text.indexOf("#");
  const at = text.indexOf("@", hash);
  return {
    ask: "has",
    object: object(text.slice(0, hash)),
    relation: text.slice(hash + 1, at),
    subject: subject(text.slice(at + 1)),
  };
}

/** `sets("doc:a#viewer")`, as data. */
export function sets(text: string): Wanted {
  const [on = "", relation = ""] = text.split("#");
  return { ask: "sets", object: object(on), relation };
}

/** `objects("doc:a#parent")`, as data. */
export function objects(text: string): Wanted {
  const [on = "", relation = ""] = text.split("#");
  return { ask: "objects", object: object(on), relation };
}

export function usages(of: string): Wanted {
  return { ask: "usages", entity: object(of) };
}

/** `usesUnder("group:eng#member", "doc#viewer")`, as data: what has that subject under the relation of the type. */
export function usesUnder(of: string, kind: string): Wanted {
  const { relation: as, ...entity } = subject(of);
  const [type = "", relation = ""] = kind.split("#");
  return { ask: "usages", entity, use: { type, relation, ...(as !== undefined && { as }) } };
}

/** `memberships("user:ann", "group#member")`, as data. */
export function memberships(of: string, ...through: readonly string[]): Wanted {
  const kinds = through.map((text) => {
    const [type = "", relation = ""] = text.split("#");
    return { type, relation };
  });
  return { ask: "memberships", subject: subject(of), through: kinds };
}
