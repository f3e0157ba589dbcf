/**
 * A line that compiles, with a part in brackets; what stands there instead so that the line does not compile; and, where
 * it is more than that part, what the compiler then underlines.
 */
export type Case = readonly [name: string, line: string, wrong: string, underlined?: string];

export const QUESTIONS: readonly Case[] = [
  ["a permission that the type lacks", `r.can("user:ann", ⟨"view"⟩, "folder:plans");`, `"veiw"`],
  ["a permission of another type", `r.can("user:ann", ⟨"view"⟩, "folder:plans");`, `"read"`],
  ["a name that every object of JavaScript has", `r.can("user:ann", ⟨"view"⟩, "folder:plans");`, `"toString"`],
  [
    "a relation that is named so in the model, only there",
    `r.can("user:ann", ⟨"constructor"⟩, "client_abc:invoice:1");`,
    `"valueOf"`,
  ],
  [
    "the type in an object form",
    `r.can("user:ann", "read", { ⟨type: "client_abc:invoice"⟩, id });`,
    `type: "client_abc"`,
    "type",
  ],
  ["the permission of an object form", `r.can("user:ann", ⟨"read"⟩, { type: "client_abc:invoice", id });`, `"view"`],
  ["the namespace of a type", `r.can("user:ann", "read", ⟨"client_abc:invoice:inv_1"⟩);`, `"client_abd:invoice:inv_1"`],
  ["a type of an object", `r.can("user:ann", "view", ⟨\`folder:\${id}\`⟩);`, `\`foldr:\${id}\``],
  ["an object of which nothing is known", `r.can("user:ann", "view", ⟨\`folder:\${id}\`⟩);`, "id"],
  ["a type of a subject", `r.can(⟨"user:ann"⟩, "view", "folder:plans");`, `"usr:ann"`],
  ["a subject of which nothing is known", `r.can(⟨\`user:\${id}\`⟩, "view", "folder:plans");`, "id"],
  ["a type that is a subject only as a set", `r.can(⟨"group:eng#member"⟩, "view", "folder:plans");`, `"group:eng"`],
  ["the name of a subject set", `r.can(⟨"group:eng#member"⟩, "view", "folder:plans");`, `"group:eng#membr"`],
  ["the type of a subject set", `r.can(⟨"folder:a#view"⟩, "view", "folder:plans");`, `"foldr:a#view"`],
  ["a subject set of a type without names", `r.can(⟨"folder:a#view"⟩, "view", "folder:plans");`, `"user:ann#view"`],
  ["a generic id of a type that is no subject", `r.can(⟨"user:*"⟩, "view", "folder:plans");`, `"client_abc:invoice:*"`],
  [
    "the name of a set in an object form",
    `r.can({ type: "group", id, ⟨relation: "member"⟩ }, "view", "folder:plans");`,
    `relation: "owner"`,
    "relation",
  ],
  ["one of several subjects", `r.can({ allOf: ["user:ann", ⟨"apikey:ci"⟩] }, "view", "folder:plans");`, `"apky:ci"`],
  [
    "the context of a short question",
    `r.can("user:ann", "view", "folder:plans", { context: { ⟨region⟩: "eu" } });`,
    "regio",
  ],
  [
    "a permission in a question",
    `r.check({ subject: "user:ann", ⟨permission: "view"⟩, object: "folder:plans" });`,
    `permission: "veiw"`,
    "permission",
  ],
  [
    "a permission that is expanded",
    `r.expand({ object: "folder:plans", ⟨permission: "view"⟩ });`,
    `permission: "veiw"`,
    "permission",
  ],
  [
    "an object that is expanded",
    `r.expand({ ⟨object: "folder:plans"⟩, permission: "view" });`,
    `object: "foldr:plans"`,
    "object",
  ],
  [
    "how deep a permission is expanded",
    `r.expand({ object: "folder:plans", permission: "view", ⟨depth: "deep"⟩ });`,
    `depth: "deepest"`,
    "depth",
  ],
  [
    "an object in a question",
    `r.check({ subject: "user:ann", permission: "view", ⟨object: "folder:plans"⟩ });`,
    `object: "foldr:plans"`,
    "object",
  ],
  [
    "a subject in a question",
    `r.check({ ⟨subject: "user:ann"⟩, permission: "view", object: "folder:plans" });`,
    `subject: "usr:ann"`,
    "subject",
  ],
  [
    "a part that no question has",
    `r.check({ subject: "user:ann", permission: "view", object: "folder:plans", ⟨now⟩: new Date() });`,
    "nwo",
  ],
  ["the name of a context value", `r.check({ ...ASKED, context: { ⟨region⟩: "eu" } });`, "regin"],
  ["the type of a context value", `r.check({ ...ASKED, context: { ⟨region: "eu"⟩ } });`, "region: 3", "region"],
  ["a plain parameter in the context", `r.check({ ...ASKED, context: { ⟨limit: 10⟩ } });`, `limit: "10"`, "limit"],
  ["the name of an attribute", `r.check({ ...ASKED, resource: { ⟨amount⟩: 10 } });`, "amunt"],
  ["the type of an attribute", `r.check({ ...ASKED, resource: { ⟨amount: 10⟩ } });`, `amount: "10"`, "amount"],
  ["a value of an enum", `r.check({ ...ASKED, resource: { ⟨status: "paid"⟩ } });`, `status: "payed"`, "status"],
  ["a value in a map of lists", `r.check({ ...ASKED, resource: { labels: { a: [⟨"x"⟩] } } });`, "1"],
  ["a timestamp", `r.check({ ...ASKED, resource: { ⟨due: "2026-01-31T09:00:00Z"⟩ } });`, "due: new Date()", "due"],
  [
    "any JSON, and only that",
    `r.check({ ...ASKED, resource: { ⟨notes: [null, { a: 1 }]⟩ } });`,
    "notes: () => 1",
    "() => 1",
  ],
  [
    "a trusted attribute in a request",
    `r.check({ ...ASKED, resource: { ⟨amount: 1⟩ } });`,
    "reviewed: true",
    "reviewed",
  ],
  [
    "an attribute of another type",
    `r.explain({ subject: "user:ann", permission: "view", object: "folder:a", ⟨now: "2026-01-31T09:00:00Z"⟩ });`,
    "resource: { amount: 1 }",
    "amount",
  ],
  [
    "an attribute that is none of any type",
    `r.check({ ...ASKED, ⟨context: { region: "eu" }⟩ });`,
    `resource: { nothing: 1 }`,
    "nothing",
  ],
  ["a permission in a view", `v.can("user:ann", ⟨"view"⟩, "folder:plans");`, `"veiw"`],
  [
    "a permission in a question to a view",
    `v.check({ subject: "user:ann", ⟨permission: "view"⟩, object: "folder:plans" });`,
    `permission: "veiw"`,
    "permission",
  ],
  [
    "an object in a question to a view",
    `v.explain({ subject: "user:ann", permission: "view", ⟨object: "folder:plans"⟩ });`,
    `object: "foldr:plans"`,
    "object",
  ],
  [
    "a table of questions, row by row",
    `const T: readonly CheckInput<Authz>[] = [{ ...ASKED, ⟨permission⟩: "read" }]; for (const q of T) r.check(q);`,
    "permision",
  ],
];

export const ENGINES: readonly Case[] = [
  ["an engine for what takes any", `const any: Relata⟨⟩ = r;`, "<Other>", "any"],
  ["a view for what takes any", `const plain: ⟨View⟩ = v;`, "Relata", "plain"],
  ["a model of another schema", `const other: TypedModel<⟨Authz⟩> = model;`, "Other", "other"],
  ["an engine without a schema, where names are text", `plainly.can(id, id, ⟨id⟩);`, "1"],
  ["a question without a schema", `plainly.check({ subject: id, permission: id, object: id, ⟨now⟩: id });`, "nwo"],
  ["a write without a schema", `plainly.write({ ⟨touch⟩: [id] });`, "tuch"],
];
