import { setTimeout as sleep } from "node:timers/promises";
import { Caller, homeOf } from "./caller.ts";
import { Connection, type Reply } from "./connection.ts";
import { Ledger } from "./ledger.ts";
import { Watcher } from "./watcher.ts";
import { ADMIN, type World } from "./worlds.ts";

/** Longer than anything that is waited for here takes on a busy machine. */
const LIMIT_MS = 120_000;

/** Callers and watchers on the servers of a world, until they are stopped. */
export class Load {
  readonly ledger = new Ledger();
  readonly #world: World;
  readonly #callers: Caller[] = [];
  readonly #watchers: Watcher[] = [];
  #running: Promise<unknown> = Promise.resolve();
  #watching: Promise<unknown> = Promise.resolve();
  #isOver = false;

  private constructor(world: World) {
    this.#world = world;
  }

  static async begin(world: World, callers: number, watchers: number): Promise<Load> {
    const load = new Load(world);
    const after = await load.#write(["doc:first#viewer@user:nobody"]);
    // Why by tens: the first of all requests are not what is tested.
    for (let from = 0; from < callers; from += 10) {
      const names = Array.from({ length: Math.min(10, callers - from) }, (_, n) => from + n);
      load.#callers.push(...(await Promise.all(names.map((n) => load.#caller(n)))));
    }
    for (let n = 0; n < watchers; n++) {
      load.#watchers.push(new Watcher({ url: load.#url(n), key: ADMIN, after, ledger: load.ledger }));
    }
    load.#running = Promise.all(load.#callers.map((caller) => caller.run(() => load.#isOver)));
    load.#watching = Promise.all(load.#watchers.map((watcher) => watcher.run()));
    return load;
  }

  /** Resolves when each caller has been answered rightly, more often than by what was under way when this was called. */
  async everybodyWent(): Promise<void> {
    const before = this.#callers.map(({ right }) => right);
    const waiting = () => this.#callers.filter(({ right }, n) => right < (before[n] ?? 0) + 3).length;
    await this.#until(
      () => waiting() === 0,
      () => `${waiting()} callers do not go on`,
    );
  }

  /** Ends the callers; the watchers once they were told all. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
    const { acknowledged } = this.ledger;
    const lacking = () =>
      this.#watchers.map(({ told }) => [...acknowledged].filter((token) => !told.has(token)).length);
    await this.#until(
      () => lacking().every((count) => count === 0),
      () => `of ${acknowledged.size} writes, watchers were not told ${lacking().join(", ")}`,
    );
    await this.abandon();
  }

  /** Ends all of them, wherever they are. */
  async abandon(): Promise<void> {
    this.#isOver = true;
    for (const watcher of this.#watchers) watcher.leave();
    await Promise.all([this.#running, this.#watching]);
  }

  /** How often watchers came. */
  get streams(): number {
    return this.#watchers.reduce((sum, { streams }) => sum + streams, 0);
  }

  async #until(isSo: () => boolean, otherwise: () => string): Promise<void> {
    const started = performance.now();
    while (!isSo()) {
      if (performance.now() - started > LIMIT_MS) return this.ledger.fault(otherwise());
      await sleep(20);
    }
  }

  #url(n: number): string {
    const { servers } = this.#world;
    return servers[n % servers.length]?.url ?? "";
  }

  async #write(touch: readonly string[]): Promise<string> {
    const { token } = await asked(this.#url(0), "/v1/tuples/write", { touch });
    return String(token);
  }

  /** A key that may ask and write, and a caller with it. */
  async #caller(n: number): Promise<Caller> {
    const name = `c${n}`;
    const tuples = ["system:root:main#writer", `${homeOf(name)}#viewer`];
    const { key, secret } = await asked(this.#url(n), "/v1/api-keys", { name, tuples });
    const { id } = key as { readonly id: string };
    const parts = { home: this.#url(n), other: this.#url(n + 1), ledger: this.ledger };
    return new Caller({ ...parts, name, key: id, secret: String(secret) });
  }
}

async function asked(url: string, path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const connection = new Connection();
  const reply: Reply = await connection.ask(url + path, { key: ADMIN, body });
  connection.close();
  if ("lost" in reply || reply.status >= 300) throw new Error(`${path}: ${JSON.stringify(reply)}`);
  return reply.body;
}
