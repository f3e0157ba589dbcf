import { expect, onTestFinished, test } from "vitest";
import { serve } from "../src/served.ts";
import { measureServer } from "../src/server.ts";

const LOAD = { connections: 4, seconds: 1, rounds: 1, warming: 0 };

test("each route answers as expected, beside the bare one", async () => {
  const served = await serve();
  onTestFinished(served.close);
  const figures = await measureServer(served, LOAD);
  const bare = "the bare route, same body";
  expect(figures.map(({ name }) => name)).toEqual([
    "POST /v1/check",
    bare,
    "POST /api/auth/check-permission",
    bare,
    "POST /v1/check/batch, 100",
    bare,
  ]);
  const questions = figures.map(({ questionsPerSecond, requestsPerSecond }) => questionsPerSecond / requestsPerSecond);
  expect(questions.map(Math.round)).toEqual([1, 1, 1, 1, 100, 100]);
  for (const { ofBare } of figures) expect(ofBare).toBeGreaterThan(0);
  expect(figures.filter(({ name }) => name === bare).map(({ ofBare }) => ofBare)).toEqual([1, 1, 1]);
});

test("a wrong answer is no figure", async () => {
  const served = await serve();
  onTestFinished(served.close);
  await expect(measureServer({ ...served, secret: `${served.secret}0` }, LOAD)).rejects.toThrow("a wrong answer");
});
