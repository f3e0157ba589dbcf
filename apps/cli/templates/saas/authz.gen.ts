/* eslint-disable */
// Written by `relata generate` from model files: change those, and run it again.
import type { TypedModel } from "@relata/core";

/** What the model declares, for the compiler: `Relata<Authz>`, `CheckInput<Authz>`, `TupleInput<Authz>`. */
export interface Authz {
  types: {
    /**
     * A key that a program calls with. It is a subject as a person is: it has what is written for it, and nothing else. A window
     * on its tuple gives it an end; deleting its `service` tuple takes everything from it at once.
     */
    apikey: {
      relations: {
        created_by: {
          user: undefined;
        };
        tenant: {
          tenant: undefined;
        };
      };
      permissions: {
        revoke: true;
        rotate: true;
      };
      attributes: {};
      trusted: never;
    };
    /**
     * A part of what a project holds, such as its customers, or its reports. A key may be given one part and not the project:
     * what sends reports need not read customers.
     */
    collection: {
      relations: {
        project: {
          project: undefined;
        };
        reader: {
          apikey: undefined;
        };
        writer: {
          apikey: undefined;
        };
      };
      permissions: {
        export: true;
        read: true;
        write: true;
      };
      attributes: {
        /** It holds what is known of people. Stored, and never taken from a request. */
        personal?: boolean;
      };
      trusted: "personal";
    };
    project: {
      relations: {
        editor: {
          apikey: undefined;
          "team#member": undefined;
          user: undefined;
        };
        owner: {
          user: undefined;
        };
        tenant: {
          tenant: undefined;
        };
        viewer: {
          apikey: undefined;
          "team#member": undefined;
          user: undefined;
        };
      };
      permissions: {
        delete: true;
        read: true;
        write: true;
      };
      attributes: {};
      trusted: never;
    };
    /** A team of a tenant. Teams may hold teams. */
    team: {
      relations: {
        member: {
          "team#member": undefined;
          user: undefined;
        };
        tenant: {
          tenant: undefined;
        };
      };
      permissions: {
        manage: true;
      };
      attributes: {};
      trusted: never;
    };
    /**
     * A customer. Nothing crosses from one to another: what is written on a project counts only for those who may use its tenant,
     * so that a tuple that names somebody of another tenant gives nothing.
     */
    tenant: {
      relations: {
        admin: {
          user: undefined;
        };
        member: {
          user: undefined;
        };
        /** The keys of the tenant. What they may do stands on what they work with. */
        service: {
          apikey: undefined | "from_network";
        };
        /** People of yours, while the window of their tuple lasts. They look, and change nothing. */
        support: {
          user: undefined;
        };
      };
      permissions: {
        administer: true;
        change: true;
        inspect: true;
        manage_billing: true;
        manage_keys: true;
        use: true;
      };
      attributes: {
        plan?: "free" | "pro" | "enterprise";
        /** Both are stored with the tenant, and never taken from a request. */
        status?: "active" | "past_due" | "closed";
      };
      trusted: "plan" | "status";
    };
    /** A person who is signed in. */
    user: {
      relations: {};
      permissions: {};
      attributes: {};
      trusted: never;
    };
  };
  policies: {
    active: {};
    /** The key is used from the network that its tuple names: `{"cidr": "203.0.113.0/24"}`. */
    from_network: {
      cidr: string;
    };
    /** Keys come with the plans that have an API. */
    has_api: {};
    /** Until it has paid, a tenant reads and changes nothing. Closed, it is gone. */
    not_closed: {};
    not_personal: {};
  };
  context: {
    /** The address that a request came from, as the edge of your network saw it. */
    ip?: string;
  };
  subjects: "apikey" | "project" | "team#member" | "tenant" | "user";
}

