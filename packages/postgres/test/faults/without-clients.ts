import postgresJs from "postgres";
import { expect } from "vitest";

/**
 * Waits until the server has no client of relata. Why: until it knows that one is gone, it goes on with what it was told,
 * and that may be a commit.
 */
export async function withoutClients(url: string): Promise<void> {
  const client = postgresJs(url, { max: 1, onnotice: () => undefined });
  const count = () => client`select 1 from pg_stat_activity where application_name = 'relata'`;
  await expect.poll(count, { timeout: 10_000 }).toHaveLength(0);
  await client.end();
}
