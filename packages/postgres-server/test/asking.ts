import postgresJs, { type Row } from "postgres";

/** The rows of one statement, over a connection of its own. */
export async function asking(url: string, statement: string): Promise<readonly Row[]> {
  const client = postgresJs(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await client.unsafe(statement))];
  } finally {
    await client.end({ timeout: 0 });
  }
}
