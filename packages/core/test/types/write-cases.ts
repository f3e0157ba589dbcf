import type { Case } from "./cases.ts";

const INVOICE = `object: "client_abc:invoice:1"`;

export const TUPLES_AS_TEXT: readonly Case[] = [
  ["a relation", `r.write([⟨"folder:a#viewer@user:ann"⟩]);`, `"folder:a#veiwer@user:ann"`],
  ["a permission, which is only computed", `r.write([⟨"folder:a#viewer@user:ann"⟩]);`, `"folder:a#view@user:ann"`],
  ["a type of an object", `r.write([⟨\`folder:\${id}#viewer@user:ann\`⟩]);`, "`foldr:${id}#viewer@user:ann`"],
  [
    "a kind of subject that the relation admits",
    `r.write([⟨"group:a#member@apikey:ci"⟩]);`,
    `"folder:a#viewer@apikey:ci"`,
  ],
  ["a set that the relation admits", `r.write([⟨"folder:a#viewer@group:eng#member"⟩]);`, `"folder:a#viewer@group:eng"`],
  ["a set of another type", `r.write([⟨"folder:a#viewer@group:eng#member"⟩]);`, `"folder:a#viewer@user:ann#member"`],
  [
    "a wildcard that the relation admits",
    `r.write([⟨"folder:a#viewer@user:*"⟩]);`,
    `"client_abc:invoice:1#owner@user:*"`,
  ],
  [
    "a tuple that must carry a policy",
    `r.write([⟨\`client_abc:invoice:\${id}#auditor@user:\${id} with office_hours {}\`⟩]);`,
    "`client_abc:invoice:${id}#auditor@user:ann`",
  ],
  [
    "a policy that the relation knows",
    `r.write([⟨"client_abc:invoice:1#owner@user:ann with same_region"⟩]);`,
    `"client_abc:invoice:1#owner@user:ann with office_hours {}"`,
  ],
  [
    "a policy's whole name",
    `r.write([⟨"client_abc:invoice:1#auditor@user:a with same_region {}"⟩]);`,
    `"client_abc:invoice:1#auditor@user:a with same_regions {}"`,
  ],
  [
    "a tuple without a subject",
    `r.write([⟨"folder:a#viewer@user:a until 2027-01-01T00:00:00Z"⟩]);`,
    `"folder:a#viewer"`,
  ],
  ["text of which nothing is known", `r.write([⟨\`folder:a#viewer@\${id}\`⟩]);`, "id"],
  [
    "the second of two",
    `r.write(["folder:a#viewer@user:ann", ⟨"folder:a#parent@folder:b"⟩]);`,
    `"folder:a#parent@user:ann"`,
  ],
  [
    "a held list of texts",
    `const t: TupleInput<Authz>[] = [⟨"folder:a#viewer@user:ann"⟩]; r.write(t);`,
    `"folder:a#veiwer@user:ann"`,
  ],
  [
    "a key to delete, admitted or not",
    `r.write({ delete: [⟨"folder:a#viewer@apikey:ci"⟩] });`,
    `"folder:a#veiwer@apikey:ci"`,
  ],
  ["tuples to create", `r.write({ create: [⟨"folder:a#viewer@user:ann"⟩] });`, `"folder:a#veiwer@user:ann"`],
  ["a part that no write has", `r.write({ ⟨touch⟩: ["folder:a#viewer@user:ann"] });`, "tuch"],
];

