import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { expect, onTestFinished, test } from "vitest";
import { codesOf } from "./codes-of.ts";
import { HELD } from "./constant-load.ts";
import { engineOver, numberedWrite } from "./numbered-writes.ts";

const { url, client } = await testDatabase();
const waits = () =>
  client`select 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'relata'`;

test("with one connection, and that one stuck, every question fails in its time, none is denied, and no other store is touched", async () => {
  const [full, other] = await Promise.all(
    [{ poolSize: 1, poolTimeoutMs: 100 }, {}].map((options) => engineOver(postgres({ url, ...options }))),
  );
  if (full === undefined || other === undefined) throw new Error("there are two");
  onTestFinished(async () => {
    await full.close();
    await other.close();
  });
  await full.write(numberedWrite(0));
  const { stuck } = await client.begin(async (tx) => {
    await tx`select 1 from relata_tuples where object_id = '0/0' for update`;
    const stuck = full.write({ delete: ["doc:0/0#viewer@user:0"] });
    await expect.poll(waits, { timeout: 5_000 }).toHaveLength(1);

    const started = performance.now();
    const asked = await Promise.allSettled([
      full.check(HELD),
      full.listObjects({ subject: "user:0", permission: "viewer", type: "doc" }),
      full.contents(),
      full.write(numberedWrite(1)),
    ]);
    expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "rejected"]);
    expect(codesOf(asked.map((outcome) => (outcome as PromiseRejectedResult).reason))).toEqual(["store_unavailable"]);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect((await other.check(HELD)).outcome).toBe("allowed");
    expect(await other.write(numberedWrite(2))).toMatchObject({ written: 3 });
    return { stuck };
  });
  expect(await stuck).toMatchObject({ deleted: 1 });
  expect((await full.check(HELD)).outcome).toBe("allowed");
});
