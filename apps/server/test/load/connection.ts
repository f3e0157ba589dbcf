import { Agent, request } from "node:http";

/** What came back: an answer, or why there was none. */
export type Reply = Answer | { readonly lost: string };

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly method?: "GET" | "POST";
  readonly key: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Longer than anything that the server may wait for: what takes as long has been forgotten. */
const HUNG_MS = 120_000;

/** One connection to each server, kept alive: a request waits for the one before it. */
export class Connection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** Never throws: that there is no answer is one. */
  ask(url: string, { key, body, method = body === undefined ? "GET" : "POST", headers = {} }: Call): Promise<Reply> {
    const content = body === undefined ? "" : JSON.stringify(body);
    const sent = {
      "x-api-key": key,
      ...(content !== "" && { "content-type": "application/json", "content-length": Buffer.byteLength(content) }),
      ...headers,
    };
    return new Promise((resolve) => {
      const asked = request(url, { method, agent: this.#agent, headers: sent }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("error", (error) => resolve({ lost: `cut: ${error.message}` }));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: parsed(text) }));
      });
      asked.setTimeout(HUNG_MS, () => asked.destroy(Object.assign(new Error("hung"), { code: "HUNG" })));
      asked.on("error", (error: NodeJS.ErrnoException) => resolve({ lost: error.code ?? error.message }));
      asked.end(content);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function parsed(text: string): Answer["body"] {
  try {
    return JSON.parse(text) as Answer["body"];
  } catch {
    return { unparsed: text.slice(0, 100) };
  }
}
