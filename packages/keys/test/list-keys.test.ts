import { createRelata } from "@relata/core";
import type { Store } from "@relata/store";
import { describe, expect, test } from "vitest";
import { createKeys } from "../src/index.ts";
import { DATABASES, START, worlds } from "./databases.ts";

const open = worlds();
const clock = () => START;

/** The same store, which notes what is asked of it. */
function counted(store: Store): { readonly store: Store; readonly calls: string[] } {
  const calls: string[] = [];
  const noting = (target: Store, name: string | symbol) => {
    const value: unknown = Reflect.get(target, name, target);
    if (typeof value !== "function") return value;
    return (...args: unknown[]) => {
      calls.push(String(name));
      return Reflect.apply(value, target, args) as unknown;
    };
  };
  return { store: new Proxy(store, { get: noting }), calls };
}

describe.each(DATABASES)("a list of keys on %s", (name) => {
  test("reads the tuples of its page at once, however many keys there are", async () => {
    const { keys, relata, store, engineStore } = await open(name);
    const ids: string[] = [];
    for (let n = 0; n < 24; n++) {
      const owner = `user:u${n % 2}`;
      const { key } = await keys.create({
        name: `k${n}`,
        mode: n % 3 === 0 ? "inherit" : "own",
        owner,
        organization: "o",
      });
      ids.push(key.id);
    }
    const [first = "", second = ""] = ids;
    await keys.disable(first);
    await relata.write([`system:key:${second}#inherits@user:u0`, "system:key:*#disabled@user:u0"]);
    const { store: noting, calls } = counted(engineStore);
    const engine = await createRelata({ model: relata.model, store: noting, clock, history: { automatic: false } });
    const listing = createKeys({ relata: engine, store, clock });
    calls.length = 0;
    const { keys: listed } = await listing.list();
    expect(calls).toEqual(["read"]);
    expect(listed).toHaveLength(24);
    for (const key of listed) expect(key).toEqual(await keys.get(key.id));
    const off = listed.filter(({ isDisabled }) => isDisabled).map(({ id }) => id);
    expect(off.toSorted()).toEqual([first, second].toSorted());
    calls.length = 0;
    expect((await listing.list({ owner: "user:u1", organization: "o", limit: 5 })).keys).toHaveLength(5);
    expect(calls.toSorted()).toEqual(["read", "tuples", "tuples"]);
  });
});
