/* eslint-disable */
// Written by `relata generate` from model files: change those, and run it again.
import type { TypedModel } from "@relata/core";

/** What the model declares, for the compiler: `Relata<Authz>`, `CheckInput<Authz>`, `TupleInput<Authz>`. */
export interface Authz {
  types: {
    /** A department, or one inside another. Who works for a department works for those inside it too. */
    department: {
      relations: {
        approver: {
          user: undefined;
        };
        auditor: {
          user: undefined;
        };
        clerk: {
          user: undefined;
        };
        parent: {
          department: undefined;
        };
        treasurer: {
          user: undefined;
        };
      };
      permissions: {
        approve: true;
        audit: true;
        look_after: true;
        pay: true;
        record: true;
      };
      attributes: {};
      trusted: never;
    };
    /**
     * An invoice is a `draft`, is `submitted`, and `approved`, and `paid`. A large one is `checked` by one approver before another
     * approves it. The application writes the status, and by whom it came to be, in the transaction that does it.
     */
    invoice: {
      relations: {
        approved_by: {
          user: undefined;
        };
        checked_by: {
          user: undefined;
        };
        /** Whom an approver lets approve this one invoice, up to the amount that stands in the tuple. */
        delegate: {
          user: "up_to";
        };
        department: {
          department: undefined;
        };
        submitter: {
          user: undefined;
        };
      };
      permissions: {
        approve: true;
        check: true;
        edit: true;
        /** Nobody approves what they submitted, nor a second time what they have checked. */
        may_approve: true;
        own: true;
        /** Who had a part in the invoice does not pay it. */
        pay: true;
        submit: true;
        view: true;
      };
      attributes: {
        amount?: number;
        status?: "draft" | "submitted" | "checked" | "approved" | "paid";
      };
      trusted: "amount" | "status";
    };
    /** A person of the company. */
    user: {
      relations: {};
      permissions: {};
      attributes: {
        /** The largest amount that they may approve. Kept with the list of limits, and never taken from a request. */
        approval_limit?: number;
        /** They have left, or are kept out while something is looked into. */
        suspended?: boolean;
      };
      trusted: "approval_limit" | "suspended";
    };
  };
  policies: {
    active: {};
    /** The first of two approvers has looked. */
    checked: {};
    draft: {};
    /** Two approvers are needed, and none has looked yet. */
    large: {};
    /** Money leaves while the office is open. */
    payable: {};
    /** One approver is enough. */
    small: {};
    up_to: {
      limit: number;
    };
    within_limit: {};
  };
  context: {
    day?: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
    /** The hour, from 0 to 23, and the day at the office. */
    hour?: number;
  };
  subjects: "department" | "user";
}

