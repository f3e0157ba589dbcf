/* eslint-disable */
// Written by `relata generate` from model files: change those, and run it again.
import type { TypedModel } from "@relata/core";

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
          user: "office_hours";
        };
        banned: {
          apikey: undefined;
          user: undefined;
        };
        clerk: {
          apikey: undefined;
          "group#member": undefined;
          user: undefined;
        };
        folder: {
          folder: undefined;
        };
        owner: {
          apikey: undefined;
          user: undefined;
        };
      };
      permissions: {
        read: true;
        refund: true;
        write: true;
      };
      attributes: {
        amount?: number;
        status?: "draft" | "sent" | "paid";
      };
      trusted: never;
    };
    folder: {
      relations: {
        parent: {
          folder: undefined;
        };
        viewer: {
          apikey: undefined;
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
    /** A team, or a team of teams. People and API keys are members alike. */
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
      attributes: {};
      trusted: never;
    };
  };
  policies: {
    /** The tuple says from when until when. */
    office_hours: {
      from: string;
      until: string;
    };
    /** Paid invoices up to the clerk's limit. */
    refundable: {};
  };
  context: {};
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
        { name: "status", type: { kind: "enum", values: ["draft", "sent", "paid"] }, trusted: false },
      ],
      permissions: [
        {
          name: "read",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "owner" },
                { kind: "computed", relation: "clerk" },
                { kind: "computed", relation: "auditor" },
                {
                  kind: "arrow",
                  relation: "folder",
                  quantifier: "any",
                  target: { kind: "computed", relation: "view" },
                },
              ],
            },
            less: { kind: "computed", relation: "banned" },
          },
        },
        {
          name: "refund",
          rewrite: { kind: "when", of: { kind: "computed", relation: "write" }, policy: "refundable" },
        },
        {
          name: "write",
          rewrite: {
            kind: "union",
            of: [{ kind: "computed", relation: "owner" }, { kind: "computed", relation: "clerk" }],
          },
        },
      ],
      relations: [
        {
          name: "auditor",
          rewrite: { kind: "this" },
          subjects: [{ type: "group", relation: "member" }, { type: "user", policy: "office_hours" }],
        },
        { name: "banned", rewrite: { kind: "this" }, subjects: [{ type: "apikey" }, { type: "user" }] },
        {
          name: "clerk",
          rewrite: { kind: "this" },
          subjects: [{ type: "apikey" }, { type: "group", relation: "member" }, { type: "user" }],
        },
        { name: "folder", rewrite: { kind: "this" }, subjects: [{ type: "folder" }] },
        { name: "owner", rewrite: { kind: "this" }, subjects: [{ type: "apikey" }, { type: "user" }] },
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
          subjects: [
            { type: "apikey" },
            { type: "group", relation: "member" },
            { type: "user" },
            { type: "user", wildcard: true },
          ],
        },
      ],
    },
    {
      name: "group",
      doc: "A team, or a team of teams. People and API keys are members alike.",
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
    { name: "user", attributes: [], permissions: [], relations: [] },
  ],
  policies: [
    {
      name: "office_hours",
      doc: "The tuple says from when until when.",
      body: { and: [{ ">=": [{ var: "now" }, { var: "from" }] }, { "<": [{ var: "now" }, { var: "until" }] }] },
      parameters: [
        { name: "from", type: { kind: "timestamp" }, tuple: true },
        { name: "until", type: { kind: "timestamp" }, tuple: true },
      ],
      required: [],
    },
    {
      name: "refundable",
      doc: "Paid invoices up to the clerk's limit.",
      body: { and: [{ "==": [{ var: "resource.status" }, "paid"] }, { "<=": [{ var: "resource.amount" }, 1000] }] },
      parameters: [],
      required: [],
    },
  ],
  context: [],
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
