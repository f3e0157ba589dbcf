import { readModel } from "@relata/core";
import type { Model } from "@relata/model";

/** A shape that data takes, with a question, its answer, and the round trips to storage that the answer may cost. */
export interface NamedWorld {
  readonly name: string;
  readonly tuples: readonly string[];
  readonly subject: string;
  readonly permission: string;
  readonly object: string;
  readonly allowed: boolean;
  /** Batches that a graph which loads on demand asks for. */
  readonly batches: number;
}

export const MODEL: Model = readModel(`
model 1
type user
type group {
  relation member: user | group#member
}
type folder {
  relation parent: folder
  relation viewer: user | group#member
  permission view = viewer + parent->view
}
type document {
  relation parent: folder
  relation owner: user
  relation viewer: user | user:* | group#member
  relation banned: user
  relation reviewer: user | group#member
  permission view = (owner + viewer + parent->view) - banned
  permission approve = viewer & reviewer
}
`).model;

export const WORLDS: readonly NamedWorld[] = [
  {
    name: "direct: one of 100,000 members of one object",
    tuples: times(100_000, (i) => `document:d#viewer@user:u${i}`),
    ...ask("user:u77777", true, 1),
  },
  {
    name: "wide: 1,000 groups on one object, the subject in the last",
    tuples: [...times(1_000, (i) => `document:d#viewer@group:g${i}#member`), "group:g999#member@user:ann"],
    ...ask("user:ann", true, 1),
  },
  {
    name: "nested: groups 1 deep",
    tuples: ["document:d#viewer@group:g0#member", ...nested(1), "group:g1#member@user:ann"],
    ...ask("user:ann", true, 1),
  },
  {
    name: "nested: groups 24 deep",
    tuples: ["document:d#viewer@group:g0#member", ...nested(24), "group:g24#member@user:ann"],
    ...ask("user:ann", true, 1),
  },
  {
    name: "nested: groups 200 deep",
    tuples: ["document:d#viewer@group:g0#member", ...nested(200), "group:g200#member@user:ann"],
    ...ask("user:ann", true, 1),
  },
  {
    name: "nested: groups 200 deep, and the subject is in none",
    tuples: ["document:d#viewer@group:g0#member", ...nested(200)],
    ...ask("user:bob", false, 1),
  },
  {
    name: "chain: a document under 30 folders",
    tuples: [
      "document:d#parent@folder:f0",
      ...times(30, (i) => `folder:f${i}#parent@folder:f${i + 1}`),
      "folder:f30#viewer@user:ann",
    ],
    ...ask("user:ann", true, 32),
  },
  {
    name: "parents: a document in 1,000 folders, and the subject sees none",
    tuples: times(1_000, (i) => `document:d#parent@folder:f${i}`),
    ...ask("user:bob", false, 2),
  },
  {
    name: "arrows: 16 parents with 16 parents each, and the subject sees one of the last",
    tuples: [
      ...times(16, (i) => `document:d#parent@folder:f${i}`),
      ...times(256, (i) => `folder:f${Math.floor(i / 16)}#parent@folder:g${i}`),
      "folder:g255#viewer@user:ann",
    ],
    ...ask("user:ann", true, 3),
  },
  {
    name: "dense: 2,000 groups in 8 levels, each in 8 above it, and the subject is in none that counts",
    tuples: [
      "document:d#viewer@group:out#member",
      ...dense(8, 250, 8),
      ...times(8, (i) => `group:l7-${i}#member@user:ann`),
    ],
    ...ask("user:ann", false, 1),
  },
  {
    name: "dense: the same, and the subject is in all of the widest",
    tuples: [
      ...times(250, (i) => `document:d#viewer@group:l0-${i}#member`),
      ...dense(8, 250, 8),
      "group:l7-0#member@user:ann",
    ],
    ...ask("user:ann", true, 1),
  },
  {
    name: "both: viewers and reviewers, 50,000 of each in a group",
    tuples: [
      "document:d#viewer@group:v#member",
      "document:d#reviewer@group:r#member",
      ...times(50_000, (i) => `group:v#member@user:u${i}`),
      ...times(50_000, (i) => `group:r#member@user:u${i + 49_999}`),
    ],
    ...ask("user:u49999", true, 1),
    permission: "approve",
  },
  {
    name: "member: a subject in 5,000 groups",
    tuples: [...times(5_000, (i) => `group:g${i}#member@user:ann`), "document:d#viewer@group:g4999#member"],
    ...ask("user:ann", true, 1),
  },
  {
    name: "public: a wildcard minus 10,000 banned",
    tuples: ["document:d#viewer@user:*", ...times(10_000, (i) => `document:d#banned@user:b${i}`)],
    ...ask("user:b9999", false, 1),
  },
];

function ask(subject: string, allowed: boolean, batches: number) {
  return { subject, permission: "view", object: "document:d", allowed, batches };
}

function times(count: number, tuple: (i: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, i) => tuple(i));
}

/** Groups on levels: each is in so many of the level above, which differ from group to group. */
function dense(levels: number, width: number, up: number): readonly string[] {
  const below = times((levels - 1) * width * up, (i) => {
    const [step, from] = [i % up, Math.floor(i / up)];
    const level = 1 + Math.floor(from / width);
    const above = (from * 7 + step * 31) % width;
    return `group:l${level - 1}-${above}#member@group:l${level}-${from % width}#member`;
  });
  return [...new Set(below)];
}

function nested(depth: number): readonly string[] {
  return times(depth, (i) => `group:g${i}#member@group:g${i + 1}#member`);
}