/** The model, as plain data that nothing can change. */
export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>({
  version: 1,
  types: [
    {
      name: "apikey",
      doc: "A key that a program calls with. It is a subject as a person is: it has what is written for it, and nothing else. A window\non its tuple gives it an end; deleting its `service` tuple takes everything from it at once.",
      attributes: [],
      permissions: [
        {
          name: "revoke",
          rewrite: {
            kind: "union",
            of: [
              {
                kind: "intersection",
                of: [
                  { kind: "computed", relation: "created_by" },
                  {
                    kind: "arrow",
                    relation: "tenant",
                    quantifier: "any",
                    target: { kind: "computed", relation: "use" },
                  },
                ],
              },
              { kind: "arrow", relation: "tenant", quantifier: "any", target: { kind: "computed", relation: "admin" } },
            ],
          },
        },
        {
          name: "rotate",
          rewrite: {
            kind: "union",
            of: [
              {
                kind: "intersection",
                of: [
                  { kind: "computed", relation: "created_by" },
                  {
                    kind: "arrow",
                    relation: "tenant",
                    quantifier: "any",
                    target: { kind: "computed", relation: "change" },
                  },
                ],
              },
              {
                kind: "arrow",
                relation: "tenant",
                quantifier: "any",
                target: { kind: "computed", relation: "manage_keys" },
              },
            ],
          },
        },
      ],
      relations: [
        { name: "created_by", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "tenant", rewrite: { kind: "this" }, subjects: [{ type: "tenant" }] },
      ],
    },
    {
      name: "collection",
      doc: "A part of what a project holds, such as its customers, or its reports. A key may be given one part and not the project:\nwhat sends reports need not read customers.",
      attributes: [
        {
          name: "personal",
          doc: "It holds what is known of people. Stored, and never taken from a request.",
          type: { kind: "boolean" },
          trusted: true,
        },
      ],
      permissions: [
        {
          name: "export",
          rewrite: {
            kind: "union",
            of: [
              { kind: "when", of: { kind: "computed", relation: "read" }, policy: "not_personal" },
              {
                kind: "arrow",
                relation: "project",
                quantifier: "any",
                target: {
                  kind: "arrow",
                  relation: "tenant",
                  quantifier: "any",
                  target: { kind: "computed", relation: "administer" },
                },
              },
            ],
          },
        },
        {
          name: "read",
          rewrite: {
            kind: "union",
            of: [
              {
                kind: "intersection",
                of: [
                  { kind: "computed", relation: "reader" },
                  {
                    kind: "arrow",
                    relation: "project",
                    quantifier: "any",
                    target: {
                      kind: "arrow",
                      relation: "tenant",
                      quantifier: "any",
                      target: { kind: "computed", relation: "use" },
                    },
                  },
                ],
              },
              { kind: "arrow", relation: "project", quantifier: "any", target: { kind: "computed", relation: "read" } },
            ],
          },
        },
        {
          name: "write",
          rewrite: {
            kind: "union",
            of: [
              {
                kind: "intersection",
                of: [
                  { kind: "computed", relation: "writer" },
                  {
                    kind: "arrow",
                    relation: "project",
                    quantifier: "any",
                    target: {
                      kind: "arrow",
                      relation: "tenant",
                      quantifier: "any",
                      target: { kind: "computed", relation: "change" },
                    },
                  },
                ],
              },
              {
                kind: "arrow",
                relation: "project",
                quantifier: "any",
                target: { kind: "computed", relation: "write" },
              },
            ],
          },
        },
      ],
      relations: [
        { name: "project", rewrite: { kind: "this" }, subjects: [{ type: "project" }] },
        { name: "reader", rewrite: { kind: "this" }, subjects: [{ type: "apikey" }] },
        { name: "writer", rewrite: { kind: "this" }, subjects: [{ type: "apikey" }] },
      ],
    },
    {
      name: "project",
      attributes: [],
      permissions: [
        {
          name: "delete",
          rewrite: {
            kind: "union",
            of: [
              {
                kind: "intersection",
                of: [
                  { kind: "computed", relation: "owner" },
                  {
                    kind: "arrow",
                    relation: "tenant",
                    quantifier: "any",
                    target: { kind: "computed", relation: "change" },
                  },
                ],
              },
              {
                kind: "arrow",
                relation: "tenant",
                quantifier: "any",
                target: { kind: "computed", relation: "administer" },
              },
            ],
          },
        },
        {
          name: "read",
          rewrite: {
            kind: "union",
            of: [
              {
                kind: "intersection",
                of: [
                  {
                    kind: "union",
                    of: [
                      { kind: "computed", relation: "viewer" },
                      { kind: "computed", relation: "editor" },
                      { kind: "computed", relation: "owner" },
                    ],
                  },
                  {
                    kind: "arrow",
                    relation: "tenant",
                    quantifier: "any",
                    target: { kind: "computed", relation: "use" },
                  },
                ],
              },
              {
                kind: "arrow",
                relation: "tenant",
                quantifier: "any",
                target: { kind: "computed", relation: "inspect" },
              },
            ],
          },
        },
        {
          name: "write",
          rewrite: {
            kind: "union",
            of: [
              {
                kind: "intersection",
                of: [
                  {
                    kind: "union",
                    of: [{ kind: "computed", relation: "editor" }, { kind: "computed", relation: "owner" }],
                  },
                  {
                    kind: "arrow",
                    relation: "tenant",
                    quantifier: "any",
                    target: { kind: "computed", relation: "change" },
                  },
                ],
              },
              {
                kind: "arrow",
                relation: "tenant",
                quantifier: "any",
                target: { kind: "computed", relation: "administer" },
              },
            ],
          },
        },
      ],
      relations: [
        {
          name: "editor",
          rewrite: { kind: "this" },
          subjects: [{ type: "apikey" }, { type: "team", relation: "member" }, { type: "user" }],
        },
        { name: "owner", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "tenant", rewrite: { kind: "this" }, subjects: [{ type: "tenant" }] },
        {
          name: "viewer",
          rewrite: { kind: "this" },
          subjects: [{ type: "apikey" }, { type: "team", relation: "member" }, { type: "user" }],
        },
      ],
    },
    {
      name: "team",
      doc: "A team of a tenant. Teams may hold teams.",
      attributes: [],
      permissions: [
        {
          name: "manage",
          rewrite: {
            kind: "arrow",
            relation: "tenant",
            quantifier: "any",
            target: { kind: "computed", relation: "administer" },
          },
        },
      ],
      relations: [
        {
          name: "member",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }],
        },
        { name: "tenant", rewrite: { kind: "this" }, subjects: [{ type: "tenant" }] },
      ],
    },
    {
      name: "tenant",
      doc: "A customer. Nothing crosses from one to another: what is written on a project counts only for those who may use its tenant,\nso that a tuple that names somebody of another tenant gives nothing.",
      attributes: [
        { name: "plan", type: { kind: "enum", values: ["free", "pro", "enterprise"] }, trusted: true },
        {
          name: "status",
          doc: "Both are stored with the tenant, and never taken from a request.",
          type: { kind: "enum", values: ["active", "past_due", "closed"] },
          trusted: true,
        },
      ],
      permissions: [
        {
          name: "administer",
          rewrite: { kind: "when", of: { kind: "computed", relation: "admin" }, policy: "active" },
        },
        { name: "change", rewrite: { kind: "when", of: { kind: "computed", relation: "use" }, policy: "active" } },
        {
          name: "inspect",
          rewrite: {
            kind: "when",
            of: {
              kind: "union",
              of: [{ kind: "computed", relation: "admin" }, { kind: "computed", relation: "support" }],
            },
            policy: "not_closed",
          },
        },
        { name: "manage_billing", rewrite: { kind: "computed", relation: "admin" } },
        {
          name: "manage_keys",
          rewrite: { kind: "when", of: { kind: "computed", relation: "administer" }, policy: "has_api" },
        },
        {
          name: "use",
          rewrite: {
            kind: "union",
            of: [
              {
                kind: "when",
                of: {
                  kind: "union",
                  of: [{ kind: "computed", relation: "admin" }, { kind: "computed", relation: "member" }],
                },
                policy: "not_closed",
              },
              { kind: "when", of: { kind: "computed", relation: "service" }, policy: "has_api" },
            ],
          },
        },
      ],
      relations: [
        { name: "admin", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "member", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        {
          name: "service",
          doc: "The keys of the tenant. What they may do stands on what they work with.",
          rewrite: { kind: "this" },
          subjects: [{ type: "apikey" }, { type: "apikey", policy: "from_network" }],
        },
        {
          name: "support",
          doc: "People of yours, while the window of their tuple lasts. They look, and change nothing.",
          rewrite: { kind: "this" },
          subjects: [{ type: "user" }],
        },
      ],
    },
    { name: "user", doc: "A person who is signed in.", attributes: [], permissions: [], relations: [] },
  ],
  policies: [
    { name: "active", body: { "==": [{ var: "resource.status" }, "active"] }, parameters: [], required: [] },
    {
      name: "from_network",
      doc: "The key is used from the network that its tuple names: `{\"cidr\": \"203.0.113.0/24\"}`.",
      body: { in_cidr: [{ var: "context.ip" }, { var: "cidr" }] },
      parameters: [{ name: "cidr", type: { kind: "string" }, tuple: true }],
      required: [],
    },
    {
      name: "has_api",
      doc: "Keys come with the plans that have an API.",
      body: {
        and: [
          { "!=": [{ var: "resource.status" }, "closed"] },
          { in: [{ var: "resource.plan" }, ["pro", "enterprise"]] },
        ],
      },
      parameters: [],
      required: [],
    },
    {
      name: "not_closed",
      doc: "Until it has paid, a tenant reads and changes nothing. Closed, it is gone.",
      body: { "!=": [{ var: "resource.status" }, "closed"] },
      parameters: [],
      required: [],
    },
    { name: "not_personal", body: { "!": [{ var: "resource.personal" }] }, parameters: [], required: [] },
  ],
  context: [
    {
      name: "ip",
      doc: "The address that a request came from, as the edge of your network saw it.",
      type: { kind: "ipaddress" },
    },
  ],
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
