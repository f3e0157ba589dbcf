import type { Listed, Permissions, Relata } from "@relata/core";
import type { Token } from "@relata/keys/verifier";
import { verdict } from "@relata/keys/verifier";
import { isFailure, type JsonObject } from "@relata/model";
import { IDS, OBJECT_TYPES } from "@relata/spec";
import type { Asked } from "../../src/index.ts";

export const PERMISSIONS = ["view", "edit", "share"];

/** Everything of a random world, and for each type an object that nothing names. */
export const OBJECTS = OBJECT_TYPES.flatMap((type) => [...(IDS[type] ?? []), "unnamed"].map((id) => ({ type, id })));

/** `failed` where the engine says that the question has no answer. */
export type Said = "allowed" | "conditional" | "denied" | "failed";

/** What each path says, by path and then by question: `doc:d view`. A path that fails as a whole fails of each. */
export type Answers = Readonly<Record<string, Readonly<Record<string, Said>>>>;

/** What a request would supply, and which permission each path is asked about that is asked one question at a time. */
export interface Given {
  readonly context: JsonObject;
  readonly permission: string;
}

/** The answers of one subject on every path of the engine. */
export async function answersOf(
  relata: Relata,
  subject: Asked,
  { context, permission: single }: Given,
): Promise<Answers> {
  const places = PLACES.filter(({ permission }) => permission === single);
  const known = places.filter(({ object }) => object.id !== "unnamed");
  const questions = PLACES.map(({ object, permission }) => ({ subject, permission, object }));
  const batch = await relata.checkMany(questions, { context });
  const held = await orFailed(async () => relata.permissionsOf(subject, { context, types: [...OBJECT_TYPES] }));
  const lists: Record<string, readonly Listed[] | "failed"> = {};
  for (const [type, permission] of LISTS) {
    const list = async () => relata.listObjects({ context, subject, permission, type });
    lists[`${type} ${permission}`] = await orFailed(list);
  }
  return {
    check: await each(places, (place) =>
      orFailed(async () => (await relata.check({ ...place, context, subject })).outcome),
    ),
    // Why not all: it is asked for its decision here, and looks for what is near it besides.
    explain: await each(known, (place) =>
      orFailed(async () => (await relata.explain({ ...place, context, subject })).decision.outcome),
    ),
    batch: await each(PLACES, (_, n) => batch[n]?.decision?.outcome ?? "failed"),
    permissionsOf: await each(PLACES, (place) => (held === "failed" ? held : heldAs(held, place))),
    listObjects: await each(PLACES, ({ object, permission }) => {
      const listed = lists[`${object.type} ${permission}`] ?? "failed";
      return listed === "failed" ? listed : listedAs(listed, `${object.type}:${object.id}`);
    }),
  };
}

/**
 * What a token says: `ask` is what `check` calls conditional, of a token that is complete. One that is not leaves open what it
 * does not name.
 */
export async function tokenSays(token: () => Promise<Token>): Promise<Answers> {
  const taken = await orFailed(token);
  const say = ({ object: { type, id }, permission }: Place): Said => {
    if (taken === "failed") return taken;
    const open = taken.claims.perm_complete ? "conditional" : "failed";
    return ({ allow: "allowed", ask: open, deny: "denied" } as const)[verdict(taken, type, id, permission)];
  };
  return { token: await each(PLACES, say) };
}

interface Place {
  readonly object: { readonly type: string; readonly id: string };
  readonly permission: string;
}

const PLACES: readonly Place[] = OBJECTS.flatMap((object) => PERMISSIONS.map((permission) => ({ object, permission })));

const LISTS = OBJECT_TYPES.flatMap((type) => PERMISSIONS.map((permission) => [type, permission] as const));

async function each(
  places: readonly Place[],
  say: (place: Place, n: number) => Said | Promise<Said>,
): Promise<Readonly<Record<string, Said>>> {
  const answers: Record<string, Said> = {};
  for (const [n, place] of places.entries())
    answers[`${place.object.type}:${place.object.id} ${place.permission}`] = await say(place, n);
  return answers;
}

/** What the list says of the reference: its own entry, or the wildcard's. */
export function listedAs(list: readonly Listed[], reference: string): Said {
  const own = list.find((entry) => entry.reference === reference && entry.except === undefined);
  const rest = list.find((entry) => entry.except !== undefined && !entry.except.includes(reference));
  return (own ?? rest)?.outcome ?? "denied";
}

function heldAs(held: readonly Permissions[], { object: { type, id }, permission }: Place): Said {
  const entry =
    held.find(({ object }) => object === `${type}:${id}`) ?? held.find(({ object }) => object === `${type}:*`);
  if (entry?.allowed.includes(permission) === true) return "allowed";
  return entry?.conditional.some((one) => one.permission === permission) === true ? "conditional" : "denied";
}

/** Of a random world some questions have no answer, which is no fault of whoever asks. */
export async function orFailed<T>(ask: () => Promise<T>): Promise<T | "failed"> {
  try {
    return await ask();
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return "failed";
    throw error;
  }
}
