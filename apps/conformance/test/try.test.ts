import { readdirSync, readFileSync } from "node:fs";
import { test } from "vitest";
import { convertValidation } from "@relata/convert";
import { createRelata } from "@relata/core";
import { memoryStore } from "@relata/store";
import { sqlite } from "@relata/sqlite";
import { readGolden } from "../src/spicedb/golden.ts";
import { runCase } from "../src/spicedb/run-case.ts";
test("all", async () => {
  const dir = "/work/shared/conformance/spicedb/";
  const golden = readGolden(readFileSync(dir + "golden.jsonl", "utf8"));
  for (const [name, store] of [["memory", memoryStore()], ["sqlite", sqlite(":memory:")]] as const) {
    const t = Date.now(); let passed = 0;
  for (const f of readdirSync(dir).filter((f) => f.endsWith(".yaml"))) {
    const text = readFileSync(dir + f, "utf8");
    const c = convertValidation({ path: f, text });
    if (!c.converted) throw new Error(f);
    const relata = await createRelata({ model: c.converted.model, store: store.stores.open(f.replace(".yaml","")) });
    const run = await runCase(c.converted, golden.get(f), relata);
    passed += run.passed;
    for (const d of run.differences) console.log(f, d);
  }
  console.log(name, passed, Date.now() - t);
  }
});
