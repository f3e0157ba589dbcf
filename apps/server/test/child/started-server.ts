import { once } from "node:events";
import { expect } from "vitest";
import { server, until, type ServerProcess } from "./server-process.ts";

export interface StartedServer extends ServerProcess {
  readonly url: string;
  /** A request with a key; a body makes it a POST. */
  readonly ask: (path: string, key: string, body?: object) => Promise<Response>;
  /** Ends it as an operator does, well. */
  readonly stop: () => Promise<void>;
}

/** A server process that listens. */
export async function started(env: Record<string, string>): Promise<StartedServer> {
  const running = server(env);
  const url = await until(running.said, /listening on (\S+)/);
  return {
    ...running,
    url,
    ask: (path, key, body) =>
      fetch(url + path, {
        headers: { "x-api-key": key, ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
      }),
    stop: async () => {
      const exit = once(running.child, "exit");
      running.child.kill("SIGTERM");
      expect(await exit).toEqual([0, null]);
    },
  };
}
