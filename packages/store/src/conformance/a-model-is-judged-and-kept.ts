import { expect } from "vitest";
import { formatObject, formatTuple, type Model } from "@relata/model";
import type { Judge, Stranded } from "../judge.ts";
import type { NewModel } from "../model-history.ts";
import { expectFailure, promise, type OpenStore } from "./open-store.ts";
import { stateOf } from "./state-of.ts";
import { object, tuple, tuples } from "./text.ts";

const MODEL: Model = { version: 1, types: [], policies: [], context: [] };

function model(hash: string, more: Partial<NewModel> = {}): NewModel {
  return { model: { ...MODEL, context: [{ name: hash, type: { kind: "string" } }] }, hash, at: 1_000, ...more };
}

const lenient: Judge = { tuples: () => undefined, attributes: () => undefined };

/** No `editor` at all; of tuples with a policy, none whose parameter `x` is over 1; no attribute `old`; no text in `size`. */
const strict: Judge = {
  tuples: ({ relation, subject }) => {
    if (relation === "editor") return "there are no editors";
    return subject.policy === undefined ? undefined : ({ x }) => (Number(x) > 1 ? "x is too large" : undefined);
  },
  attributes: ({ name }) => {
    if (name === "old") return "it is gone";
    return name === "size" ? (value) => (typeof value === "string" ? "is text" : undefined) : undefined;
  },
};

const limited = (key: string, x: number) => tuple(key, { policy: { name: "p", parameters: { x } } });

const FACTS = {
  touch: [
    ...tuples(
      "doc:a#viewer@user:ann",
      "doc:a#editor@user:ann",
      "doc:b#editor@user:bob",
      "doc:b#editor@group:eng#member",
    ),
    ...tuples("doc:*#editor@user:*"),
    limited("doc:a#viewer@user:bob", 1),
    limited("doc:b#viewer@user:bob", 2),
  ],
  attributes: [
    { object: object("doc:a"), set: { size: 1, old: null, other: "x" } },
    { object: object("doc:b"), set: { size: "1", old: 2 } },
  ],
};

/** What the strict judge does not let stay of these facts: kind, reason, count, examples. */
const STRANDED = {
  tuples: [
    ["doc#editor@group#member", "there are no editors", 1, ["doc:b#editor@group:eng#member"]],
    ["doc#editor@user:*", "there are no editors", 1, ["doc:*#editor@user:*"]],
    ["doc#editor@user", "there are no editors", 2, ["doc:a#editor@user:ann", "doc:b#editor@user:bob"]],
    ["doc#viewer@user with p", "x is too large", 1, ['doc:b#viewer@user:bob with p {"x":2}']],
  ],
  attributes: [
    ["doc.old", "it is gone", 2, ["doc:a null", "doc:b 2"]],
    ["doc.size", "is text", 1, ['doc:b "1"']],
  ],
};

