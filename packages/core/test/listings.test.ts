import { Listing, type Listed } from "@relata/core";
import { describe, expect, test, vi } from "vitest";
import { emptyRelata, failureOf, filledRelata, STORES } from "./situation.ts";

const ANN = { subject: "user:ann", permission: "write", type: "client_abc:invoice" };
const EXPECTED: readonly Listed[] = [
  { reference: "client_abc:invoice:1", outcome: "allowed" },
  { reference: "client_abc:invoice:3", outcome: "allowed" },
];

async function walk(list: AsyncIterable<Listed>): Promise<readonly Listed[]> {
  const walked: Listed[] = [];
  for await (const entry of list) walked.push(entry);
  return walked;
}

describe.each(STORES)("a list %s", (_, open) => {
  test("is awaited as an array, or walked, and walked again", async () => {
    const list = (await filledRelata(open)).listObjects(ANN);
    expect(await walk(list)).toMatchObject(EXPECTED);
    expect(await walk(list)).toMatchObject(EXPECTED);
    expect(await list).toMatchObject(EXPECTED);
  });

  test("may be left before its end", async () => {
    const list = (await filledRelata(open)).listObjects(ANN);
    for await (const entry of list) {
      expect([entry]).toMatchObject(EXPECTED.slice(0, 1));
      break;
    }
    expect(await walk(list)).toMatchObject(EXPECTED);
  });

  test("is in order of ids, whatever the order of writes", async () => {
    const relata = await emptyRelata(open);
    await relata.write(["z", "a", "m", "B", "é"].map((id) => `group:${id}#member@user:ann`));
    const list = await relata.listObjects({ subject: "user:ann", permission: "member", type: "group" });
    expect(list.map(({ reference }) => reference)).toEqual(["group:B", "group:a", "group:m", "group:z", "group:é"]);
  });

  test("is asked once it is awaited, and keeps what it was answered then", async () => {
    const relata = await emptyRelata(open);
    const list = relata.listObjects({ subject: "user:ann", permission: "member", type: "group" });
    await relata.write(["group:eng#member@user:ann"]);
    expect(await list).toHaveLength(1);
    await relata.write(["group:ops#member@user:ann"]);
    expect(await list).toHaveLength(1);
    expect(await walk(list)).toHaveLength(1);
  });

  test("fails when it is asked, each time, whether awaited or walked", async () => {
    const list = (await filledRelata(open)).listObjects({ ...ANN, permission: "wrote" });
    expect(await failureOf(async () => list)).toMatchObject({ code: "unknown_permission" });
    expect(await failureOf(() => walk(list))).toMatchObject({ code: "unknown_permission" });
    const caught = await list.then(undefined, (error: unknown) => error);
    expect(caught).toMatchObject({ code: "unknown_permission" });
  });

  test("that would fail, and is never asked, rejects nothing", async () => {
    const rejected = vi.fn<(reason: unknown) => void>();
    process.on("unhandledRejection", rejected);
    const relata = await filledRelata(open);
    relata.listObjects({ ...ANN, type: "no such type" });
    relata.listSubjects({ object: "no such object", permission: "write", type: "user" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", rejected);
    expect(rejected).not.toHaveBeenCalled();
  });
});

test("a list loads once, however often and however it is asked", async () => {
  const load = vi.fn<() => Promise<readonly Listed[]>>(() => Promise.resolve(EXPECTED));
  const list = new Listing(load);
  expect(load).not.toHaveBeenCalled();
  expect(await Promise.all([list, walk(list), list.then((entries) => entries.length)])).toEqual([
    EXPECTED,
    EXPECTED,
    2,
  ]);
  expect(load).toHaveBeenCalledOnce();
});
