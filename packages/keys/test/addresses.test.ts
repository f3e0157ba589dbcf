import { expect, test } from "vitest";
import { AddressList, clientAddress } from "../src/index.ts";
import { worlds } from "./databases.ts";

const open = worlds();

test("ranges hold IPv4, IPv6 and the mapped form, however they are written", () => {
  const list = new AddressList(["192.0.2.0/24", "2001:db8::/32", "198.51.100.7", "::ffff:203.0.113.0/120"]);
  for (const inside of [
    "192.0.2.9",
    "::ffff:192.0.2.9",
    "::FFFF:192.0.2.9",
    "2001:DB8:0:0::1",
    "[2001:db8::1]",
    "198.51.100.7",
    "203.0.113.5",
  ]) {
    expect([inside, list.has(inside)]).toEqual([inside, true]);
  }
  for (const outside of [
    "192.0.3.1",
    "2001:db9::1",
    "198.51.100.8",
    "203.0.114.1",
    "",
    "nonsense",
    "192.0.2.9.1",
    undefined,
  ]) {
    expect([outside, list.has(outside)]).toEqual([outside, false]);
  }
});

test("what is no range is refused when it is set", async () => {
  const { keys } = await open("sqlite");
  for (const range of [
    "192.0.2.0/33",
    "192.0.2",
    "::/129",
    "a.b.c.d",
    "192.0.2.0/",
    "192.0.2.0/24/1",
    "fe80::1%eth0",
    "",
  ]) {
    await expect(keys.create({ name: "k", addresses: [range] })).rejects.toMatchObject({ code: "invalid_key" });
  }
  await expect(keys.create({ name: "k", addresses: [] })).rejects.toMatchObject({ code: "invalid_key" });
  expect((await keys.create({ name: "k", addresses: ["192.0.2.1", "*"] })).key.addresses).toBeUndefined();
});

const from = (address: string, forwarded: string, trusted: string[] = []) =>
  clientAddress({ address, headers: new Headers({ "x-forwarded-for": forwarded }) }, new AddressList(trusted));

test("the address is the socket's, and a header says nothing unless a trusted proxy sent it", () => {
  expect(from("192.0.2.1", "10.0.0.1")).toBe("192.0.2.1");
  expect(from("192.0.2.1", "203.0.113.9", ["192.0.2.1"])).toBe("203.0.113.9");
  // Read from the right: what the client wrote itself stands further left.
  expect(from("192.0.2.1", "10.0.0.1, 203.0.113.9", ["192.0.2.1"])).toBe("203.0.113.9");
  expect(from("192.0.2.1", "10.0.0.1, 203.0.113.9, 192.0.2.2", ["192.0.2.0/24"])).toBe("203.0.113.9");
  expect(from("::ffff:192.0.2.1", "203.0.113.9:4711", ["192.0.2.1"])).toBe("203.0.113.9");
  expect(from("192.0.2.1", "[2001:db8::7]:80", ["192.0.2.1"])).toBe("2001:db8::7");
  expect(from("192.0.2.1", "", ["192.0.2.1"])).toBe("192.0.2.1");
  expect(from("192.0.2.1", "10.0.0.1, unknown", ["192.0.2.1"])).toBeUndefined();
});

test("a key with addresses is accepted from those alone, and from nowhere where none is known", async () => {
  const { keys } = await open("sqlite");
  const { secret } = await keys.create({ name: "k", addresses: ["192.0.2.0/24", "2001:db8::/32"] });
  expect(await keys.verify(secret, "::ffff:192.0.2.7")).toMatchObject({ kind: "apikey" });
  for (const address of ["198.51.100.1", undefined]) {
    expect(await keys.verify(secret, address)).toMatchObject({
      code: "forbidden",
      reason: "address",
      message: "Access denied from this IP address",
    });
  }
});
