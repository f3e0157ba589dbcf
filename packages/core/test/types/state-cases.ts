import type { Case } from "./cases.ts";

/** What names states, filters and stores. */
export const STATES: readonly Case[] = [
  ["a state", `r.check({ ...ASKED, ⟨consistency: "latest"⟩ });`, `consistency: "lates"`, "consistency"],
  [
    "a state of a short question",
    `r.can("user:ann", "view", "folder:a", { consistency: { ⟨atLeast⟩: id } });`,
    "atLest",
  ],
  [
    "a state of a list",
    `r.listObjects({ subject: "user:ann", permission: "view", type: "folder", consistency: { ⟨exactly⟩: id } });`,
    "exact",
  ],
  ["a permission over another store", `r.store(id).can("user:ann", ⟨"view"⟩, "folder:a");`, `"veiw"`],
  ["a relation in a filter", `r.count({ ⟨relation: "viewer"⟩ });`, `relation: "veiwer"`, "relation"],
  [
    "a relation of the object's type in a filter",
    `r.count({ object: \`folder:\${id}\`, ⟨relation: "viewer"⟩ });`,
    `relation: "member"`,
    "relation",
  ],
  ["an object in a filter", `r.tuples({ ⟨object: "folder:a"⟩ });`, `object: "foldr:a"`, "object"],
  ["a type of objects in a filter", `r.tuples({ object: { ⟨type: "folder"⟩ } });`, `type: "foldr"`, "type"],
  ["a subject in a filter", `r.tuples({ ⟨subject: "group:a#member"⟩ });`, `subject: "group:a"`, "subject"],
  ["a type of subjects in a filter", `r.tuples({ subject: { ⟨type: "user"⟩ } });`, `type: "usr"`, "type"],
  [
    "a kind of subjects in a filter",
    `r.tuples({ subject: { ⟨relation: "member"⟩ } });`,
    `relation: "membr"`,
    "relation",
  ],
  ["a part that no filter has", `r.tuples({ object: { ⟨type⟩: "folder" } });`, "tpye"],
  [
    "a held filter",
    `const f: FilterInput<Authz> = { object: { type: "folder" }, ⟨relation: "viewer"⟩ }; r.count(f);`,
    `relation: "member"`,
    "f",
  ],
  ["a filter without a schema", `plainly.count({ ⟨relation⟩: id });`, "relatio"],
  ["what a page holds", `const p: ⟨string⟩ | undefined = (await r.tuples({})).next;`, "number", "p"],
  ["what is deleted", `const d: number = (await r.deleteMatching({ object: "folder:a" })).⟨deleted⟩;`, "count"],
  [
    "what would be deleted",
    `const d: number = (await r.deleteMatching({ object: "folder:a" }, { preview: true })).⟨count⟩;`,
    "deleted",
  ],
  [
    "a precondition of a deletion",
    `r.deleteMatching({ object: "folder:a" }, { preconditions: [{ must: "match", filter: { ⟨relation: "viewer"⟩ } }] });`,
    `relation: "veiwer"`,
    "relation",
  ],
  [
    "a precondition of a write",
    `r.write({ preconditions: [{ must: "match", filter: { object: "folder:a", ⟨relation: "viewer"⟩ } }] });`,
    `relation: "member"`,
    "relation",
  ],
  ["a name of a write", `r.write({ ⟨idempotencyKey: id⟩ });`, "idempotencyKey: 1", "idempotencyKey"],
  [
    "what is watched",
    `r.watch({ filters: [{ subject: "user:ann" }, { object: { type: "folder" }, ⟨relation: "viewer"⟩ }] });`,
    `relation: "member"`,
    "relation",
  ],
  ["how it is watched", `r.watch({ ⟨after⟩: id });`, "since"],
  [
    "what an event is",
    `for await (const e of r.watch()) if (e.kind === "revision") { const n: number = e.⟨number⟩; }`,
    "edge",
  ],
  ["what is imported", `r.import(⟨["folder:a#viewer@user:ann"]⟩);`, `["folder:a#veiwer@user:ann"]`],
  [
    "records that were read",
    `r.import(⟨[{ kind: "tuple", tuple: facts.tuples[0]! }]⟩); for await (const t of r.export()) r.import([t]);`,
    `[{ kind: "tupel", tuple: facts.tuples[0]! }]`,
  ],
  ["what is exported", `r.export({ filter: { ⟨object: "folder:a"⟩ } });`, `object: "foldr:a"`, "object"],
];
