import type { TestProject } from "vitest/node";
import { afterEach, expect, inject, test, vi } from "vitest";
import globalSetup from "../src/global-setup.ts";
import { asking } from "./asking.ts";

afterEach(() => void vi.unstubAllEnvs());

/** Runs the set-up as vitest does, and answers the URL that it provides. */
async function provided(): Promise<{ readonly url: string; readonly end: (() => Promise<void>) | undefined }> {
  let url = "";
  const provide = (_: string, value: string) => void (url = value);
  const end = await globalSetup({ provide } as unknown as TestProject);
  return { url, end };
}

test("a server that the environment names is used, and is not ended", async () => {
  vi.stubEnv("RELATA_TEST_POSTGRES_URL", inject("serverUrl"));
  expect(await provided()).toEqual({ url: inject("serverUrl"), end: undefined });
});

test("the environment chooses the version of a server of its own, among those that there are", async () => {
  vi.stubEnv("RELATA_TEST_POSTGRES_URL", "");
  vi.stubEnv("RELATA_TEST_POSTGRES_VERSION", "16");
  const { url, end } = await provided();
  expect(await asking(url, "select current_setting('server_version_num') like '16%' as yes")).toEqual([{ yes: true }]);
  await end?.();
  await expect(asking(url, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  vi.stubEnv("RELATA_TEST_POSTGRES_VERSION", "14");
  await expect(provided()).rejects.toThrow("there is no version `14` to test on: take one of 15, 16, 17, 18");
});
