import type { Case } from "./cases.ts";

/** Batches, permissions, and the terms of questions. */
export const MANY: readonly Case[] = [
  [
    "a permission in a batch",
    `r.checkMany([ASKED, { subject: "user:ann", ⟨permission: "view"⟩, object: "folder:plans" }]);`,
    `permission: "read"`,
    "permission",
  ],
  [
    "an attribute in a batch",
    `r.checkMany([{ ...ASKED, resource: { ⟨amount⟩: 10 } }], { context: { region: "eu" } });`,
    "amunt",
  ],
  ["the context of a batch", `r.checkMany([ASKED], { context: { ⟨region⟩: "eu" } });`, "regin"],
  [
    "a batch that is held in a variable",
    `const batch: readonly CheckItem<Authz>[] = [{ ...ASKED, ⟨permission⟩: "read" }]; for (const { failure } of v.checkMany(batch)) id === failure?.code;`,
    "permision",
  ],
  [
    "what is of the whole batch",
    `r.checkMany([{ subject: "user:ann", permission: "view", object: "folder:plans", ⟨context: {}⟩ }]);`,
    `now: "2026-01-31T09:00:00Z"`,
    "now",
  ],
  ["a type of which to tell the permissions", `r.permissionsOf("user:ann", { types: [⟨"folder"⟩] });`, `"foldr"`],
  [
    "an object of which to tell the permissions",
    `r.permissionsOf("user:ann", { objects: ["client_abc:invoice:1", ⟨"folder:plans"⟩] });`,
    `"foldr:plans"`,
  ],
  ["a permission to tell of", `v.permissionsOf("user:ann", { permissions: [⟨"view"⟩] });`, `"viewer"`],
  ["whose permissions are told", `r.permissionsOf(⟨"user:ann"⟩);`, `"usr:ann"`],
  ["the object of all permissions", `r.permissionsOn("user:ann", ⟨"folder:plans"⟩);`, `"foldr:plans"`],
  [
    "the attributes of that object",
    `v.permissionsOn("user:ann", "client_abc:invoice:1", { resource: { ⟨amount⟩: 1 } });`,
    "amunt",
  ],
  [
    "a tuple of a request",
    `r.can("user:ann", "view", "folder:plans", { tuples: [⟨"folder:plans#viewer@user:ann"⟩] });`,
    `"folder:plans#view@user:ann"`,
  ],
  ["the signal of a question", `r.check({ ...ASKED, ⟨signal⟩: new AbortController().signal });`, "sginal"],
  [
    "the deadline of a list",
    `r.listObjects({ subject: "user:ann", permission: "view", type: "folder", ⟨deadlineMs⟩: 5 });`,
    "deadline",
  ],
];
