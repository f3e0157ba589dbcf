import { expect } from "vitest";
import type { JsonObject } from "@relata/model";
import { askAttributes } from "./ask.ts";
import { promise, type OpenStore } from "./open-store.ts";
import { object, tuples } from "./text.ts";

const INVOICE = object("invoice:1");

/** Attributes are set and unset by name; a value is any JSON. */
export function attributesAreKeptOneByOne(open: OpenStore): void {
  promise(open, "an object without attributes has none", async (store) => {
    await store.write({ touch: tuples("invoice:1#owner@user:ann") });
    expect(await askAttributes(store, "invoice:1")).toEqual({});
    expect((await store.contents()).attributes).toEqual([]);
  });

  promise(open, "setting one attribute leaves the others", async (store) => {
    await store.write({ attributes: [{ object: INVOICE, set: { amount: 5, status: "draft" } }] });
    await store.write({ attributes: [{ object: INVOICE, set: { status: "paid" } }] });
    expect(await askAttributes(store, "invoice:1")).toEqual({ amount: 5, status: "paid" });
  });

  promise(open, "one change may set some and unset others", async (store) => {
    await store.write({ attributes: [{ object: INVOICE, set: { amount: 5, status: "draft" } }] });
    await store.write({ attributes: [{ object: INVOICE, set: { currency: "EUR" }, unset: ["amount", "unknown"] }] });
    expect(await askAttributes(store, "invoice:1")).toEqual({ currency: "EUR", status: "draft" });
  });

  promise(open, "an object whose last attribute is unset is not listed", async (store) => {
    await store.write({ attributes: [{ object: INVOICE, set: { amount: 5 } }] });
    await store.write({ attributes: [{ object: INVOICE, unset: ["amount"] }] });
    expect((await store.contents()).attributes).toEqual([]);
  });

  promise(open, "null is a value, and is not the same as no value", async (store) => {
    await store.write({ attributes: [{ object: INVOICE, set: { paidAt: null } }] });
    const values = await askAttributes(store, "invoice:1");
    expect(Object.entries(values)).toEqual([["paidAt", null]]);
  });

  promise(open, "every kind of JSON comes back as it was", async (store) => {
    const values: JsonObject = {
      text: "'\"\\ ü 🎉 \u2028",
      empty: "",
      zero: 0,
      fraction: 0.1,
      large: Number.MAX_SAFE_INTEGER,
      huge: 1e300,
      yes: true,
      no: false,
      list: [1, [2, []], { three: 3 }],
      map: { b: { c: null }, a: 1 },
    };
    await store.write({ attributes: [{ object: INVOICE, set: values }] });
    expect(await askAttributes(store, "invoice:1")).toEqual(values);
    expect((await store.contents()).attributes).toEqual([{ object: INVOICE, values }]);
  });

  promise(open, "attribute names are exact, and names of object methods are names like others", async (store) => {
    const names = ["status", "Status", "constructor", "toString", "__proto__", "a.b", "a'b", "%", "ü"];
    const set = Object.fromEntries(names.map((name, i): [string, number] => [name, i]));
    await store.write({ attributes: [{ object: INVOICE, set }] });
    await store.write({ attributes: [{ object: INVOICE, unset: ["Status"] }] });
    const values = await askAttributes(store, "invoice:1");
    expect(Object.keys(values).sort()).toEqual(names.filter((name) => name !== "Status").sort());
  });

  promise(open, "attributes of the wildcard object belong to no other", async (store) => {
    await store.write({ attributes: [{ object: object("invoice:*"), set: { amount: 1 } }] });
    expect(await askAttributes(store, "invoice:1")).toEqual({});
    expect(await askAttributes(store, "invoice:*")).toEqual({ amount: 1 });
  });

  promise(open, "attributes of another type with the same id are another object's", async (store) => {
    await store.write({ attributes: [{ object: INVOICE, set: { amount: 1 } }] });
    expect(await askAttributes(store, "order:1")).toEqual({});
  });
}
