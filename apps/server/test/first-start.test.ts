import { randomBytes } from "node:crypto";
import { testDatabase } from "@relata/postgres-server/test-database";
import { expect, test } from "vitest";
import { until } from "./child/server-process.ts";
import { started } from "./child/started-server.ts";
import { file } from "./situation.ts";

const MODEL = "model 1\ntype user\ntype apikey\ntype doc { relation viewer: user | apikey }\n";

/** What servers of one place are told. */
const PLACES = {
  "a PostgreSQL": async () => ({
    RELATA_DATABASE_URL: (await testDatabase()).url,
    RELATA_ENCRYPTION_KEYS: `1:${randomBytes(32).toString("base64url")}`,
  }),
  "a file": () => Promise.resolve({ RELATA_DB: file() }),
};

test.each(Object.entries(PLACES))(
  "of servers that begin at once on %s that is new, one shows a first key, and all take it",
  async (_, place) => {
    const env: Record<string, string> = { RELATA_MODEL: file(MODEL), ...(await place()) };
    const servers = await Promise.all([1, 2, 3].map(() => started(env)));
    const shown = () => servers.map(({ printed }) => printed()).join("");
    const root = await until(shown, /^(relata_root_live_\w{49})\n/);
    const answers = await Promise.all(
      servers.map(async ({ ask }) => ({
        keys: await (await ask("/v1/api-keys", root)).json(),
        published: await (await ask("/.well-known/jwks.json", root)).json(),
      })),
    );
    expect(answers[0]).toMatchObject({ keys: { keys: [{ name: "first" }] }, published: { keys: [{}] } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    await Promise.all(servers.map(({ stop }) => stop()));
    expect(shown()).toBe(`${root}\n`);
  },
);
