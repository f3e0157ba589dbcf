import { readFileSync } from "node:fs";
import { createRelata, readModel } from "@relata/core";
import { memoryStore } from "@relata/store";
import { expect, test } from "vitest";
import { json, serve } from "./situation.ts";

test("the request of the README gets the answer that stands below it", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, body, answer] = /-d '(\{.*\})'\n# (.*)\n/.exec(readme) ?? [];
  const { model } = readModel(
    "model 1\ntype user\ntype folder {\n  relation viewer: user\n  permission view = viewer\n}\n",
  );
  const relata = await createRelata({ model, store: memoryStore() });
  await relata.write(["folder:plans#viewer@user:ann"]);
  const { app } = await serve({ relata });
  const response = await app.request("/v1/check", json(body));
  expect(await response.text()).toBe(answer);
});
