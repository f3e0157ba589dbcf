import type { Json, JsonObject } from "@relata/model";
import { describe, expect, test } from "vitest";
import { answer, ask, attribute, complaint, over } from "../support/ask.ts";

const NESTED: Json = { "==": [{ var: "resource.anything.a.b" }, 1] };

describe("a path", () => {
  test.each<readonly [string, JsonObject, string]>([
    ["the value is there", { anything: { a: { b: 1 } } }, "true"],
    ["another value is there", { anything: { a: { b: 2 } } }, "false"],
    ["null is there, which is a value", { anything: { a: { b: null } } }, "false"],
    ["the last key is absent", { anything: { a: {} } }, "unknown"],
    ["a key before it is absent", { anything: {} }, "unknown"],
    ["the attribute is absent", {}, "unknown"],
    ["it leads through null", { anything: { a: null } }, "[wrong_type]"],
    ["it leads through a number", { anything: { a: 5 } }, "[wrong_type]"],
    ["it leads through text", { anything: { a: "b" } }, "[wrong_type]"],
    ["it leads through a boolean", { anything: { a: true } }, "[wrong_type]"],
    ["it names a key of a list", { anything: { a: [1] } }, "[wrong_type]"],
  ])("where %s", (_, resource, expected) => {
    expect(over(resource, NESTED)).toBe(expected);
  });

  test("that is absent is reported as the policy writes it", () => {
    expect(ask(NESTED).missing).toEqual(["resource.anything.a.b"]);
    expect(ask(NESTED, { resource: { anything: {} } }).missing).toEqual(["resource.anything.a.b"]);
  });

  test("that leads through a scalar says where, and what stands there", () => {
    expect(ask(NESTED, { resource: { anything: { a: null } } }).problem).toEqual({
      code: "wrong_type",
      message: "`resource.anything.a` is null, and holds no `b`",
    });
  });

  test("takes an index of a list, and one beyond its end is absent", () => {
    const first: Json = { "==": [{ var: "resource.tags.0" }, "a"] };
    expect(over({ tags: ["a"] }, first)).toBe("true");
    expect(over({ tags: [] }, first)).toBe("unknown");
    expect(complaint({ "==": [{ var: "resource.tags.length" }, 1] })).toBe(
      "/==/0: `resource.tags` is a list, and `length` is not an index",
    );
    expect(complaint({ "==": [{ var: "resource.tags.-1" }, 1] })).toContain("is not an index");
    expect(complaint({ "==": [{ var: "resource.tags.01" }, 1] })).toContain("is not an index");
  });

  test("holds a declared container to its declaration", () => {
    expect(over({ labels: ["x"] }, { "==": [{ var: "resource.labels.0" }, "x"] })).toBe("[wrong_type]");
    expect(over({ tags: { 0: "x" } }, { "==": [{ var: "resource.tags.0" }, "x"] })).toBe("[wrong_type]");
    expect(over({ deep: { a: { b: 5 } } }, { "==": [{ var: "resource.deep.a.b" }, 5] })).toBe("true");
    expect(over({ deep: { a: { b: "5" } } }, { "==": [{ var: "resource.deep.a.b" }, 5] })).toBe("[wrong_type]");
  });

  test.each<readonly [Json, string]>([
    ["", "the empty path is the whole scope: name what to read, such as `resource.amount`"],
    ["resource", "`resource` is not a value: name what to read of it, such as `resource.amount`"],
    ["context", "`context` is not a value: name what to read of it, such as `context.amount`"],
    ["resource.", "`resource.` is not a path: write names with single dots between them"],
    ["resource..amount", "`resource..amount` is not a path: write names with single dots between them"],
    [".resource", "`.resource` is not a path: write names with single dots between them"],
    ["resource.amuont", "`resource.amuont` is not declared: no type has an attribute `amuont`; did you mean `amount`?"],
    ["subject.zzz", "`subject.zzz` is not declared: no type has an attribute `zzz`"],
    ["context.zzz", "`context.zzz` is not declared: no context `zzz`"],
    ["resource.amount.x", "`resource.amount` is of type `number`, and holds no `x`"],
    ["resource.name.length", "`resource.name` is text, and holds no `length`"],
    ["resource.constructor", "`resource.constructor` is not declared: no type has an attribute `constructor`"],
    ["now.year", "`now` is of type `timestamp`, and holds no `year`"],
    ["action.x", "`action` is text, and holds no `x`"],
    ["contxt.name", "the policy has no parameter `contxt`; did you mean `context`?"],
    [
      "amount",
      "the policy has no parameter `amount`; attributes are read as `resource.x`, and requests as `context.x`",
    ],
    ["../resource.name", "`../resource.name` leads out of the policy: no list operator is left around it"],
    [null, "the path of `var` is a text such as `resource.amount`, written out"],
    [1.5, "the path of `var` is a text such as `resource.amount`, written out"],
    [{ cat: ["resource.", "name"] }, "the path of `var` is a text such as `resource.amount`, written out"],
  ])("%j is refused, and the message says why", (path, expected) => {
    expect(complaint({ "==": [{ var: path }, 1] })).toBe(`/==/0: ${expected}`);
  });
});

