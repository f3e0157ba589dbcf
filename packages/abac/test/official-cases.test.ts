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

/** Why a case is refused, by what its first problem says. A case that fits no reason fails the test by its own text. */
const REASONS: readonly (readonly [reason: string, message: RegExp])[] = [
  ["compares two types", /compares/],
  ["a condition that is no boolean", /^`(?:!|!!|and|or|if|filter)` does not take/],
  ["text as a number", /^`[-+*/]` does not take text/],
  ["sees absence", /sees absence/],
  ["reads what nothing declares", /has no parameter/],
  ["the whole scope, or a computed path", /the empty path|the path of `var`|`var` takes/],
  ["an `if` of nothing", /`if` takes 1 or more operands/],
];

/** What becomes of one case: the data's keys are parameters of any type, and a result that is no boolean is compared. */
function outcome([rule, data, expected]: Case): string {
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  const parameters = (isObject ? data : {}) as JsonObject;
  const parameterTypes = Object.fromEntries(Object.keys(parameters).map((name) => [name, { kind: "any" } as const]));
  const body: Json = typeof expected === "boolean" ? rule : { "==": [rule, expected] };
  const situation = { parameterTypes, parameters };
  const [problem] = problemsOf(body, situation);
  if (problem !== undefined) {
    const reason = REASONS.find(([, message]) => message.test(problem.message))?.[0];
    return `refused: ${reason ?? `${JSON.stringify(rule)}: ${problem.message}`}`;
  }
  const given = answer(body, situation);
  if (given === "unknown") return "undecided: what is absent is unknown";
  if (given === "[wrong_type]") return "undecided: null holds nothing";
  return given === String(typeof expected === "boolean" ? expected : true) ? "agrees" : JSON.stringify(rule);
}

/** The pinned list: what is refused or undecided is one of the differences in docs/reference/policies.md. */
test.runIf(existsSync(FILE))("the official cases agree, or differ for a reason that is written down", () => {
  const counts = new Map<string, number>();
  for (const each of casesIn(readFileSync(FILE, "utf8"))) {
    const found = outcome(each);
    counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  expect(Object.fromEntries(counts)).toEqual({
    agrees: 178,
    "refused: compares two types": 9,
    "refused: a condition that is no boolean": 35,
    "refused: text as a number": 7,
    "refused: sees absence": 28,
    "refused: reads what nothing declares": 12,
    "refused: the whole scope, or a computed path": 4,
    "refused: an `if` of nothing": 1,
    "undecided: what is absent is unknown": 1,
    "undecided: null holds nothing": 2,
  });
});
