import type { Tuple } from "@relata/model";
import { testDatabase } from "@relata/postgres-server/test-database";
import { logAsContents } from "@relata/store/conformance";
import { expect, test } from "vitest";
import { writeTuples } from "../src/write-tuples.ts";
import { processOn } from "./engine-on.ts";

const { url } = await testDatabase();

const named = (name: string): Tuple => ({
  object: { type: "doc", id: "a" },
  relation: "viewer",
  subject: { type: "user", id: "ann" },
  policy: { name, parameters: {} },
});

test("a write that comes to a key after it was made and ended by later ones has the highest number of them", async () => {
  const { store, engine } = processOn({ url, isSequencer: false });
  await store.count({});
  const scope = { tables: engine.database.tables, store: "main" };
  // It has its snapshot and its id before the others, and sees nothing of them: there is no conflict.
  const slow = await engine.writing(scope, false, async (session, token) => {
    const id = await engine.begin(session, scope);
    await store.write({ touch: [named("meanwhile")] });
    const { token: end } = await store.write({ delete: [named("meanwhile")] });
    await writeTuples(session, scope, { touch: [named("slow")] }, id);
    return { end, token: token(id) };
  });
  const numbers = await Promise.all([slow.end, slow.token].map((token) => store.log.numberOf(token)));
  expect(numbers).toEqual([2, 3]);
  expect((await store.contents({ consistency: { exactly: slow.end } })).tuples).toEqual([]);
  expect((await store.contents({ consistency: { exactly: slow.token } })).tuples).toEqual([named("slow")]);
  await logAsContents(store);
});
