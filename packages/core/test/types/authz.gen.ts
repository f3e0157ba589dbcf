/* eslint-disable */
// Written by `relata generate` from model files: change those, and run it again.
import type { Json, TypedModel } from "@relata/core";

/** What the model declares, for the compiler: `Relata<Authz>`, `CheckInput<Authz>`, `TupleInput<Authz>`. */
export interface Authz {
  types: {
    apikey: {
      relations: {};
      permissions: {};
      attributes: {};
      trusted: never;
    };
    "client_abc:invoice": {
      relations: {
        auditor: {
          "group#member": undefined;
          user: "office_hours" | "same_region";
        };
        constructor: {
          user: undefined;
        };
        owner: {
          user: undefined | "same_region";
        };
      };
      permissions: {
        /** What the owner sees. */
        read: true;
        refund: true;
      };
      attributes: {
        amount?: number;
        due?: string;
        labels?: { readonly [key: string]: readonly string[] };
        notes?: Json;
        reviewed?: boolean;
        status?: "draft" | "sent" | "paid";
      };
      trusted: "reviewed";
    };
    folder: {
      relations: {
        parent: {
          folder: undefined;
        };
        viewer: {
          "group#member": undefined;
          user: undefined;
          "user:*": undefined;
        };
      };
      permissions: {
        view: true;
      };
      attributes: {};
      trusted: never;
    };
    /** A team, or a team of teams. */
    group: {
      relations: {
        member: {
          apikey: undefined;
          "group#member": undefined;
          user: undefined;
        };
      };
      permissions: {};
      attributes: {};
      trusted: never;
    };
    user: {
      relations: {};
      permissions: {};
      attributes: {
        level?: number;
      };
      trusted: "level";
    };
  };
  policies: {
    office_hours: {
      from: string;
      until: string;
    };
    refundable: {
      limit?: number;
    };
    same_region: {
      region_of?: string;
    };
  };
  context: {
    limit?: number;
    region?: string;
    region_of?: string;
  };
  subjects: "apikey" | "folder" | "group#member" | "user";
}

/** The model, as plain data that nothing can change. */
export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>({
  version: 1,
  types: [
    { name: "apikey", attributes: [], permissions: [], relations: [] },
    {
      name: "client_abc:invoice",
      attributes: [
        { name: "amount", type: { kind: "number" }, trusted: false },
        { name: "due", type: { kind: "timestamp" }, trusted: false },
        { name: "labels", type: { kind: "map", of: { kind: "list", of: { kind: "string" } } }, trusted: false },
        { name: "notes", type: { kind: "any" }, trusted: false },
        { name: "reviewed", type: { kind: "boolean" }, trusted: true },
        { name: "status", type: { kind: "enum", values: ["draft", "sent", "paid"] }, trusted: false },
      ],
      permissions: [
        {
          name: "read",
          doc: "What the owner sees.",
          rewrite: {
            kind: "union",
            of: [
              { kind: "computed", relation: "owner" },
              { kind: "computed", relation: "auditor" },
              { kind: "computed", relation: "constructor" },
            ],
          },
        },
        {
          name: "refund",
          rewrite: { kind: "when", of: { kind: "computed", relation: "owner" }, policy: "refundable" },
        },
      ],
      relations: [
        {
          name: "auditor",
          rewrite: { kind: "this" },
          subjects: [
            { type: "group", relation: "member" },
            { type: "user", policy: "office_hours" },
            { type: "user", policy: "same_region" },
          ],
        },
        { name: "constructor", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        {
          name: "owner",
          rewrite: { kind: "this" },
          subjects: [{ type: "user" }, { type: "user", policy: "same_region" }],
        },
      ],
    },
    {
      name: "folder",
      attributes: [],
      permissions: [
        {
          name: "view",
          rewrite: {
            kind: "union",
            of: [
              { kind: "computed", relation: "viewer" },
              { kind: "arrow", relation: "parent", quantifier: "any", target: { kind: "computed", relation: "view" } },
            ],
          },
        },
      ],
      relations: [
        { name: "parent", rewrite: { kind: "this" }, subjects: [{ type: "folder" }] },
        {
          name: "viewer",
          rewrite: { kind: "this" },
          subjects: [{ type: "group", relation: "member" }, { type: "user" }, { type: "user", wildcard: true }],
        },
      ],
    },
    {
      name: "group",
      doc: "A team, or a team of teams.",
      attributes: [],
      permissions: [],
      relations: [
        {
          name: "member",
          rewrite: { kind: "this" },
          subjects: [{ type: "apikey" }, { type: "group", relation: "member" }, { type: "user" }],
        },
      ],
    },
    {
      name: "user",
      attributes: [{ name: "level", type: { kind: "int" }, trusted: true }],
      permissions: [],
      relations: [],
    },
  ],
  policies: [
    {
      name: "office_hours",
      body: { and: [{ ">=": [{ var: "now" }, { var: "from" }] }, { "<": [{ var: "now" }, { var: "until" }] }] },
      parameters: [
        { name: "from", type: { kind: "timestamp" }, tuple: true },
        { name: "until", type: { kind: "timestamp" }, tuple: true },
      ],
      required: [],
    },
    {
      name: "refundable",
      body: { "<=": [{ var: "resource.amount" }, { var: "limit" }] },
      parameters: [{ name: "limit", type: { kind: "number" }, tuple: false }],
      required: [],
    },
    {
      name: "same_region",
      body: { "==": [{ var: "context.region" }, { var: "region_of" }] },
      parameters: [{ name: "region_of", type: { kind: "string" }, tuple: false }],
      required: [],
    },
  ],
  context: [{ name: "region", type: { kind: "string" } }],
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
