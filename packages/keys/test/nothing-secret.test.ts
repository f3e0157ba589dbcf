import { inspect } from "node:util";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Authentication, environmentKeys, isRefusal, storedKeys, type CreatedKey } from "../src/index.ts";
import { worlds, type World } from "./databases.ts";

const open = worlds();
const ADMIN = "env0admin1".repeat(4);

type Step = (world: World, made: CreatedKey[], pick: number) => Promise<unknown>;

const one = (made: CreatedKey[], pick: number): CreatedKey | undefined => made[pick % Math.max(1, made.length)];
const idOf = (made: CreatedKey[], pick: number): string => one(made, pick)?.key.id ?? "none";

const keep = async (made: CreatedKey[], creating: Promise<CreatedKey>): Promise<unknown> => {
  const created = await creating;
  made.push(created);
  return created;
};

const STEPS: Record<string, Step> = {
  create: ({ keys }, made) => keep(made, keys.create({ name: "k", tuples: ["document:a#reader"] })),
  rotate: ({ keys }, made, pick) => keep(made, keys.rotate(idOf(made, pick), { graceSeconds: pick % 100 })),
  disable: ({ keys }, made, pick) => keys.disable(idOf(made, pick)),
  enable: ({ keys }, made, pick) => keys.enable(idOf(made, pick)),
  revoke: ({ keys }, made, pick) => keys.revoke(idOf(made, pick)),
  purge: ({ keys }, made, pick) => keys.purge(idOf(made, pick)),
  list: ({ keys }) => keys.list(),
  badTuple: ({ keys }) => keys.create({ name: "k", tuples: ["document:a#nothing"] }),
  verify: ({ keys }, made, pick) => keys.verify(one(made, pick)?.secret ?? ""),
};

test("nothing secret in any error, audit row, answer or file of a fuzzed run, but where it is revealed", async () => {
  const world = await open("sqlite", {
    isAlone: true,
    limits: [{ limit: 50, windowSeconds: 60 }],
    environments: ["live"],
  });
  const { keys } = world;
  const output: string[] = [];
  const say = (value: unknown) =>
    output.push(inspect(value, { depth: 12 }), JSON.stringify(value) ?? "", String(value));
  const authentication = new Authentication({
    authenticators: [storedKeys(keys), environmentKeys({ admin: ADMIN })],
    note: (row) => {
      say(row);
      keys.note(row);
    },
  });
  const secrets = new Set<string>([ADMIN]);
  const step = fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.nat(1_000));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25, size: "max" }), async (steps) => {
      const made: CreatedKey[] = [];
      for (const [name, pick] of steps) {
        const answer = await STEPS[name]?.(world, made, pick).catch((error: unknown) => error);
        say(answer);
        for (const { secret } of made) secrets.add(secret.reveal());
        const text = one(made, pick)?.secret.reveal() ?? ADMIN;
        const wrong = pick % 2 === 0 ? text : `${text}x`;
        const headers = new Headers({
          "x-api-key": wrong,
          "user-agent": `agent ${text}`,
          authorization: `Bearer ${text}`,
        });
        const request = { headers, address: `192.0.2.${pick % 250}`, route: `GET /a?key=${text}`, requestId: text };
        const principal = await authentication.authenticate(request);
        say(principal);
        if (!isRefusal(principal))
          say(
            await keys
              .as(principal)
              .create({ name: "m" })
              .catch((error: unknown) => error),
          );
      }
    }),
    { numRuns: 15 },
  );
  await keys.flush();
  for (let before: number | undefined; ;) {
    const page = await keys.audit({ limit: 500, ...(before !== undefined && { before }) });
    say(page.rows);
    before = page.next;
    if (before === undefined) break;
  }
  const { client } = world.store as unknown as { client: { name: string } };
  const all = [output.join("\n"), readFileSync(client.name, "latin1"), readFileSync(`${client.name}-wal`, "latin1")];
  expect(secrets.size).toBeGreaterThan(20);
  for (const secret of secrets) for (const text of all) expect(text.includes(secret)).toBe(false);
  // The search can find: what is no secret stands there.
  expect(all[0]).toContain("[secret]");
});
