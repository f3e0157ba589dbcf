import { compileText, printModel } from "@relata/language";
import { DESIGN_MODEL } from "@relata/spec";
import { describe, expect, it } from "vitest";

const computed = (relation: string): object => ({ kind: "computed", relation });

describe("the sample of the design", () => {
  const { model, diagnostics } = compileText(DESIGN_MODEL);

  it("has nothing wrong with it", () => {
    expect(diagnostics).toEqual([]);
  });

  it("has its types by name", () => {
    expect(model?.types.map((type) => type.name)).toEqual(["apikey", "client_abc:invoice", "folder", "group", "user"]);
    expect(model?.types[0]).toEqual({ name: "apikey", attributes: [], relations: [], permissions: [] });
    expect(model?.types[3]?.relations).toEqual([
      {
        name: "member",
        subjects: [{ type: "apikey" }, { type: "group", relation: "member" }, { type: "user" }],
        rewrite: { kind: "this" },
      },
    ]);
  });

  it("has folders that are seen through their parents", () => {
    expect(model?.types[2]).toEqual({
      name: "folder",
      attributes: [],
      relations: [
        { name: "parent", subjects: [{ type: "folder" }], rewrite: { kind: "this" } },
        {
          name: "viewer",
          subjects: [
            { type: "apikey" },
            { type: "group", relation: "member" },
            { type: "user" },
            { type: "user", wildcard: true },
          ],
          rewrite: { kind: "this" },
        },
      ],
      permissions: [
        {
          name: "view",
          rewrite: {
            kind: "union",
            of: [
              computed("viewer"),
              { kind: "arrow", relation: "parent", quantifier: "any", target: computed("view") },
            ],
          },
        },
      ],
    });
  });

  it("has invoices with attributes and a policy", () => {
    const invoice = model?.types[1];
    expect(invoice?.attributes).toEqual([
      { name: "amount", type: { kind: "number" }, trusted: false },
      { name: "status", type: { kind: "enum", values: ["draft", "sent", "paid"] }, trusted: false },
    ]);
    expect(invoice?.relations.map((each) => each.name)).toEqual(["auditor", "banned", "clerk", "folder", "owner"]);
    expect(invoice?.relations[0]?.subjects).toEqual([
      { type: "group", relation: "member" },
      { type: "user", policy: "office_hours" },
    ]);
    expect(invoice?.permissions).toEqual([
      {
        name: "read",
        rewrite: {
          kind: "exclusion",
          from: {
            kind: "union",
            of: [
              computed("owner"),
              computed("clerk"),
              computed("auditor"),
              { kind: "arrow", relation: "folder", quantifier: "any", target: computed("view") },
            ],
          },
          less: computed("banned"),
        },
      },
      { name: "refund", rewrite: { kind: "when", of: computed("write"), policy: "refundable" } },
      { name: "write", rewrite: { kind: "union", of: [computed("owner"), computed("clerk")] } },
    ]);
  });

  it("has its policies as json-logic", () => {
    expect(model?.policies).toEqual([
      {
        name: "office_hours",
        parameters: [
          { name: "from", type: { kind: "timestamp" }, tuple: true },
          { name: "until", type: { kind: "timestamp" }, tuple: true },
        ],
        required: [],
        body: {
          and: [{ ">=": [{ var: "now" }, { var: "from" }] }, { "<": [{ var: "now" }, { var: "until" }] }],
        },
      },
      {
        name: "refundable",
        doc: "Paid invoices up to the clerk's limit.",
        parameters: [],
        required: [],
        body: {
          and: [{ "==": [{ var: "resource.status" }, "paid"] }, { "<=": [{ var: "resource.amount" }, 1000] }],
        },
      },
      {
        name: "same_region",
        parameters: [{ name: "region", type: { kind: "string" }, tuple: true }],
        required: [],
        body: { "==": [{ var: "context.region" }, { var: "region" }] },
      },
    ]);
    expect(model?.context).toEqual([{ name: "region", type: { kind: "string" } }]);
  });

  it("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it("is the same model when it is printed and read again", () => {
    expect(compileText(model === undefined ? "" : printModel(model)).model).toStrictEqual(model);
  });
});
