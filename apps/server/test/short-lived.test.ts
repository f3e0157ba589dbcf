import { expect, onTestFinished, test } from "vitest";
import { Connection } from "./load/connection.ts";
import { ServerUnderLoad } from "./load/server-under-load.ts";
import { file } from "./situation.ts";

const MODEL = `model 1
type user
type apikey
type doc {
  relation viewer: user | apikey
  permission view = viewer
}
`;

const ADMIN = "0123456789abcdef0123456789abcdef";
const CONNECTIONS = 64;
const REQUESTS_EACH = 200;
/**
 * A request allocates thirty thousand bytes, of which some five hundred become old: rows of the audit that wait, and what was under way just
 * then. Where one request keeps the next alive, it is two thousand and more.
 */
const MOST_OUTLIVING = 1_200;

/** So that nothing is swept before it is looked at, and young objects are collected often. */
const FLAGS = ["--initial-old-space-size=1024", "--max-semi-space-size=16"];

test("what a request leaves behind dies young", { timeout: 60_000 }, async () => {
  const env = { RELATA_MODEL: file(MODEL), RELATA_DB: file(), RELATA_ADMIN_KEY: ADMIN };
  const server = await ServerUnderLoad.start(env, FLAGS);
  onTestFinished(() => server.kill());
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection());
  onTestFinished(() => {
    for (const connection of connections) connection.close();
  });
  const [first] = connections;
  const made = await first?.ask(`${server.url}/v1/api-keys`, { key: ADMIN, body: { name: "ci" } });
  const key = made !== undefined && "body" in made ? String(made.body["secret"]) : "";
  // Why a stored key: whoever shows one waits for a look at the store, beside all others who do.
  const body = { entityType: "doc", entityId: "plan", permission: "view" };
  const askAll = (times: number) =>
    Promise.all(
      connections.map(async (connection) => {
        for (let n = 0; n < times; n++) {
          const reply = await connection.ask(`${server.url}/api/auth/check-permission`, { key, body });
          expect(reply).toMatchObject({ status: 200, body: { allowed: false } });
        }
      }),
    );
  await askAll(REQUESTS_EACH);
  await server.held();
  await askAll(REQUESTS_EACH);
  const { outlived } = await server.held();
  expect(outlived / (CONNECTIONS * REQUESTS_EACH)).toBeLessThan(MOST_OUTLIVING);
});
