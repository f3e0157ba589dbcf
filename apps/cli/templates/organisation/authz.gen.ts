/* eslint-disable */
// Written by `relata generate` from model files: change those, and run it again.
import type { TypedModel } from "@relata/core";

/** What the model declares, for the compiler: `Relata<Authz>`, `CheckInput<Authz>`, `TupleInput<Authz>`. */
export interface Authz {
  types: {
    /** Where a project runs. Who deploys may not be who approves, and production has its hours. */
    environment: {
      relations: {
        approver: {
          "team#maintainer": undefined;
          "team#member": undefined;
          user: undefined;
        };
        deployer: {
          "team#member": undefined;
          user: undefined;
        };
        project: {
          project: undefined;
        };
        /** Whoever asked for the deployment that waits now. Written when it is asked for, deleted when it is over. */
        requested_by: {
          user: undefined;
        };
      };
      permissions: {
        approve: true;
        request: true;
        view: true;
      };
      attributes: {
        /** Stored with every environment, and never taken from a request. */
        protected?: boolean;
      };
      trusted: "protected";
    };
    /** A company, a club, a faculty. Owners administer it; members have what it gives to all members. */
    organisation: {
      relations: {
        billing: {
          user: undefined;
        };
        /** Kept out of everything of the organisation, whatever else says that they may. */
        blocked: {
          user: undefined;
        };
        member: {
          user: undefined;
        };
        owner: {
          user: undefined;
        };
      };
      permissions: {
        administer: true;
        create_projects: true;
        manage_billing: true;
        view: true;
      };
      attributes: {};
      trusted: never;
    };
    /** A project. Each permission includes those after it. People from outside of the organisation may work on it too. */
    project: {
      relations: {
        /** What all members of the organisation are here: `project:x#base_reader@organisation:acme#member`, or no such tuple. */
        base_contributor: {
          "organisation#member": undefined;
        };
        base_reader: {
          "organisation#member": undefined;
        };
        contributor: {
          "team#member": undefined;
          user: undefined;
        };
        lead: {
          "team#member": undefined;
          user: undefined;
        };
        organisation: {
          organisation: undefined;
        };
        reader: {
          "team#member": undefined;
          user: undefined;
        };
      };
      permissions: {
        archive: true;
        contribute: true;
        manage: true;
        push: true;
        read: true;
      };
      attributes: {
        /** An archived project is read, and no longer changed. Store it with every project, or supply it with the question. */
        archived?: boolean;
      };
      trusted: never;
    };
    /**
     * A team of the organisation. Teams nest: the members of a team are members of the one above it, by the tuple
     * `team:engineering#member@team:platform#member`. So what is given to the upper one is given to all below it, and what is
     * given to one of these stays there.
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
        organisation: {
          organisation: undefined;
        };
        parent: {
          team: undefined;
        };
      };
      permissions: {
        /** Changes members and teams below. Maintainers of a team maintain those below it. */
        manage: true;
        view: true;
      };
      attributes: {};
      trusted: never;
    };
    /** A person with an account. */
    user: {
      relations: {};
      permissions: {};
      attributes: {};
      trusted: never;
    };
  };
  policies: {
    /** A protected environment changes between nine and five only. */
    changes_allowed: {};
    not_archived: {};
  };
  context: {
    /** The hour of the day where the organisation is, from 0 to 23. */
    hour?: number;
  };
  subjects: "organisation" | "organisation#member" | "project" | "team" | "team#maintainer" | "team#member" | "user";
}

