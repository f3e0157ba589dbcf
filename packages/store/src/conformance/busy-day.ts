import type { Changes, Store } from "../store.ts";
import { has, memberships, objects, sets, usages } from "./ask.ts";
import { attempt } from "./open-store.ts";
import type { Questions } from "./observe.ts";
import { object, tuple, tuples } from "./text.ts";

/** A small store with something of everything. */
export const MORNING: Changes = {
  touch: [
    ...tuples("group:eng#member@user:ann", "group:all#member@group:eng#member", "doc:a#viewer@group:all#member"),
    ...tuples("doc:a#parent@folder:x", "doc:*#viewer@user:zoe", "doc:b#viewer@user:*"),
    tuple("doc:a#viewer@user:bob", { policy: { name: "p", parameters: { x: 1 } } }),
    tuple("doc:b#viewer@user:eve", { from: "2026-01-01T00:00:00Z", until: "2027-01-01T00:00:00Z" }),
  ],
  attributes: [
    { object: object("doc:a"), set: { size: 1, status: "draft" } },
    { object: object("doc:b"), set: { size: null } },
    { object: object("doc:c"), set: { size: 3 } },
  ],
};

/** Questions whose answers any of the changes below may change. */
export const QUESTIONS: Questions = {
  wanted: [
    has("doc:a#viewer@user:bob"),
    has("doc:b#viewer@user:zoe"),
    sets("doc:a#viewer"),
    objects("doc:a#parent"),
    memberships("user:ann", "group#member"),
    usages("user:bob"),
    { ask: "attributes", object: object("doc:a") },
    { ask: "ids", type: "user" },
    { ask: "ids", type: "doc" },
  ],
  filters: [
    {},
    { object: { type: "doc" } },
    { object: object("doc:a"), relation: "viewer" },
    { subject: { type: "user", id: "bob" } },
    { relation: "viewer", subject: { relation: null } },
    { subject: { relation: "member" } },
  ],
};

/** Writes of every kind, each of which leaves another state behind. */
export const BUSY_DAY: readonly [string, (store: Store) => Promise<unknown>][] = [
  ["a tuple is made", (store) => write(store, { touch: tuples("doc:d#viewer@user:ann") })],
  ["one is created", (store) => write(store, { create: tuples("group:eng#member@user:bob") })],
  ["a policy is replaced", (store) => write(store, { touch: [withPolicy(2)] })],
  ["a policy is lifted", (store) => write(store, { touch: tuples("doc:a#viewer@user:bob") })],
  ["a window is closed earlier", (store) => write(store, { touch: [untilSummer] })],
  ["a group loses its member", (store) => write(store, { delete: tuples("group:eng#member@user:ann") })],
  ["a tuple is deleted", (store) => write(store, { delete: tuples("doc:a#viewer@user:bob") })],
  ["it is made anew", (store) => write(store, { create: [withPolicy(3)] })],
  ["nothing is changed", (store) => write(store, {})],
  ["an attribute is replaced", (store) => set(store, "doc:a", { size: 2 })],
  ["one is added", (store) => set(store, "doc:d", { size: 4 })],
  ["one is unset", (store) => write(store, { attributes: [{ object: object("doc:a"), unset: ["status"] }] })],
  ["an object loses its last", (store) => write(store, { attributes: [{ object: object("doc:b"), unset: ["size"] }] })],
  ["a filter deletes", (store) => attempt(() => store.deleteMatching({ object: object("doc:b") }))],
  ["a model is applied, and deletes", applyModel],
];

const withPolicy = (x: number) => tuple("doc:a#viewer@user:bob", { policy: { name: "p", parameters: { x } } });
const untilSummer = tuple("doc:b#viewer@user:eve", { from: "2026-01-01T00:00:00Z", until: "2026-07-01T00:00:00Z" });

async function write(store: Store, changes: Changes): Promise<unknown> {
  return store.write(changes);
}

async function set(store: Store, of: string, values: { readonly size: number }): Promise<unknown> {
  return store.write({ attributes: [{ object: object(of), set: values }] });
}

/** Lets no tuple of `parent` stay, nor the size of a document. */
async function applyModel(store: Store): Promise<unknown> {
  const model = { version: 1, types: [], policies: [], context: [] } as const;
  const judge = {
    tuples: ({ relation }: { readonly relation: string }) =>
      relation === "parent" ? "there are no parents" : undefined,
    attributes: () => (value: unknown) => (value === 3 ? "three is too large" : undefined),
  };
  return store.models.apply({ model, hash: "evening", at: 1_000 }, judge, { deleteStranded: true });
}
