import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Authentication, storedKeys } from "@relata/keys";
import Database from "better-sqlite3";
import { afterEach, describe, expect, test, vi } from "vitest";
import { DATABASES, worlds } from "../databases.ts";

const open = worlds();
afterEach(() => void vi.restoreAllMocks());

describe.each(DATABASES)("what a verification costs and leaves on %s", (name) => {
  test("two writes a verification: none, but one note a minute behind them", async () => {
    const { keys, store } = await open(name);
    const { secret } = await keys.create({ name: "k" });
    const [note, commit] = [vi.spyOn(store, "note"), vi.spyOn(store, "commit")];
    for (let n = 0; n < 200; n++) expect(await keys.verify(secret)).toMatchObject({ kind: "apikey" });
    await keys.flush();
    expect([note.mock.calls.length <= 2, commit.mock.calls.length]).toEqual([true, 0]);
  });

  test("an expired key is refused, and its row, tuples and audit stay: a later end lets it in again", async () => {
    const { keys, relata, time } = await open(name);
    const { key, secret } = await keys.create({
      name: "k",
      expiresAt: time.now + 1_000,
      tuples: ["document:a#reader"],
    });
    const before = await relata.count({});
    time.now += 1_000;
    for (let n = 0; n < 3; n++) expect(await keys.verify(secret)).toMatchObject({ reason: "expired", key: key.id });
    expect([await relata.count({}), (await keys.get(key.id)).id]).toEqual([before, key.id]);
    await keys.update(key.id, { expiresAt: time.now + 1_000 });
    expect(await keys.verify(secret)).toMatchObject({ kind: "apikey" });
  });

  test("a request is counted once, whoever asks of it", async () => {
    const { keys } = await open(name, { limits: [{ limit: 5, windowSeconds: 3_600 }] });
    const { secret } = await keys.create({ name: "k" });
    const authentication = new Authentication({ authenticators: [storedKeys(keys)] });
    const headers = new Headers({ "x-api-key": secret.reveal() });
    for (let left = 4; left >= 0; left--) {
      expect(await authentication.authenticate({ headers })).toMatchObject({ taken: { remaining: left } });
    }
    expect(await authentication.authenticate({ headers })).toMatchObject({ code: "rate_limited" });
  });

  test("unique hash index: of two that import one hash at once, one does, and the key that is found is that one", async () => {
    const { keys } = await open(name, { foreign: /^theirs_/ });
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from("theirs_1"))).toString("hex");
    const tried = await Promise.allSettled([1, 2, 3].map((n) => keys.import({ name: `k${n}`, hash })));
    const made = tried.flatMap((one) => (one.status === "fulfilled" ? [one.value.id] : []));
    expect(made).toHaveLength(1);
    const refused = tried.flatMap((one) => (one.status === "rejected" ? [(one.reason as { code: string }).code] : []));
    expect(refused).toEqual(["invalid_key", "invalid_key"]);
    expect(await keys.verify("theirs_1")).toMatchObject({ key: made[0] });
    expect((await keys.list()).keys).toHaveLength(1);
  });
});

test("two writes a verification: the file is the same after two hundred, but for one note", async () => {
  const { keys, store } = await open("sqlite");
  const { secret } = await keys.create({ name: "k" });
  const { client } = store as unknown as { client: { name: string } };
  const other = new Database(client.name);
  const version = () => other.pragma("data_version", { simple: true });
  await keys.verify(secret);
  await keys.flush();
  const before = version();
  for (let n = 0; n < 200; n++) await keys.verify(secret);
  await keys.flush();
  expect(version()).toBe(before);
  await keys.verify("relata_api_live_nothing");
  expect(version()).toBe(before);
  await keys.create({ name: "l" });
  expect(version()).not.toBe(before);
  other.close();
});

test("`Math.random` keys: no randomness but WebCrypto's is read to make one", async () => {
  const { keys } = await open("sqlite");
  vi.spyOn(Math, "random").mockImplementation(() => {
    throw new Error("not random");
  });
  const drawn = vi.spyOn(crypto, "getRandomValues");
  const { key, secret } = await keys.create({ name: "k" });
  const lengths = drawn.mock.calls.map(([bytes]) => (bytes as Uint8Array).length);
  expect(lengths.toSorted((a, b) => a - b)).toEqual([16, 32]);
  const again = await keys.rotate(key.id);
  expect(again.secret.reveal()).not.toBe(secret.reveal());
  // How long to wait before another attempt is drawn with it, and nothing else: nowhere that secrets, ids or signing keys are made.
  const source = join(import.meta.dirname, "../../src");
  const paths = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  const drawing = paths.filter((path) => readFileSync(join(source, path), "utf8").includes("Math.random"));
  expect(drawing.toSorted()).toEqual([join("postgres", "try-again.ts"), join("sqlite", "patiently.ts")]);
});

test("keys that all look alike: the four characters that people see are the secret's end, and not the prefix", async () => {
  const { keys } = await open("sqlite");
  const ends = [];
  for (let n = 0; n < 8; n++) {
    const { key, secret } = await keys.create({ name: "k" });
    expect(secret.reveal().endsWith(key.lastFour)).toBe(true);
    ends.push(key.lastFour);
  }
  expect(new Set(ends).size).toBeGreaterThan(5);
});
