import { setTimeout } from "node:timers/promises";
import { subject } from "@casl/ability";
import { expect, test, vi } from "vitest";
import { liveAbility, rulesFor, RulesWatch, watchRules } from "../src/index.ts";
import type { Relata, Schema, Watch } from "@relata/core";
import { situation } from "./situation.ts";

const VIEW = { types: ["invoice"], permissions: ["view"] };

const idsOf = (watched: RulesWatch<Schema> | { rules: unknown }) =>
  JSON.stringify(watched).match(/"\$in":\[[^\]]*\]/)?.[0] ?? "none";
const nextOf = async (watched: { next(): Promise<{ value?: unknown; done?: boolean }> }) => {
  const { value, done } = await watched.next();
  return done === true ? "done" : idsOf({ rules: (value as { rules: unknown }).rules });
};

test("an ability follows what is written, and tells whoever listens to it", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const live = await liveAbility(relata, "user:ann", VIEW);
  const can = (id: string) => live.ability.can("view", subject("invoice", { id }));
  expect([can("a"), can("b")]).toEqual([true, false]);
  const updated = new Promise<void>((resolve) => live.ability.on("updated", () => resolve()));
  await relata.write(["invoice:b#owner@user:ann"]);
  await updated;
  expect([can("a"), can("b")]).toEqual([true, true]);
  await live.stop();
  await live.ended;
});

test("once it is stopped it lets go of the store, and stays as it is", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const live = await liveAbility(relata, "user:ann", VIEW);
  const updated = vi.fn<() => void>();
  live.ability.on("updated", updated);
  await live.stop();
  await live.stop();
  await live.ended;
  await relata.write({ delete: ["invoice:a#owner@user:ann"] });
  await relata.token();
  expect(updated).not.toHaveBeenCalled();
  expect(live.ability.can("view", subject("invoice", { id: "a" }))).toBe(true);
});

test("rules are told when they are others, and not when something else is written", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const watched = watchRules(relata, "user:ann", VIEW);
  expect(await nextOf(watched)).toContain('["a"]');
  const next = nextOf(watched);
  await relata.write(["invoice:z#owner@user:bob"]);
  await relata.write(["invoice:b#owner@user:ann"]);
  expect(await next).toContain('["a","b"]');
  await watched.return();
});

test("what is written while rules are made is in the rules that are told next", async () => {
  const { relata } = await situation([]);
  const watched = watchRules(relata, "user:ann", VIEW);
  expect(await nextOf(watched)).toBe("none");
  const next = nextOf(watched);
  const ids = ["a", "b", "c", "d"];
  for (const id of ids) await relata.write([`invoice:${id}#owner@user:ann`]);
  let last = await next;
  while (!last.includes('"d"')) last = await nextOf(watched);
  expect(last).toContain(JSON.stringify(ids));
  await watched.return();
});

test("a window that closes takes its rule away, though nobody writes", async () => {
  const { relata, clock } = await situation(["invoice:a#owner@user:ann until 2026-02-01T00:00:01Z"]);
  const watched = watchRules(relata, "user:ann", VIEW);
  expect(await nextOf(watched)).toContain('["a"]');
  const next = nextOf(watched);
  clock.ms += 2_000;
  expect(await next).toBe("none");
  await watched.return();
});

test("rules are made anew when a policy turns over, though nothing happens to the store", async () => {
  const { relata, clock } = await situation(["invoice:a#owner@user:ann"]);
  const watched = watchRules(relata, "user:ann", { types: ["invoice"], permissions: ["open"] });
  expect(await nextOf(watched)).toContain('["a"]');
  clock.ms += 2_000;
  expect(await nextOf(watched)).toBe("none");
  await watched.return();
});

test("rules are made behind the place where the watch begins, and again for what comes meanwhile", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  let watch: Watch | undefined;
  const begun: (number | undefined)[] = [];
  const watched = new RulesWatch<Schema>({
    make: async () => {
      begun.push(watch?.revision);
      const ruled = await rulesFor(relata, "user:ann", VIEW);
      if (begun.length === 1) {
        await relata.write(["invoice:b#owner@user:ann"]);
        await setTimeout(20);
      }
      return ruled;
    },
    watch: (signal) => (watch = relata.watch({ signal })),
    present: relata.foundation.present,
  });
  expect([await nextOf(watched), await nextOf(watched)]).toEqual(['"$in":["a"]', '"$in":["a","b"]']);
  expect(begun[0]).toBeTypeOf("number");
  await watched.return();
});

test("a signal ends it quietly, before the first rules and behind them", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const ended = watchRules(relata, "user:ann", { ...VIEW, signal: AbortSignal.abort() });
  expect(await nextOf(ended)).toBe("done");
  const controller = new AbortController();
  const watched = watchRules(relata, "user:ann", { ...VIEW, signal: controller.signal });
  expect(await nextOf(watched)).toContain('["a"]');
  const next = nextOf(watched);
  controller.abort();
  expect(await next).toBe("done");
  expect(await nextOf(watched)).toBe("done");
});

test("a watch that is left while it waits has ended", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const watched = watchRules(relata, "user:ann", VIEW);
  await watched.next();
  const next = nextOf(watched);
  await watched.return();
  expect(await next).toBe("done");
});

test("what keeps it from going on ends it with that failure", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const live = await liveAbility(relata, "user:ann", { ...VIEW, maxObjects: 1 });
  const ended = live.ended.catch((error: unknown) => error);
  await relata.write(["invoice:b#owner@user:ann"]);
  expect(await ended).toMatchObject({ code: "budget_exceeded" });
  expect(live.ability.can("view", subject("invoice", { id: "a" }))).toBe(true);
  await live.stop();
});

test("a store that is closed ends it with that failure", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const live = await liveAbility(relata, "user:ann", VIEW);
  const ended = live.ended.catch((error: unknown) => error);
  await relata.close();
  expect(await ended).toMatchObject({ code: "closed" });
});

test("whoever does not ask how it ended is not ended by it", async () => {
  const { relata } = await situation(["invoice:a#owner@user:ann"]);
  const unheard: unknown[] = [];
  const hear = (error: unknown) => void unheard.push(error);
  process.on("unhandledRejection", hear);
  const live = await liveAbility(relata, "user:ann", VIEW);
  await relata.close();
  // Until node would have told.
  for (let turn = 0; turn < 20; turn++) await setTimeout(1);
  process.off("unhandledRejection", hear);
  expect(unheard).toEqual([]);
  await expect(live.ended).rejects.toMatchObject({ code: "closed" });
});

test("it begins with the rules that `rulesFor` gives", async () => {
  const { relata }: { relata: Relata } = await situation(["invoice:a#owner@user:ann"]);
  const watched = watchRules(relata, "user:ann", VIEW);
  const { value } = await watched.next();
  expect(value).toEqual(await rulesFor(relata, "user:ann", VIEW));
  await watched.return();
});
