import { ALLOWED, DENIED, UNSURE } from "@relata/resident";
import { describe, expect, test } from "vitest";
import { MOST_QUESTIONS } from "../src/named.ts";
import { Both } from "./both.ts";
import { compiled, range } from "./compiled.ts";

const model = compiled(`
  model 1
  policy always() = true
  type user { permission me = self }
  type robot
  type group { relation member: user | user:* | group#member }
  type folder {
    relation parent: folder | folder with always
    relation viewer: user | user:* | robot | group#member | folder#reader | user with always
    relation banned: user | user:*
    permission reader = viewer + parent->reader
    permission view = (viewer + parent->view) - banned
    permission everywhere = viewer & parent.all(everywhere)
    permission odd = viewer - parent->odd
  }
`);

describe("a quick check", () => {
  const facts = [
    "folder:open#viewer@user:*",
    "folder:open#banned@user:ben",
    "folder:*#viewer@robot:r",
    "folder:f#viewer@group:g#member",
    "group:g#member@user:ann",
    "folder:f#parent@folder:open",
  ];
  const both = new Both(model, facts);

  test.each([
    ["user:nobody view folder:open", ALLOWED],
    ["user:nobody view folder:unknown", DENIED],
    ["user:ann view folder:unknown", DENIED],
    ["robot:r view folder:unknown", ALLOWED],
    ["robot:nobody view folder:unknown", DENIED],
    ["robot:r viewer folder:*", ALLOWED],
    ["user:ann viewer folder:*", DENIED],
    ["user:ann view folder:f", ALLOWED],
    ["user:ben view folder:f", DENIED],
    ["user:ben view folder:open", DENIED],
    ["robot:nobody member group:g", DENIED],
  ])("knows %j, whichever of the two was ever met", (question, verdict) => {
    expect(both.ask(question)).toBe(verdict);
  });

  test("is sure of itself: of who is met, of who is not, and leaves it open where both are the same and neither was met", () => {
    expect(both.ask("user:ann me user:ann")).toBe(ALLOWED);
    expect(both.ask("user:ann me user:ben")).toBe(DENIED);
    expect(both.ask("user:ann me user:nobody")).toBe(DENIED);
    expect(both.ask("user:nobody me user:ann")).toBe(DENIED);
    expect(both.ask("user:nobody me user:somebody")).toBe(DENIED);
    expect(both.ask("user:nobody me user:nobody")).toBe(UNSURE);
  });

  test.each(["user:* view folder:open", "user:* view folder:unknown", "user:* me user:*"])(
    "leaves %j to the resolver: a wildcard asked about",
    (question) => expect(both.ask(question)).toBe(UNSURE),
  );

  test("answers through cycles: they grant nothing by themselves, and take nothing away", () => {
    const ring = range(5).map((i) => `folder:${i}#parent@folder:${(i + 1) % 5}`);
    const sets = range(5).map((i) => `folder:${i}#viewer@folder:${(i + 2) % 5}#reader`);
    const cyclic = new Both(model, [...ring, ...sets]);
    for (const i of range(5)) expect(cyclic.ask(`user:ann reader folder:${i}`)).toBe(DENIED);
    cyclic.put("folder:3#viewer@user:ann");
    for (const i of range(5)) expect(cyclic.ask(`user:ann reader folder:${i}`)).toBe(ALLOWED);
    cyclic.put("folder:2#banned@user:ann");
    for (const i of range(5)) cyclic.ask(`user:ann view folder:${i}`);
  });

  test("keeps no denial that was found on the ground of an open name: elsewhere in the question it may be allowed", () => {
    const twice = compiled(`
      model 1
      type user
      type folder {
        relation parent: folder
        relation viewer: user
        permission reader = parent->reader + viewer
        permission both = reader & parent->reader
      }
    `);
    const both = new Both(twice, ["folder:a#parent@folder:b", "folder:b#parent@folder:a", "folder:a#viewer@user:ann"]);
    expect(both.ask("user:ann both folder:a")).toBe(ALLOWED);
    expect(both.ask("user:ann both folder:b")).toBe(ALLOWED);
    expect(both.ask("user:ben both folder:a")).toBe(DENIED);
  });

  test("leaves a negation in a cycle to the resolver, and answers where it is in none", () => {
    const odd = new Both(model, ["folder:a#viewer@user:ann", "folder:b#viewer@user:ann", "folder:a#parent@folder:b"]);
    expect([odd.ask("user:ann odd folder:b"), odd.ask("user:ann odd folder:a")]).toEqual([ALLOWED, DENIED]);
    const ring = range(4).flatMap((i) => [`folder:${i}#viewer@user:ann`, `folder:${i}#parent@folder:${(i + 1) % 4}`]);
    const even = new Both(model, ring);
    expect(even.ask("user:ann odd folder:0")).toBe(UNSURE);
    expect(even.ask("user:ben odd folder:0")).toBe(DENIED);
  });

  test("leaves what hangs on a policy to the resolver, and no more than that", () => {
    const special = new Both(model, [
      "folder:a#viewer@user:ann with always",
      "folder:b#parent@folder:a with always",
      "folder:a#viewer@user:ben",
    ]);
    expect(special.ask("user:ann viewer folder:a")).toBe(UNSURE);
    expect(special.ask("user:ben viewer folder:a")).toBe(ALLOWED);
    expect(special.ask("user:zoe viewer folder:a")).toBe(DENIED);
    expect(special.ask("user:ben reader folder:b")).toBe(UNSURE);
  });
});

