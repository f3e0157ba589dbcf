/* eslint-disable */
// Written by `relata generate` from model files: change those, and run it again.
import type { TypedModel } from "@relata/core";

/** What the model declares, for the compiler: `Relata<Authz>`, `CheckInput<Authz>`, `TupleInput<Authz>`. */
export interface Authz {
  types: {
    page: {
      relations: {
        author: {
          user: undefined;
        };
        barred: {
          user: undefined;
        };
        space: {
          space: undefined;
        };
      };
      permissions: {
        edit: true;
        read: true;
      };
      attributes: {};
      trusted: never;
    };
    space: {
      relations: {
        reader: {
          "team#member": undefined;
          user: undefined;
          "user:*": undefined;
        };
        writer: {
          "team#member": undefined;
          user: undefined;
        };
      };
      permissions: {
        add: true;
        read: true;
      };
      attributes: {};
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
  policies: {};
  context: {};
  subjects: "space" | "team#member" | "user";
}

/** The model, as plain data that nothing can change. */
export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>({
  version: 1,
  types: [
    {
      name: "page",
      attributes: [],
      permissions: [
        {
          name: "edit",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "author" },
                { kind: "arrow", relation: "space", quantifier: "any", target: { kind: "computed", relation: "add" } },
              ],
            },
            less: { kind: "computed", relation: "barred" },
          },
        },
        {
          name: "read",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "author" },
                { kind: "arrow", relation: "space", quantifier: "any", target: { kind: "computed", relation: "read" } },
              ],
            },
            less: { kind: "computed", relation: "barred" },
          },
        },
      ],
      relations: [
        { name: "author", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "barred", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "space", rewrite: { kind: "this" }, subjects: [{ type: "space" }] },
      ],
    },
    {
      name: "space",
      attributes: [],
      permissions: [
        { name: "add", rewrite: { kind: "computed", relation: "writer" } },
        {
          name: "read",
          rewrite: {
            kind: "union",
            of: [{ kind: "computed", relation: "reader" }, { kind: "computed", relation: "writer" }],
          },
        },
      ],
      relations: [
        {
          name: "reader",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }, { type: "user", wildcard: true }],
        },
        {
          name: "writer",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }],
        },
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
  policies: [],
  context: [],
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
