import type { Tuple } from "@relata/model";
import type { Answer, Plan } from "@relata/resolver";
import { postgres, type PostgresStore, type PostgresTransaction } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgresJs, { type Sql } from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

const { url } = await testDatabase();
const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "owner", subject: { type: "user", id: "ann" } };
const bob: Tuple = { ...ann, subject: { type: "user", id: "bob" } };
const owners = { ask: "objects", object: ann.object, relation: "owner" } as const;
const absent = { must: "not_match", filter: { object: ann.object } } as const;

let client: Sql;
let store: PostgresStore;
beforeAll(async () => {
  client = postgresJs(url, { max: 4, onnotice: () => undefined });
  await client.unsafe("create table documents (title text not null)");
  store = postgres({ url, schema: "authz" });
});
beforeEach(async () => {
  await Promise.all([client.unsafe("truncate documents"), store.stores.delete("main")]);
});
afterAll(() => Promise.all([client.end(), store.close()]));
function* once(): Plan<Answer | undefined> {
  const [answer] = yield [owners];
  return answer;
}

function* twice(): Plan<readonly (Answer | undefined)[]> {
  const [first] = yield [owners];
  const [second] = yield [owners];
  return [first, second];
}

const titles = async () => (await client.unsafe("select title from documents")).map(({ title }) => title as unknown);
const live = async () => (await store.contents()).tuples;
const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : error);
const failure = (act: Promise<unknown>) => act.then(() => "none", codeOf);

/** Waits until it has been called twice. */
function meeting(): () => Promise<void> {
  let goOn: (() => void) | undefined;
  let arrived = 0;
  const met = new Promise<void>((resolve) => (goOn = resolve));
  return () => {
    if (++arrived === 2) goOn?.();
    return met;
  };
}

type Isolation = "read committed" | "repeatable read" | "serializable";
interface Way {
  readonly way: string;
  readonly transact: (
    run: (tx: PostgresTransaction, insert: (title: string) => Promise<unknown>) => Promise<unknown>,
    isolation?: Isolation,
  ) => Promise<unknown>;
}

/** Both ways in which an application may hold a transaction open. */
const ways: readonly Way[] = [
  {
    way: "drizzle",
    transact: (run, isolationLevel = "read committed") =>
      drizzle(client).transaction(
        (tx) => run(tx, (title) => tx.execute(sql`insert into documents values (${title})`)),
        { isolationLevel },
      ),
  },
  {
    way: "the bare driver",
    transact: (run, isolation = "read committed") =>
      client.begin(`isolation level ${isolation}`, (tx) =>
        run(tx, async (title) => tx`insert into documents values (${title})`),
      ),
  },
];

