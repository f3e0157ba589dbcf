import { createRelata } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import { createApp } from "./create-app.ts";
import { listen, type Listening } from "./listen.ts";
import type { Log } from "./log.ts";
import { readModelFile } from "./read-model-file.ts";
import type { Settings } from "./settings.ts";

/**
 * The one place where a server is put together: model, store, engine, application, socket. Closing it ends the requests
 * first and then the store, so that none finds it closed. What could not be put together leaves nothing open.
 *
 * @throws Failure as `readModelFile` and `sqlite`; the error of the system where the address cannot be had
 */
export async function start({ modelPath, databasePath, host, port }: Settings, log: Log): Promise<Listening> {
  const { model, warnings } = readModelFile(modelPath);
  for (const { code, message, span } of warnings) log(`${span.path}:${span.line}:${span.column}: ${message} (${code})`);
  const relata = await createRelata({ model, store: sqlite(databasePath) });
  try {
    const listening = await listen({ app: createApp({ relata, log }), host, port });
    return {
      url: listening.url,
      close: async () => {
        await listening.close();
        await relata.close();
      },
    };
  } catch (error) {
    await relata.close();
    throw error;
  }
}
