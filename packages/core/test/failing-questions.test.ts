import { createRelata, readModel } from "@relata/core";
import { describe, expect, test } from "vitest";
import { failureOf, STORES } from "./situation.ts";

const { model } = readModel(`model 1
type user
type doc {
  relation parent: doc
  relation viewer: user
  permission view = viewer - parent->view
}
`);

describe.each(STORES)("a question %s whose answer depends on its own negation", (_, open) => {
  test("fails as a paradox that names it, from check, can, explain, lists and views, and is never denied", async () => {
    const relata = await createRelata({ model, store: open() });
    await relata.write(["doc:a#parent@doc:a", "doc:a#viewer@user:ann", "doc:b#viewer@user:ann"]);
    const question = { subject: "user:ann", permission: "view", object: "doc:a" };
    const view = await relata.at();
    for (const ask of [
      () => relata.check(question),
      () => relata.can("user:ann", "view", "doc:a"),
      () => relata.explain(question),
      async () => relata.listObjects({ subject: "user:ann", permission: "view", type: "doc" }),
      async () => relata.listSubjects({ object: "doc:a", permission: "view", type: "user" }),
      () => view.check(question),
      () => view.listObjects({ subject: "user:ann", permission: "view", type: "doc" }),
    ]) {
      const failure = await failureOf(ask);
      expect(failure.code).toBe("paradox");
      expect(failure.message).toContain("whether `view` holds on `doc:a` depends on its own negation");
    }
    expect(await relata.can("user:ann", "view", "doc:b")).toBe(true);
  });
});

test.each(STORES)("a long chain of folders %s is answered, not reported", async (_, open) => {
  const relata = await createRelata({ model, store: open() });
  const depth = 400;
  const chain = Array.from({ length: depth }, (_, i) => `doc:${i}#parent@doc:${i + 1}`);
  await relata.write([...chain, `doc:${depth}#viewer@user:ann`, "doc:0#viewer@user:ann"]);
  expect(await relata.can("user:ann", "view", "doc:0")).toBe(true);
  expect(await relata.can("user:ann", "view", `doc:${depth - 1}`)).toBe(false);
});
