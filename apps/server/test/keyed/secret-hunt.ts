import { inspect } from "node:util";
import { withoutSecrets } from "@relata/keys";
import { listen } from "@relata/server";
import { INVOICE, type Keyed } from "./keyed-situation.ts";
import { ANYWHERE, FORMS, KEPT, type Misplaced, type Step } from "./secret-places.ts";

/** What a run says to anybody, and the secrets that it is not to say. */
export class SecretHunt {
  readonly secrets: Set<string>;
  readonly said: string[] = [];
  readonly statuses = new Map<number, number>();
  readonly #url: string;
  /** What callers can know, and so misplace; those of the server itself are only looked for. */
  readonly #known: string[];
  readonly #ids: string[] = ["none"];

  private constructor(url: string, known: readonly string[], hidden: readonly string[]) {
    this.#url = url;
    this.#known = [...known];
    this.secrets = new Set([...known, ...hidden]);
  }

  static async over(server: Keyed, known: readonly string[], hidden: readonly string[]) {
    const listening = await listen({ app: server.app, host: "127.0.0.1", port: 0 });
    return { hunt: new SecretHunt(listening.url, known, hidden), close: () => listening.close() };
  }

  async take({ what, which, caller, place, form }: Step): Promise<void> {
    const secret = pick(this.#known, which);
    // The first is an administrator: every second step is done by who may.
    const by = { "x-api-key": pick(this.#known, caller % 2 === 0 ? 0 : caller) };
    const id = pick(this.#ids, which);
    switch (what) {
      case "create":
        return this.#post("/v1/api-keys", { name: "k", tuples: [`${INVOICE}:a#clerk`] }, by);
      case "rotate":
        return this.#post(`/v1/api-keys/${id}/rotate`, { graceSeconds: 60 }, by);
      case "exchange":
        return this.#post(
          "/api/auth/api-key/exchange",
          place % 2 === 0 ? { apiKey: secret } : {},
          place % 2 === 0 ? {} : by,
        );
      case "import":
        return this.#post("/v1/api-keys/import", { name: "k", hash: String(which).padStart(64, "a") }, by);
      case "ask":
        await this.#send(
          { path: pick(["/v1/api-keys", `/v1/api-keys/${id}`, "/v1/audit?limit=1000", "/v1/whoami"], place) },
          by,
        );
        return this.#post("/api/auth/check-permission", { entityType: INVOICE, entityId: "a", permission: "read" }, by);
      case "anywhere":
        return this.#send(pick(ANYWHERE, place)(pick(FORMS, form)(secret)), place % 3 === 0 ? {} : by);
      case "kept":
        // A key of the environment has no form that it could be known by.
        return isKnownByForm(secret) ? this.#send(pick(KEPT, place)(secret), by) : undefined;
      case "end":
        return this.#post(`/v1/api-keys/${id}/${pick(["disable", "enable", "revoke"], place)}`, undefined, by);
    }
  }

  /** Whatever anybody may read, now: answers, logs, errors, and the values of the database. */
  hear(...values: readonly unknown[]): void {
    for (const value of values) {
      const error = value instanceof Error ? `${value.stack} ${String(value.cause)}` : "";
      this.said.push(
        typeof value === "string" ? value : inspect(value, { depth: 12, showHidden: true }),
        error,
        asJson(value),
      );
    }
  }

  /** Every secret that was said, in any form, with where. */
  found(): readonly string[] {
    const all = this.said.join("\n");
    const forms = [...this.secrets].flatMap((secret) => FORMS.map((form) => form(secret)));
    return [...new Set(forms)].filter((form) => all.includes(form)).map((form) => around(all, form));
  }

  #post(path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<void> {
    if (body === undefined) return this.#send({ path, method: "POST" }, headers);
    return this.#send({ path, headers: { "content-type": "application/json" }, body: JSON.stringify(body) }, headers);
  }

  async #send({ path, method, headers, body }: Misplaced, by: Readonly<Record<string, string>>): Promise<void> {
    const request = {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: { ...by, ...headers },
      redirect: "manual" as const,
    };
    const response = await fetch(`${this.#url}${path}`, { ...request, ...(body !== undefined && { body }) });
    this.statuses.set(response.status, (this.statuses.get(response.status) ?? 0) + 1);
    const text = await response.text();
    this.hear(
      [...response.headers].map((header) => header.join(": ")).join("\n"),
      this.#withoutItsOwn(response, path, text),
    );
  }

  /** The one answer that may hold a secret, and that once, is remembered without it. */
  #withoutItsOwn({ ok }: Response, path: string, text: string): string {
    if (!ok || !/^\/(v1\/api-keys(\/\w+\/rotate)?|api\/auth\/api-key\/exchange)$/.test(path)) return text;
    const {
      secret,
      token = secret,
      key,
      ...rest
    } = JSON.parse(text) as { secret?: string; token?: string; key?: { id: string } };
    if (token === undefined) return text;
    if (key !== undefined) this.#ids.push(key.id);
    this.secrets.add(token);
    this.#known.push(token);
    return JSON.stringify({ key, ...rest });
  }
}

function pick<T>(among: readonly T[], at: number): T {
  const found = among[at % among.length];
  if (found === undefined) throw new Error("there is nothing to pick from");
  return found;
}

const isKnownByForm = (secret: string) => /^eyJ|_(api|service|root)_(live|test)_/.test(secret);

function around(all: string, form: string): string {
  const at = all.indexOf(form);
  return (
    withoutSecrets(all.slice(Math.max(0, at - 80), at)) + form + all.slice(at + form.length, at + form.length + 40)
  );
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
