import {
  admits,
  closest,
  didYouMean,
  formatSubjectType,
  formatValueType,
  isFailure,
  parseTuple,
  refusal,
  type Instant,
  type Tuple,
} from "@relata/model";
import { describe, expect, test } from "vitest";
import { INDEX } from "./small-model.ts";

const region = '{"region":"eu"}';

describe("a model", () => {
  test.each([
    "acme:doc:d#viewer@user:ann",
    "acme:doc:d#viewer@user:*",
    "acme:doc:*#viewer@user:*",
    "acme:doc:d#viewer@group:eng#member",
    `acme:doc:d#viewer@user:ann with local ${region}`,
    'acme:doc:d#viewer@user:ann with local {"region":"eu","until":[]}',
    "acme:doc:d#viewer@user:ann from 2026-01-01T00:00:00Z until 2026-01-01T00:00:00.000000001Z",
  ])("admits %s", (text) => {
    const tuple = parseTuple(INDEX, text);
    expect(admits(INDEX, tuple)).toBe(true);
    expect(refusal(INDEX, tuple)).toBeUndefined();
  });

  const admitted = "relation `viewer` of `acme:doc` admits group#member, user, user:*, user with local, not";
  test.each([
    ["acme:doc:d#viewer@group:eng", "not_admitted", `${admitted} group: \`acme:doc:d#viewer@group:eng\``],
    ["acme:doc:d#viewer@group:*", "not_admitted", `${admitted} group:*: \`acme:doc:d#viewer@group:*\``],
    [
      `acme:doc:d#viewer@user:* with local ${region}`,
      "not_admitted",
      `${admitted} user:* with local: \`acme:doc:d#viewer@user:*\``,
    ],
    [
      "acme:doc:d#viewer@acme:doc:d#view",
      "not_admitted",
      `${admitted} acme:doc#view: \`acme:doc:d#viewer@acme:doc:d#view\``,
    ],
    [
      "acme:doc:d#empty@user:a",
      "not_admitted",
      "relation `empty` of `acme:doc` admits no subjects, not user: `acme:doc:d#empty@user:a`",
    ],
    [
      "acme:doc:d#viwer@user:a",
      "unknown_relation",
      "type `acme:doc` has no relation `viwer`; did you mean `viewer`?: `acme:doc:d#viwer@user:a`",
    ],
    [
      "acme:doc:d#view@user:a",
      "unknown_relation",
      "`view` of `acme:doc` is a permission, and permissions are computed, never written: `acme:doc:d#view@user:a`",
    ],
    [
      "acme:doc:d#viewer@user:a with locl",
      "unknown_policy",
      "unknown policy `locl` in `acme:doc:d#viewer@user:a`; did you mean `local`?",
    ],
    [
      "acme:doc:d#viewer@user:a with local",
      "invalid_tuple",
      "policy `local` needs its parameter `region: string` in the tuple: `acme:doc:d#viewer@user:a`",
    ],
    [
      'acme:doc:d#viewer@user:a with local {"regon":"eu"}',
      "invalid_tuple",
      "policy `local` has no parameter `regon`; did you mean `region`?: `acme:doc:d#viewer@user:a`",
    ],
    [
      'acme:doc:d#viewer@user:a with local {"region":"eu","toString":1}',
      "invalid_tuple",
      "policy `local` has no parameter `toString`: `acme:doc:d#viewer@user:a`",
    ],
    [
      "acme:doc:d#viewer@user:a from 2026-01-01T00:00:00Z until 2026-01-01T00:00:00Z",
      "invalid_tuple",
      "the window of `acme:doc:d#viewer@user:a` is empty: `until` must be later than `from`",
    ],
  ])("refuses %s", (text, code, message) => {
    const failure = refusal(INDEX, parseTuple(INDEX, text));
    expect(failure).toMatchObject({ code, message });
    expect(isFailure(failure)).toBe(true);
  });

  test("refuses a tuple of a type that it lacks", () => {
    const tuple: Tuple = {
      object: { type: "doc", id: "d" },
      relation: "viewer",
      subject: { type: "user", id: "a" },
      from: 0n as Instant,
    };
    expect(admits(INDEX, tuple)).toBe(false);
    expect(refusal(INDEX, tuple)).toMatchObject({
      code: "unknown_type",
      message: "unknown type `doc` in `doc:d#viewer@user:a`",
    });
  });
});

describe("kinds", () => {
  test.each([
    [{ type: "user" }, "user"],
    [{ type: "user", wildcard: true as const }, "user:*"],
    [{ type: "group", relation: "member", policy: "p" }, "group#member with p"],
  ])("of subjects are written as a model file writes them: %j", (kind, text) => {
    expect(formatSubjectType(kind)).toBe(text);
  });

  test("of values are written as a model file writes them", () => {
    const scalar = { kind: "duration" } as const;
    expect(formatValueType(scalar)).toBe("duration");
    expect(formatValueType({ kind: "enum", values: ["a", 'b"c'] })).toBe('"a" | "b\\"c"');
    expect(formatValueType({ kind: "map", of: { kind: "list", of: scalar } })).toBe("map<list<duration>>");
  });
});

describe("a name that is not known", () => {
  test.each([
    ["viwer", "viewer"],
    ["veiwer", "viewer"],
    ["viewers", "viewer"],
    ["Viewer", "viewer"],
    ["viewer", "viewer"],
    ["ediotr", "editor"],
    ["vw", undefined],
    ["x", undefined],
    ["", undefined],
    ["owner", undefined],
    ["viewersss", undefined],
  ])("%j was meant to be %j", (name, meant) => {
    expect(closest(name, ["editor", "viewer"])).toBe(meant);
    expect(didYouMean(name, ["editor", "viewer"])).toBe(meant === undefined ? "" : `; did you mean \`${meant}\`?`);
  });

  test("was meant to be the closest one, and the first of two that are as close", () => {
    expect(closest("writer", ["waiter", "writers", "writ"])).toBe("waiter");
    expect(closest("writrs", ["waiters", "writers"])).toBe("writers");
  });
});
