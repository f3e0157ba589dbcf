import { expect } from "vitest";
import type { Answer, Plan, Wanted } from "@relata/resolver";
import { ask, has, objects } from "./ask.ts";
import { attempt, expectFailure, promise, type OpenStore } from "./open-store.ts";
import { stateOf } from "./state-of.ts";
import { texts, tuples } from "./text.ts";

const VIEWS = "doc:a#viewer@user:ann";

/** The characters that a URL leaves as they are (RFC 3986 §2.3), and few enough for a header or a cookie. */
const TOKEN = /^[\w.~-]{1,500}$/;

/** Plans, batches, tokens and the end of a store. */
export function aReadIsOneSnapshot(open: OpenStore): void {
  promise(open, "a plan is resumed with the answers in the order of its batch", async (store) => {
    await store.write({ touch: tuples(VIEWS, "doc:b#viewer@user:bob") });
    const batch: readonly Wanted[] = [
      has("doc:b#viewer@user:bob"),
      { ask: "ids", type: "doc" },
      has("doc:b#viewer@user:ann"),
      has(VIEWS),
    ];
    expect(await ask(store, batch)).toEqual([
      { tuples: tuples("doc:b#viewer@user:bob") },
      { ids: ["a", "b"] },
      { tuples: [] },
      { tuples: tuples(VIEWS) },
    ]);
  });

  promise(open, "a plan may ask batch after batch, an empty one too, or nothing at all", async (store) => {
    await store.write({ touch: tuples(VIEWS) });
    const { value } = await store.read(function* (): Plan<number[]> {
      const sizes: number[] = [];
      for (const batch of [[has(VIEWS)], [], [has(VIEWS), objects("doc:a#viewer")]]) sizes.push((yield batch).length);
      return sizes;
    });
    expect(value).toEqual([1, 0, 2]);
    expect(await store.read(wantsNothing)).toMatchObject({ value: "at once" });
  });

  promise(open, "a batch of two thousand questions is answered", async (store) => {
    const keys = Array.from({ length: 2_000 }, (_, i) => `doc:${i}#viewer@user:${i}`);
    await store.write({ create: tuples(...keys) });
    const answers = await ask(store, keys.map(has));
    expect(answers.map((answer) => ("tuples" in answer ? texts(answer.tuples) : []))).toEqual(keys.map((key) => [key]));
  });

  promise(open, "a plan that throws throws its own error, and leaves the store usable", async (store) => {
    const error = new RangeError("the plan gave up");
    const failing = function* (): Plan<never> {
      yield [has(VIEWS)];
      throw error;
    };
    await expect(attempt(() => store.read(failing))).rejects.toBe(error);
    await store.write({ touch: tuples(VIEWS) });
    expect(await ask(store, [has(VIEWS)])).toEqual([{ tuples: tuples(VIEWS) }]);
  });

  promise(open, "two readers at once both finish, each with its own answers", async (store) => {
    await store.write({ touch: tuples(VIEWS, "doc:a#editor@user:bob") });
    const readers = [ask(store, [objects("doc:a#viewer")]), ask(store, [objects("doc:a#editor")])];
    expect(await Promise.all(readers)).toEqual([
      [{ tuples: tuples(VIEWS) }],
      [{ tuples: tuples("doc:a#editor@user:bob") }],
    ]);
  });

  promise(open, "a read sees every write before it", async (store) => {
    for (let i = 0; i < 20; i++) {
      const key = `doc:${i}#viewer@user:ann`;
      const { token } = await store.write({ touch: tuples(key) });
      const read = await store.read(function* (): Plan<readonly Answer[]> {
        return yield [has(key)];
      });
      expect(read.value).toEqual([{ tuples: tuples(key) }]);
      expect(await store.log.numberOf(read.token)).toBe(await store.log.numberOf(token));
    }
  });

  promise(open, "every write has a token of its own, also where it changes nothing", async (store) => {
    const numbers = [(await stateOf(store)).number];
    for (const changes of [{ touch: tuples(VIEWS) }, { touch: tuples(VIEWS) }, {}, { delete: tuples(VIEWS) }]) {
      const { token } = await store.write(changes);
      expect(await store.log.numberOf(token)).toBeGreaterThan(numbers.at(-1) ?? Infinity);
      numbers.push(await store.log.numberOf(token));
    }
    expect((await stateOf(store)).number).toBe(numbers.at(-1));
  });

  promise(open, "a token is text that may stand in a URL or a header", async (store) => {
    for (let i = 0; i < 40; i++) {
      expect((await store.write({})).token).toMatch(TOKEN);
      expect((await store.contents()).token).toMatch(TOKEN);
    }
  });

  promise(open, "reading makes no token, and neither does a write that fails", async (store) => {
    await store.write({ touch: tuples(VIEWS) });
    const { number } = await stateOf(store);
    await ask(store, [has(VIEWS)]);
    await expectFailure("tuple_exists", () => store.write({ create: tuples(VIEWS) }));
    expect((await stateOf(store)).number).toBe(number);
  });

  promise(open, "a closed store says so, and may be closed again", async (store) => {
    await store.close();
    await store.close();
    await expectFailure("closed", () => ask(store, [has(VIEWS)]));
    await expectFailure("closed", () => store.write({ touch: tuples(VIEWS) }));
    await expectFailure("closed", () => store.contents());
  });
}

function* wantsNothing(): Plan<string> {
  yield* [];
  return "at once";
}