export const TUPLES_AS_OBJECTS: readonly Case[] = [
  [
    "a relation",
    `r.write([{ object: "folder:a", ⟨relation: "viewer"⟩, subject: "user:ann" }]);`,
    `relation: "veiwer"`,
    "relation",
  ],
  [
    "a type of an object",
    `r.write([{ object: { ⟨type: "folder"⟩, id }, relation: "viewer", subject: "user:ann" }]);`,
    `type: "foldr"`,
    "type",
  ],
  [
    "a kind of subject, as text",
    `r.write([{ object: "folder:a", relation: "viewer", ⟨subject: "group:a#member"⟩ }]);`,
    `subject: "group:a"`,
    "subject",
  ],
  [
    "a kind of subject, as an object",
    `r.write([{ object: "folder:a", relation: "viewer", ⟨subject: { type: "user", id }⟩ }]);`,
    `subject: { type: "apikey", id }`,
    "type",
  ],
  [
    "a wildcard, as an object",
    `r.write([{ object: "folder:a", relation: "viewer", subject: { type: "user", id: "*" } }]); r.write([{ object: "group:a", relation: "member", ⟨subject: { type: "user", id }⟩ }]);`,
    `subject: { type: "user", id: "*" }`,
    "type",
  ],
  [
    "a policy that must be there",
    `r.write([{ ${INVOICE}, relation: "auditor", subject: "user:a"⟨, policy: { name: "same_region" }⟩ }]);`,
    "",
    `{ ${INVOICE}, relation: "auditor", subject: "user:a" }`,
  ],
  [
    "a policy that may be there",
    `r.write([{ ${INVOICE}, relation: "owner", subject: "user:a", policy: { ⟨name: "same_region"⟩ } }]);`,
    `name: "office_hours"`,
    "name",
  ],
  [
    "a policy that may not be there",
    `r.write([{ object: "folder:a", relation: "viewer", subject: "user:a"⟨⟩ }]);`,
    `, policy: { name: "same_region" }`,
    "policy",
  ],
  [
    "a parameter that must be there",
    `r.write([{ ${INVOICE}, relation: "auditor", subject: "user:a", policy: { name: "office_hours", ⟨parameters: { from: "x", until: "y" }⟩ } }]);`,
    `parameters: { from: "x" }`,
    "parameters",
  ],
  [
    "the type of a parameter",
    `r.write([{ ${INVOICE}, relation: "auditor", subject: "user:a", policy: { name: "office_hours", parameters: { from: "x", ⟨until: "y"⟩ } } }]);`,
    "until: 1",
    "until",
  ],
  [
    "a part that no tuple has",
    `r.write([{ object: "folder:a", relation: "viewer", subject: "user:a", ⟨until⟩: new Date() }]);`,
    "till",
  ],
  [
    "a key to delete, admitted or not",
    `r.write({ delete: [{ object: "folder:a", ⟨relation: "viewer"⟩, subject: "apikey:ci" }] });`,
    `relation: "vewer"`,
    "relation",
  ],
  [
    "a tuple that was read",
    `r.write({ touch: facts.tuples, attributes: facts.attributes, delete: facts.tuples, ⟨create⟩: facts.tuples });`,
    "creat",
  ],
  [
    "a held list of objects",
    `const o: TupleInput<Authz>[] = [{ object: "folder:a", ⟨relation: "viewer"⟩, subject: "user:ann" }]; r.write({ touch: o });`,
    `relation: "veiwer"`,
    "relation",
  ],
  ["a held write", `const w: WriteInput<Authz> = { ⟨touch⟩: ["folder:a#viewer@user:ann"] }; r.write(w);`, "tuch"],
];

export const ATTRIBUTES: readonly Case[] = [
  ["stored values of an object", `r.attributes.set("client_abc:invoice:1", { ⟨amount⟩: 1 });`, "amunt"],
  [
    "stored values of a type without any",
    `r.attributes.set("user:a", { ⟨level⟩: 1 }); r.attributes.get("folder:a");`,
    "levl",
  ],
  [
    "what is read of an object",
    `const n: ⟨number⟩ | undefined = (await r.attributes.get("client_abc:invoice:1")).amount;`,
    "string",
    "n",
  ],
  ["names to forget", `r.attributes.delete("client_abc:invoice:1", [⟨"amount"⟩]);`, `"amunt"`],
  ["the name of an attribute", `r.write({ attributes: [{ ${INVOICE}, set: { ⟨amount⟩: 1 } }] });`, "amunt"],
  [
    "the type of an attribute",
    `r.write({ attributes: [{ ${INVOICE}, set: { ⟨amount: 1⟩ } }] });`,
    `amount: "1"`,
    "amount",
  ],
  [
    "a trusted attribute, which a write may set",
    `r.write({ attributes: [{ ${INVOICE}, set: { ⟨reviewed: true⟩ } }] });`,
    `reviewed: "yes"`,
    "reviewed",
  ],
  ["an attribute to remove", `r.write({ attributes: [{ ${INVOICE}, unset: [⟨"amount"⟩] }] });`, `"amunt"`],
  [
    "the object of attributes",
    `r.write({ attributes: [{ ⟨object: "user:ann"⟩, unset: [] }] });`,
    `object: "usr:ann"`,
    "object",
  ],
  [
    "a held list of attributes",
    `const a: AttributeInput<Authz>[] = [{ object: "user:ann", set: { ⟨level⟩: 1 } }]; r.write({ attributes: a });`,
    "levl",
  ],
  [
    "an attribute of a type without any",
    `r.write({ attributes: [{ object: "user:a", set: { level: 1 } }, { object: "folder:a"⟨⟩ }] });`,
    ", set: { level: 1 }",
    "level",
  ],
];
