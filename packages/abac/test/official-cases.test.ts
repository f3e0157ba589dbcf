import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json, JsonObject } from "@relata/model";
import { expect, test } from "vitest";
import { answer, problemsOf } from "./support/ask.ts";

/** The official cases of json-logic are not part of the repository; they lie beside it, or where the variable says. */
const FOLDER = process.env["RELATA_CONFORMANCE"] ?? join(import.meta.dirname, "../../../../shared/conformance");
const FILE = join(FOLDER, "jsonlogic/tests.json");

type Case = readonly [rule: Json, data: Json, expected: Json];

function casesIn(text: string): readonly Case[] {
  const rows = JSON.parse(text) as readonly (string | Case)[];
  return rows.filter((row) => typeof row !== "string");
}

/** What becomes of one case: the data's keys are parameters of any type, and a result that is no boolean is compared. */
function outcome([rule, data, expected]: Case): string {
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  const parameters = (isObject ? data : {}) as JsonObject;
  const parameterTypes = Object.fromEntries(Object.keys(parameters).map((name) => [name, { kind: "any" } as const]));
  const body: Json = typeof expected === "boolean" ? rule : { "==": [rule, expected] };
  const situation = { parameterTypes, parameters };
  if (problemsOf(body, situation).length > 0) return "refused";
  const given = answer(body, situation);
  if (given !== "true" && given !== "false") return "undecided";
  return given === String(typeof expected === "boolean" ? expected : true) ? "agrees" : JSON.stringify(rule);
}

test.runIf(existsSync(FILE))("the official cases agree, are refused or stay undecided, but for strict equality", () => {
  const counts = new Map<string, number>();
  for (const each of casesIn(readFileSync(FILE, "utf8"))) {
    const found = outcome(each);
    counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  expect(Object.fromEntries(counts)).toEqual({
    agrees: 163,
    refused: 109,
    undecided: 3,
    '{"==":[1,"1"]}': 1,
    '{"!=":[1,"1"]}': 1,
  });
});
