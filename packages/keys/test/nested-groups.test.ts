import { createRelata, readModel } from "@relata/core";
import { memoryStore } from "@relata/store";
import { expect, test } from "vitest";

const { model } = readModel(`model 1
type user
type apikey
type group {
  relation member: user | apikey | group#member
}
type folder {
  relation viewer: group#member
  permission view = viewer
}
`);

test("a key in a nested group: what the outermost group may, the key may, in checks, lists and explanations", async () => {
  const facts = ["folder:plans#viewer@group:0#member"];
  const depth = 30;
  for (let n = 0; n < depth; n++) facts.push(`group:${n}#member@group:${n + 1}#member`);
  facts.push(`group:${depth}#member@apikey:k`, `group:${depth}#member@group:0#member`);
  const relata = await createRelata({ model, store: memoryStore() });
  await relata.write(facts);
  for (const [subject, outcome] of [
    ["apikey:k", "allowed"],
    ["apikey:other", "denied"],
  ] as const) {
    const question = { subject, permission: "view", object: "folder:plans" };
    expect(await relata.check(question)).toMatchObject({ outcome });
    expect((await relata.explain(question)).decision).toMatchObject({ outcome });
    const listed = await relata.listObjects({ subject, permission: "view", type: "folder" });
    expect(listed.map(({ reference }) => reference)).toEqual(outcome === "allowed" ? ["folder:plans"] : []);
  }
  const keys = await relata.listSubjects({ object: "folder:plans", permission: "view", type: "apikey" });
  expect(keys.map(({ reference }) => reference)).toEqual(["apikey:k"]);
});