const tree = compiled(`
  model 1
  type user
  type folder {
    relation parent: folder
    relation viewer: user
    permission reader = viewer + parent->reader
  }
`);

const chain = (length: number) => range(length).map((i) => `folder:${i}#parent@folder:${i + 1}`);
const wide = (width: number) => range(width).map((i) => `folder:top#parent@folder:${i}`);

describe("the ends of a quick check", () => {
  test("300 names may lead to each other, and beyond that the resolver is asked", () => {
    const both = new Both(tree, [...chain(400), "folder:400#viewer@user:ann"]);
    expect(both.ask("user:ann reader folder:101")).toBe(ALLOWED);
    expect(both.ask("user:ben reader folder:101")).toBe(DENIED);
    expect(both.ask("user:ann reader folder:100")).toBe(UNSURE);
    expect(both.ask("user:ben reader folder:100")).toBe(UNSURE);
    expect(both.ask("user:ann reader folder:101")).toBe(ALLOWED);
  });

  test("10,000 visits, and the resolver is asked", () => {
    const few = new Both(tree, [...wide(9_999), "folder:0#viewer@user:ann"]);
    expect(few.ask("user:ben reader folder:top")).toBe(DENIED);
    const many = new Both(tree, [...wide(10_000), "folder:0#viewer@user:ann"]);
    expect(many.ask("user:ben reader folder:top")).toBe(UNSURE);
    expect(many.ask("user:ann reader folder:top")).not.toBe(DENIED);
  });

  test("in a dense graph, what was denied on the ground of an open name is asked again, but for 10,000 visits at most", () => {
    const nodes = range(16);
    const dense = nodes.flatMap((a) => nodes.filter((b) => a !== b).map((b) => `folder:${a}#parent@folder:${b}`));
    const both = new Both(model, [...dense, "folder:15#viewer@user:ann"]);
    for (const user of ["ann", "ben"])
      for (const permission of ["reader", "view", "everywhere"]) both.ask(`user:${user} ${permission} folder:0`);
    expect(both.ask("user:ann reader folder:0")).toBe(ALLOWED);
  });

  test("after 536,870,911 questions numbers begin again, and marks of the first mean nothing to the last", () => {
    const both = new Both(model, ["folder:a#parent@folder:b", "folder:b#viewer@user:ann"]);
    expect(both.ask("user:ann reader folder:a")).toBe(ALLOWED);
    both.quick.asking.number = MOST_QUESTIONS - 3;
    for (const _ of range(6)) {
      expect(both.ask("user:ann reader folder:a")).toBe(ALLOWED);
      expect(both.ask("user:ben reader folder:a")).toBe(DENIED);
    }
    expect(both.quick.asking.number).toBeLessThan(100);
  });

  test("what was unsure is not walked again, as text or in parts, until a tuple has changed", () => {
    const both = new Both(tree, [...wide(10_000), "folder:0#viewer@user:ann"]);
    expect(both.ask("user:ben reader folder:top")).toBe(UNSURE);
    const { number } = both.quick.asking;
    expect(both.ask("user:ben reader folder:top")).toBe(UNSURE);
    expect(both.quick.asking.number).toBe(number);
    both.delete("folder:top#parent@folder:1");
    expect(both.ask("user:ben reader folder:top")).toBe(DENIED);
  });
});
