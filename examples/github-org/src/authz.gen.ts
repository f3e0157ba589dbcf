/* eslint-disable */
// Written by `relata generate` from model files: change those, and run it again.
import type { TypedModel } from "@relata/core";

/** What the model declares, for the compiler: `Relata<Authz>`, `CheckInput<Authz>`, `TupleInput<Authz>`. */
export interface Authz {
  types: {
    /** An organisation. Its members have its base permission on every repository; its admins administer them all. */
    organization: {
      relations: {
        admin: {
          user: undefined;
        };
        base_admin: {
          "organization#member": undefined;
        };
        base_maintain: {
          "organization#member": undefined;
        };
        base_read: {
          "organization#member": undefined;
        };
        base_triage: {
          "organization#member": undefined;
        };
        base_write: {
          "organization#member": undefined;
        };
        member: {
          user: undefined;
        };
      };
      permissions: {};
      attributes: {};
      trusted: never;
    };
    /** Each level holds everything below it. */
    repository: {
      relations: {
        administrator: {
          "team#member": undefined;
          user: undefined;
        };
        maintainer: {
          "team#member": undefined;
          user: undefined;
        };
        organization: {
          organization: undefined;
        };
        reader: {
          "team#member": undefined;
          user: undefined;
        };
        triager: {
          "team#member": undefined;
          user: undefined;
        };
        writer: {
          "team#member": undefined;
          user: undefined;
        };
      };
      permissions: {
        admin: true;
        maintain: true;
        read: true;
        triage: true;
        write: true;
      };
      attributes: {};
      trusted: never;
    };
    /**
     * A team. Maintainers are members, and the members of a child team are members of its parent:
     * what the parent team has, they have too.
     */
    team: {
      relations: {
        maintainer: {
          user: undefined;
        };
        member: {
          "team#maintainer": undefined;
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
  subjects: "organization" | "organization#member" | "team#maintainer" | "team#member" | "user";
}

/** The model, as plain data that nothing can change. */
export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>({
  version: 1,
  types: [
    {
      name: "organization",
      doc: "An organisation. Its members have its base permission on every repository; its admins administer them all.",
      attributes: [],
      permissions: [],
      relations: [
        { name: "admin", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "base_admin", rewrite: { kind: "this" }, subjects: [{ type: "organization", relation: "member" }] },
        { name: "base_maintain", rewrite: { kind: "this" }, subjects: [{ type: "organization", relation: "member" }] },
        { name: "base_read", rewrite: { kind: "this" }, subjects: [{ type: "organization", relation: "member" }] },
        { name: "base_triage", rewrite: { kind: "this" }, subjects: [{ type: "organization", relation: "member" }] },
        { name: "base_write", rewrite: { kind: "this" }, subjects: [{ type: "organization", relation: "member" }] },
        { name: "member", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
      ],
    },
    {
      name: "repository",
      doc: "Each level holds everything below it.",
      attributes: [],
      permissions: [
        {
          name: "admin",
          rewrite: {
            kind: "union",
            of: [
              { kind: "computed", relation: "administrator" },
              {
                kind: "arrow",
                relation: "organization",
                quantifier: "any",
                target: { kind: "computed", relation: "admin" },
              },
              {
                kind: "arrow",
                relation: "organization",
                quantifier: "any",
                target: { kind: "computed", relation: "base_admin" },
              },
            ],
          },
        },
        {
          name: "maintain",
          rewrite: {
            kind: "union",
            of: [
              { kind: "computed", relation: "maintainer" },
              { kind: "computed", relation: "admin" },
              {
                kind: "arrow",
                relation: "organization",
                quantifier: "any",
                target: { kind: "computed", relation: "base_maintain" },
              },
            ],
          },
        },
        {
          name: "read",
          rewrite: {
            kind: "union",
            of: [
              { kind: "computed", relation: "reader" },
              { kind: "computed", relation: "triage" },
              {
                kind: "arrow",
                relation: "organization",
                quantifier: "any",
                target: { kind: "computed", relation: "base_read" },
              },
            ],
          },
        },
        {
          name: "triage",
          rewrite: {
            kind: "union",
            of: [
              { kind: "computed", relation: "triager" },
              { kind: "computed", relation: "write" },
              {
                kind: "arrow",
                relation: "organization",
                quantifier: "any",
                target: { kind: "computed", relation: "base_triage" },
              },
            ],
          },
        },
        {
          name: "write",
          rewrite: {
            kind: "union",
            of: [
              { kind: "computed", relation: "writer" },
              { kind: "computed", relation: "maintain" },
              {
                kind: "arrow",
                relation: "organization",
                quantifier: "any",
                target: { kind: "computed", relation: "base_write" },
              },
            ],
          },
        },
      ],
      relations: [
        {
          name: "administrator",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }],
        },
        {
          name: "maintainer",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }],
        },
        { name: "organization", rewrite: { kind: "this" }, subjects: [{ type: "organization" }] },
        {
          name: "reader",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }],
        },
        {
          name: "triager",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }],
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
      doc: "A team. Maintainers are members, and the members of a child team are members of its parent:\nwhat the parent team has, they have too.",
      attributes: [],
      permissions: [],
      relations: [
        { name: "maintainer", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        {
          name: "member",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "maintainer" }, { type: "team", relation: "member" }, { type: "user" }],
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
