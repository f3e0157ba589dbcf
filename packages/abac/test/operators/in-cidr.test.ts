import type { Json } from "@relata/model";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBlock } from "../../src/values/cidr.ts";
import { parseIpAddress } from "../../src/values/ip-address.ts";
import { ask, attribute, complaint, over } from "../support/ask.ts";

const ADDRESS = attribute("address");

describe("in_cidr", () => {
  test.each([
    ["10.0.0.0", "10.0.0.0/8", "true"],
    ["10.255.255.255", "10.0.0.0/8", "true"],
    ["11.0.0.0", "10.0.0.0/8", "false"],
    ["10.9.9.9", "10.1.2.3/8", "true"],
    ["192.0.2.1", "192.0.2.1/32", "true"],
    ["192.0.2.2", "192.0.2.1/32", "false"],
    ["192.0.2.2", "0.0.0.0/0", "true"],
    ["::ffff:10.0.0.1", "10.0.0.0/8", "true"],
    ["10.0.0.1", "::ffff:10.0.0.0/104", "true"],
    ["11.0.0.1", "::ffff:10.0.0.0/104", "false"],
    ["192.0.2.2", "::ffff:0:0/96", "true"],
    ["2001:db8::1", "2001:db8::/32", "true"],
    ["2001:db9::1", "2001:db8::/32", "false"],
    ["2001:db8::1", "::/0", "true"],
    ["2001:db8::1", "0.0.0.0/0", "false"],
    ["192.0.2.2", "::/0", "false"],
    ["::1", "::1/128", "true"],
    ["::2", "::1/128", "false"],
  ])("%s in %s is %s", (address, block, expected) => {
    expect(over({ address }, { in_cidr: [ADDRESS, block] })).toBe(expected);
    expect(over({ address, name: block }, { in_cidr: [ADDRESS, attribute("name")] })).toBe(expected);
    expect(over({}, { in_cidr: [address, block] })).toBe(expected);
    expect(over({ anything: address }, { in_cidr: [attribute("anything"), block] })).toBe(expected);
  });

  test.each([
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/08",
    "10.0/8",
    "/8",
    "",
    "::/129",
    "a/8",
    "::ffff:0:0/95",
    "10.0.0.0/8/8",
    "10.0.0.0/8 ",
  ])("`%s` is no block: refused where it is written, a problem where it is supplied", (block) => {
    expect(complaint({ in_cidr: [ADDRESS, block] })).toBe(
      `/in_cidr/1: \`${block}\` is not a block of addresses such as \`10.0.0.0/8\``,
    );
    expect(over({ address: "10.0.0.1", name: block }, { in_cidr: [ADDRESS, attribute("name")] })).toBe("[wrong_type]");
  });

  test("is unknown where an operand is, and takes an address and a text", () => {
    expect(ask({ in_cidr: [ADDRESS, attribute("name")] }).missing).toEqual(["resource.address", "resource.name"]);
    for (const anything of [5, null, "localhost", "10.0.0.0/8"] satisfies Json[]) {
      expect(over({ anything }, { in_cidr: [attribute("anything"), "10.0.0.0/8"] })).toBe("[wrong_type]");
    }
    expect(complaint({ in_cidr: ["localhost", "10.0.0.0/8"] })).toContain(
      "/in_cidr/0: `localhost` is not an IP address",
    );
    expect(complaint({ in_cidr: [ADDRESS, ADDRESS] })).toContain("/in_cidr/1: `in_cidr` does not take an IP address");
    expect(complaint({ in_cidr: [5, "10.0.0.0/8"] })).toBe("/in_cidr/0: `in_cidr` does not take a number here");
  });

  test("agrees with the addresses written as bits", () => {
    const octets = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        octets,
        octets,
        fc.integer({ min: 0, max: 32 }),
        fc.integer({ min: 0, max: 32 }),
        (a, b, shared, length) => {
          const near = bits(a).slice(0, shared) + bits(b).slice(shared);
          const address = [0, 8, 16, 24].map((at) => Number.parseInt(near.slice(at, at + 8), 2)).join(".");
          const expected = near.slice(0, length) === bits(a).slice(0, length);
          expect(parseBlock(`${a.join(".")}/${length}`)?.holds(parseIpAddress(address) ?? -1n)).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function bits(parts: readonly number[]): string {
  return parts.map((part) => part.toString(2).padStart(8, "0")).join("");
}
