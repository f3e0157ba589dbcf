import type { ImportInput, ImportProgress } from "@relata/core";
import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, filledRelata, STORES } from "../situation.ts";

const members = (count: number) => Array.from({ length: count }, (_, i) => `group:eng#member@user:u${i}`);
const INVOICE = { type: "client_abc:invoice", id: "1" };

async function* inAnyForm(): AsyncGenerator<ImportInput> {
  yield "group:eng#member@user:ann";
  yield { object: "group:eng", relation: "member", subject: { type: "user", id: "bob" } };
  await Promise.resolve();
  yield { kind: "attributes", object: INVOICE, values: { amount: 5 } };
  yield { kind: "attributes", object: INVOICE, values: { status: "paid" } };
  yield { kind: "tuple", tuple: { object: INVOICE, relation: "owner", subject: { type: "user", id: "ann" } } };
}

describe.each(STORES)("into a store %s", (_, open) => {
  test("tuples are imported batch by batch, each told and each a revision", async () => {
    const relata = await emptyRelata(open);
    const begin = await relata.token();
    const told: ImportProgress[] = [];
    const imported = await relata.import(members(25), { batch: 10, onProgress: (progress) => told.push(progress) });
    expect(imported).toEqual({ records: 25, written: 25, isComplete: true, token: expect.any(String) });
    expect(told.map(({ records }) => records)).toEqual([10, 20, 25]);
    expect(await relata.count({}, { consistency: { exactly: imported.token } })).toBe(25);
    const sizes: number[] = [];
    for await (const event of relata.watch({ after: begin })) {
      if (event.kind === "revision") sizes.push(event.changes.length);
      if (sizes.length === 3) break;
    }
    expect(sizes).toEqual([10, 10, 5]);
  });

  test("what is there already is not written again, and of one key the last record stays", async () => {
    const relata = await emptyRelata(open);
    const [first = ""] = members(1);
    expect(await relata.import(members(3))).toMatchObject({ records: 3, written: 3 });
    const again = await relata.import([
      ...members(3),
      `${first} until 2027-01-01T00:00:00Z`,
      first,
      `${first} until 2028-01-01T00:00:00Z`,
    ]);
    expect(again).toMatchObject({ records: 6, written: 1 });
    const { tuples } = await relata.tuples({ subject: "user:u0" });
    expect(tuples).toMatchObject([{ until: BigInt(Date.parse("2028-01-01")) * 1_000_000n }]);
  });

  test("records of any form come from any source: texts, objects, records, made one by one or waited for", async () => {
    const relata = await emptyRelata(open);
    expect(await relata.import(inAnyForm())).toMatchObject({ records: 5, isComplete: true });
    expect(await relata.count({})).toBe(3);
    expect(await relata.attributes.get("client_abc:invoice:1")).toEqual({ amount: 5, status: "paid" });
  });

  test("what another store exports is imported whole", async () => {
    const from = await filledRelata(open);
    const to = await emptyRelata(open);
    const imported = await to.import(from.export(), { batch: 4 });
    const { tuples, attributes } = await from.contents();
    expect(imported.records).toBe(tuples.length + attributes.length);
    expect(await to.contents()).toMatchObject({ tuples, attributes });
  });

  test("a record that is refused is named, what was written before it is counted, and it can go on from there", async () => {
    const relata = await emptyRelata(open);
    const records = [...members(12), "group:eng#member@usr:ann", ...members(15).slice(12)];
    const failure = await failureOf(() => relata.import(records, { batch: 5 }));
    expect(failure.code).toBe("unknown_type");
    expect(failure.message).toBe(
      "record 13: unknown type `usr` in `usr:ann`; did you mean `user`?; the first 10 records were imported",
    );
    expect(failure.details).toEqual({ record: 13, imported: { records: 10, written: 10 } });
    expect(await relata.count({})).toBe(10);
    const mended = records.map((record) => record.replace("usr", "user"));
    expect(await relata.import(mended.slice(10))).toMatchObject({ records: 6, written: 6 });
  });

  test("a line that is refused is named as it is in its text", async () => {
    const relata = await emptyRelata(open);
    const lines = ["// members", ...members(3), "", "group:eng#membr@user:ann"];
    const failure = await failureOf(() =>
      relata.importText([lines.join("\n")], "text", { path: "facts.txt", batch: 2 }),
    );
    expect(failure.code).toBe("unknown_relation");
    expect(failure.message).toMatch(
      /^facts.txt:6: type `group` has no relation `membr`.*; the first 2 records were imported$/,
    );
    expect(failure.details).toMatchObject({ path: "facts.txt", line: 6, imported: { records: 2, written: 2 } });
    const record = { kind: "attributes" as const, object: INVOICE, values: { amunt: 5 }, line: 7 };
    const other = await failureOf(() => relata.import([record]));
    expect(other.message).toMatch(/^line 7: .*`amunt`.*; nothing was imported$/);
    expect(other.details).toEqual({ line: 7, imported: { records: 0, written: 0 } });
  });

  test("a signal ends it between two transactions", async () => {
    const relata = await emptyRelata(open);
    const controller = new AbortController();
    let isLeft = false;
    function* source() {
      try {
        yield* members(100);
      } finally {
        isLeft = true;
      }
    }
    const imported = await relata.import(source(), {
      batch: 10,
      signal: controller.signal,
      onProgress: ({ records }) => {
        if (records === 20) controller.abort();
      },
    });
    expect(imported).toMatchObject({ records: 20, written: 20, isComplete: false });
    expect([await relata.count({}), isLeft]).toEqual([20, true]);
    const none = await relata.import(members(3), { signal: AbortSignal.abort() });
    expect(none).toMatchObject({ records: 0, written: 0, isComplete: false, token: await relata.token() });
  });

  test("nothing is imported as what it is, and what the source throws is thrown", async () => {
    const relata = await emptyRelata(open);
    expect(await relata.import([])).toMatchObject({ records: 0, written: 0, isComplete: true });
    const broken = new Error("the disk is gone");
    const source = () => {
      throw broken;
    };
    await expect(relata.import({ [Symbol.iterator]: source as never })).rejects.toBe(broken);
    expect((await failureOf(() => relata.import([], { batch: 0 }))).message).toBe(
      "`batch` is a whole number, from 1 on",
    );
  });
});
