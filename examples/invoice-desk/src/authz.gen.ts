/* eslint-disable */
// Written by `relata generate` from model files: change those, and run it again.
import type { TypedModel } from "@relata/core";

/** What the model declares, for the compiler: `Relata<Authz>`, `CheckInput<Authz>`, `TupleInput<Authz>`. */
export interface Authz {
  types: {
    group: {
      relations: {
        member: {
          "group#member": undefined;
          user: undefined;
        };
      };
      permissions: {};
      attributes: {};
      trusted: never;
    };
    invoice: {
      relations: {
        approver: {
          "group#member": undefined;
          user: undefined;
        };
        banned: {
          user: undefined;
        };
        owner: {
          user: undefined;
        };
      };
      permissions: {
        approve: true;
        edit: true;
        view: true;
      };
      attributes: {
        amount?: number;
        status?: "draft" | "sent" | "paid";
      };
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
    small: {};
    unsent: {};
  };
  context: {};
  subjects: "group#member" | "user";
}

/** The model, as plain data that nothing can change. */
export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>({
  version: 1,
  types: [
    {
      name: "group",
      attributes: [],
      permissions: [],
      relations: [
        {
          name: "member",
          rewrite: { kind: "this" },
          subjects: [{ type: "group", relation: "member" }, { type: "user" }],
        },
      ],
    },
    {
      name: "invoice",
      attributes: [
        { name: "amount", type: { kind: "number" }, trusted: false },
        { name: "status", type: { kind: "enum", values: ["draft", "sent", "paid"] }, trusted: false },
      ],
      permissions: [
        {
          name: "approve",
          rewrite: {
            kind: "when",
            of: {
              kind: "intersection",
              of: [{ kind: "computed", relation: "view" }, { kind: "computed", relation: "approver" }],
            },
            policy: "small",
          },
        },
        { name: "edit", rewrite: { kind: "when", of: { kind: "computed", relation: "owner" }, policy: "unsent" } },
        {
          name: "view",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [{ kind: "computed", relation: "owner" }, { kind: "computed", relation: "approver" }],
            },
            less: { kind: "computed", relation: "banned" },
          },
        },
      ],
      relations: [
        {
          name: "approver",
          rewrite: { kind: "this" },
          subjects: [{ type: "group", relation: "member" }, { type: "user" }],
        },
        { name: "banned", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "owner", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
      ],
    },
    { name: "user", attributes: [], permissions: [], relations: [] },
  ],
  policies: [
    {
      name: "small",
      body: { and: [{ "==": [{ var: "resource.status" }, "sent"] }, { "<=": [{ var: "resource.amount" }, 1000] }] },
      parameters: [],
      required: [],
    },
    { name: "unsent", body: { "==": [{ var: "resource.status" }, "draft"] }, parameters: [], required: [] },
  ],
  context: [],
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
