/* eslint-disable */
// Written by `relata generate` from model files: change those, and run it again.
import type { TypedModel } from "@relata/core";

/** What the model declares, for the compiler: `Relata<Authz>`, `CheckInput<Authz>`, `TupleInput<Authz>`. */
export interface Authz {
  types: {
    document: {
      relations: {
        owner: {
          user: undefined;
        };
        reader: {
          user: undefined;
        };
      };
      permissions: {
        delete: true;
        read: true;
      };
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
  subjects: "user";
}

/** The model, as plain data that nothing can change. */
export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>({
  version: 1,
  types: [
    {
      name: "document",
      attributes: [],
      permissions: [
        { name: "delete", rewrite: { kind: "computed", relation: "owner" } },
        {
          name: "read",
          rewrite: {
            kind: "union",
            of: [{ kind: "computed", relation: "owner" }, { kind: "computed", relation: "reader" }],
          },
        },
      ],
      relations: [
        { name: "owner", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "reader", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
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
