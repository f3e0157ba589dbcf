import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, expect, test } from "vitest";
import { CallerPermissions, Guards } from "@relata/middleware";
import { model } from "./situation.ts";

const { url, client } = await testDatabase();
const relata = await createRelata({ model, store: postgres({ url, schema: "authz" }) });
const other = await createRelata({ model, store: postgres({ url, schema: "authz" }) });
afterAll(() => Promise.all([relata.close(), other.close()]));

const IDS = Array.from({ length: 6 }, (_, i) => `d${i}`);

/** Writes that come and go, each in a transaction of its own, some of which are open for a while. */
async function write(round: number): Promise<void> {
  await Promise.all(
    IDS.map(async (id, i) => {
      const tuple = `document:${id}#owner@user:ann` as const;
      const change = (round + i) % 2 === 0 ? { touch: [tuple] } : { delete: [tuple] };
      if (i % 3 !== 0) await other.write(change);
      else {
        await client.begin(async (tx) => {
          await relata.in(tx).write(change);
          await new Promise((resolve) => setTimeout(resolve, (round % 4) + i));
        });
      }
    }),
  );
}

async function writeOften(): Promise<void> {
  for (let round = 0; round < 30; round++) await write(round);
}

async function answers(permissions: CallerPermissions): Promise<readonly boolean[]> {
  return Promise.all(IDS.map(async (id) => permissions.can("view", `document:${id}`)));
}

test("a request is answered from one state, whatever is committed meanwhile and has no number yet", async () => {
  await relata.write(["group:eng#member@user:ann"]);
  const writes = { areOver: false };
  let seen = 0;
  const read = async (): Promise<void> => {
    while (!writes.areOver) {
      const permissions = await new Guards(relata, { principal: () => "user:ann" }).admit({});
      if (!(permissions instanceof CallerPermissions)) throw new Error("ann is known");
      const first = await answers(permissions);
      expect(await answers(permissions)).toEqual(first);
      const exactly = await permissions.token();
      const again = IDS.map((id) => ({ subject: "user:ann", permission: "view", object: `document:${id}` }));
      const outcomes = await relata.checkMany(again, { consistency: { exactly } });
      expect(outcomes.map(({ decision }) => decision?.outcome === "allowed")).toEqual(first);
      seen++;
    }
  };
  const reading = Promise.all([read(), read(), read()]);
  await Promise.race([writeOften(), reading]).finally(() => (writes.areOver = true));
  await reading;
  expect(seen).toBeGreaterThan(20);
});
