import {
  formatInstant,
  indexModel,
  parseInstant,
  parseObject,
  parseSubject,
  parseTuple,
  type Instant,
} from "@relata/model";
import { check, MemoryGraph } from "@relata/resolver";
import { expect, test } from "vitest";
import { compiled } from "./compiled.ts";

const model = compiled(`model 1
type user
type group { relation member: user | group#member }
type folder {
  relation parent: folder
  relation viewer: user | group#member
  permission view = viewer + parent->view
}
type doc {
  attribute since: timestamp
  relation folder: folder
  relation owner: user
  relation guest: user with hours | user with fresh
  relation banned: user
  permission read = (owner + guest + folder->view) - banned
  permission open = owner when published
}
policy hours(tuple from: timestamp, tuple until: timestamp) = now >= from && now < until
policy fresh = now - resource.since < duration("24h")
policy published = now >= resource.since
`);
const index = indexModel(model);

/** The instant until which the answer holds, to the day; `now` where that is at once. */
function until(question: string, tuples: readonly string[], since?: string): string | undefined {
  const now = parseInstant("2026-06-01T00:00:00Z") as Instant;
  const graph = new MemoryGraph(tuples.map((tuple) => parseTuple(index, tuple)));
  if (since !== undefined) graph.setAttributes(parseObject(index, "doc:d"), { since });
  const words = question.split(" ").filter((word) => word !== "and");
  const [permission = "", object = ""] = words.slice(-2);
  const subject = words.slice(0, -2).map((word) => parseSubject(index, word));
  const asked = { subject, permission, object: parseObject(index, object), resource: {}, context: {}, now };
  const { validUntil } = check(model, graph, asked);
  if (validUntil === now) return "now";
  return validUntil === undefined ? undefined : formatInstant(validUntil).slice(0, 10);
}

const HOURS = 'with hours {"from":"2026-01-01T00:00:00Z","until":"2026-09-01T00:00:00Z"}';

test.each<[string, string | undefined, string, readonly string[], string?]>([
  ["nothing of time", undefined, "user:ann read doc:d", ["doc:d#owner@user:ann"]],
  ["the end of a window", "2026-07-01", "user:ann read doc:d", ["doc:d#owner@user:ann until 2026-07-01T00:00:00Z"]],
  [
    "a window that has yet to begin",
    "2026-08-01",
    "user:ann read doc:d",
    ["doc:d#owner@user:ann from 2026-08-01T00:00:00Z until 2026-09-01T00:00:00Z"],
  ],
  ["a window that is over", undefined, "user:ann read doc:d", ["doc:d#owner@user:ann until 2026-05-01T00:00:00Z"]],
  [
    "one that excludes",
    "2026-07-01",
    "user:ann read doc:d",
    ["doc:d#owner@user:ann", "doc:d#banned@user:ann until 2026-07-01T00:00:00Z"],
  ],
  [
    "one within a group, and one on an arrow",
    "2026-07-01",
    "user:ann read doc:d",
    [
      "doc:d#folder@folder:f until 2026-08-01T00:00:00Z",
      "folder:f#viewer@group:g#member until 2026-09-01T00:00:00Z",
      "group:g#member@user:ann until 2026-07-01T00:00:00Z",
    ],
  ],
  ["a comparison with a parameter", "2026-09-01", "user:ann read doc:d", [`doc:d#guest@user:ann ${HOURS}`]],
  [
    "a comparison with an attribute",
    "2026-10-01",
    "user:ann open doc:d",
    ["doc:d#owner@user:ann"],
    "2026-10-01T00:00:00Z",
  ],
  ["one that lies behind", undefined, "user:ann open doc:d", ["doc:d#owner@user:ann"], "2026-05-01T00:00:00Z"],
  [
    "time that is computed with",
    "now",
    "user:ann read doc:d",
    ["doc:d#guest@user:ann with fresh"],
    "2026-05-31T12:00:00Z",
  ],
  ["what is missing", undefined, "user:ann open doc:d", ["doc:d#owner@user:ann"]],
  [
    "the tuples of others",
    undefined,
    "user:ann read doc:d",
    ["doc:d#owner@user:ann", "doc:d#owner@user:bob until 2026-07-01T00:00:00Z"],
  ],
  [
    "several subjects: the first of them",
    "2026-07-01",
    "user:ann and user:bob read doc:d",
    ["doc:d#owner@user:ann until 2026-07-01T00:00:00Z", "doc:d#owner@user:bob until 2026-08-01T00:00:00Z"],
  ],
  [
    "a cycle: what any of it read",
    "2026-07-01",
    "user:ann view folder:f",
    ["folder:f#parent@folder:g", "folder:g#parent@folder:f", "folder:g#viewer@user:ann from 2026-07-01T00:00:00Z"],
  ],
])("%s: %s", (_, expected, question, tuples, since) => {
  expect(until(question, tuples, since)).toBe(expected);
});