/** The model, as plain data that nothing can change. */
export const model: TypedModel<Authz> = frozen<TypedModel<Authz>>({
  version: 1,
  types: [
    {
      name: "department",
      doc: "A department, or one inside another. Who works for a department works for those inside it too.",
      attributes: [],
      permissions: [
        {
          name: "approve",
          rewrite: {
            kind: "when",
            of: {
              kind: "union",
              of: [
                { kind: "computed", relation: "approver" },
                {
                  kind: "arrow",
                  relation: "parent",
                  quantifier: "any",
                  target: { kind: "computed", relation: "approve" },
                },
              ],
            },
            policy: "active",
          },
        },
        {
          name: "audit",
          rewrite: {
            kind: "when",
            of: {
              kind: "union",
              of: [
                { kind: "computed", relation: "auditor" },
                {
                  kind: "arrow",
                  relation: "parent",
                  quantifier: "any",
                  target: { kind: "computed", relation: "audit" },
                },
              ],
            },
            policy: "active",
          },
        },
        {
          name: "look_after",
          rewrite: {
            kind: "union",
            of: [
              { kind: "computed", relation: "record" },
              { kind: "computed", relation: "approve" },
              { kind: "computed", relation: "pay" },
              { kind: "computed", relation: "audit" },
            ],
          },
        },
        {
          name: "pay",
          rewrite: {
            kind: "when",
            of: {
              kind: "union",
              of: [
                { kind: "computed", relation: "treasurer" },
                { kind: "arrow", relation: "parent", quantifier: "any", target: { kind: "computed", relation: "pay" } },
              ],
            },
            policy: "active",
          },
        },
        {
          name: "record",
          rewrite: {
            kind: "when",
            of: {
              kind: "union",
              of: [
                { kind: "computed", relation: "clerk" },
                {
                  kind: "arrow",
                  relation: "parent",
                  quantifier: "any",
                  target: { kind: "computed", relation: "record" },
                },
              ],
            },
            policy: "active",
          },
        },
      ],
      relations: [
        { name: "approver", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "auditor", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "clerk", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "parent", rewrite: { kind: "this" }, subjects: [{ type: "department" }] },
        { name: "treasurer", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
      ],
    },
    {
      name: "invoice",
      doc: "An invoice is a `draft`, is `submitted`, and `approved`, and `paid`. A large one is `checked` by one approver before another\napproves it. The application writes the status, and by whom it came to be, in the transaction that does it.",
      attributes: [
        { name: "amount", type: { kind: "number" }, trusted: true },
        {
          name: "status",
          type: { kind: "enum", values: ["draft", "submitted", "checked", "approved", "paid"] },
          trusted: true,
        },
      ],
      permissions: [
        {
          name: "approve",
          rewrite: {
            kind: "union",
            of: [
              { kind: "when", of: { kind: "computed", relation: "may_approve" }, policy: "small" },
              {
                kind: "when",
                of: {
                  kind: "exclusion",
                  from: { kind: "computed", relation: "may_approve" },
                  less: { kind: "computed", relation: "checked_by" },
                },
                policy: "checked",
              },
            ],
          },
        },
        {
          name: "check",
          rewrite: {
            kind: "when",
            of: {
              kind: "exclusion",
              from: {
                kind: "arrow",
                relation: "department",
                quantifier: "any",
                target: { kind: "computed", relation: "approve" },
              },
              less: { kind: "computed", relation: "submitter" },
            },
            policy: "large",
          },
        },
        {
          name: "edit",
          rewrite: {
            kind: "when",
            of: {
              kind: "union",
              of: [
                { kind: "computed", relation: "own" },
                {
                  kind: "arrow",
                  relation: "department",
                  quantifier: "any",
                  target: { kind: "computed", relation: "record" },
                },
              ],
            },
            policy: "draft",
          },
        },
        {
          name: "may_approve",
          doc: "Nobody approves what they submitted, nor a second time what they have checked.",
          rewrite: {
            kind: "exclusion",
            from: {
              kind: "union",
              of: [
                {
                  kind: "when",
                  of: {
                    kind: "arrow",
                    relation: "department",
                    quantifier: "any",
                    target: { kind: "computed", relation: "approve" },
                  },
                  policy: "within_limit",
                },
                { kind: "when", of: { kind: "computed", relation: "delegate" }, policy: "active" },
              ],
            },
            less: { kind: "computed", relation: "submitter" },
          },
        },
        { name: "own", rewrite: { kind: "when", of: { kind: "computed", relation: "submitter" }, policy: "active" } },
        {
          name: "pay",
          doc: "Who had a part in the invoice does not pay it.",
          rewrite: {
            kind: "when",
            of: {
              kind: "exclusion",
              from: {
                kind: "arrow",
                relation: "department",
                quantifier: "any",
                target: { kind: "computed", relation: "pay" },
              },
              less: {
                kind: "union",
                of: [
                  { kind: "computed", relation: "submitter" },
                  { kind: "computed", relation: "checked_by" },
                  { kind: "computed", relation: "approved_by" },
                ],
              },
            },
            policy: "payable",
          },
        },
        { name: "submit", rewrite: { kind: "when", of: { kind: "computed", relation: "own" }, policy: "draft" } },
        {
          name: "view",
          rewrite: {
            kind: "union",
            of: [
              { kind: "computed", relation: "own" },
              {
                kind: "arrow",
                relation: "department",
                quantifier: "any",
                target: { kind: "computed", relation: "look_after" },
              },
            ],
          },
        },
      ],
      relations: [
        { name: "approved_by", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        { name: "checked_by", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
        {
          name: "delegate",
          doc: "Whom an approver lets approve this one invoice, up to the amount that stands in the tuple.",
          rewrite: { kind: "this" },
          subjects: [{ type: "user", policy: "up_to" }],
        },
        { name: "department", rewrite: { kind: "this" }, subjects: [{ type: "department" }] },
        { name: "submitter", rewrite: { kind: "this" }, subjects: [{ type: "user" }] },
      ],
    },
    {
      name: "user",
      doc: "A person of the company.",
      attributes: [
        {
          name: "approval_limit",
          doc: "The largest amount that they may approve. Kept with the list of limits, and never taken from a request.",
          type: { kind: "number" },
          trusted: true,
        },
        {
          name: "suspended",
          doc: "They have left, or are kept out while something is looked into.",
          type: { kind: "boolean" },
          trusted: true,
        },
      ],
      permissions: [],
      relations: [],
    },
  ],
  policies: [
    { name: "active", body: { "!": [{ var: "subject.suspended" }] }, parameters: [], required: [] },
    {
      name: "checked",
      doc: "The first of two approvers has looked.",
      body: { "==": [{ var: "resource.status" }, "checked"] },
      parameters: [],
      required: [],
    },
    { name: "draft", body: { "==": [{ var: "resource.status" }, "draft"] }, parameters: [], required: [] },
    {
      name: "large",
      doc: "Two approvers are needed, and none has looked yet.",
      body: { and: [{ "==": [{ var: "resource.status" }, "submitted"] }, { ">": [{ var: "resource.amount" }, 1000] }] },
      parameters: [],
      required: [],
    },
    {
      name: "payable",
      doc: "Money leaves while the office is open.",
      body: {
        and: [
          { "==": [{ var: "resource.status" }, "approved"] },
          { ">=": [{ var: "context.hour" }, 8] },
          { "<": [{ var: "context.hour" }, 18] },
          { "!": [{ in: [{ var: "context.day" }, ["sat", "sun"]] }] },
        ],
      },
      parameters: [],
      required: [],
    },
    {
      name: "small",
      doc: "One approver is enough.",
      body: {
        and: [{ "==": [{ var: "resource.status" }, "submitted"] }, { "<=": [{ var: "resource.amount" }, 1000] }],
      },
      parameters: [],
      required: [],
    },
    {
      name: "up_to",
      body: { "<=": [{ var: "resource.amount" }, { var: "limit" }] },
      parameters: [{ name: "limit", type: { kind: "number" }, tuple: true }],
      required: [],
    },
    {
      name: "within_limit",
      body: { "<=": [{ var: "resource.amount" }, { var: "subject.approval_limit" }] },
      parameters: [],
      required: [],
    },
  ],
  context: [
    { name: "day", type: { kind: "enum", values: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] } },
    { name: "hour", doc: "The hour, from 0 to 23, and the day at the office.", type: { kind: "int" } },
  ],
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
