import type { Case } from "./cases.ts";

/** Lists, whole and page by page. */
export const LISTS: readonly Case[] = [
  [
    "a permission of the listed type",
    `r.listObjects({ subject: "user:ann", ⟨permission: "view"⟩, type: "folder" });`,
    `permission: "read"`,
    "permission",
  ],
  [
    "a listed type",
    `r.listObjects({ subject: "user:ann", permission: "view", ⟨type: "folder"⟩ });`,
    `type: "foldr"`,
    "type",
  ],
  [
    "who is listed for",
    `r.listObjects({ ⟨subject: "user:ann"⟩, permission: "view", type: "folder" });`,
    `subject: "group:eng"`,
    "subject",
  ],
  [
    "a kind of listed subjects",
    `r.listSubjects({ object: "folder:a", permission: "view", ⟨type: "group#member"⟩ });`,
    `type: "group#membr"`,
    "type",
  ],
  [
    "a type that is listed only as a set",
    `r.listSubjects({ object: "folder:a", permission: "view", ⟨type: "user"⟩ });`,
    `type: "group"`,
    "type",
  ],
  [
    "a permission on the object of a list",
    `r.listSubjects({ object: "folder:a", ⟨permission: "view"⟩, type: "user" });`,
    `permission: "vew"`,
    "permission",
  ],
  [
    "the attributes of the object of a list",
    `r.listSubjects({ object: "client_abc:invoice:1", permission: "read", type: "user", resource: { ⟨amount⟩: 1 } });`,
    "amunt",
  ],
  [
    "what a list of objects holds",
    `const a: readonly Listed<⟨\`folder:\${string}\`⟩>[] = await r.listObjects({ subject: "user:ann", permission: "view", type: "folder" });`,
    "`group:${string}`",
    "a",
  ],
  [
    "what a list of subject sets holds",
    `const b: readonly Listed<⟨\`group:\${string}#member\` | "group:*"⟩>[] = await r.listSubjects({ object: "folder:a", permission: "view", type: "group#member" });`,
    "`group:${string}#owner`",
    "b",
  ],
  [
    "one of several permissions of the listed type",
    `r.listObjects({ subject: "user:ann", permission: ["read", ⟨"refund"⟩], type: "client_abc:invoice" });`,
    `"view"`,
  ],
  [
    "one of several permissions on the object of a list",
    `r.listSubjects({ object: "folder:a", permission: ["view", ⟨"viewer"⟩], type: "user" });`,
    `"vewer"`,
  ],
  [
    "the object that a list is within",
    `r.listObjects({ subject: "user:ann", permission: "view", type: "folder", ⟨within: "folder:top"⟩, through: "parent" });`,
    `within: "foldr:top"`,
    "within",
  ],
  [
    "the relation that a scope goes through",
    `r.listObjects({ subject: "user:ann", permission: "view", type: "folder", within: "folder:top", ⟨through: "parent"⟩ });`,
    `through: "view"`,
    "through",
  ],
  [
    "one of the relations that a scope goes through",
    `r.listObjects({ subject: "user:ann", permission: "view", type: "folder", within: \`folder:\${id}\`, through: [⟨"parent"⟩, "viewer"] });`,
    `"parnt"`,
  ],
  [
    "what a list of several permissions holds",
    `const d: readonly ListedSeveral<\`folder:\${string}\`, ⟨"view" | "viewer"⟩>[] = await r.listObjects({ subject: "user:ann", permission: ["view", "viewer"], type: "folder" });`,
    `"view"`,
    "d",
  ],
  [
    "what a page of a list holds",
    `const e: readonly Listed<⟨\`folder:\${string}\`⟩>[] = (await r.listObjects({ subject: "user:ann", permission: "view", type: "folder" }, { limit: 1 })).entries;`,
    "`group:${string}`",
    "e",
  ],
  [
    "which page of a list",
    `r.listSubjects({ object: "folder:a", permission: "view", type: "user" }, { ⟨limit⟩: 1, after: id });`,
    "limt",
  ],
  [
    "a permission of a list in a page",
    `r.listObjects({ subject: "user:ann", ⟨permission: "view"⟩, type: "folder" }, { limit: 1 });`,
    `permission: "read"`,
    "permission",
  ],
  [
    "what a page of a view holds",
    `const f: ⟨string⟩ | undefined = v.listObjects({ subject: "user:ann", permission: "view", type: "folder" }, {}).next;`,
    "number",
    "f",
  ],
  [
    "what is asked of listed references",
    `for await (const { reference } of r.listObjects({ subject: "user:ann", permission: "read", type: "client_abc:invoice" })) r.can("user:ann", ⟨"refund"⟩, reference);`,
    `"view"`,
  ],
  [
    "what a view lists",
    `const c: readonly Listed<⟨\`folder:\${string}\`⟩>[] = v.listObjects({ subject: "user:ann", permission: "view", type: "folder" });`,
    "`user:${string}`",
    "c",
  ],
  [
    "a kind of subjects that a view lists",
    `v.listSubjects({ object: "folder:a", permission: "view", ⟨type: "user"⟩ });`,
    `type: "usr"`,
    "type",
  ],
];
