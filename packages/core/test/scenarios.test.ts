import { readdirSync, readFileSync } from "node:fs";
import { readModel, type Listed, type Relata } from "@relata/core";
import { formatInstant } from "@relata/model";
import { readScenario, type Scenario, type ScenarioText } from "@relata/spec";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { engineVerdict } from "./engine-verdict.ts";
import { relataOf } from "./random-worlds.ts";

const FOLDER = new URL("../../spec/scenarios/", import.meta.url);

const scenarios = readdirSync(FOLDER).map((name) => {
  const text = parse(readFileSync(new URL(name, FOLDER), "utf8")) as ScenarioText;
  return { name, scenario: readScenario(text, (model) => readModel(model).model) };
});

const STORES = [
  ["memory", () => memoryStore()],
  ["SQLite", () => sqlite(":memory:")],
] as const;

describe.each(STORES)("on %s", (_, open) => {
  test.each(scenarios)("$name: $scenario.situation", async ({ scenario }) => {
    const relata = await relataOf(scenario.world, open());
    for (const { text, question } of scenario.questions) {
      const { subject, now, ...rest } = question;
      const verdict = await engineVerdict(() =>
        relata.check({ ...rest, subject: { allOf: subject }, now: formatInstant(now) }),
      );
      const expected = { kind: text.answer, ...(text.missing && { missing: text.missing }) };
      expect([text.ask, verdict]).toEqual([text.ask, expected]);
    }
    for (const { text, question } of scenario.lists) {
      const entries = await listed(relata, question);
      const wildcard = entries.find(({ except }) => except !== undefined);
      const rows = entries.filter((entry) => entry !== wildcard).map((entry) => [idOf(entry.reference), entry.outcome]);
      expect(Object.fromEntries(rows)).toEqual(text.rows);
      expect(wildcard?.outcome).toBe(text.rest);
      expect((wildcard?.except ?? []).map(idOf)).toEqual(text.except ?? []);
    }
    await relata.close();
  });
});

/** The list through the façade. */
async function listed(relata: Relata, question: Scenario["lists"][number]["question"]): Promise<readonly Listed[]> {
  const { subject = [], object, type, relation, permission, context, now: instant } = question;
  const asked = { permission, context, now: formatInstant(instant) };
  if (object === undefined) return relata.listObjects({ ...asked, subject: { allOf: subject }, type });
  return relata.listSubjects({ ...asked, object, type: relation === undefined ? type : `${type}#${relation}` });
}

/** The types of scenarios have no namespaces. */
function idOf(reference: string): string {
  return reference.slice(reference.indexOf(":") + 1).replace(/#[^#]*$/, "");
}
