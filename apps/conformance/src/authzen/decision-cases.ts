import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { asking, type AuthzenCase, type Judge, type Level } from "./authzen-case.ts";
import { decides, decidesEach, findsExactly } from "./judges.ts";
import { isRecord, type Endpoint } from "./pdp.ts";

/**
 * The decisions of an interoperability scenario: requests with what is expected of each. Which API a request is for follows from what it
 * leaves out.
 *
 * @throws Error where the file holds none
 */
export function decisionCases(path: string, level: Level): readonly AuthzenCase[] {
  const read: unknown = JSON.parse(readFileSync(path, "utf8"));
  const entries = isRecord(read)
    ? [read["evaluation"], read["evaluations"]].flatMap((one) => (Array.isArray(one) ? one : []))
    : [];
  if (entries.length === 0)
    throw new Error(`\`${path}\` holds no decisions: \`{ evaluation: [{ request, expected }] }\``);
  return entries.map((entry: unknown, i) => caseOf(entry, level, `${basename(path)} ${i + 1}`));
}

function caseOf(entry: unknown, level: Level, name: string): AuthzenCase {
  const request = isRecord(entry) ? entry["request"] : undefined;
  const judge = isRecord(entry) ? judgeOf(entry["expected"]) : undefined;
  if (!isRecord(request) || judge === undefined) throw new Error(`${name} is no request with what is expected of it`);
  return asking(level, name, endpointOf(request), { body: request }, judge);
}

function endpointOf({ subject, action, resource, evaluations }: Readonly<Record<string, unknown>>): Endpoint {
  if (evaluations !== undefined) return "access_evaluations_endpoint";
  if (action === undefined) return "search_action_endpoint";
  if (isRecord(subject) && subject["id"] === undefined) return "search_subject_endpoint";
  if (isRecord(resource) && resource["id"] === undefined) return "search_resource_endpoint";
  return "access_evaluation_endpoint";
}

function judgeOf(expected: unknown): Judge | undefined {
  if (typeof expected === "boolean") return decides(expected);
  if (Array.isArray(expected)) return decidesEach(...expected.map((one) => isRecord(one) && one["decision"] === true));
  const results = isRecord(expected) ? expected["results"] : undefined;
  return Array.isArray(results) && results.every(isRecord) ? findsExactly(results) : undefined;
}
