import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PathMap } from "../src/path-map.ts";

describe("a map of paths", () => {
  test("keeps paths apart that read alike when joined, as a map of their JSON does", () => {
    const part = fc.constantFrom("", "a", "b", "ab", ",", ":", "__proto__", "constructor");
    const path = fc.tuple(part, part, part);
    const steps = fc.array(
      fc.record({ path, value: fc.nat(9), how: fc.constantFrom("set" as const, "entry" as const, "delete" as const) }),
    );
    fc.assert(
      fc.property(steps, fc.array(path), (steps, asked) => {
        const map = new PathMap<number>();
        const naive = new Map<string, number>();
        for (const { path, value, how } of steps) {
          const key = JSON.stringify(path);
          const known = naive.get(key);
          expect(act(map, how, path, value)).toBe(
            { set: undefined, entry: known ?? value, delete: naive.delete(key) }[how],
          );
          if (how !== "delete") naive.set(key, how === "set" ? value : (known ?? value));
        }
        for (const path of [...asked, ...steps.map((step) => step.path)])
          expect(map.get(path)).toBe(naive.get(JSON.stringify(path)));
      }),
      { numRuns: 500 },
    );
  });
});

function act(map: PathMap<number>, how: "set" | "entry" | "delete", path: readonly string[], value: number) {
  switch (how) {
    case "set":
      return map.set(path, value);
    case "entry":
      return map.entry(path, () => value);
    case "delete":
      return map.delete(path);
  }
}
