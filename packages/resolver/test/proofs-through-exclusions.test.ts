import type { Model, Rewrite, Tuple } from "@relata/model";
import { explain, MemoryGraph, walkSteps } from "@relata/resolver";
import { expect, test } from "vitest";

const relation = (name: string): Rewrite => ({ kind: "computed", relation: name });
const behind: Rewrite = {
  kind: "arrow",
  relation: "parent",
  quantifier: "any",
  target: { kind: "computed", relation: "share" },
};
const user = { type: "user", id: "ann" };

/** Shared is what ann edits, unless she only views it, and may share no parent of it. */
const model: Model = {
  version: 1,
  context: [],
  policies: [],
  types: [
    {
      name: "group",
      attributes: [],
      relations: ["editor", "parent", "viewer"].map((name) => ({
        name,
        subjects: [{ type: name === "parent" ? "group" : "user" }],
        rewrite: { kind: "this" },
      })),
      permissions: [
        {
          name: "share",
          rewrite: {
            kind: "exclusion",
            from: relation("editor"),
            less: { kind: "exclusion", from: relation("viewer"), less: behind },
          },
        },
      ],
    },
    { name: "user", attributes: [], relations: [], permissions: [] },
  ],
};

const tuple = (id: string, name: string, subject: Tuple["subject"]): Tuple => ({
  object: { type: "group", id },
  relation: name,
  subject,
});

test("a proof that needs what excludes to be excluded itself is not its own", () => {
  const graph = new MemoryGraph([
    tuple("g", "editor", user),
    tuple("g", "viewer", user),
    tuple("g", "parent", { type: "group", id: "g" }),
    tuple("g", "parent", { type: "group", id: "h" }),
    tuple("h", "editor", user),
  ]);
  const question = { subject: [user], permission: "share", object: { type: "group", id: "g" } };
  const { decision, reasons } = explain(model, graph, { ...question, resource: {}, context: {}, now: 0n as never }, {});
  expect(decision).toEqual({ outcome: "allowed" });
  const shared = reasons.flatMap(({ names }) =>
    names.filter(({ name }) => name === "share").map(({ object }) => object.id),
  );
  expect(shared).toEqual(["g", "h"]);
  const steps = reasons.flatMap(({ names }) => names.flatMap(({ step }) => [...walkSteps(step)]));
  expect(steps.some((step) => step.kind === "name" && step.name === "share" && step.object.id === "g")).toBe(false);
});
