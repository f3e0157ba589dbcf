import {
  indexModel,
  parseInstant,
  parseObject,
  parseSubject,
  parseTuple,
  type Instant,
  type JsonObject,
} from "@relata/model";
import { explain, MemoryGraph } from "@relata/resolver";
import { DESIGN_MODEL } from "@relata/spec";
import { describe, expect, test } from "vitest";
import { compiled } from "./compiled.ts";
import { sayMiss } from "./misses-as-applied.ts";

const NOW = parseInstant("2026-06-01T00:00:00Z") as Instant;

const model = compiled(`${DESIGN_MODEL}
type team {
  relation lead: user
  relation member: user | team#lead
}
type doc {
  attribute open: boolean
  attribute score: number
  attribute level: int
  relation team: team
  relation reader: user with same_region
  relation writer: user | user with same_region
  permission all_lead = team.all(lead)
  permission see = reader + writer
  permission maybe = writer when fit
  permission shut = writer when locked
  permission never = nil
}
policy fit = (resource.score < 10 || subject.level == 3) && context.region != "us"
policy locked = !resource.open
`);
const index = indexModel(model);

/** The misses of a question over tuples, as text. */
function misses(
  question: string,
  tuples: readonly string[],
  given: { resource?: JsonObject; context?: JsonObject; attributes?: Record<string, JsonObject> } = {},
) {
  const graph = new MemoryGraph(tuples.map((tuple) => parseTuple(index, tuple)));
  for (const [object, values] of Object.entries(given.attributes ?? {}))
    graph.setAttributes(parseObject(index, object), values);
  const words = question.split(" ");
  const [permission = "", object = ""] = words.slice(-2);
  return explain(model, graph, {
    subject: words
      .slice(0, -2)
      .filter((word) => word !== "and")
      .map((word) => parseSubject(index, word)),
    permission,
    object: parseObject(index, object),
    resource: given.resource ?? {},
    context: given.context ?? {},
    now: NOW,
  }).misses;
}

function said(...asked: Parameters<typeof misses>): readonly string[] {
  return misses(...asked).map(sayMiss);
}

const INVOICE = "client_abc:invoice:1";

