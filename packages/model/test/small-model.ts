import { indexModel, type Model, type ModelIndex, type Relation } from "@relata/model";

const viewer: Relation = {
  name: "viewer",
  subjects: [
    { type: "group", relation: "member" },
    { type: "user" },
    { type: "user", wildcard: true },
    { type: "user", policy: "local" },
  ],
  rewrite: { kind: "this" },
};

/** Types with and without a namespace, a relation of every kind of subject, and a policy with both kinds of parameters. */
export const MODEL: Model = {
  version: 1,
  types: [
    {
      name: "acme:doc",
      attributes: [],
      relations: [{ name: "empty", subjects: [], rewrite: { kind: "this" } }, viewer],
      permissions: [{ name: "view", rewrite: { kind: "computed", relation: "viewer" } }],
    },
    {
      name: "group",
      attributes: [],
      relations: [{ name: "member", subjects: [{ type: "user" }], rewrite: { kind: "this" } }],
      permissions: [],
    },
    { name: "user", attributes: [], relations: [], permissions: [] },
  ],
  policies: [
    {
      name: "local",
      parameters: [
        { name: "region", type: { kind: "string" }, tuple: true },
        { name: "until", type: { kind: "list", of: { kind: "timestamp" } }, tuple: false },
      ],
      required: [],
      body: true,
    },
  ],
  context: [],
};

export const INDEX: ModelIndex = indexModel(MODEL);