describe("the default of var", () => {
  const or5: Json = { "==": [{ var: ["resource.amount", 5] }, 5] };

  test("stands in for an absent value, and for nothing else", () => {
    expect(over({}, or5)).toBe("true");
    expect(over({ amount: 5 }, or5)).toBe("true");
    expect(over({ amount: 6 }, or5)).toBe("false");
    expect(over({ amount: "5" }, or5)).toBe("[wrong_type]");
    expect(over({ anything: null }, { "==": [{ var: ["resource.anything", 5] }, 5] })).toBe("false");
  });

  test("is an expression, and may be unknown itself", () => {
    const either: Json = { "==": [{ var: ["resource.amount", attribute("limit")] }, 5] };
    expect(over({ limit: 5 }, either)).toBe("true");
    expect(ask(either).missing).toEqual(["resource.limit"]);
  });

  test("is read as the type of the path", () => {
    const open: Json = { "<": [{ var: "now" }, { var: ["resource.until", "2999-01-01T00:00:00Z"] }] };
    expect(over({}, open)).toBe("true");
    expect(over({ until: "2001-01-01T00:00:00Z" }, open)).toBe("false");
    expect(complaint({ "<": [{ var: "now" }, { var: ["resource.until", "never"] }] })).toContain(
      "`never` is not a timestamp",
    );
  });

  test("does not stand in for an element that is unknown for another reason", () => {
    expect(over({}, { some: [[attribute("amount")], { "==": [{ var: ["", 5] }, 5] }] })).toBe("unknown");
  });
});

describe("parameters", () => {
  const region: Json = { "==": [{ var: "region" }, "eu"] };
  const plain = { parameterTypes: { region: { kind: "string" } } } as const;

  test("a plain one comes from the tuple, else from the context", () => {
    expect(answer(region, { ...plain, parameters: { region: "eu" } })).toBe("true");
    expect(answer(region, { ...plain, context: { region: "eu" } })).toBe("true");
    expect(answer(region, { ...plain, parameters: { region: "us" }, context: { region: "eu" } })).toBe("false");
  });

  test("a plain one that is absent is missing from the context", () => {
    expect(ask(region, plain).missing).toEqual(["context.region"]);
  });

  test("one that must stand in the tuple never comes from the request", () => {
    const tuple = { ...plain, tupleParameters: ["region"] };
    expect(answer(region, { ...tuple, parameters: { region: "eu" } })).toBe("true");
    expect(answer(region, { ...tuple, context: { region: "eu" } })).toBe("unknown");
    expect(ask(region, tuple).missing).toEqual(["region"]);
  });

  test("null in the tuple is a value, and the context does not replace it", () => {
    const any = { parameterTypes: { region: { kind: "any" } } } as const;
    expect(answer(region, { ...any, parameters: { region: null }, context: { region: "eu" } })).toBe("false");
  });

  test("the context entry of a plain one's name is not read beside it", () => {
    const contextTypes = { region: { kind: "string" } } as const;
    expect(complaint({ "==": [{ var: "context.region" }, "eu"] }, { ...plain, contextTypes })).toBe(
      "/==/0: `region` is a parameter, taken from the tuple or the context: write `region`, not `context.region`",
    );
    expect(
      answer(
        { "==": [{ var: "context.region" }, "eu"] },
        { ...plain, contextTypes, tupleParameters: ["region"], context: { region: "eu" } },
      ),
    ).toBe("true");
  });

  test("none may have the name of a scope", () => {
    expect(complaint(true, { parameterTypes: { now: { kind: "timestamp" } } })).toBe(
      ": a parameter may not be named `now`",
    );
  });
});

describe("the other scopes", () => {
  test("subject, context and action are read as the resource is", () => {
    expect(answer({ "==": [{ var: "subject.name" }, "ann"] }, { subject: { name: "ann" } })).toBe("true");
    expect(answer({ "==": [{ var: "context.name" }, "ann"] }, { context: { name: "ann" } })).toBe("true");
    expect(answer({ "==": [{ var: "subject.name" }, { var: "resource.owner" }] }, { resource: { owner: "ann" } })).toBe(
      "unknown",
    );
    expect(answer({ "==": [{ var: "action" }, "refund"] }, { action: "refund" })).toBe("true");
    expect(answer({ in: [{ var: "action" }, ["read", "list"]] }, { action: "refund" })).toBe("false");
  });
});
