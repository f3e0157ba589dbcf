import type { Part } from "../bench.ts";
import { compiledMs } from "../compiled.ts";
import { LARGE_MODEL, largeModelFiles } from "../large-model.ts";
import { median } from "../measuring/statistics.ts";
import { alikeScopes, assertAgrees, contenders, mixedScopes, nanoseconds } from "../policies.ts";

export const policies: Part = {
  about: "a three-clause policy beside json-logic, and what compiling a large model takes",
  run: async ({ isQuick, say, add }) => {
    const all = contenders();
    for (const [data, scopes] of [["alike", alikeScopes()] as const, ["mixed", mixedScopes()] as const]) {
      say(`a policy over records ${data}`);
      for (const contender of all) assertAgrees(contender, scopes);
      const times = nanoseconds(all, scopes, isQuick ? 10 : 200);
      const rows = all.map(({ name }, at) => ({ name, value: times[at] ?? 0 }));
      const row = `three clauses, records ${data}`;
      for (const { name: by, value } of rows.toReversed()) add({ row, by, value, unit: "ns" });
    }
    // The first compilation is what a command line pays, and the later ones what a long-lived process does. In processor time.
    say("compiling a large model");
    const files = largeModelFiles();
    const row = `compile ${LARGE_MODEL.types} types, ${LARGE_MODEL.relations} relations`;
    const runs = (lint: boolean) => Array.from({ length: isQuick ? 1 : 10 }, () => compiledMs(files, lint));
    add({ row, by: "the first time", value: compiledMs(files, false), unit: "ms" });
    add({ row, by: "later", value: median(runs(false)), unit: "ms" });
    add({ row, by: "with all warnings", value: median(runs(true)), unit: "ms" });
  },
};
