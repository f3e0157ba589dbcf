import type { Relata } from "@relata/core";
import { isFailure } from "@relata/model";
import fc from "fast-check";
import type { Keys } from "../../src/index.ts";

/** One process on a database. */
export interface Process {
  readonly relata: Relata;
  readonly keys: Keys;
}

/** All of one world: keys that were made, every secret that ever was, and the time. */
export interface Life {
  readonly ids: string[];
  readonly secrets: string[];
  readonly time: { now: number };
}

/** Something that happens to keys; `at` says to which of them, counted round. */
export type LifeEvent =
  | {
      readonly kind: "create";
      readonly at: number;
      readonly mode: "own" | "inherit" | "delegated";
      readonly ofKey: boolean;
    }
  | { readonly kind: (typeof SIMPLE)[number]; readonly at: number }
  | { readonly kind: "window"; readonly at: number; readonly from: number; readonly until: number }
  | { readonly kind: "expire"; readonly at: number; readonly afterSeconds: number }
  | { readonly kind: "rotate"; readonly at: number; readonly graceSeconds: number }
  | { readonly kind: "wait"; readonly seconds: number };

const SIMPLE = ["disable", "enable", "revoke", "purge", "gone", "returns", "fence", "inherit", "strip"] as const;

const at = fc.nat({ max: 5 });
const seconds = fc.constantFrom(0, 30, 60);

/** Life events, each by one of two processes. */
export const lives: fc.Arbitrary<readonly (readonly [LifeEvent, 0 | 1])[]> = fc.array(
  fc.tuple(
    fc.oneof(
      fc.record({
        kind: fc.constant("create" as const),
        at,
        mode: fc.constantFrom("own" as const, "inherit" as const, "delegated" as const),
        ofKey: fc.boolean(),
      }),
      fc.record({ kind: fc.constantFrom(...SIMPLE), at }),
      fc.record({ kind: fc.constant("window" as const), at, from: seconds, until: fc.constantFrom(45, 90) }),
      fc.record({ kind: fc.constant("expire" as const), at, afterSeconds: fc.constantFrom(30, 60) }),
      fc.record({ kind: fc.constant("rotate" as const), at, graceSeconds: seconds }),
      // The clock of a machine goes back, now and then.
      fc.record({ kind: fc.constant("wait" as const), seconds: fc.constantFrom(1, 15, 31, 61, -40) }),
    ),
    fc.constantFrom(0 as const, 1 as const),
  ),
  { minLength: 6, maxLength: 14 },
);

const OWNER = { type: "user", id: "ann" } as const;

/** Lets it happen. What the keys refuse, as to revoke what is revoked, is no event. */
export async function happen(event: LifeEvent, { keys, relata }: Process, life: Life): Promise<void> {
  try {
    await run(event, { keys, relata }, life);
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

async function run(event: LifeEvent, { keys, relata }: Process, { ids, secrets, time }: Life): Promise<void> {
  if (event.kind === "wait") {
    time.now += event.seconds * 1_000;
    return;
  }
  const id = ids[event.at % ids.length] ?? "";
  const object = `system:key:${id}`;
  const instant = (after: number) => new Date(time.now + after * 1_000).toISOString();
  switch (event.kind) {
    case "create": {
      const owner = event.ofKey && id !== "" ? `apikey:${id}` : "user:ann";
      const made = await keys.create({ name: "made", mode: event.mode, owner });
      ids.push(made.key.id);
      secrets.push(made.secret.reveal());
      return;
    }
    case "rotate":
      secrets.push((await keys.rotate(id, { graceSeconds: event.graceSeconds })).secret.reveal());
      return;
    case "disable":
      return keys.disable(id);
    case "enable":
      return keys.enable(id);
    case "revoke":
      return keys.revoke(id);
    case "purge":
      return keys.purge(id);
    case "gone":
      await keys.ownerGone(OWNER, { ownKeys: "keep" });
      return;
    case "returns":
      return keys.ownerReturns(OWNER);
    case "expire":
      await keys.update(id, { expiresAt: time.now + event.afterSeconds * 1_000 });
      return;
    case "fence":
      await keys.update(id, { addresses: ["198.51.100.0/24"] });
      return;
    case "inherit":
      await relata.write({
        touch: [`${object}#inherits@user:ann`],
        delete: [`${object}#own@user:ann`, `${object}#own@apikey:${id}`, `${object}#delegates@user:ann`],
      });
      return;
    case "strip":
      await relata.deleteMatching({ object, relation: "inherits" });
      return;
    case "window":
      await relata.write([
        { object, relation: "disabled", subject: "user:bob", from: instant(event.from), until: instant(event.until) },
      ]);
      return;
  }
}
