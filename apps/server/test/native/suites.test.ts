import { renderExplanation, type Explanation } from "@relata/core";
import { formatInstant, formatKey, formatObject, type Instant, type JsonObject, type ObjectRef } from "@relata/model";
import type { Expectation, ExpectedList, ExpectedOutcome, Suite, SuiteTest } from "@relata/testing";
import { expect, test } from "vitest";
import { suitesOfTheHouse } from "./suites-of-the-house.ts";
import { worldServers, type World, type WorldServer } from "./world-server.ts";

const open = worldServers();
const suites = suitesOfTheHouse();

/** How often each kind of expectation was asked, and each outcome expected. */
const asked = new Map<string, number>();
const count = (what: string) => asked.set(what, (asked.get(what) ?? 0) + 1);

test.each(suites)("what %s expects is answered over HTTP, as by the library", async (_, suite) => {
  for (const one of suite.tests) {
    const server = await open(worldOf(suite, one));
    for (const expectation of one.expectations) {
      count(expectation.kind);
      // What a policy is by itself, no route asks.
      if (expectation.kind === "policy") continue;
      const { http, library } = await answerTo(server, expectation);
      expect([one.name, expectation.place, http]).toEqual([one.name, expectation.place, plain(library)]);
      judge(expectation, http, library);
    }
    await server.close();
  }
});

test("all kinds of questions were asked, and all outcomes expected", () => {
  expect(suites.length).toBeGreaterThan(6);
  expect([...asked.keys()]).toEqual(expect.arrayContaining(["check", "objects", "subjects", "explain"]));
  expect([...asked.keys()]).toEqual(
    expect.arrayContaining(["allowed", "denied", "conditional", "conditional, missing"]),
  );
});

type Asked = Exclude<Expectation, { kind: "policy" }>;

function judge(expectation: Asked, http: unknown, library: unknown): void {
  switch (expectation.kind) {
    case "check":
      return judgeOutcome(http, expectation.expected);
    case "objects":
    case "subjects":
      return judgeList((http as { entries: readonly Entry[] }).entries, expectation.expected);
    case "explain":
      return judgeShown(library as Explanation, expectation.shows);
  }
}

function judgeShown(explanation: Explanation, shows: string): void {
  expect(renderExplanation(explanation)).toContain(shows);
}

/** The same question over HTTP, and to the library. */
async function answerTo({ post, relata }: WorldServer, expectation: Asked) {
  const { kind, question } = expectation;
  const shared = { context: question.context, now: formatInstant(question.now) };
  switch (kind) {
    case "check":
    case "explain": {
      const { subject, permission, object, resource } = question;
      const input = { ...shared, subject: { allOf: subject }, permission, object, resource };
      const http = (await post(`/v1/${kind}`, input)).body;
      return { http, library: kind === "check" ? await relata.check(input) : await relata.explain(input) };
    }
    case "objects": {
      const { subject, permission, type } = question;
      const input = { ...shared, subject: { allOf: subject }, permission, type };
      const { body: http } = await post("/v1/list-objects", { ...input, limit: 1_000 });
      return { http, library: { entries: await relata.listObjects(input) } };
    }
    case "subjects": {
      const { object, permission, type: bare, relation, resource } = question;
      const type = relation === undefined ? bare : `${bare}#${relation}`;
      const input = { ...shared, object, permission, type, ...(resource !== undefined && { resource }) };
      const { body: http } = await post("/v1/list-subjects", { ...input, limit: 1_000 });
      return { http, library: { entries: await relata.listSubjects(input) } };
    }
  }
}

interface Entry {
  readonly reference: string;
  readonly outcome: string;
  readonly except?: readonly string[];
}

function judgeOutcome(said: unknown, { outcome, missing }: ExpectedOutcome): void {
  count(missing === undefined ? outcome : `${outcome}, missing`);
  expect(said).toMatchObject({ outcome });
  if (missing === undefined) return;
  const waits = (said as { missing: readonly { path: string; of?: ObjectRef }[] }).missing;
  const names = waits.flatMap(({ path, of }) => [
    path,
    ...(of === undefined ? [] : [`${path} of ${formatObject(of)}`]),
  ]);
  expect(names).toEqual(expect.arrayContaining([...missing]));
}

/** A list is a function of ids: what it says of those that are named, and of all others. */
function judgeList(entries: readonly Entry[], { named, rest }: ExpectedList): void {
  const whole = entries.find(({ except }) => except !== undefined);
  const outcomes = new Map(entries.filter((one) => one !== whole).map((one) => [idOf(one.reference), one.outcome]));
  for (const reference of whole?.except ?? []) outcomes.set(idOf(reference), "denied");
  const others = whole?.outcome ?? "denied";
  expect(others).toBe(rest.outcome);
  const ids = [...new Set([...named.keys(), ...outcomes.keys()])];
  expect(ids.map((id) => [id, outcomes.get(id) ?? others])).toEqual(
    ids.map((id) => [id, (named.get(id) ?? rest).outcome]),
  );
}

/** The types of some have namespaces; ids have no colon in these. */
function idOf(reference: string): string {
  return reference.slice(reference.lastIndexOf(":") + 1).replace(/#[^#]*$/, "");
}

function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === "bigint" ? formatInstant(part as Instant) : part,
  );
  return JSON.parse(text);
}

/** Later facts win, as in a run of the suite. */
function worldOf({ model, facts }: Suite, { facts: own }: SuiteTest): World {
  const tuples = new Map([...facts.tuples, ...own.tuples].map((tuple) => [formatKey(tuple), tuple]));
  const attributes = new Map<string, { object: ObjectRef; values: JsonObject }>();
  for (const { object, values } of [...facts.attributes, ...own.attributes]) {
    const key = formatObject(object);
    attributes.set(key, { object, values: { ...attributes.get(key)?.values, ...values } });
  }
  return { model, tuples: [...tuples.values()], attributes: [...attributes.values()] };
}