describe("the nearest misses", () => {
  test("are tuples that name the subject, or put it into a set that stands there, the nearest first", () => {
    const tuples = [`${INVOICE}#clerk@group:eng#member`, "group:eng#member@group:web#member"];
    expect(said(`user:ann write ${INVOICE}`, tuples)).toEqual([
      `write ${INVOICE}#owner@user:ann`,
      `write ${INVOICE}#clerk@user:ann`,
      "write group:eng#member@user:ann",
      "write group:web#member@user:ann",
    ]);
  });

  test("are what the subject holds already, put where an arrow looks", () => {
    const tuples = ["folder:plans#viewer@group:eng#member", "group:eng#member@user:ann", `${INVOICE}#banned@user:bob`];
    expect(said(`user:ann read ${INVOICE}`, tuples)).toContain(`write ${INVOICE}#folder@folder:plans`);
  });

  test("reach along arrows that are there", () => {
    const tuples = [`${INVOICE}#folder@folder:a`, "folder:a#parent@folder:b"];
    expect(said(`user:ann read ${INVOICE}`, tuples).slice(2)).toEqual([
      "write folder:a#viewer@user:ann",
      "write folder:b#viewer@user:ann",
    ]);
  });

  test("are the tuple that excludes, and whatever alone would undo it", () => {
    const tuples = [`${INVOICE}#owner@user:ann`, `${INVOICE}#banned@user:ann`];
    expect(said(`user:ann read ${INVOICE}`, tuples)).toEqual([`delete ${INVOICE}#banned@user:ann`]);
  });

  test("are tuples outside their windows, without the edge that keeps them out", () => {
    const early = `${INVOICE}#owner@user:ann from 2027-01-01T00:00:00Z until 2028-01-01T00:00:00Z`;
    const late = `${INVOICE}#clerk@user:ann from 2025-01-01T00:00:00Z until 2026-01-01T00:00:00Z`;
    expect(said(`user:ann write ${INVOICE}`, [early, late])).toEqual([
      `replace ${INVOICE}#owner@user:ann until 2028-01-01T00:00:00Z`,
      `replace ${INVOICE}#clerk@user:ann from 2025-01-01T00:00:00Z`,
    ]);
    expect(misses(`user:ann write ${INVOICE}`, [early, late])).toMatchObject([
      { why: "too_early" },
      { why: "expired" },
    ]);
  });

  test("are sets and objects on arrows whose time is over", () => {
    const tuples = [
      `${INVOICE}#clerk@group:eng#member until 2026-01-01T00:00:00Z`,
      `${INVOICE}#folder@folder:a until 2026-01-01T00:00:00Z`,
      "folder:a#viewer@user:ann",
      "group:eng#member@user:ann",
    ];
    const found = said(`user:ann read ${INVOICE}`, tuples);
    expect(found).toContain(`replace ${INVOICE}#clerk@group:eng#member`);
    expect(found).toContain(`replace ${INVOICE}#folder@folder:a`);
  });

  test("are values of a clause that was false, where one comparison determines them", () => {
    const owner = [`${INVOICE}#owner@user:ann`];
    const ask = (resource: JsonObject) => said(`user:ann refund ${INVOICE}`, owner, { resource });
    expect(ask({ amount: 5, status: "draft" })).toEqual([`set resource.status of ${INVOICE} to "paid"`]);
    expect(ask({ amount: 5_000, status: "paid" })).toEqual([`set resource.amount of ${INVOICE} to 1000`]);
    expect(ask({ amount: 5_000, status: "draft" })).toEqual([]);
    const [miss] = misses(`user:ann refund ${INVOICE}`, owner, { resource: { amount: 5, status: "draft" } });
    expect(miss).toMatchObject({
      policy: "refundable",
      value: "draft",
      needs: "paid",
      clause: { holds: false, rule: { "==": [{ var: "resource.status" }, "paid"] } },
    });
  });

  test("name a value that is not determined, where nothing else is waited for without it", () => {
    const given = { context: { region: "eu" }, attributes: { "doc:1": { score: 12 }, "user:ann": { level: 1 } } };
    expect(said("user:ann maybe doc:1", ["doc:1#writer@user:ann"], given)).toEqual([
      "set resource.score of doc:1",
      "set subject.level of user:ann to 3",
    ]);
    const us = { context: { region: "us" }, attributes: { "doc:1": { score: 2 } } };
    expect(said("user:ann maybe doc:1", ["doc:1#writer@user:ann"], us)).toEqual(["set context.region"]);
  });

  test("turn a boolean round under a negation", () => {
    const given = { attributes: { "doc:1": { open: true } } };
    expect(said("user:ann shut doc:1", ["doc:1#writer@user:ann"], given)).toEqual([
      "set resource.open of doc:1 to false",
    ]);
  });

  test("are parameters of the tuple that carries the policy, and what the request says", () => {
    const tuples = ['doc:1#reader@user:ann with same_region {"region":"eu"}'];
    expect(said("user:ann see doc:1", tuples, { context: { region: "us" } })).toEqual([
      'set context.region to "eu"',
      'replace doc:1#reader@user:ann with same_region {"region":"us"}',
      "write doc:1#writer@user:ann",
    ]);
  });

  test("are a parameter too whose value is not determined", () => {
    const tuple =
      'client_abc:invoice:1#auditor@user:ann with office_hours {"from":"2026-01-01T00:00:00Z","until":"2026-05-01T00:00:00Z"}';
    expect(said(`user:ann auditor ${INVOICE}`, [tuple])).toEqual([`set until of ${INVOICE}#auditor@user:ann`]);
  });

  test("are none where no single change is enough, or nothing can change", () => {
    expect(said("user:ann and user:bob owner client_abc:invoice:1", [])).toEqual([]);
    expect(said("user:ann never doc:1", [])).toEqual([]);
    expect(said("user:ann all_lead doc:1", ["doc:1#team@team:a", "doc:1#team@team:b"])).toEqual([]);
    expect(said("user:ann all_lead doc:1", ["doc:1#team@team:a"])).toEqual(["write team:a#lead@user:ann"]);
  });

  test("are five at the most", () => {
    const tuples = Array.from({ length: 9 }, (_, i) => `${INVOICE}#clerk@group:g${i}#member`);
    expect(said(`user:ann write ${INVOICE}`, tuples)).toHaveLength(5);
  });

  test("of what is allowed, or waits, there are none", () => {
    expect(misses(`user:ann write ${INVOICE}`, [`${INVOICE}#owner@user:ann`])).toEqual([]);
    expect(misses(`user:ann refund ${INVOICE}`, [`${INVOICE}#owner@user:ann`])).toEqual([]);
  });
});
