import { createRelata, mermaidExplanation, readModel, renderExplanation, type CheckInput } from "@relata/core";
import { DESIGN_MODEL } from "@relata/spec";
import { memoryStore } from "@relata/store";
import { expect, test } from "vitest";

const INVOICE = "client_abc:invoice:1";

async function explained(tuples: readonly string[], question: string, more: Partial<CheckInput> = {}) {
  const relata = await createRelata({ model: readModel(DESIGN_MODEL).model, store: memoryStore() });
  await relata.write([...tuples]);
  const [subject = "", permission = "", object = ""] = question.split(" ");
  return relata.explain({ subject, permission, object, now: "2026-06-01T00:00:00Z", ...more });
}

async function wouldAllow(...asked: Parameters<typeof explained>): Promise<readonly string[]> {
  const [, misses = ""] = renderExplanation(await explained(...asked)).split("\n\n");
  return misses.split("\n");
}

test("tuples to write, a tuple to delete, and a tuple whose time is over", async () => {
  expect(await wouldAllow([], `user:ann write ${INVOICE}`)).toEqual([
    "any one of these would allow it",
    `├─ write ${INVOICE}#owner@user:ann`,
    `└─ write ${INVOICE}#clerk@user:ann`,
  ]);
  const banned = [`${INVOICE}#owner@user:ann`, `${INVOICE}#banned@user:ann until 2027-01-01T00:00:00Z`];
  expect(await wouldAllow(banned, `user:ann read ${INVOICE}`)).toEqual([
    "any one of these would allow it",
    `└─ delete ${INVOICE}#banned@user:ann until 2027-01-01T00:00:00Z`,
  ]);
  const late = [
    `${INVOICE}#owner@user:ann until 2026-01-01T00:00:00Z`,
    `${INVOICE}#clerk@user:ann from 2027-01-01T00:00:00Z`,
  ];
  expect((await wouldAllow(late, `user:ann write ${INVOICE}`)).slice(1)).toEqual([
    `├─ write ${INVOICE}#owner@user:ann: the one that is there expired on 2026-01-01T00:00:00Z`,
    `└─ write ${INVOICE}#clerk@user:ann: the one that is there begins only on 2027-01-01T00:00:00Z`,
  ]);
});

test("a value, with the clause that wants it", async () => {
  const asked = [[`${INVOICE}#owner@user:ann`], `user:ann refund ${INVOICE}`] as const;
  expect((await wouldAllow(...asked, { resource: { amount: 1_500, status: "paid" } })).slice(1)).toEqual([
    `└─ set resource.amount of ${INVOICE} to 1000: resource.amount <= 1000 must hold for policy refundable`,
  ]);
});

test("a parameter of a tuple", async () => {
  const tuple = `${INVOICE}#auditor@user:ann with office_hours {"from":"2026-01-01T00:00:00Z","until":"2026-02-01T00:00:00Z"}`;
  expect((await wouldAllow([tuple], `user:ann auditor ${INVOICE}`)).slice(1)).toEqual([
    `└─ change until of ${INVOICE}#auditor@user:ann from "2026-02-01T00:00:00Z": now < until must hold for policy office_hours`,
  ]);
  const early = tuple.replace("2026-01-01", "2026-07-01").replace("2026-02-01", "2026-08-01");
  expect((await wouldAllow([early], `user:ann auditor ${INVOICE}`)).slice(1)).toEqual([
    `└─ write ${INVOICE}#auditor@user:ann with office_hours {"from":"2026-06-01T00:00:00Z","until":"2026-08-01T00:00:00Z"} instead of ${early.slice(early.indexOf("with"))}`,
  ]);
});

test("nothing stands behind the tree of what is allowed", async () => {
  const explanation = await explained([`${INVOICE}#owner@user:ann`], `user:ann write ${INVOICE}`);
  expect(renderExplanation(explanation)).not.toContain("would allow");
});

test("as Mermaid, each name is drawn once, cycles are closed by dotted lines, and misses stand beside the root", async () => {
  const tuples = ["folder:a#parent@folder:b", "folder:b#parent@folder:a"];
  const text = mermaidExplanation(await explained(tuples, "user:ann view folder:a"));
  expect(text.match(/"✗ view on folder:b"/g)).toHaveLength(1);
  expect(text).toMatch(/ b\d+ -\.-> b\d+\n/);
  expect(text).toContain('b0 -. "any one of these would allow it" .-> b1');
  expect(text).toContain("class b0");
});

test("as Mermaid, what is too much is left out, and said", async () => {
  const tuples = Array.from({ length: 900 }, (_, i) => `folder:a#parent@folder:b${i}`);
  const text = mermaidExplanation(await explained(tuples, "user:ann view folder:a"));
  expect(text.length).toBeLessThan(50_000);
  expect(text).toMatch(/… and [\d,]+ more that are not drawn/);
});
