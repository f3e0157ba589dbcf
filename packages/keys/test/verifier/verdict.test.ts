import { verdict, type Claims } from "@relata/keys/verifier";
import { describe, expect, test } from "vitest";

function tokenWith(claims: Partial<Claims>) {
  const none = { permissions: {}, abac_required: {}, perm_complete: true };
  return { claims: { ...none, ...claims } as Claims };
}

describe("a complete token", () => {
  const token = tokenWith({
    permissions: { "client_abc:invoice": ["read", "refund"], "client_abc:invoice:7": ["refund", "write"] },
    abac_required: { "client_abc:invoice": ["refund"] },
  });

  test.each([
    ["client_abc:invoice", "1", "read", "allow"],
    ["client_abc:invoice", "7", "write", "allow"],
    ["client_abc:invoice", "1", "write", "deny"],
    ["client_abc:invoice", "1", "refund", "ask"],
    // Its own entry is without a condition.
    ["client_abc:invoice", "7", "refund", "allow"],
    ["client_abc:invoice", "*", "read", "allow"],
    ["client_abc:invoice", "*", "write", "deny"],
    ["document", "1", "read", "deny"],
  ] as const)("says of %s:%s and %s: %s %s", (type, id, permission, expected) => {
    expect(verdict(token, type, id, permission)).toBe(expected);
  });
});

test("a condition on the object alone asks, also where nothing holds of the type", () => {
  const token = tokenWith({ permissions: { "document:1": ["view"] }, abac_required: { "document:1": ["view"] } });
  expect(verdict(token, "document", "1", "view")).toBe("ask");
  expect(verdict(token, "document", "2", "view")).toBe("deny");
});

test("a token that is not complete asks where it says nothing, and allows where it says so", () => {
  const token = tokenWith({ permissions: { "document:1": ["view"] }, perm_complete: false });
  expect(verdict(token, "document", "1", "view")).toBe("allow");
  expect(verdict(token, "document", "1", "edit")).toBe("ask");
  expect(verdict(token, "document", "2", "view")).toBe("ask");
});

test("a token that is complete within some types and permissions denies within them, and asks beyond", () => {
  const token = tokenWith({ perm_complete: false, perm_within: { types: ["document"], permissions: ["view"] } });
  expect(verdict(token, "document", "1", "view")).toBe("deny");
  expect(verdict(token, "document", "1", "edit")).toBe("ask");
  expect(verdict(token, "folder", "1", "view")).toBe("ask");
  expect(verdict(tokenWith({ perm_complete: false, perm_within: { types: [] } }), "document", "1", "view")).toBe("ask");
});

test.each(["__proto__", "constructor", "toString"])("a type called `%s` is a type like another", (type) => {
  expect(verdict(tokenWith({}), type, "1", "name")).toBe("deny");
  const permissions = JSON.parse(`{"${type}":["name"]}`) as Claims["permissions"];
  expect(verdict(tokenWith({ permissions }), type, "1", "name")).toBe("allow");
});
