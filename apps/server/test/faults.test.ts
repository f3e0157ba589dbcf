import { createRelata, FAILURES, Failure, type FailureCode, type Store } from "@relata/core";
import { PROBLEM_STATUS, PROBLEM_TITLES } from "@relata/server";
import { memoryStore } from "@relata/store";
import { expect, test } from "vitest";
import { filledRelata, json, serve } from "./situation.ts";

const ANN = { subject: "user:ann", permission: "view", object: "doc:plan" };
const SECRET = "/var/lib/secret/authz.db";

/** An engine whose store fails at every read, as a disk can. */
async function failing(error: Error) {
  const { model } = await filledRelata();
  const store: Store = Object.assign(memoryStore(), {
    read: () => {
      throw error;
    },
  });
  return createRelata({ model, store });
}

test.each(Object.keys(FAILURES) as FailureCode[])("a failure `%s` has the status of the table", async (code) => {
  const { app, logged } = await serve({ relata: await failing(new Failure(code, `it was in ${SECRET}`)) });
  for (const response of [await app.request("/v1/check", json(ANN)), await app.request("/readyz")]) {
    const status = PROBLEM_STATUS[code];
    expect(response.status).toBe(status);
    const detail = isTheirs(code) ? `it was in ${SECRET}` : FAILURES[code];
    expect(await response.json()).toEqual({
      type: `urn:relata:problem:${code}`,
      title: FAILURES[code],
      status,
      detail,
      code,
    });
  }
  expect(logged).toHaveLength(isTheirs(code) ? 0 : 2);
});

/** Whether it comes of the request: then it is told, and the operator has nothing to mend. */
function isTheirs(code: FailureCode): boolean {
  return PROBLEM_STATUS[code] < 500 || code === "deadline_exceeded";
}

test("an error of any other kind is 500, leaks nothing, and is logged with its cause", async () => {
  const error = new TypeError(`cannot read ${SECRET}`);
  const { app, logged } = await serve({ relata: await failing(error) });
  const response = await app.request("/v1/check", json(ANN));
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(text).not.toContain("secret");
  expect(text).not.toContain("TypeError");
  expect(JSON.parse(text)).toEqual({
    type: "urn:relata:problem:internal_error",
    title: PROBLEM_TITLES.internal_error,
    status: 500,
    detail: PROBLEM_TITLES.internal_error,
    code: "internal_error",
  });
  expect(logged).toEqual([["a request failed: internal_error", error]]);
});

test("no problem has an outcome, so that no error is taken for a decision", async () => {
  const { app } = await serve({ relata: await failing(new Failure("store_unavailable", "down")) });
  const body = await (await app.request("/v1/check", json(ANN))).text();
  expect(body).not.toMatch(/outcome|denied|allowed/);
});

test("the table is closed: each code has a status and a title, and every status is one of errors", () => {
  expect(Object.keys(PROBLEM_STATUS).sort()).toEqual(Object.keys(PROBLEM_TITLES).sort());
  for (const code of Object.keys(FAILURES)) expect(PROBLEM_STATUS).toHaveProperty(code);
  for (const status of Object.values(PROBLEM_STATUS)) expect(status).toBeGreaterThanOrEqual(400);
});
