import { describe, expect, it } from "vitest";

import { saidOf, warnedOfCode } from "./warned.ts";

const sensitive = (body: string): string[] => warnedOfCode("sensitive_wildcard", `type user type apikey ${body}`);
const inType = (members: string): string[] => sensitive(`type t { ${members} }`);

describe("a wildcard on a sensitive path", () => {
  it.each([
    ["on a relation that is sensitive itself", "relation editor: user | user:*", ["user:*"]],
    ["in a permission", "relation viewer: user:* permission edit = viewer", ["user:*"]],
    ["over another permission", "relation a: user:* permission b = a permission can_delete = b", ["user:*"]],
    ["in a union", "relation a: user relation b: user | apikey:* permission share = a + b", ["apikey:*"]],
    [
      "in an intersection that is open on both sides",
      "relation a: user:* relation b: user:* permission own = a & b",
      ["user:*", "user:*"],
    ],
    ["in a relation with a rewrite", "relation a: user:* relation owner: user = this + a", ["user:*"]],
    ["by an arrow", "relation parent: t relation a: user:* permission write = parent->a", ["user:*"]],
    ["by an arrow over all", "relation parent: t relation a: user:* permission write = parent.all(a)", ["user:*"]],
    ["by a subject set", "relation member: user:* relation admin: t#member", ["user:*"]],
    ["in a circle", "relation parent: t relation a: user:* permission manage = a + parent->manage", ["user:*"]],
  ])("is warned of %s", (_, members, marked) => {
    expect(inType(members)).toEqual(marked);
  });

  it.each([
    ["a name that is harmless", "relation viewer: user:* permission view = viewer permission comment = viewer"],
    ["a word that only looks like one", "relation credited: user:* permission ownership_seen = credited"],
    ["what is narrowed by another operand", "relation a: user:* relation b: user permission edit = a & b"],
    ["wildcards of two types in one intersection", "relation a: user:* relation b: apikey:* permission edit = a & b"],
    ["what somebody is taken from", "relation a: user:* relation b: user permission edit = a - b"],
    ["what is taken away", "relation a: user:* relation b: user permission edit = b - a"],
    ["what a policy narrows", "relation a: user:* permission edit = a when o } policy o = json true type u {"],
    ["a wildcard with a policy", "relation editor: user:* with o } policy o = json true type u {"],
    ["a subject set with a policy", "relation m: user:* relation editor: t#m with o } policy o = json true type u {"],
    ["tuples that do not count", "relation editor: user:* = nil"],
    [
      "a sensitive name that opens a harmless one",
      "relation viewer: user:* relation editor: user permission view = viewer + editor",
    ],
  ])("is not %s", (_, members) => {
    expect(inType(members)).toEqual([]);
  });

  it("is not warned of where only a narrowed way leads from it to what another one opens", () => {
    const members = "relation a: user:* relation b: user:* permission edit = a + (b when o)";
    expect(saidOf(`type user type t { ${members} } policy o = json true`)).toEqual([
      "`user:*` opens `t#edit` to everybody through `t#a` | " +
        "admit `user`, one at a time, or narrow it with `&`, `-`, `when` or `with`",
    ]);
    expect(saidOf("type user type t { relation owner: user:* }")[0]).toContain(
      "`user:*` opens `t#owner` to everybody |",
    );
  });

  it("is not warned of where an operand narrows it, beside another wildcard that is open", () => {
    const members = "relation a: apikey:* relation b: user:* relation c: user permission edit = a + (b & c)";
    expect(inType(members)).toEqual(["apikey:*"]);
  });

  it.each([
    "edit",
    "can_edit",
    "canEdit",
    "editDocument",
    "EDIT",
    "edit-all",
    "`bulk-edit`",
    "document_owner",
    "isAdmin",
  ])("knows %s by its words", (name) => {
    const written = /^\w+$/.test(name) || name.startsWith("`") ? name : `\`${name}\``;
    expect(inType(`relation viewer: user:* permission ${written} = viewer`)).toEqual(["user:*"]);
  });
});
