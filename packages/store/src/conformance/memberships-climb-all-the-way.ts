import { expect } from "vitest";
import { askTuples, memberships } from "./ask.ts";
import { promise, type OpenStore } from "./open-store.ts";
import { texts, tuple, tuples } from "./text.ts";

/** `memberships`: the least set of tuples closed upward from the subject, in one question. */
export function membershipsClimbAllTheWay(open: OpenStore): void {
  const found = (
    sentence: string,
    stored: readonly string[],
    of: string,
    through: readonly string[],
    expected: readonly string[],
  ): void =>
    promise(open, sentence, async (store) => {
      await store.write({ touch: tuples(...stored) });
      expect(await askTuples(store, memberships(of, ...through))).toEqual(texts(tuples(...expected)));
    });

  const chain = ["group:a#member@user:ann", "group:b#member@group:a#member", "group:c#member@group:b#member"];

  found("a subject in no group has no memberships", ["group:a#member@user:bob"], "user:ann", ["group#member"], []);
  found(
    "a direct membership is found",
    [...chain.slice(0, 1), "group:a#member@user:bob"],
    "user:ann",
    ["group#member"],
    chain.slice(0, 1),
  );
  found(
    "memberships nested three deep are found",
    [...chain, "group:d#member@group:x#member"],
    "user:ann",
    ["group#member"],
    chain,
  );
  found(
    "a cycle ends",
    [...chain, "group:a#member@group:c#member"],
    "user:ann",
    ["group#member"],
    [...chain, "group:a#member@group:c#member"],
  );
  found(
    "a group in itself ends",
    ["group:a#member@group:a#member", "group:a#member@user:ann"],
    "user:ann",
    ["group#member"],
    ["group:a#member@group:a#member", "group:a#member@user:ann"],
  );
  found(
    "a diamond is found once",
    [
      "group:l#member@user:ann",
      "group:r#member@user:ann",
      "group:top#member@group:l#member",
      "group:top#member@group:r#member",
      "group:all#member@group:top#member",
    ],
    "user:ann",
    ["group#member"],
    [
      "group:l#member@user:ann",
      "group:r#member@user:ann",
      "group:top#member@group:l#member",
      "group:top#member@group:r#member",
      "group:all#member@group:top#member",
    ],
  );
  found(
    "the wildcard of a plain subject's type counts",
    ["group:all#member@user:*", "group:top#member@group:all#member", "group:keys#member@apikey:*"],
    "user:ann",
    ["group#member"],
    ["group:all#member@user:*", "group:top#member@group:all#member"],
  );
  found(
    "the wildcard does not count for a subject set",
    ["group:x#member@group:*", "group:y#member@group:a#member"],
    "group:a#member",
    ["group#member"],
    ["group:y#member@group:a#member"],
  );
  found(
    "a generic subject has the memberships of the wildcard",
    ["group:x#member@user:*", "group:x#member@user:ann"],
    "user:*",
    ["group#member"],
    ["group:x#member@user:*"],
  );
  found(
    "a tuple on the wildcard object leads to every set of its relation",
    [
      "group:*#member@user:ann",
      "group:top#member@group:any#member",
      "group:root#member@group:top#member",
      "group:no#member@group:any#guest",
    ],
    "user:ann",
    ["group#member"],
    ["group:*#member@user:ann", "group:top#member@group:any#member", "group:root#member@group:top#member"],
  );
  found(
    "a set on the wildcard object is reached through others, too",
    [
      "group:a#member@user:ann",
      "team:*#member@group:a#member",
      "group:b#member@team:x#member",
      "group:c#member@user:x#member",
    ],
    "user:ann",
    ["group#member", "team#member"],
    ["group:a#member@user:ann", "team:*#member@group:a#member", "group:b#member@team:x#member"],
  );
  found(
    "the sets of a wildcard object climb from each of them",
    ["group:top#member@group:any#member", "group:root#member@group:top#member", "group:no#member@user:ann"],
    "group:*#member",
    ["group#member"],
    ["group:root#member@group:top#member", "group:top#member@group:any#member"],
  );
  found(
    "only the kinds asked for are climbed",
    [
      ...chain,
      "group:a#guest@user:ann",
      "doc:x#viewer@user:ann",
      "team:t#member@user:ann",
      "group:d#member@team:t#member",
    ],
    "user:ann",
    ["group#member"],
    chain,
  );
  found(
    "type and relation of a kind belong together",
    ["group:a#viewer@user:ann", "doc:a#member@user:ann", "group:a#member@user:ann"],
    "user:ann",
    ["group#member", "doc#viewer"],
    ["group:a#member@user:ann"],
  );
  found("through no kinds nothing is found", chain, "user:ann", [], []);
  found(
    "a subject set climbs from itself, not from its members",
    [...chain, "group:z#member@user:ann"],
    "group:a#member",
    ["group#member"],
    chain.slice(1),
  );
  found(
    "a plain group is not its set",
    ["group:b#member@group:a", "group:c#member@group:a#member"],
    "group:a",
    ["group#member"],
    ["group:b#member@group:a"],
  );
  found(
    "another subject with the same id is another subject",
    ["group:a#member@apikey:ann", "group:b#member@user:ann#self"],
    "user:ann",
    ["group#member"],
    [],
  );

  promise(open, "memberships keep policies and windows, and do not judge them", async (store) => {
    const stored = [
      tuple("group:a#member@user:ann", { policy: { name: "p", parameters: { x: [1] } } }),
      tuple("group:b#member@group:a#member", { until: "2000-01-01T00:00:00Z" }),
      tuple("group:c#member@group:b#member"),
    ];
    await store.write({ touch: stored });
    expect(await askTuples(store, memberships("user:ann", "group#member"))).toEqual(texts(stored));
  });

  promise(open, "memberships forget what was deleted", async (store) => {
    await store.write({ touch: tuples(...chain) });
    await store.write({ delete: tuples("group:b#member@group:a#member") });
    expect(await askTuples(store, memberships("user:ann", "group#member"))).toEqual(chain.slice(0, 1));
  });

  promise(open, "a thousand groups, each in the next, are climbed to the top", async (store) => {
    const stored = ["group:0#member@user:ann"];
    for (let i = 1; i < 1_000; i++) stored.push(`group:${i}#member@group:${i - 1}#member`);
    await store.write({ touch: tuples(...stored) });
    expect(await askTuples(store, memberships("user:ann", "group#member"))).toHaveLength(1_000);
  });
}
