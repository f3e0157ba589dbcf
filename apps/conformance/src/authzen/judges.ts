import { isDeepStrictEqual } from "node:util";

import { canonicalJson, type Json } from "@relata/model";

import type { Judge } from "./authzen-case.ts";
import { isRecord } from "./pdp.ts";

/** 200, and JSON. */
const isSuccess: Judge = ({ status, headers, body }) => {
  if (status !== 200) return "expected status 200";
  if (!/^application\/json\b/i.test(headers.get("content-type") ?? ""))
    return "expected `Content-Type: application/json`";
  return isRecord(body) ? undefined : "expected a JSON object";
};

/** A request that is refused. */
export const refused: Judge = ({ status }) => (status === 400 ? undefined : "expected status 400");

/** One decision; any, where none is named. */
export function decides(decision?: boolean): Judge {
  return (answer) => isSuccess(answer) ?? decisionProblem(answer.body, decision);
}

/** As many decisions as are named, in their order; `undefined` is any. */
export function decidesEach(...decisions: readonly (boolean | undefined)[]): Judge {
  return (answer) => {
    const wrong = isSuccess(answer);
    if (wrong !== undefined) return wrong;
    const all = isRecord(answer.body) ? answer.body["evaluations"] : undefined;
    if (!Array.isArray(all) || all.length !== decisions.length) return `expected ${decisions.length} evaluations`;
    return decisions.map((decision, i) => decisionProblem(all[i], decision)).find((one) => one !== undefined);
  };
}

function decisionProblem(body: unknown, decision?: boolean): string | undefined {
  if (!isRecord(body) || typeof body["decision"] !== "boolean") return "expected `decision` to be a boolean";
  if (body["context"] !== undefined && !isRecord(body["context"])) return "expected `context` to be an object";
  return decision === undefined || body["decision"] === decision ? undefined : `expected the decision ${decision}`;
}

type Result = Readonly<Record<string, unknown>>;

/** Results that hold all that are named, each with those fields, and of that type. */
export function finds(named: readonly Result[], fields: readonly string[], type?: string): Judge {
  return (answer) => {
    const results = resultsOf(answer.body);
    const wrong =
      isSuccess(answer) ??
      (results === undefined ? "expected `results` to be a list of objects" : pageProblem(answer.body));
    if (wrong !== undefined || results === undefined) return wrong;
    if (!results.every((one) => fields.every((field) => typeof one[field] === "string")))
      return `expected each result to have ${fields.join(" and ")}`;
    if (type !== undefined && results.some((one) => one["type"] !== type))
      return `expected results of type ${type} alone`;
    const lacking = named.find(
      (one) => !results.some((result) => fields.every((field) => result[field] === one[field])),
    );
    return lacking === undefined ? undefined : `expected ${JSON.stringify(lacking)} among the results`;
  };
}

/** Exactly those results, in any order. */
export function findsExactly(named: readonly Result[]): Judge {
  const sorted = (all: readonly Result[]) => all.map((one) => canonicalJson(one as Json)).sort();
  return (answer) => {
    const wrong = isSuccess(answer);
    if (wrong !== undefined) return wrong;
    const results = resultsOf(answer.body);
    const isSame = results !== undefined && isDeepStrictEqual(sorted(results), sorted(named));
    return isSame ? undefined : `expected exactly the results ${JSON.stringify(named)}`;
  };
}

export function resultsOf(body: unknown): readonly Result[] | undefined {
  const results = isRecord(body) ? body["results"] : undefined;
  return Array.isArray(results) && results.every(isRecord) ? results : undefined;
}

/** The page of an answer, where it has one, is an object with a token. */
function pageProblem(body: unknown): string | undefined {
  const page = isRecord(body) ? body["page"] : undefined;
  if (page === undefined) return undefined;
  return isRecord(page) && typeof page["next_token"] === "string" ? undefined : "expected `page.next_token` to be text";
}
