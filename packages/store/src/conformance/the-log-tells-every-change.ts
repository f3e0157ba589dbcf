import { expect, vi } from "vitest";
import type { Model } from "@relata/model";
import type { Judge } from "../judge.ts";
import type { NewModel } from "../model-history.ts";
import type { Changes, Store } from "../store.ts";
import { MAIN_STORE } from "../stores.ts";
import { BUSY_DAY, MORNING } from "./busy-day.ts";
import { changeText } from "./change-text.ts";
import { attributesText } from "./observe.ts";
import { attempt, expectFailure, promise, type OpenStore } from "./open-store.ts";
import { Replica } from "./replica.ts";
import { instant, object, texts, tuple, tuples } from "./text.ts";
import { wholeLog } from "./whole-log.ts";

const VIEWS = "doc:a#viewer@user:ann";
const MODEL: Model = { version: 1, types: [], policies: [], context: [] };
const lenient: Judge = { tuples: () => undefined, attributes: () => undefined };
const NOW = instant("2026-01-01T00:00:00Z");
const noViewers: Judge = { tuples: () => "there are no viewers", attributes: () => undefined };

/** Writes, one after the other, and what the log tells of each. */
const TOLD: readonly (readonly [string, Changes, readonly string[]])[] = [
  ["a tuple is made", { touch: tuples(VIEWS) }, [`+ ${VIEWS}`]],
  ["it is touched as it is", { touch: tuples(VIEWS) }, []],
  ["its policy changes", { touch: [limited(1)] }, [`- ${VIEWS} + ${VIEWS} with p {"x":1}`]],
  ["its parameters change", { touch: [limited(2)] }, [`- ${VIEWS} with p {"x":1} + ${VIEWS} with p {"x":2}`]],
  ["it ends", { delete: tuples(VIEWS) }, [`- ${VIEWS} with p {"x":2}`]],
  ["what is not there is deleted", { delete: tuples(VIEWS) }, []],
  ["it is created anew", { create: tuples(VIEWS) }, [`+ ${VIEWS}`]],
  ["an attribute is set", set({ size: 1 }), ["+ doc:a size 1"]],
  ["it is set to what it is", set({ size: 1 }), []],
  ["it is replaced, and null is a value", set({ size: null }), ["- doc:a size 1 + doc:a size null"]],
  ["it is unset", { attributes: [{ object: object("doc:a"), unset: ["size", "none"] }] }, ["- doc:a size null"]],
  ["nothing at all", {}, []],
  [
    "many at once are told in canonical order",
    {
      touch: tuples("doc:b#viewer@user:a", "doc:*#viewer@user:a", "Doc:b#viewer@user:a", "doc:b#viewer@user:a#x"),
      create: tuples("doc:a#editor@user:a"),
      delete: tuples(VIEWS),
      attributes: [
        { object: object("doc:b"), set: { b: 1, a: 1 } },
        { object: object("doc:a"), set: { b: 1 } },
      ],
    },
    [
      ["+ Doc:b#viewer@user:a", "+ doc:*#viewer@user:a", "+ doc:a#editor@user:a", `- ${VIEWS}`],
      ["+ doc:b#viewer@user:a", "+ doc:b#viewer@user:a#x", "+ doc:a b 1", "+ doc:b a 1", "+ doc:b b 1"],
    ].flat(),
  ],
];

