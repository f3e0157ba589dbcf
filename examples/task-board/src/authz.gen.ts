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
    board: {
      relations: {
        lead: {
          user: undefined;
        };
        member: {
          apikey: undefined;
          "team#member": undefined;
          user: undefined;
        };
      };
      permissions: {
        see: true;
      };
      attributes: {};
      trusted: never;
    };
    task: {
      relations: {
        assignee: {
          apikey: undefined;
          user: undefined;
        };
        board: {
          board: undefined;
        };
      };
      permissions: {
        finish: true;
        remove: true;
        see: true;
      };
      attributes: {
        status?: "open" | "done";
      };
      trusted: never;
    };
    team: {
      relations: {
        member: {
          "team#member": undefined;
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
    open: {};
  };
  context: {};
  subjects: "apikey" | "board" | "team#member" | "user";
}

/** The model, as plain data that nothing can change. */
export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>({
  version: 1,
  types: [
    { name: "apikey", attributes: [], permissions: [], relations: [] },
    {
      name: "board",
      attributes: [],
      permissions: [
        {
          name: "see",
          rewrite: {
            kind: "union",
            of: [{ kind: "computed", relation: "member" }, { kind: "computed", relation: "lead" }],
          },
        },
      ],
      relations: [
        { name: "lead", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        {
          name: "member",
          rewrite: { kind: "this" },
          subjects: [{ type: "apikey" }, { type: "team", relation: "member" }, { type: "user" }],
        },
      ],
    },
    {
      name: "task",
      attributes: [{ name: "status", type: { kind: "enum", values: ["open", "done"] }, trusted: false }],
      permissions: [
        {
          name: "finish",
          rewrite: {
            kind: "when",
            of: {
              kind: "union",
              of: [
                { kind: "computed", relation: "assignee" },
                { kind: "arrow", relation: "board", quantifier: "any", target: { kind: "computed", relation: "lead" } },
              ],
            },
            policy: "open",
          },
        },
        {
          name: "remove",
          rewrite: {
            kind: "arrow",
            relation: "board",
            quantifier: "any",
            target: { kind: "computed", relation: "lead" },
          },
        },
        {
          name: "see",
          rewrite: {
            kind: "union",
            of: [
              { kind: "computed", relation: "assignee" },
              { kind: "arrow", relation: "board", quantifier: "any", target: { kind: "computed", relation: "see" } },
            ],
          },
        },
      ],
      relations: [
        { name: "assignee", rewrite: { kind: "this" }, subjects: [{ type: "apikey" }, { type: "user" }] },
        { name: "board", rewrite: { kind: "this" }, subjects: [{ type: "board" }] },
      ],
    },
    {
      name: "team",
      attributes: [],
      permissions: [],
      relations: [
        {
          name: "member",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }],
        },
      ],
    },
    { name: "user", attributes: [], permissions: [], relations: [] },
  ],
  policies: [{ name: "open", body: { "==": [{ var: "resource.status" }, "open"] }, parameters: [], required: [] }],
  context: [],
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
