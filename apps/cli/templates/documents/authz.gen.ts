/* eslint-disable */
// Written by `relata generate` from model files: change those, and run it again.
import type { TypedModel } from "@relata/core";

/** What the model declares, for the compiler: `Relata<Authz>`, `CheckInput<Authz>`, `TupleInput<Authz>`. */
export interface Authz {
  types: {
    /**
     * A document stands in one folder or in none, and may be shared by itself: with people, with teams, with everybody in the
     * workspace, and by links.
     */
    document: {
      relations: {
        commenter: {
          "group#member": undefined;
          user: undefined;
        };
        editor: {
          "group#member": undefined;
          user: undefined;
        };
        folder: {
          folder: undefined;
        };
        /** One tuple for everybody who is signed in, and one for visitors. A window gives the link an end. */
        link_viewer: {
          "user:*": "has_link";
          "visitor:*": "has_link";
        };
        owner: {
          user: undefined;
        };
        viewer: {
          "group#member": undefined;
          user: undefined;
          "workspace#member": undefined;
        };
        workspace: {
          workspace: undefined;
        };
      };
      permissions: {
        comment: true;
        delete: true;
        edit: true;
        manage: true;
        share: true;
        view: true;
      };
      attributes: {
        /** A court wants it to be kept. Say so of every document, yes or no: where it is not known, nothing is deleted. */
        legal_hold?: boolean;
      };
      trusted: "legal_hold";
    };
    /** A folder, and in it all folders and documents below. Each permission includes those after it. */
    folder: {
      relations: {
        commenter: {
          "group#member": undefined;
          user: undefined;
        };
        editor: {
          "group#member": undefined;
          user: undefined;
        };
        owner: {
          user: undefined;
        };
        parent: {
          folder: undefined;
        };
        viewer: {
          "group#member": undefined;
          user: undefined;
          "workspace#member": undefined;
        };
        workspace: {
          workspace: undefined;
        };
      };
      permissions: {
        comment: true;
        edit: true;
        manage: true;
        view: true;
      };
      attributes: {};
      trusted: never;
    };
    /** A team, or a team of teams. */
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
    /** A person who is signed in. */
    user: {
      relations: {};
      permissions: {};
      attributes: {};
      trusted: never;
    };
    /** Somebody who is not signed in. All of them are `visitor:anonymous`. */
    visitor: {
      relations: {};
      permissions: {};
      attributes: {};
      trusted: never;
    };
    /** All that belongs to one company. */
    workspace: {
      relations: {
        admin: {
          "group#member": undefined;
          user: undefined;
        };
        member: {
          "group#member": undefined;
          user: undefined;
        };
        /** They keep what was shared with them, and can do nothing with it until they are back. */
        suspended: {
          user: undefined;
        };
      };
      permissions: {
        administer: true;
      };
      attributes: {};
      trusted: never;
    };
  };
  policies: {
    /** The request came by the very link that the tuple is about. */
    has_link: {
      secret: string;
    };
    not_held: {};
  };
  context: {
    /** The secret of the link that a request came by, if it came by one. */
    link?: string;
  };
  subjects: "folder" | "group#member" | "user" | "visitor" | "workspace" | "workspace#member";
}

