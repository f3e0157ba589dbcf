import { createRelata, readModel } from "@relata/core";
import { memoryStore } from "@relata/store";
import { expect, test } from "vitest";
import { slowStore } from "./slow-store.ts";

const { model } = readModel(`model 1
type user
type document { relation viewer: user }
`);

/** More than is applied in one go, in one write. */
const MANY = Array.from({ length: 5_000 }, (_, n) => `document:d#viewer@user:u${n}`);

test.each([
  ["at once", (store: ReturnType<typeof memoryStore>) => store],
  ["behind a wire", (store: ReturnType<typeof memoryStore>) => slowStore(store)],
])("a graph goes on past a revision that is larger than a page of the log: %s", async (_, over) => {
  const store = memoryStore();
  const writer = await createRelata({ model, store });
  await writer.write(MANY);
  const relata = await createRelata({ model, store: over(store), resident: true });
  await relata.ready();
  for (const subject of ["user:ann", "user:bob"]) {
    const { token } = await writer.write([`document:d#viewer@${subject}`]);
    expect(await relata.can(subject, "viewer", "document:d", { consistency: { atLeast: token } })).toBe(true);
    const newest = await writer.newestRevision();
    await expect.poll(() => relata.residentStatus.revision).toBe(newest);
    await writer.write(MANY.map((tuple) => tuple.replace("user:u", `user:${subject.slice(5)}-`)));
  }
});