describe.each(ways)("in a transaction of $way", ({ transact }) => {
  test("a row of the application and its tuple are written together, and neither is there before the commit", async () => {
    await transact(async (tx, insert) => {
      await insert("a");
      expect(await store.in(tx).write({ touch: [ann] })).toMatchObject({ written: 1, deleted: 0, isRepeat: false });
      expect([await titles(), await live()]).toEqual([[], []]);
    });
    expect([await titles(), await live()]).toEqual([["a"], [ann]]);
  });

  test("neither survives a rollback", async () => {
    const act = transact(async (tx, insert) => {
      await insert("a");
      await store.in(tx).write({ touch: [ann] });
      throw new Error("no");
    });
    await expect(act).rejects.toThrow("no");
    expect([await titles(), await live()]).toEqual([[], []]);
  });

  test("what the transaction wrote is read in it, with tokens that hold once it is committed", async () => {
    let tokens: readonly Parameters<PostgresStore["log"]["numberOf"]>[0][] = [];
    await transact(async (tx) => {
      const inside = store.in(tx);
      const { token } = await inside.write({ touch: [ann], attributes: [{ object: ann.object, set: { level: 1 } }] });
      const read = await inside.read(once);
      expect(read.value).toEqual({ tuples: [ann] });
      tokens = [token, read.token];
    });
    for (const token of tokens) {
      const { value } = await store.read(once, { consistency: { atLeast: token } });
      expect(value).toEqual({ tuples: [ann] });
    }
  });

  test.each(["repeatable read", "serializable"] as const)("at %s all questions see one state", async (isolation) => {
    await transact(async (tx) => {
      const inside = store.in(tx);
      expect((await inside.contents()).tuples).toEqual([]);
      await store.write({ touch: [bob] });
      expect((await inside.read(twice)).value).toEqual([{ tuples: [] }, { tuples: [] }]);
    }, isolation);
    expect(await live()).toEqual([bob]);
  });

  test("at read committed a question of one statement is answered, and one of several is refused, not guessed", async () => {
    await store.write({ touch: [ann] });
    await transact(async (tx) => {
      const inside = store.in(tx);
      expect((await inside.read(once)).value).toEqual({ tuples: [ann] });
      expect(await failure(inside.read(twice))).toBe("invalid_transaction");
      expect(await failure(inside.contents())).toBe("invalid_transaction");
      await inside.write({ touch: [bob] });
    });
    expect(await live()).toEqual([ann, bob]);
  });

  test.each(["read committed", "repeatable read"] as const)(
    "at %s a refusal leaves nothing behind, and the transaction usable",
    async (isolation) => {
      await store.write({ touch: [ann] });
      await transact(async (tx, insert) => {
        const inside = store.in(tx);
        await insert("before");
        expect(await failure(inside.write({ create: [ann], touch: [bob] }))).toBe("tuple_exists");
        expect(await failure(inside.write({ touch: [bob], preconditions: [absent] }))).toBe("precondition_failed");
        expect((await inside.read(once)).value).toEqual({ tuples: [ann] });
        await insert("after");
        await inside.write({ touch: [bob] });
      }, isolation);
      expect([await titles(), await live()]).toEqual([
        ["before", "after"],
        [ann, bob],
      ]);
    },
  );

  test("calls that are not awaited one by one run one by one", async () => {
    await transact(async (tx) => {
      const inside = store.in(tx);
      const outcomes = await Promise.allSettled([
        inside.write({ touch: [ann] }),
        inside.write({ create: [ann] }),
        store.in(tx).write({ touch: [bob] }),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    });
    expect(await live()).toEqual([ann, bob]);
  });

  test("of two that write one key at once the second waits, and the key is there once", async () => {
    await transact(async (first) => {
      await store.in(first).write({ touch: [ann] });
      const second = client.begin(async (tx) => {
        const inside = store.in(tx);
        expect(await inside.write({ touch: [ann, bob] })).toMatchObject({ written: 1 });
        expect(await failure(inside.write({ create: [ann] }))).toBe("tuple_exists");
      });
      second.catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { second };
    }).then((held) => (held as { second: Promise<unknown> }).second);
    expect(await live()).toEqual([ann, bob]);
  });

  test("a precondition holds until the transaction ends: other writes wait for it", async () => {
    const order: string[] = [];
    let waiting: Promise<unknown> | undefined;
    await transact(async (tx) => {
      await store.in(tx).write({ touch: [ann], preconditions: [absent] });
      waiting = store.write({ touch: [bob] }).then(() => order.push("write"));
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push("end");
    });
    await waiting;
    expect(order).toEqual(["end", "write"]);
  });

  test("a precondition is not judged by a state that is past: that is a serialization failure", async () => {
    const act = transact(async (tx, insert) => {
      await insert("a");
      await store.write({ touch: [bob] });
      await store.in(tx).write({ touch: [ann], preconditions: [absent] });
    }, "repeatable read");
    expect(await failure(act)).toBe("40001");
    expect([await titles(), await live()]).toEqual([[], [bob]]);
  });

  test("a serialization failure is the driver's own, thrown once, and never tried again", async () => {
    await store.write({ touch: [ann] });
    const act = transact(async (tx) => {
      await store.in(tx).read(once);
      await store.write({ delete: [ann] });
      await store.in(tx).write({ delete: [ann] });
    }, "repeatable read");
    await expect(act).rejects.toMatchObject({ name: "PostgresError", code: "40001" });
    expect(await live()).toEqual([]);
  });

  test("a deadlock is the driver's own", async () => {
    await store.write({ touch: [ann, bob] });
    const meet = meeting();
    const cross = (mine: Tuple, theirs: Tuple) =>
      transact(async (tx) => {
        const inside = store.in(tx);
        await inside.write({ delete: [mine] });
        await meet();
        await inside.write({ delete: [theirs] });
      });
    const outcomes = await Promise.all([failure(cross(ann, bob)), failure(cross(bob, ann))]);
    expect(new Set(outcomes)).toEqual(new Set(["40P01", "none"]));
  });

  test("what the application lets out of its transaction does nothing", async () => {
    let kept: PostgresTransaction | undefined;
    let inside: ReturnType<PostgresStore["in"]> | undefined;
    await transact(async (tx) => {
      kept = tx;
      inside = store.in(tx);
      await inside.write({ touch: [ann] });
    });
    expect(await failure(Promise.resolve(inside?.write({ touch: [bob] })))).toBe("invalid_transaction");
    expect(await failure(Promise.resolve().then(() => kept && store.in(kept).write({ touch: [bob] })))).toBe(
      "invalid_transaction",
    );
    expect(await live()).toEqual([ann]);
  });
});
