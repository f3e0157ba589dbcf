import { createRelata, readModel } from "@relata/core";
import { postgres } from "@relata/postgres";
import { POSTGRES_VERSIONS, startServer } from "@relata/postgres-server";
import { describeStore } from "@relata/store/conformance";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { describeTheorem } from "./theorem.ts";

const { model } = readModel(`
model 1
type user
type group { relation member: user | group#member }
type doc {
  relation viewer: user | group#member
  permission view = viewer
}`);

test.each(POSTGRES_VERSIONS)(
  "on version %i it makes its tables, writes, answers and is found again",
  async (version) => {
    const server = await startServer({ version });
    onTestFinished(() => server.stop());
    const first = await createRelata({ model, store: postgres(server.url) });
    await first.write([
      "doc:a#viewer@group:eng#member",
      "group:eng#member@group:ops#member",
      "group:ops#member@user:ann",
    ]);
    await first.close();
    const relata = await createRelata({ model, store: postgres(server.url) });
    onTestFinished(() => relata.close());
    expect(await relata.can("user:ann", "view", "doc:a")).toBe(true);
    expect(await relata.can("user:bob", "view", "doc:a")).toBe(false);
    expect(await relata.write({ delete: ["group:ops#member@user:ann"] })).toMatchObject({ deleted: 1 });
    expect(await relata.can("user:ann", "view", "doc:a")).toBe(false);
  },
);

/** The newest is that of every other test file, and takes no part in this. */
const OLDER = process.env["RELATA_LONG"] === "1" ? POSTGRES_VERSIONS.slice(0, -1) : [];

describe.each(OLDER)("every promise and the theorem, on version %i", async (version) => {
  const server = await startServer({ version });
  let schemas = 0;
  const store = postgres({ url: server.url, schema: "theorem", poolSize: 8 });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });
  describeStore("the store", () => postgres({ url: server.url, schema: `store_${schemas++}`, poolSize: 2 }));
  describeTheorem("the theorem", store, 300);
});
