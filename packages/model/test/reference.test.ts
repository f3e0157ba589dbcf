import {
  formatObject,
  formatSubject,
  parseObject,
  parseSubject,
  toObject,
  toSubject,
  type SubjectRef,
} from "@relata/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileIds } from "./hostile-ids.ts";
import { INDEX } from "./small-model.ts";

describe("a reference", () => {
  const objects = fc.record({ type: fc.constantFrom("user", "group", "acme:doc"), id: hostileIds });

  test("is what it was, written and read again, whatever its id", () => {
    fc.assert(
      fc.property(objects, (object) => {
        expect(parseObject(INDEX, formatObject(object))).toEqual(object);
        expect(toSubject(INDEX, object)).toEqual(object);
      }),
    );
  });

  test("to a subject set is what it was, written and read again", () => {
    const sets = fc
      .tuple(hostileIds, fc.constantFrom(["group", "member"], ["acme:doc", "view"], ["acme:doc", "viewer"]))
      .map(([id, [type = "", relation = ""]]): SubjectRef => ({ type, id, relation }))
      .filter(({ id }) => id !== "*");
    fc.assert(
      fc.property(sets, (set) => {
        expect(parseSubject(INDEX, formatSubject(set))).toEqual(set);
        expect(toSubject(INDEX, set)).toEqual(set);
      }),
    );
  });

  test.each([
    ["user:ann", { type: "user", id: "ann" }],
    ["user:*", { type: "user", id: "*" }],
    ["acme:doc:*", { type: "acme:doc", id: "*" }],
    ["acme:doc:a:b", { type: "acme:doc", id: "a:b" }],
    ["user:ann@example.com", { type: "user", id: "ann@example.com" }],
    ["user::", { type: "user", id: ":" }],
    ["user:user:ann", { type: "user", id: "user:ann" }],
    ["group:eng#member", { type: "group", id: "eng", relation: "member" }],
  ])("%s is read", (text, reference) => {
    expect(parseSubject(INDEX, text)).toEqual(reference);
    expect(toSubject(INDEX, text)).toEqual(reference);
  });

  test.each([
    ["ann", "invalid_reference", "`ann` is not a reference: write `type:id`, for instance `user:ann`"],
    ["", "invalid_reference", "`` is not a reference: write `type:id`, for instance `user:ann`"],
    ["user:", "invalid_reference", "`user:` is not a reference: the id is empty"],
    [
      "user:a b",
      "invalid_reference",
      "`user:a b` is not a reference: the id may not hold white space (U+0020) (at character 2)",
    ],
    ["usr:ann", "unknown_type", "unknown type `usr` in `usr:ann`; did you mean `user`?"],
    ["acme:dcument:1", "unknown_type", "unknown type `acme` in `acme:dcument:1`"],
    ["__proto__:a", "unknown_type", "unknown type `__proto__` in `__proto__:a`"],
    [
      "group:eng#membr",
      "unknown_relation",
      "type `group` has no relation or permission `membr`; did you mean `member`?",
    ],
    ["user:ann#friend", "unknown_relation", "type `user` has no relation or permission `friend`"],
    ["group:eng#", "unknown_relation", "type `group` has no relation or permission ``"],
    ["group:eng#member#member", "unknown_relation", "type `group` has no relation or permission `member#member`"],
    ["group:*#member", "invalid_reference", "`group:*#member` is not a subject: a subject set belongs to one object"],
  ])("%j is refused", (text, code, message) => {
    expect(() => parseSubject(INDEX, text)).toThrow(expect.objectContaining({ code, message }));
  });

  test("as an object is refused as its text would be", () => {
    for (const [input, code] of [
      [{ type: "usr", id: "ann" }, "unknown_type"],
      [{ type: "user", id: "" }, "invalid_reference"],
      [{ type: "user", id: 7 }, "invalid_reference"],
      [{ id: "ann" }, "invalid_reference"],
    ] as const)
      expect(() => toObject(INDEX, input as never)).toThrow(expect.objectContaining({ code }));
  });

  test("keeps nothing that a caller's object holds beside its parts", () => {
    const input = { type: "user", id: "ann", admin: true };
    expect(toObject(INDEX, input)).toEqual({ type: "user", id: "ann" });
    expect(toObject(INDEX, { ...input, relation: "x" } as never)).toEqual({ type: "user", id: "ann" });
  });
});
