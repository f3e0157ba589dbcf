/** What a policy decision point answered. */
export interface PdpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly body: unknown;
}

export interface PdpRequest {
  /** JSON, or text that is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Sent {
  readonly method?: "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Endpoint = keyof typeof DEFAULTS;

/** The paths of a policy decision point that says nothing of its own. AuthZEN 1.0, transport. */
const DEFAULTS = {
  access_evaluation_endpoint: "/access/v1/evaluation",
  access_evaluations_endpoint: "/access/v1/evaluations",
  search_subject_endpoint: "/access/v1/search/subject",
  search_resource_endpoint: "/access/v1/search/resource",
  search_action_endpoint: "/access/v1/search/action",
} as const;

const WELL_KNOWN = "/.well-known/authzen-configuration";
const TIMEOUT_MS = 30_000;

/** A policy decision point of AuthZEN 1.0, by its address. */
export class Pdp {
  /** Without a slash at its end. */
  readonly url: string;
  readonly #key: string | undefined;
  #endpoints: Readonly<Record<string, unknown>> = {};

  /** @throws Error where the text is no address of a web server */
  constructor(url: string, key?: string) {
    if (!URL.canParse(url) || !/^https?:/.test(url))
      throw new Error(`\`${url}\` is no address: \`https://pdp.example.com\``);
    this.url = url.replace(/\/$/, "");
    this.#key = key;
  }

  /**
   * Asks where its endpoints are; without an answer they are where the specification has them. Those of another origin are not
   * taken: the key is for this one.
   */
  async discover(): Promise<void> {
    const { status, body } = await this.metadata();
    if (status === 200 && isRecord(body)) this.#endpoints = body;
  }

  async metadata(headers: Readonly<Record<string, string>> = {}): Promise<PdpAnswer> {
    const { origin, pathname } = new URL(this.url);
    const behind = pathname.replace(/\/$/, "");
    return this.#fetch(origin + WELL_KNOWN + behind, { headers });
  }

  /** @throws Error of the network */
  async post(endpoint: Endpoint, { body, headers }: PdpRequest): Promise<PdpAnswer> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return this.#fetch(this.#addressOf(endpoint), {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: text,
    });
  }

  #addressOf(endpoint: Endpoint): string {
    const said = this.#endpoints[endpoint];
    const isTaken = typeof said === "string" && URL.canParse(said) && new URL(said).origin === new URL(this.url).origin;
    return isTaken ? said : this.url + DEFAULTS[endpoint];
  }

  async #fetch(url: string, init: Sent): Promise<PdpAnswer> {
    const shown = this.#key === undefined ? {} : { authorization: `Bearer ${this.#key}` };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const headers = { ...shown, ...init.headers };
    const response = await fetch(url, { ...init, headers, signal, redirect: "error" });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
