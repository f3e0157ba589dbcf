import type { ObjectRef } from "@relata/model";
import { ALLOWED, DENIED, type Verdict } from "@relata/resident";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Rows } from "../src/rows.ts";
import { Both } from "./both.ts";
import { compiled, GROUPS_AND_FOLDERS, range } from "./compiled.ts";

const model = compiled(`
  ${GROUPS_AND_FOLDERS}
  type doc {
    relation parent: folder
    relation viewer: user | user:* | group#member
    relation also: user | group#member
    relation banned: user
    permission view = viewer - banned
    permission both = viewer & also
    permission through = viewer + parent->view
  }
`);

/** What a question read: rows by their heads, values of rows one by one, and searches and meetings of rows. */
const READS = ["head", "at", "holds", "meets", "leastAt"] as const;

beforeEach(() => READS.forEach((name) => vi.spyOn(Rows.prototype, name)));
afterEach(() => vi.restoreAllMocks());

function partsOf(text: string): ObjectRef {
  const [type = "", id = ""] = text.split(":");
  return { type, id };
}

/** The reads of a question once it was asked before, and of the first time. */
function reads(both: Both, question: string, verdict: Verdict): { readonly first: number; readonly later: number } {
  const [of = "", permission = "", on = ""] = question.split(" ");
  const [subject, object] = [partsOf(of), partsOf(on)];
  const count = () => {
    for (const name of READS) vi.mocked(Rows.prototype[name]).mockClear();
    expect(both.quick.decide(subject, permission, object)).toBe(verdict);
    return READS.reduce((sum, name) => sum + vi.mocked(Rows.prototype[name]).mock.calls.length, 0);
  };
  const counted = { first: count(), later: count() };
  // And it is what the resolver says.
  expect(both.ask(question)).toBe(verdict);
  return counted;
}

const nested = (depth: number) => range(depth).map((i) => `group:${i}#member@group:${i + 1}#member`);

describe("what a check reads does not grow", () => {
  test("with the groups on one object, nor with those of a subject", () => {
    const on = range(1_000).map((i) => `doc:d#viewer@group:${i}#member`);
    const of = range(5_000).map((i) => `group:${i + 500}#member@user:ann`);
    const both = new Both(model, [...on, ...of, "group:0#member@user:ben", "group:9999#member@user:zoe"]);
    expect(reads(both, "user:ann view doc:d", ALLOWED).later).toBeLessThan(30);
    expect(reads(both, "user:ben view doc:d", ALLOWED).later).toBeLessThan(30);
    expect(reads(both, "user:zoe view doc:d", DENIED).later).toBeLessThan(30);
  });

  test.each([1, 24, 200])("with the nesting of groups, after the first: %i deep", (depth) => {
    const both = new Both(model, [
      ...nested(depth),
      "doc:d#viewer@group:0#member",
      `group:${depth}#member@user:ann`,
      "group:z#member@user:ben",
    ]);
    const { first, later } = reads(both, "user:ann view doc:d", ALLOWED);
    expect(later).toBeLessThan(20);
    expect(first).toBeLessThan(40 + depth * 20);
    expect(reads(both, "user:ben view doc:d", DENIED).later).toBeLessThan(20);
  });

  test("with the subjects of an object, plain ones or banned ones", () => {
    const direct = range(100_000).map((i) => `doc:d#viewer@user:${i}`);
    const banned = range(10_000).map((i) => `doc:open#banned@user:${i}`);
    const both = new Both(model, [...direct, ...banned, "doc:open#viewer@user:*"]);
    expect(reads(both, "user:77777 view doc:d", ALLOWED).later).toBeLessThan(20);
    expect(reads(both, "user:none view doc:d", DENIED).later).toBeLessThan(20);
    expect(reads(both, "user:77 view doc:open", DENIED).later).toBeLessThan(20);
    expect(reads(both, "user:10001 view doc:open", ALLOWED).later).toBeLessThan(20);
  });

  test("with two large sets that have to meet", () => {
    const sets = range(20_000).flatMap((i) => [`doc:d#viewer@user:${i}`, `doc:d#also@user:${i + 19_999}`]);
    const both = new Both(model, sets);
    expect(reads(both, "user:19999 both doc:d", ALLOWED).later).toBeLessThan(20);
    expect(reads(both, "user:5 both doc:d", DENIED).later).toBeLessThan(20);
  });

  test("in a dense graph of 2,000 groups, nested 8 deep, once the groups of the subject are known", () => {
    const levels = range(7).flatMap((level) =>
      range(250).flatMap((i) =>
        range(8).map((k) => `group:${level}-${i}#member@group:${level + 1}-${(i * 7 + k * 31) % 250}#member`),
      ),
    );
    const both = new Both(model, [...levels, "group:7-3#member@user:ann", "doc:d#viewer@group:0-9#member"]);
    const { first, later } = reads(both, "user:ann view doc:d", ALLOWED);
    expect(later).toBeLessThan(20);
    // Each edge is walked once, and each group entered once.
    expect(first).toBeLessThan(levels.length * 2 + 2_000 * 8);
  });
});

describe("what a check reads grows with its arrows alone", () => {
  test("1,000 parents, and 16 of each for four steps: each folder is visited once", () => {
    const parents = range(1_000).map((i) => `doc:d#parent@folder:${i}`);
    const wide = new Both(model, [...parents, "folder:999#viewer@user:ann"]);
    expect(reads(wide, "user:ann through doc:d", ALLOWED).later).toBeLessThan(1_000 * 20);
    expect(reads(wide, "user:ben through doc:d", DENIED).later).toBeLessThan(1_000 * 20);
    expect(wide.quick.asking.visits).toBeLessThanOrEqual(1_001);
    const levels = range(4).flatMap((level) =>
      range(16).flatMap((i) => range(16).map((k) => `folder:${level}-${i}#parent@folder:${level + 1}-${k}`)),
    );
    const both = new Both(model, [...levels, "doc:d#parent@folder:0-0", "folder:4-15#viewer@user:ann"]);
    expect(both.ask("user:ann through doc:d")).toBe(ALLOWED);
    expect(both.ask("user:ben through doc:d")).toBe(DENIED);
    expect(both.quick.asking.visits).toBeLessThanOrEqual(1 + 1 + 4 * 16 + 1);
  });
});
