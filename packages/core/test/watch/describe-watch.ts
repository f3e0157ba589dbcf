import type { Relata, Store, Watch } from "@relata/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { model, NOON } from "../situation.ts";
import { Follower, saidOf } from "./follower.ts";
import { instantAt, iso, openWatched, type TestClock } from "./open-watched.ts";

/** One thing that happens. Few names and few moments, so that they meet. */
type Step =
  | { readonly kind: "write"; readonly touch: readonly string[]; readonly delete: readonly string[] }
  | { readonly kind: "set"; readonly amount: number | undefined }
  | { readonly kind: "deleteAll" | "apply" | "elsewhere" | "stop" }
  | { readonly kind: "pass"; readonly ms: number }
  | { readonly kind: "listen"; readonly events: number };

const keys = fc.constantFrom("ann", "bob", "eve", "fay", "gil").map((name) => `group:eng#member@user:${name}`);
const moments = fc.integer({ min: -2, max: 30 });
const tuples = fc
  .tuple(
    keys,
    fc.option(moments, { nil: undefined, freq: 4 }),
    fc.option(fc.integer({ min: 1, max: 15 }), { nil: undefined, freq: 4 }),
  )
  .map(([key, from, length]) => {
    const until = length === undefined ? undefined : (from ?? 0) + length;
    const opening = from === undefined ? "" : ` from ${iso(NOON + from)}`;
    return `${key}${opening}${until === undefined ? "" : ` until ${iso(NOON + until)}`}`;
  });
const keyOf = (tuple: string) => tuple.split(" ")[0] ?? "";

const writes = fc
  .record({
    kind: fc.constant("write" as const),
    touch: fc.uniqueArray(tuples, { selector: keyOf, maxLength: 5 }),
    delete: fc.uniqueArray(keys, { maxLength: 1 }),
  })
  .map((step) => ({ ...step, delete: step.delete.filter((key) => !step.touch.some((tuple) => keyOf(tuple) === key)) }));

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: writes },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: -8, max: 25 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("listen" as const), events: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("stop" as const, "elsewhere" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("deleteAll" as const, "apply" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("set" as const), amount: fc.option(fc.nat(3), { nil: undefined }) }),
  },
);

/** Does everything but watch. */
async function happen(relata: Relata, clock: TestClock, step: Step): Promise<void> {
  const invoice = "client_abc:invoice:1";
  switch (step.kind) {
    case "write":
      await relata.write({ touch: step.touch, delete: step.delete });
      return;
    case "set":
      await relata.write({
        attributes: [
          {
            object: invoice,
            ...(step.amount === undefined ? { unset: ["amount"] } : { set: { amount: step.amount } }),
          },
        ],
      });
      return;
    case "deleteAll":
      await relata.deleteMatching({ relation: "member" });
      return;
    case "apply":
      await relata.apply(model);
      return;
    case "elsewhere":
      await relata.store("elsewhere").write([`group:eng#member@user:ann until ${iso(clock.now + 3)}`]);
      return;
    case "pass":
      clock.now += step.ms;
      return;
    case "stop":
    case "listen":
      return;
  }
}

/** A watch that is left and resumed, and tells whoever follows. */
class Watching {
  readonly #relata: Relata;
  readonly follower = new Follower();
  #watch: Watch;

  constructor(relata: Relata, after: string) {
    this.#relata = relata;
    this.#watch = relata.watch({ after, heartbeatMs: 1 });
  }

  async listen(events: number): Promise<void> {
    for (let i = 0; i < events; i++) await this.#next();
  }

  async stop(): Promise<void> {
    const { cursor } = this.follower;
    if (cursor === undefined) return;
    await this.#watch.return();
    this.#watch = this.#relata.watch({ after: cursor, heartbeatMs: 1 });
  }

  /** Listens until it is told that nothing more has happened. */
  async catchUp(now: number): Promise<void> {
    for (;;) {
      const event = await this.#next();
      if (event.kind === "checkpoint" && event.instant === instantAt(now)) break;
    }
    await this.#watch.return();
  }

  async #next() {
    const { value } = await this.#watch.next();
    if (value === undefined) throw new Error("the watch ended");
    this.follower.follow(value);
    return value;
  }
}

/**
 * Declares the law of watching as a test of one kind of store. `open` opens an empty one, whose writes are dated by the clock.
 */
export function describeWatch(name: string, open: (clock: () => number) => Store, runs: number): void {
  // oxlint-disable-next-line vitest/valid-title -- the caller names the store
  test(`${name}: whoever follows a watch, left and resumed at any event, knows what the store holds, and which windows are open`, async () => {
    const told = { revision: 0, window: 0, checkpoint: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 30 }), async (happenings) => {
        const { relata, clock } = await openWatched(open);
        for (const follower of await followed(relata, clock, happenings)) {
          expect(follower.said()).toEqual(saidOf(await relata.contents()));
          follower.hold(instantAt(clock.now), "in the end");
          for (const kind of follower.kinds) told[kind]++;
        }
        await relata.close();
      }),
      { numRuns: runs },
    );
    // A law over worlds in which nothing happens would prove nothing.
    console.log(`${name}: ${JSON.stringify(told)}`);
    for (const count of Object.values(told)) expect(count).toBeGreaterThan(runs / 10);
  });
}

/** Who watched while all this happened, left and resumed; and who came late, and was told all of it at once. */
async function followed(relata: Relata, clock: TestClock, happenings: readonly Step[]): Promise<readonly Follower[]> {
  const begin = await relata.token();
  const watching = new Watching(relata, begin);
  let latest = clock.now;
  for (const step of happenings) {
    await happen(relata, clock, step);
    latest = Math.max(latest, clock.now);
    if (step.kind === "listen") await watching.listen(step.events);
    if (step.kind === "stop") await watching.stop();
  }
  // Later than every write, so that the last checkpoint cannot be mistaken.
  clock.now = latest + 1;
  const late = new Watching(relata, begin);
  await watching.catchUp(clock.now);
  await late.catchUp(clock.now);
  return [watching.follower, late.follower];
}
