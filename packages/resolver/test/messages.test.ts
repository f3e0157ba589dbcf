import { check, explain, listObjects, listSubjects, MemoryGraph } from "@relata/resolver";
import { describe, expect, test } from "vitest";
import { ask, compiled, worldOf } from "./compiled.ts";

const model = compiled(`
  model 1
  type user { attribute level: number }
  context limit: number
  type doc {
    attribute level: number
    relation viewer: user
    relation next: doc
    permission view = viewer - next->view
    permission bounded = viewer when small
  }
  policy small = json { "and": [
    { "<": [{ "var": "resource.level" }, { "var": "context.limit" }] },
    { "<": [{ "var": "subject.level" }, { "var": "context.limit" }] }
  ] }
`);
const graph = new MemoryGraph(worldOf(model, ["doc:d#viewer@user:ann", "doc:d#next@doc:d"]).tuples);
const bounded = ask(model, "user:ann bounded doc:d");

describe("what a question ends with", () => {
  test("is a paradox that names the permission and the object", () => {
    expect(() => check(model, graph, ask(model, "user:ann view doc:d"))).toThrow(
      expect.objectContaining({
        code: "paradox",
        message: "whether `view` holds on `doc:d` depends on its own negation: an exclusion leads back to itself",
      }),
    );
  });

  test("is a failed policy that names it, the object and the permission", () => {
    const question = { ...bounded, context: { limit: "ten" } };
    for (const run of [check, explain])
      expect(() => run(model, graph, question)).toThrow(
        expect.objectContaining({
          code: "policy_failed",
          message: expect.stringContaining("policy `small` on `doc:d` failed: ") as string,
          details: expect.objectContaining({
            policy: "small",
            object: { type: "doc", id: "d" },
            permission: "bounded",
          }) as unknown,
        }),
      );
  });

  test("is conditional on values, each with whom it belongs to, sorted and once", () => {
    const decision = {
      outcome: "conditional",
      missing: [
        { path: "context.limit" },
        { path: "resource.level", of: { type: "doc", id: "d" } },
        { path: "subject.level", of: { type: "user", id: "ann" } },
      ],
    };
    expect(check(model, graph, bounded)).toEqual(decision);
    expect(check(model, graph, { ...bounded, subject: [...bounded.subject, ...bounded.subject] })).toEqual(decision);
  });

  test("is denied for an id that nothing names", () => {
    expect(check(model, graph, ask(model, "user:nobody view doc:nowhere"))).toEqual({ outcome: "denied" });
  });

  test("is none for a name that the type lacks, nor for a type that is not declared", () => {
    const lacking = { ...bounded, permission: "veiw" };
    const unknown = { ...bounded, object: { type: "dock", id: "d" } };
    for (const ask of [check, explain]) {
      expect(() => ask(model, graph, lacking)).toThrow(
        "type `doc` has no relation or permission `veiw`; did you mean `view`?",
      );
      expect(() => ask(model, graph, unknown)).toThrow("unknown type `dock`");
    }
    expect(() => listObjects(model, { ...lacking, type: "doc" })).toThrow("has no relation or permission `veiw`");
    expect(() => listSubjects(model, { ...lacking, type: "user" })).toThrow("has no relation or permission `veiw`");
  });
});

describe("what an explanation shows", () => {
  test("of what is denied is every operand that failed, and the tuple that expired", () => {
    const late = new MemoryGraph(worldOf(model, ["doc:d#viewer@user:ann until 2026-01-01T00:00:00Z"]).tuples);
    const { reasons } = explain(model, late, ask(model, "user:ann view doc:d"));
    expect(reasons[0]?.names.map(({ name, truth }) => [name, truth])).toEqual([
      ["view", 0],
      ["viewer", 0],
    ]);
    expect(reasons[0]?.names[1]?.step).toMatchObject({ kind: "union", of: [{ kind: "absent", why: "expired" }] });
  });

  test("of what is denied without any tuple is that there is none", () => {
    const { reasons } = explain(model, graph, ask(model, "user:bob viewer doc:d"));
    expect(reasons[0]?.names[0]?.step).toMatchObject({ kind: "union", of: [{ kind: "no_tuple", relation: "viewer" }] });
  });

  test("of what is conditional is the policy, and what it waits for", () => {
    const { decision, reasons } = explain(model, graph, { ...bounded, context: { limit: 3 } });
    expect(decision.outcome).toBe("conditional");
    expect(reasons[0]?.names[0]?.step).toMatchObject({
      kind: "intersection",
      of: [{ kind: "policy", policy: "small", missing: [{ path: "resource.level" }, { path: "subject.level" }] }],
    });
  });
});
