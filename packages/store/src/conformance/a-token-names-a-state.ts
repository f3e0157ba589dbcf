import { expect } from "vitest";
import type { Plan } from "@relata/resolver";
import type { Consistency } from "../consistency.ts";
import type { Store } from "../store.ts";
import { MAIN_STORE } from "../stores.ts";
import { formatToken, parseToken, type ConsistencyToken } from "../token.ts";
import { BUSY_DAY, MORNING, QUESTIONS } from "./busy-day.ts";
import { observe, type Observed } from "./observe.ts";
import { expectFailure, promise, type OpenStore } from "./open-store.ts";
import { stateOf } from "./state-of.ts";
import { tuples } from "./text.ts";

const VIEWS = tuples("doc:a#viewer@user:ann");

/** Which state a read is of: consistency, tokens, and what each refuses. */
export function aTokenNamesAState(open: OpenStore): void {
  promise(open, "a state is read exactly, through every door, whatever was written since", async (store) => {
    await store.write(MORNING);
    const seen: [string, ConsistencyToken, Observed][] = [];
    for (const [sentence, act] of BUSY_DAY) {
      seen.push([sentence, (await store.contents()).token, await observe(store, QUESTIONS)]);
      await act(store);
    }
    for (const [sentence, exactly, before] of seen) {
      expect([sentence, await observe(store, QUESTIONS, { consistency: { exactly } })]).toEqual([sentence, before]);
    }
  });

  promise(open, "the token of a write names the state that it left behind", async (store) => {
    const { token: first } = await store.write({ touch: VIEWS });
    const { token: second } = await store.write({ touch: tuples("doc:b#viewer@user:ann") });
    const { token: third } = await store.deleteMatching({ object: { id: "a" } });
    const counts: number[] = [];
    for (const exactly of [first, second, third]) counts.push(await count(store, { exactly }));
    expect(counts).toEqual([1, 2, 1]);
  });

  promise(open, "the state before the first write can be read exactly, and is empty", async (store) => {
    const { token: exactly } = await store.contents();
    const empty = await observe(store, QUESTIONS);
    await store.write(MORNING);
    expect(await observe(store, QUESTIONS, { consistency: { exactly } })).toEqual(empty);
    expect(empty.tuples).toEqual([]);
  });

  promise(
    open,
    "an exact read says of which state it is, and another one may be asked for with that",
    async (store) => {
      const { token } = await store.write({ touch: VIEWS });
      await store.write({ delete: VIEWS });
      const { token: again, tuples: found } = await store.contents({ consistency: { exactly: token } });
      expect(found).toEqual(VIEWS);
      expect(await store.log.numberOf(again)).toBe(await store.log.numberOf(token));
      expect((await store.contents({ consistency: { exactly: again } })).tuples).toEqual(VIEWS);
    },
  );

  promise(
    open,
    "a read that can be repeated is of exactly the state that its token names, whoever writes",
    async (store) => {
      const reads = Array.from({ length: 12 }, async (_, i) => {
        const write = store.write({ touch: tuples(`doc:${i % 3}#viewer@user:u${i}`) });
        const consistency = i % 2 === 0 ? "fast" : "latest";
        const [read] = await Promise.all([store.contents({ consistency, isRepeatable: true }), write]);
        return read;
      });
      for (const { tuples: found, token: exactly } of await Promise.all(reads)) {
        expect((await store.contents({ consistency: { exactly } })).tuples).toEqual(found);
      }
    },
  );

  promise(open, "every read says of which state it is", async (store) => {
    const { number } = await writtenState(store);
    const read = await store.read(asksNothing);
    const all = [read, await store.contents(), await store.count({})];
    const pages = [await store.tuples({}, { limit: 1 }), await store.attributes({ limit: 1 })];
    for (const { token } of [...all, ...pages]) expect(await store.log.numberOf(token)).toBe(number);
  });

  promise(
    open,
    "a read that is fast, latest, or at least as fresh as a token, sees every write before it",
    async (store) => {
      for (let i = 1; i <= 10; i++) {
        const { token: atLeast } = await store.write({ touch: tuples(`doc:${i}#viewer@user:ann`) });
        const states: readonly Consistency[] = ["fast", "latest", { atLeast }, { exactly: atLeast }];
        for (const state of states) expect(await count(store, state)).toBe(i);
        const { token: read } = await store.contents();
        expect(await count(store, { atLeast: read })).toBe(i);
      }
    },
  );

  promise(open, "a read that is at least as fresh as an old token sees what was written since", async (store) => {
    const { token: atLeast } = await store.write({ touch: VIEWS });
    await store.write({ touch: tuples("doc:b#viewer@user:ann") });
    expect(await count(store, { atLeast })).toBe(2);
  });

  promise(open, "a token stays one while the neighbours write", async (store) => {
    await store.write({ touch: VIEWS });
    const { token } = await store.contents();
    await store.stores.open("neighbour").write(MORNING);
    for (const state of [{ atLeast: token }, { exactly: token }]) expect(await count(store, state)).toBe(1);
    expect(await count(store, { atLeast: (await store.contents()).token })).toBe(1);
    expect((await stateOf(store)).number).toBe(await store.log.numberOf(token));
  });

  promise(open, "a token of another database is refused", async (store) => {
    const { token } = await store.write({ touch: VIEWS });
    const { storeId: here, transactions } = parseToken(token);
    const storeId = `${here.startsWith("x") ? "y" : "x"}${here.slice(1)}`;
    await refused(store, formatToken({ storeId, transactions }));
    await refused(store, formatToken({ storeId, numbered: 0, transactions: [] }));
  });

  promise(open, "text that is no token is refused", async (store) => {
    const { token } = await store.write({ touch: VIEWS });
    const { storeId } = parseToken(token);
    const texts = ["", "1", MAIN_STORE, storeId, `${token}.`, `${token} `, `${token}~1`, `${storeId}.A`, "' or 1=1 --"];
    for (const text of [...texts, `${storeId}.zzzzzzzzzzz`]) {
      await refused(store, text as ConsistencyToken);
    }
    expect(await count(store, { atLeast: token })).toBe(1);
  });

  promise(open, "a token of another store of the same database is refused", async (store) => {
    const other = store.stores.open("other");
    const { token } = await other.write({ touch: VIEWS });
    await refused(store, token);
    await refused(store, (await other.contents()).token);
    await refused(other, (await store.write({})).token);
    expect(await count(other, { exactly: token })).toBe(1);
  });

  promise(open, "a token whose write never came is given up after some time", async (store) => {
    const { token } = await store.write({ touch: VIEWS });
    const { storeId } = parseToken(token);
    const never = formatToken({ storeId, transactions: [1_000_000] });
    const numbered = formatToken({ storeId, numbered: 1_000_000, transactions: [] });
    await Promise.all([
      expectFailure("token_not_reached", () => store.contents({ consistency: { atLeast: never } })),
      expectFailure("token_not_reached", () => store.count({}, { consistency: { exactly: never } })),
      expectFailure("token_not_reached", () => store.contents({ consistency: { atLeast: numbered } })),
      expectFailure("token_not_reached", () => store.log.numberOf(never)),
    ]);
    expect(await count(store, { atLeast: token })).toBe(1);
  });
}

async function count(store: Store, consistency: Consistency): Promise<number> {
  const { value } = await store.count({}, { consistency });
  return value;
}

async function writtenState(store: Store): Promise<{ readonly number: number }> {
  const { token } = await store.write(MORNING);
  return { number: await store.log.numberOf(token) };
}

/** By every method that takes one. */
async function refused(store: Store, token: ConsistencyToken): Promise<void> {
  for (const consistency of [{ atLeast: token }, { exactly: token }]) {
    await expectFailure("invalid_consistency_token", () => store.contents({ consistency }));
    await expectFailure("invalid_consistency_token", () => store.count({}, { consistency }));
    await expectFailure("invalid_consistency_token", () => store.tuples({}, { limit: 1, consistency }));
    await expectFailure("invalid_consistency_token", () => store.attributes({ limit: 1, consistency }));
    await expectFailure("invalid_consistency_token", () => store.read(asksNothing, { consistency }));
  }
  await expectFailure("invalid_consistency_token", () => store.log.numberOf(token));
}

function* asksNothing(): Plan<number> {
  yield* [];
  return 1;
}