/** The model, as plain data that nothing can change. */
export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>({
  version: 1,
  types: [
    {
      name: "environment",
      doc: "Where a project runs. Who deploys may not be who approves, and production has its hours.",
      attributes: [
        {
          name: "protected",
          doc: "Stored with every environment, and never taken from a request.",
          type: { kind: "boolean" },
          trusted: true,
        },
      ],
      permissions: [
        {
          name: "approve",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "intersection",
              of: [
                { kind: "computed", relation: "approver" },
                {
                  kind: "arrow",
                  relation: "project",
                  quantifier: "any",
                  target: { kind: "computed", relation: "read" },
                },
              ],
            },
            less: { kind: "computed", relation: "requested_by" },
          },
        },
        {
          name: "request",
          rewrite: {
            kind: "when",
            of: {
              kind: "intersection",
              of: [
                { kind: "computed", relation: "deployer" },
                {
                  kind: "arrow",
                  relation: "project",
                  quantifier: "any",
                  target: { kind: "computed", relation: "push" },
                },
              ],
            },
            policy: "changes_allowed",
          },
        },
        {
          name: "view",
          rewrite: {
            kind: "arrow",
            relation: "project",
            quantifier: "any",
            target: { kind: "computed", relation: "read" },
          },
        },
      ],
      relations: [
        {
          name: "approver",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "maintainer" }, { type: "team", relation: "member" }, { type: "user" }],
        },
        {
          name: "deployer",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }],
        },
        { name: "project", rewrite: { kind: "this" }, subjects: [{ type: "project" }] },
        {
          name: "requested_by",
          doc: "Whoever asked for the deployment that waits now. Written when it is asked for, deleted when it is over.",
          rewrite: { kind: "this" },
          subjects: [{ type: "user" }],
        },
      ],
    },
    {
      name: "organisation",
      doc: "A company, a club, a faculty. Owners administer it; members have what it gives to all members.",
      attributes: [],
      permissions: [
        {
          name: "administer",
          rewrite: {
            kind: "exclusion",
            from: { kind: "computed", relation: "owner" },
            less: { kind: "computed", relation: "blocked" },
          },
        },
        {
          name: "create_projects",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [{ kind: "computed", relation: "member" }, { kind: "computed", relation: "owner" }],
            },
            less: { kind: "computed", relation: "blocked" },
          },
        },
        {
          name: "manage_billing",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [{ kind: "computed", relation: "billing" }, { kind: "computed", relation: "owner" }],
            },
            less: { kind: "computed", relation: "blocked" },
          },
        },
        {
          name: "view",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "member" },
                { kind: "computed", relation: "billing" },
                { kind: "computed", relation: "owner" },
              ],
            },
            less: { kind: "computed", relation: "blocked" },
          },
        },
      ],
      relations: [
        { name: "billing", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        {
          name: "blocked",
          doc: "Kept out of everything of the organisation, whatever else says that they may.",
          rewrite: { kind: "this" },
          subjects: [{ type: "user" }],
        },
        { name: "member", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "owner", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
      ],
    },
    {
      name: "project",
      doc: "A project. Each permission includes those after it. People from outside of the organisation may work on it too.",
      attributes: [
        {
          name: "archived",
          doc: "An archived project is read, and no longer changed. Store it with every project, or supply it with the question.",
          type: { kind: "boolean" },
          trusted: false,
        },
      ],
      permissions: [
        { name: "archive", rewrite: { kind: "computed", relation: "manage" } },
        {
          name: "contribute",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "contributor" },
                { kind: "computed", relation: "base_contributor" },
                { kind: "computed", relation: "manage" },
              ],
            },
            less: {
              kind: "arrow",
              relation: "organisation",
              quantifier: "any",
              target: { kind: "computed", relation: "blocked" },
            },
          },
        },
        {
          name: "manage",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "lead" },
                {
                  kind: "arrow",
                  relation: "organisation",
                  quantifier: "any",
                  target: { kind: "computed", relation: "administer" },
                },
              ],
            },
            less: {
              kind: "arrow",
              relation: "organisation",
              quantifier: "any",
              target: { kind: "computed", relation: "blocked" },
            },
          },
        },
        {
          name: "push",
          rewrite: { kind: "when", of: { kind: "computed", relation: "contribute" }, policy: "not_archived" },
        },
        {
          name: "read",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "reader" },
                { kind: "computed", relation: "base_reader" },
                { kind: "computed", relation: "contribute" },
              ],
            },
            less: {
              kind: "arrow",
              relation: "organisation",
              quantifier: "any",
              target: { kind: "computed", relation: "blocked" },
            },
          },
        },
      ],
      relations: [
        {
          name: "base_contributor",
          doc: "What all members of the organisation are here: `project:x#base_reader@organisation:acme#member`, or no such tuple.",
          rewrite: { kind: "this" },
          subjects: [{ type: "organisation", relation: "member" }],
        },
        { name: "base_reader", rewrite: { kind: "this" }, subjects: [{ type: "organisation", relation: "member" }] },
        {
          name: "contributor",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }],
        },
        { name: "lead", rewrite: { kind: "this" }, subjects: [{ type: "team", relation: "member" }, { type: "user" }] },
        { name: "organisation", rewrite: { kind: "this" }, subjects: [{ type: "organisation" }] },
        {
          name: "reader",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "member" }, { type: "user" }],
        },
      ],
    },
    {
      name: "team",
      doc: "A team of the organisation. Teams nest: the members of a team are members of the one above it, by the tuple\n`team:engineering#member@team:platform#member`. So what is given to the upper one is given to all below it, and what is\ngiven to one of these stays there.",
      attributes: [],
      permissions: [
        {
          name: "manage",
          doc: "Changes members and teams below. Maintainers of a team maintain those below it.",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "maintainer" },
                {
                  kind: "arrow",
                  relation: "parent",
                  quantifier: "any",
                  target: { kind: "computed", relation: "manage" },
                },
                {
                  kind: "arrow",
                  relation: "organisation",
                  quantifier: "any",
                  target: { kind: "computed", relation: "administer" },
                },
              ],
            },
            less: {
              kind: "arrow",
              relation: "organisation",
              quantifier: "any",
              target: { kind: "computed", relation: "blocked" },
            },
          },
        },
        {
          name: "view",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "member" },
                { kind: "computed", relation: "manage" },
                {
                  kind: "arrow",
                  relation: "organisation",
                  quantifier: "any",
                  target: { kind: "computed", relation: "view" },
                },
              ],
            },
            less: {
              kind: "arrow",
              relation: "organisation",
              quantifier: "any",
              target: { kind: "computed", relation: "blocked" },
            },
          },
        },
      ],
      relations: [
        { name: "maintainer", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        {
          name: "member",
          rewrite: { kind: "this" },
          subjects: [{ type: "team", relation: "maintainer" }, { type: "team", relation: "member" }, { type: "user" }],
        },
        { name: "organisation", rewrite: { kind: "this" }, subjects: [{ type: "organisation" }] },
        { name: "parent", rewrite: { kind: "this" }, subjects: [{ type: "team" }] },
      ],
    },
    { name: "user", doc: "A person with an account.", attributes: [], permissions: [], relations: [] },
  ],
  policies: [
    {
      name: "changes_allowed",
      doc: "A protected environment changes between nine and five only.",
      body: {
        or: [
          { "!": [{ var: "resource.protected" }] },
          { and: [{ ">=": [{ var: "context.hour" }, 9] }, { "<": [{ var: "context.hour" }, 17] }] },
        ],
      },
      parameters: [],
      required: [],
    },
    { name: "not_archived", body: { "!": [{ var: "resource.archived" }] }, parameters: [], required: [] },
  ],
  context: [
    { name: "hour", doc: "The hour of the day where the organisation is, from 0 to 23.", type: { kind: "int" } },
  ],
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
