import { parseInstant, type Instant, type Tuple } from "@relata/model";
import { memoryStore } from "@relata/store";
import { describeStore } from "@relata/store/conformance";
import { expect, test } from "vitest";

describeStore("memory", () => memoryStore());

/** Ticks with every write, and now and then steps back. */
function tickingClock(): () => number {
  let ticks = 0;
  return () => 1_000_000 + (ticks++ % 5 === 4 ? -ticks : ticks * 3);
}

describeStore("memory with a clock", () => memoryStore({ clock: tickingClock() }));

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };
const bob: Tuple = { ...ann, subject: { type: "user", id: "bob" } };

test("a store in memory may begin with tuples and attributes", () => {
  const attributes = [{ object: ann.object, values: { size: 1 } }];
  const store = memoryStore({ tuples: [bob, ann], attributes });
  expect(store.contents()).toMatchObject({ tuples: [ann, bob], attributes });
});

test("of two tuples of one key to begin with, the last stays", () => {
  const later = { ...ann, until: parseInstant("2027-01-01T00:00:00Z") as Instant };
  expect(memoryStore({ tuples: [ann, later] }).contents().tuples).toEqual([later]);
});

test("two stores in memory share nothing", () => {
  const [one, two] = [memoryStore(), memoryStore()];
  one.write({ touch: [ann] });
  expect(two.contents().tuples).toEqual([]);
});

test("values once answered do not change with a later write", () => {
  const store = memoryStore({ attributes: [{ object: ann.object, values: { size: 1 } }] });
  const before = store.contents();
  store.write({ touch: [ann], attributes: [{ object: ann.object, set: { size: 2 } }] });
  expect(before).toMatchObject({ tuples: [], attributes: [{ values: { size: 1 } }] });
});
