import { check, MemoryGraph } from "@relata/resolver";
import { expect, test } from "vitest";
import { ask, compiled, worldOf } from "./compiled.ts";

const model = compiled(`
  model 1
  type user
  type doc {
    attribute since: timestamp
    relation viewer: user
    permission view = viewer when founded
  }
  type note {
    attribute since: string
    relation viewer: user
    permission view = viewer when founded
  }
  policy founded = json { "==": [{ "var": "resource.since" }, "2026-01-01T00:00:00Z"] }
`);
const graph = new MemoryGraph(worldOf(model, ["doc:d#viewer@user:ann", "note:n#viewer@user:ann"]).tuples);

test("a policy on two types reads an attribute as the type of its object declares it", () => {
  const resource = { since: "2026-01-01T01:00:00+01:00" };
  const outcomes = ["doc:d", "note:n"].map(
    (object) => check(model, graph, { ...ask(model, `user:ann view ${object}`), resource }).outcome,
  );
  expect(outcomes).toEqual(["allowed", "denied"]);
});