/** The port of applied models: judged and recorded in one transaction, or not at all. */
export function aModelIsJudgedAndKept(open: OpenStore): void {
  promise(open, "a new store has no model", async (store) => {
    expect(await store.models.list()).toEqual([]);
    expect(await store.models.get()).toBeUndefined();
    expect(await store.models.get(1)).toBeUndefined();
  });

  promise(open, "a model that is applied is kept with its text, message, time and number", async (store) => {
    const first = model("one", { text: "model 1 // \u{1F600}\n", message: "ann: begin", at: 1_767_225_600_123 });
    const { entry, recorded } = await store.models.apply(first, lenient);
    expect([entry, recorded]).toEqual([{ number: 1, at: first.at, hash: "one", message: "ann: begin" }, true]);
    await store.models.apply(model("two"), lenient);
    expect(await store.models.list()).toEqual([entry, { number: 2, at: 1_000, hash: "two" }]);
    expect(await store.models.get()).toEqual({ number: 2, ...model("two") });
    expect(await store.models.get(1)).toEqual({ number: 1, ...first });
    expect(await store.models.get(3)).toBeUndefined();
  });

  promise(open, "the applied model is not recorded twice; an older one is, under a new number", async (store) => {
    for (const hash of ["one", "two"]) await store.models.apply(model(hash), lenient);
    const before = await stateOf(store);
    const again = await store.models.apply(model("two", { message: "again" }), lenient);
    expect(again).toMatchObject({ recorded: false, entry: { number: 2 } });
    expect(await store.log.numberOf(again.token)).toBe(before.number);
    expect(await store.models.apply(model("one"), lenient)).toMatchObject({ recorded: true, entry: { number: 3 } });
    expect((await store.models.list()).map(({ hash }) => hash)).toEqual(["one", "two", "one"]);
  });

  promise(
    open,
    "what may not stay is counted by kind and reason, with examples, and nothing is changed",
    async (store) => {
      await store.write(FACTS);
      const before = await stateOf(store);
      const { tuples: found, attributes } = await store.models.judge(strict);
      expect({ tuples: found.map(tupleLine), attributes: attributes.map(attributeLine) }).toEqual(STRANDED);
      expect(await store.models.judge(lenient)).toEqual({ tuples: [], attributes: [] });
      expect(await stateOf(store)).toEqual(before);
    },
  );

  promise(open, "of many that may not stay, all are counted and five are shown", async (store) => {
    const keys = Array.from({ length: 2_345 }, (_, i) => limited(`doc:${i}#viewer@user:ann`, i));
    await store.write({
      touch: [...keys, ...tuples(...keys.map(({ object: { id } }) => `doc:${id}#editor@user:ann`))],
    });
    const { tuples: found } = await store.models.judge(strict);
    expect(found.map(({ count, examples }) => [count, examples.length])).toEqual([
      [2_345, 5],
      [2_343, 5],
    ]);
  });

  promise(
    open,
    "a model that would strand something is refused with the counts, and nothing is changed",
    async (store) => {
      await store.write(FACTS);
      const before = await stateOf(store);
      const failure = await expectFailure("tuples_stranded", () => store.models.apply(model("one"), strict));
      expect(failure.message).toBe(
        "nothing was applied: 5 tuples and 3 attributes do not fit the model; delete them first, or with the model",
      );
      expect(failure).toMatchObject({ details: await store.models.judge(strict) });
      expect(await stateOf(store)).toEqual(before);
      expect(await store.models.list()).toEqual([]);
    },
  );

  promise(open, "where it is to be deleted, exactly what may not stay is", async (store) => {
    await store.write(FACTS);
    const stranded = await store.models.judge(strict);
    const applied = await store.models.apply(model("one"), strict, { deleteStranded: true });
    expect(applied.deleted).toEqual(stranded);
    const { tuples: left, attributes, number } = await stateOf(store);
    expect(left.map(formatTuple)).toEqual(["doc:a#viewer@user:ann", 'doc:a#viewer@user:bob with p {"x":1}']);
    expect(attributes).toEqual([{ object: object("doc:a"), values: { other: "x", size: 1 } }]);
    expect(await store.log.numberOf(applied.token)).toBe(number);
  });

  promise(open, "what was written since is judged, also for the model that is applied already", async (store) => {
    await store.models.apply(model("one"), strict);
    await store.write({ touch: tuples("doc:a#editor@user:ann") });
    await expectFailure("tuples_stranded", () => store.models.apply(model("one"), strict));
    const deleted = await store.models.apply(model("one"), strict, { deleteStranded: true });
    expect(deleted).toMatchObject({ recorded: false, entry: { number: 1 }, deleted: { tuples: [{ count: 1 }] } });
    expect((await store.contents()).tuples).toEqual([]);
  });

  promise(open, "a deleted tuple can be written again, and what was ended before is not judged", async (store) => {
    await store.write({ touch: tuples("doc:a#editor@user:ann") });
    await store.write({
      delete: tuples("doc:a#editor@user:ann"),
      attributes: [{ object: object("doc:a"), set: { old: 1 } }],
    });
    await store.write({ attributes: [{ object: object("doc:a"), unset: ["old"] }] });
    expect(await store.models.judge(strict)).toEqual({ tuples: [], attributes: [] });
    expect(await store.write({ create: tuples("doc:a#editor@user:ann") })).toMatchObject({ written: 1 });
  });

  promise(open, "a model is applied only after the one that was expected", async (store) => {
    await store.models.apply(model("one"), lenient, { after: 0 });
    const failure = await expectFailure("precondition_failed", () =>
      store.models.apply(model("two"), lenient, { after: 0 }),
    );
    expect(failure.message).toContain("model 1 is the applied one, and none was expected");
    await store.models.apply(model("two"), lenient, { after: 1 });
    await expectFailure("precondition_failed", () => store.models.apply(model("one"), lenient, { after: 3 }));
    expect(await store.models.list()).toHaveLength(2);
  });

  promise(open, "a judge that throws ends the transaction, and nothing is changed", async (store) => {
    await store.write(FACTS);
    const failing: Judge = {
      ...strict,
      attributes: () => {
        throw new RangeError("the judge failed");
      },
    };
    await expect(async () => store.models.apply(model("one"), failing, { deleteStranded: true })).rejects.toThrow(
      "failed",
    );
    expect(await store.models.list()).toEqual([]);
    expect((await store.contents()).tuples).toHaveLength(7);
  });

  promise(open, "after close, nothing of it answers", async (store) => {
    await store.close();
    await expectFailure("closed", () => store.models.list());
    await expectFailure("closed", () => store.models.get());
    await expectFailure("closed", () => store.models.judge(lenient));
    await expectFailure("closed", () => store.models.apply(model("one"), lenient));
  });
}

type Found = Stranded;

function tupleLine({ kind, reason, count, examples }: Found["tuples"][number]): unknown {
  const { type, relation, wildcard, policy } = kind.subject;
  const subject = `${type}${relation === undefined ? "" : `#${relation}`}${wildcard ? ":*" : ""}`;
  const name = `${kind.type}#${kind.relation}@${subject}${policy === undefined ? "" : ` with ${policy}`}`;
  return [name, reason, count, examples.map(formatTuple)];
}

function attributeLine({ kind, reason, count, examples }: Found["attributes"][number]): unknown {
  const shown = examples.map(({ object: of, value }) => `${formatObject(of)} ${JSON.stringify(value)}`);
  return [`${kind.type}.${kind.name}`, reason, count, shown];
}
