import { createRelata, readModel } from "@relata/core";
import type { Model } from "@relata/model";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { failureOf, model } from "./situation.ts";

describe("readModel", () => {
  test("reads one text, and says what is doubtful about it", () => {
    const text = [
      "model 1",
      "type user",
      "type group { relation member: user | user:* }",
      "type doc { relation viewer: user | group#member }",
      "",
    ].join("\n");
    const { model, warnings } = readModel(text);
    expect(model.types.map(({ name }) => name)).toEqual(["doc", "group", "user"]);
    expect(warnings.map(({ severity, span }) => [severity, span.path])).toEqual([["warning", "model.relata"]]);
  });

  test("has no warnings about a model that has nothing doubtful", () => {
    expect(readModel("model 1\ntype user\n").warnings).toEqual([]);
  });

  test("renders every error, of every file, with its place", async () => {
    const files = [
      { path: "one.relata", text: "model 1\ntype user\ntype doc {\n  relation viewer: usr\n}\n" },
      { path: "two.relata", text: "model 1\ntype folder {\n  permission view = veiwer\n}\n" },
    ];
    const failure = await failureOf(() => readModel(files));
    expect(failure.code).toBe("invalid_model");
    expect(failure.message).toContain("one.relata:4");
    expect(failure.message).toContain("relation viewer: usr");
    expect(failure.message).toContain("two.relata:3");
    expect(failure.message).toContain("permission view = veiwer");
    expect(failure.message.split("\n\n").length).toBeGreaterThanOrEqual(2);
    const { diagnostics } = failure.details as { diagnostics: readonly { severity: string }[] };
    expect(diagnostics.filter(({ severity }) => severity === "error")).toHaveLength(2);
  });

  test("renders a mistake in an imported file with the line of that file", async () => {
    const files = [{ path: "main.relata", text: 'model 1\nimport "./parts.relata"\ntype user\n' }];
    const parts = new Map([["parts.relata", "model 1\ntype doc { relation viewer: usr }\n"]]);
    const failure = await failureOf(() => readModel(files, { load: (path) => parts.get(path) }));
    expect(failure.message).toContain("parts.relata:2");
    expect(failure.message).toContain("type doc { relation viewer: usr }");
  });

  test("shows no warnings among the errors", async () => {
    const text =
      "model 1\ntype user\ntype group { relation member: user | user:* }\ntype doc { relation viewer: usr | group#member }\n";
    const failure = await failureOf(() => readModel(text));
    expect(failure.message).toContain("usr");
    expect(failure.message).not.toContain("warning");
  });

  test("refuses a policy that reads well and cannot be evaluated", async () => {
    const text =
      'model 1\ntype user\ntype doc { relation viewer: user with odd }\npolicy odd = json { "no_such": [1] }\n';
    const failure = await failureOf(() => readModel(text));
    expect(failure.code).toBe("invalid_model");
    expect(failure.message).toContain("model.relata:4:19: error policy_type");
    expect(failure.message).toContain("no_such");
  });
});

describe("createRelata", () => {
  const broken: Model = {
    ...model,
    policies: [
      ...model.policies,
      { name: "number", parameters: [], required: [], body: { "+": [1, 2] } },
      { name: "strange", parameters: [], required: [], body: { "!": [{ no_such: [] }] } },
    ],
  };

  test("refuses a model that came as data, and names every problem of every policy", async () => {
    const failure = await failureOf(() => createRelata({ model: broken, store: memoryStore() }));
    expect(failure.code).toBe("invalid_model");
    const [first, ...lines] = failure.message.split("\n");
    expect(first).toBe("the model is not valid:");
    expect(lines.some((line) => line.startsWith("policy `number`"))).toBe(true);
    expect(lines.some((line) => line.startsWith("policy `strange` at `/"))).toBe(true);
    const { problems } = failure.details as { problems: readonly unknown[] };
    expect(problems).toHaveLength(lines.length);
  });

  test("has the model that it was given", async () => {
    const relata = await createRelata({ model, store: memoryStore() });
    expect(relata.model).toBe(model);
  });
});