/** What was committed, in one order, each change once, with what was there before. */
export function theLogTellsEveryChange(open: OpenStore): void {
  promise(open, "the log of a new store is empty", async (store) => {
    expect(await store.log.revisions(0, 10)).toEqual({ revisions: [], isLast: true });
    expect(await store.log.newest()).toBe(0);
  });

  promise(open, "each write is one revision, with what was before and what is after", async (store) => {
    const numbers: number[] = [];
    for (const [, changes] of TOLD) {
      const { token } = await store.write(changes);
      numbers.push(await store.log.numberOf(token));
      expect(await store.log.newest()).toBe(numbers.at(-1));
    }
    const revisions = await wholeLog(store);
    expect(revisions.map(({ number }) => number)).toEqual(numbers);
    expect(revisions.map(({ changes }, i) => [TOLD[i]?.[0], changes.map(changeText)])).toEqual(
      TOLD.map(([sentence, , told]) => [sentence, told]),
    );
  });

  promise(open, "a revision has the token of its state, and a moment", async (store) => {
    for (const key of ["doc:a#viewer@user:ann", "doc:b#viewer@user:ann"]) await store.write({ touch: tuples(key) });
    const [first, second] = await wholeLog(store);
    for (const revision of [first, second]) {
      if (revision === undefined) throw new TypeError("expected two revisions");
      expect(await store.log.numberOf(revision.token)).toBe(revision.number);
      expect(Number.isFinite(revision.at)).toBe(true);
      const { value } = await store.count({}, { consistency: { exactly: revision.token } });
      expect(value).toBe(revision === first ? 1 : 2);
    }
  });

  promise(open, "the log, made again over an empty store, is the store at every revision", async (store) => {
    await store.write(MORNING);
    for (const [, act] of BUSY_DAY) await act(store);
    const replica = new Replica();
    const revisions = await wholeLog(store);
    expect(revisions).toHaveLength(BUSY_DAY.length + 1);
    for (const { changes, token: exactly } of revisions) {
      for (const change of changes) replica.make(change);
      const state = await store.contents({ consistency: { exactly } });
      expect(replica.tuples()).toEqual(texts(state.tuples));
      expect(replica.attributes()).toEqual(state.attributes.map(attributesText));
    }
  });

  promise(open, "writes that were refused are not in it", async (store) => {
    await store.write({ touch: tuples(VIEWS) });
    await expectFailure("tuple_exists", () => store.write({ create: tuples(VIEWS) }));
    const preconditions = [{ must: "not_match", filter: {} }] as const;
    await expectFailure("precondition_failed", () => store.write({ preconditions }));
    await expectFailure("precondition_failed", () => store.deleteMatching({}, { preconditions }));
    await expectFailure("tuples_stranded", () => store.models.apply({ model: MODEL, hash: "x", at: 0 }, noViewers));
    expect(await wholeLog(store)).toHaveLength(1);
  });

  promise(open, "a deletion by filter is one revision, and one that finds nothing is one, too", async (store) => {
    await store.write({ touch: tuples("doc:b#viewer@user:a", "doc:a#viewer@user:a") });
    for (let i = 0; i < 2; i++) await store.deleteMatching({ relation: "viewer" });
    const [, ...deletions] = await wholeLog(store);
    expect(deletions.map(({ changes }) => changes.map(changeText))).toEqual([
      ["- doc:a#viewer@user:a", "- doc:b#viewer@user:a"],
      [],
    ]);
  });

  promise(open, "a model that is applied is told after what was deleted for it; one that was is not", async (store) => {
    await store.models.apply(model("one"), lenient);
    await store.models.apply(model("one"), lenient);
    await store.write({ touch: tuples(VIEWS) });
    await store.models.apply(model("one"), noViewers, { deleteStranded: true });
    await store.write({ touch: tuples(VIEWS) });
    await store.models.apply(model("two"), noViewers, { deleteStranded: true });
    const revisions = await wholeLog(store);
    const told = revisions.map(({ changes }) => changes.map(changeText));
    const made = [`+ ${VIEWS}`];
    expect(told).toEqual([["model 1 one"], made, [`- ${VIEWS}`], made, [`- ${VIEWS}`, "model 2 two"]]);
    const entry = { number: 1, at: 5, hash: "one", message: "ann: begin" };
    expect(revisions[0]?.changes).toEqual([{ kind: "model", after: entry }]);
  });

  promise(open, "pages of any size are the whole log, and no revision is split", async (store) => {
    for (const size of [3, 0, 1, 0, 0, 5, 2]) {
      const keys = Array.from({ length: size }, (_, i) => `doc:${size}-${i}#viewer@user:ann`);
      await store.write({ touch: tuples(...keys) });
    }
    const whole = await wholeLog(store);
    expect(whole.map(({ changes }) => changes.length)).toEqual([3, 0, 1, 0, 0, 5, 2]);
    for (const limit of [1, 2, 3, 4, 10, 11]) expect(await wholeLog(store, limit)).toEqual(whole);
    for (const { number } of whole) {
      expect(await wholeLog(store, 2, number)).toEqual(whole.filter((other) => other.number > number));
    }
    expect(await store.log.revisions(await store.log.newest(), 1)).toEqual({ revisions: [], isLast: true });
  });

  promise(open, "who listens is woken by every kind of write, until they stop", async (store) => {
    const wake = vi.fn<() => void>();
    const stop = store.log.listen(wake);
    for (const act of kindsOfWrite) {
      const before = wake.mock.calls.length;
      await act(store);
      await vi.waitFor(() => expect(wake.mock.calls.length).toBeGreaterThan(before), { timeout: 10_000, interval: 5 });
    }
    stop();
    stop();
    const { length } = wake.mock.calls;
    await store.write({ touch: tuples("doc:z#viewer@user:ann") });
    expect(await store.log.newest()).toBeGreaterThan(0);
    expect(wake.mock.calls).toHaveLength(length);
  });

  promise(open, "who is woken finds in the log what woke them", async (store) => {
    const found: number[] = [];
    const stop = store.log.listen(() => void attempt(() => store.log.newest()).then((number) => found.push(number)));
    const { token } = await store.write({ touch: tuples(VIEWS) });
    const number = await store.log.numberOf(token);
    await vi.waitFor(() => expect(found).toContain(number), { timeout: 10_000, interval: 5 });
    stop();
  });

  promise(open, "a closed store tells nothing, and refuses nobody who listens", async (store) => {
    const stop = store.log.listen(() => undefined);
    await store.close();
    stop();
    store.log.listen(() => undefined)();
    await expectFailure("closed", () => store.log.revisions(0, 1));
    await expectFailure("closed", () => store.log.newest());
    await expectFailure("closed", () => store.log.edges({ after: NOW, until: NOW, limit: 1 }));
  });
}

const kindsOfWrite: readonly ((store: Store) => Promise<unknown>)[] = [
  (store) => attempt(() => store.write({ touch: tuples(VIEWS) })),
  (store) => attempt(() => store.write({ attributes: [{ object: object("doc:a"), set: { size: 1 } }] })),
  (store) => attempt(() => store.deleteMatching({})),
  (store) => attempt(() => store.models.apply({ model: MODEL, hash: "x", at: 0 }, lenient)),
  (store) => attempt(() => store.stores.open(MAIN_STORE).write({})),
];

function model(hash: string): NewModel {
  return { model: MODEL, hash, at: 5, message: "ann: begin", text: "model 1" };
}

function limited(x: number) {
  return tuple(VIEWS, { policy: { name: "p", parameters: { x } } });
}

function set(values: { readonly size: number | null }): Changes {
  return { attributes: [{ object: object("doc:a"), set: values }] };
}