/** The model, as plain data that nothing can change. */
export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>({
  version: 1,
  types: [
    {
      name: "document",
      doc: "A document stands in one folder or in none, and may be shared by itself: with people, with teams, with everybody in the\nworkspace, and by links.",
      attributes: [
        {
          name: "legal_hold",
          doc: "A court wants it to be kept. Say so of every document, yes or no: where it is not known, nothing is deleted.",
          type: { kind: "boolean" },
          trusted: true,
        },
      ],
      permissions: [
        {
          name: "comment",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "commenter" },
                {
                  kind: "arrow",
                  relation: "folder",
                  quantifier: "any",
                  target: { kind: "computed", relation: "comment" },
                },
                { kind: "computed", relation: "edit" },
              ],
            },
            less: {
              kind: "arrow",
              relation: "workspace",
              quantifier: "any",
              target: { kind: "computed", relation: "suspended" },
            },
          },
        },
        { name: "delete", rewrite: { kind: "when", of: { kind: "computed", relation: "manage" }, policy: "not_held" } },
        {
          name: "edit",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "editor" },
                {
                  kind: "arrow",
                  relation: "folder",
                  quantifier: "any",
                  target: { kind: "computed", relation: "edit" },
                },
                { kind: "computed", relation: "manage" },
              ],
            },
            less: {
              kind: "arrow",
              relation: "workspace",
              quantifier: "any",
              target: { kind: "computed", relation: "suspended" },
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
                { kind: "computed", relation: "owner" },
                {
                  kind: "arrow",
                  relation: "folder",
                  quantifier: "any",
                  target: { kind: "computed", relation: "manage" },
                },
                {
                  kind: "arrow",
                  relation: "workspace",
                  quantifier: "any",
                  target: { kind: "computed", relation: "administer" },
                },
              ],
            },
            less: {
              kind: "arrow",
              relation: "workspace",
              quantifier: "any",
              target: { kind: "computed", relation: "suspended" },
            },
          },
        },
        { name: "share", rewrite: { kind: "computed", relation: "manage" } },
        {
          name: "view",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "viewer" },
                { kind: "computed", relation: "link_viewer" },
                {
                  kind: "arrow",
                  relation: "folder",
                  quantifier: "any",
                  target: { kind: "computed", relation: "view" },
                },
                { kind: "computed", relation: "comment" },
              ],
            },
            less: {
              kind: "arrow",
              relation: "workspace",
              quantifier: "any",
              target: { kind: "computed", relation: "suspended" },
            },
          },
        },
      ],
      relations: [
        {
          name: "commenter",
          rewrite: { kind: "this" },
          subjects: [{ type: "group", relation: "member" }, { type: "user" }],
        },
        {
          name: "editor",
          rewrite: { kind: "this" },
          subjects: [{ type: "group", relation: "member" }, { type: "user" }],
        },
        { name: "folder", rewrite: { kind: "this" }, subjects: [{ type: "folder" }] },
        {
          name: "link_viewer",
          doc: "One tuple for everybody who is signed in, and one for visitors. A window gives the link an end.",
          rewrite: { kind: "this" },
          subjects: [
            { type: "user", policy: "has_link", wildcard: true },
            { type: "visitor", policy: "has_link", wildcard: true },
          ],
        },
        { name: "owner", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        {
          name: "viewer",
          rewrite: { kind: "this" },
          subjects: [
            { type: "group", relation: "member" },
            { type: "user" },
            { type: "workspace", relation: "member" },
          ],
        },
        { name: "workspace", rewrite: { kind: "this" }, subjects: [{ type: "workspace" }] },
      ],
    },
    {
      name: "folder",
      doc: "A folder, and in it all folders and documents below. Each permission includes those after it.",
      attributes: [],
      permissions: [
        {
          name: "comment",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "commenter" },
                {
                  kind: "arrow",
                  relation: "parent",
                  quantifier: "any",
                  target: { kind: "computed", relation: "comment" },
                },
                { kind: "computed", relation: "edit" },
              ],
            },
            less: {
              kind: "arrow",
              relation: "workspace",
              quantifier: "any",
              target: { kind: "computed", relation: "suspended" },
            },
          },
        },
        {
          name: "edit",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                { kind: "computed", relation: "editor" },
                {
                  kind: "arrow",
                  relation: "parent",
                  quantifier: "any",
                  target: { kind: "computed", relation: "edit" },
                },
                { kind: "computed", relation: "manage" },
              ],
            },
            less: {
              kind: "arrow",
              relation: "workspace",
              quantifier: "any",
              target: { kind: "computed", relation: "suspended" },
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
                { kind: "computed", relation: "owner" },
                {
                  kind: "arrow",
                  relation: "parent",
                  quantifier: "any",
                  target: { kind: "computed", relation: "manage" },
                },
                {
                  kind: "arrow",
                  relation: "workspace",
                  quantifier: "any",
                  target: { kind: "computed", relation: "administer" },
                },
              ],
            },
            less: {
              kind: "arrow",
              relation: "workspace",
              quantifier: "any",
              target: { kind: "computed", relation: "suspended" },
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
                { kind: "computed", relation: "viewer" },
                {
                  kind: "arrow",
                  relation: "parent",
                  quantifier: "any",
                  target: { kind: "computed", relation: "view" },
                },
                { kind: "computed", relation: "comment" },
              ],
            },
            less: {
              kind: "arrow",
              relation: "workspace",
              quantifier: "any",
              target: { kind: "computed", relation: "suspended" },
            },
          },
        },
      ],
      relations: [
        {
          name: "commenter",
          rewrite: { kind: "this" },
          subjects: [{ type: "group", relation: "member" }, { type: "user" }],
        },
        {
          name: "editor",
          rewrite: { kind: "this" },
          subjects: [{ type: "group", relation: "member" }, { type: "user" }],
        },
        { name: "owner", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "parent", rewrite: { kind: "this" }, subjects: [{ type: "folder" }] },
        {
          name: "viewer",
          rewrite: { kind: "this" },
          subjects: [
            { type: "group", relation: "member" },
            { type: "user" },
            { type: "workspace", relation: "member" },
          ],
        },
        { name: "workspace", rewrite: { kind: "this" }, subjects: [{ type: "workspace" }] },
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
          subjects: [{ type: "group", relation: "member" }, { type: "user" }],
        },
      ],
    },
    { name: "user", doc: "A person who is signed in.", attributes: [], permissions: [], relations: [] },
    {
      name: "visitor",
      doc: "Somebody who is not signed in. All of them are `visitor:anonymous`.",
      attributes: [],
      permissions: [],
      relations: [],
    },
    {
      name: "workspace",
      doc: "All that belongs to one company.",
      attributes: [],
      permissions: [
        {
          name: "administer",
          rewrite: {
            kind: "exclusion",
            from: { kind: "computed", relation: "admin" },
            less: { kind: "computed", relation: "suspended" },
          },
        },
      ],
      relations: [
        {
          name: "admin",
          rewrite: { kind: "this" },
          subjects: [{ type: "group", relation: "member" }, { type: "user" }],
        },
        {
          name: "member",
          rewrite: { kind: "this" },
          subjects: [{ type: "group", relation: "member" }, { type: "user" }],
        },
        {
          name: "suspended",
          doc: "They keep what was shared with them, and can do nothing with it until they are back.",
          rewrite: { kind: "this" },
          subjects: [{ type: "user" }],
        },
      ],
    },
  ],
  policies: [
    {
      name: "has_link",
      doc: "The request came by the very link that the tuple is about.",
      body: { "==": [{ var: "context.link" }, { var: "secret" }] },
      parameters: [{ name: "secret", type: { kind: "string" }, tuple: true }],
      required: [],
    },
    { name: "not_held", body: { "!": [{ var: "resource.legal_hold" }] }, parameters: [], required: [] },
  ],
  context: [
    {
      name: "link",
      doc: "The secret of the link that a request came by, if it came by one.",
      type: { kind: "string" },
    },
  ],
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
