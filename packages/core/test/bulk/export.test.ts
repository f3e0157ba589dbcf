import type { TransferRecord } from "@relata/core";
import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, filledRelata, STORES } from "../situation.ts";

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

describe.each(STORES)("from a store %s", (_, open) => {
  test("everything is exported, tuples and then attributes, of one state, whatever is written meanwhile", async () => {
    const relata = await emptyRelata(open);
    const tuples = Array.from({ length: 2_300 }, (__, i) => `group:eng#member@user:u${i}`);
    await relata.write({ touch: tuples, attributes: [{ object: "client_abc:invoice:1", set: { amount: 1 } }] });
    const records: TransferRecord[] = [];
    for await (const record of relata.export()) {
      if (records.push(record) === 1_100) {
        await relata.deleteMatching({ relation: "member" });
        await relata.attributes.set("client_abc:invoice:1", { amount: 2 });
      }
    }
    expect(records.filter(({ kind }) => kind === "tuple")).toHaveLength(2_300);
    expect(records.slice(2_300)).toMatchObject([{ kind: "attributes", values: { amount: 1 } }]);
    expect(await relata.count({})).toBe(0);
  });

  test("an export, and a walk through tuples, fail once their signal has fired: what came before is not all", async () => {
    const relata = await emptyRelata(open);
    await relata.write(Array.from({ length: 1_200 }, (__, i) => `group:eng#member@user:u${i}`));
    const controllers = [new AbortController(), new AbortController()];
    const [first, second] = controllers.map(({ signal }) => signal);
    const walks = [
      relata.export({ signal: first as AbortSignal }),
      relata.tuples({}, { signal: second as AbortSignal }),
    ];
    for (const [i, walk] of walks.entries()) {
      let told = 0;
      const failure = await failureOf(async () => {
        for await (const _ of walk) if (++told === 10) controllers[i]?.abort();
      });
      expect([failure.code, told]).toEqual(["aborted", 1_000]);
    }
  });

  test.each(["text", "ndjson"] as const)("%s is exported, and imported as the same", async (format) => {
    const from = await filledRelata(open);
    const to = await emptyRelata(open);
    const text = await textOf(from.exportText(format));
    const { tuples, attributes } = await from.contents();
    // Cut anywhere.
    await to.importText(text.match(/[^]{1,7}/g) ?? [], format);
    expect(await to.contents()).toMatchObject({ tuples, attributes });
  });

  test("CSV is exported kind by kind, and imported as the same", async () => {
    const from = await filledRelata(open);
    const to = await emptyRelata(open);
    for (const kind of ["tuple", "attributes"] as const)
      await to.importText([await textOf(from.exportText("csv", { kind }))], "csv");
    const { tuples, attributes } = await from.contents();
    expect(await to.contents()).toMatchObject({ tuples, attributes });
    expect((await failureOf(() => textOf(from.exportText("csv")))).message).toContain(
      "a CSV file holds tuples or attributes",
    );
  });

  test("what matches a filter is exported, and of that only tuples", async () => {
    const relata = await filledRelata(open);
    const kinds: string[] = [];
    for await (const { kind } of relata.export({ filter: { object: "client_abc:invoice:1" } })) kinds.push(kind);
    expect(kinds).toEqual(["tuple", "tuple", "tuple"]);
    for await (const { kind } of relata.export({ kind: "attributes" })) kinds.push(kind);
    expect(kinds.slice(3)).toEqual(["attributes", "attributes"]);
    expect((await failureOf(() => relata.export({ filter: { objects: 1 } as never }).next())).code).toBe(
      "invalid_question",
    );
  });
});
