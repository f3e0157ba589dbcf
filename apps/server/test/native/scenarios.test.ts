import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readModel } from "@relata/core";
import { formatInstant } from "@relata/model";
import { readScenario, type Scenario, type ScenarioText } from "@relata/spec";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { worldServers, type WorldServer } from "./world-server.ts";

const open = worldServers();
const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const SCENARIOS = new URL("packages/spec/scenarios/", `file://${ROOT}`);

const scenarios = readdirSync(SCENARIOS).map((name) => {
  const text = parse(readFileSync(new URL(name, SCENARIOS), "utf8")) as ScenarioText;
  return { name, scenario: readScenario(text, (model) => readModel(model).model) };
});

interface Listed {
  readonly reference: string;
  readonly outcome: string;
  readonly except?: readonly string[];
}

test.each(scenarios)("$name over HTTP: $scenario.situation", async ({ scenario }) => {
  const server = await open(scenario.world);
  for (const { text, question } of scenario.questions) {
    const { subject, now, ...rest } = question;
    const asked = { ...rest, subject: { allOf: subject }, now: formatInstant(now) };
    const { body } = await server.post("/v1/check", asked);
    const { outcome, code, missing } = body as { outcome?: string; code?: string; missing?: { path: string }[] };
    const paths = text.missing && [...new Set(missing?.map(({ path }) => path))].toSorted();
    expect([text.ask, outcome ?? code, paths]).toEqual([text.ask, text.answer, text.missing]);
  }
  for (const { text, question } of scenario.lists) {
    const entries = await listed(server, question);
    const wildcard = entries.find(({ except }) => except !== undefined);
    const rows = entries.filter((entry) => entry !== wildcard).map((entry) => [idOf(entry.reference), entry.outcome]);
    expect(Object.fromEntries(rows)).toEqual(text.rows);
    expect(wildcard?.outcome).toBe(text.rest);
    expect((wildcard?.except ?? []).map(idOf)).toEqual(text.except ?? []);
  }
  await server.close();
});

async function listed({ post }: WorldServer, question: Scenario["lists"][number]["question"]) {
  const { subject = [], object, type, relation, permission, context, now: instant } = question;
  const asked = { permission, context, now: formatInstant(instant) };
  const { body } =
    object === undefined
      ? await post("/v1/list-objects", { ...asked, subject: { allOf: subject }, type })
      : await post("/v1/list-subjects", {
          ...asked,
          object,
          type: relation === undefined ? type : `${type}#${relation}`,
        });
  return (body as { entries: readonly Listed[] }).entries;
}

/** The types of scenarios have no namespaces. */
function idOf(reference: string): string {
  return reference.slice(reference.indexOf(":") + 1).replace(/#[^#]*$/, "");
}

test("there are scenarios to ask", () => {
  expect(scenarios.length).toBeGreaterThan(20);
});
