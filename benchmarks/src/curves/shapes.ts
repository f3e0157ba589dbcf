import type { Asked } from "../contenders/contender.ts";

/** One thing that grows: what is stored where it is so large, and a question that has to cope with it. */
export interface Growing {
  readonly name: string;
  readonly tuples: (size: number) => readonly string[];
  readonly question: (size: number) => Asked;
}

const DOCUMENT = "document:d";
const ANN = "user:ann";

/** What is so many steps away. */
export const DEPTHS: readonly Growing[] = [
  {
    name: "groups in groups",
    tuples: (depth) => [
      `${DOCUMENT}#viewer@group:g1#member`,
      ...times(depth - 1, (i) => `group:g${i + 1}#member@group:g${i + 2}#member`),
      `group:g${depth}#member@${ANN}`,
    ],
    question: () => asked(ANN, true),
  },
  {
    name: "folders in folders",
    tuples: (depth) => [
      `${DOCUMENT}#parent@folder:f1`,
      ...times(depth - 1, (i) => `folder:f${i + 1}#parent@folder:f${i + 2}`),
      `folder:f${depth}#viewer@${ANN}`,
    ],
    question: () => asked(ANN, true),
  },
];

/** What there is so much of at one place. */
export const WIDTHS: readonly Growing[] = [
  {
    name: "people on a document",
    tuples: (width) => times(width, (i) => `${DOCUMENT}#viewer@user:u${i}`),
    question: (width) => asked(`user:u${width - 1}`, true),
  },
  {
    name: "groups on a document",
    tuples: (width) => [
      ...times(width, (i) => `${DOCUMENT}#viewer@group:g${i}#member`),
      `group:g${width - 1}#member@${ANN}`,
    ],
    question: () => asked(ANN, true),
  },
  {
    name: "groups of a person",
    tuples: (width) => [
      ...times(width, (i) => `group:g${i}#member@${ANN}`),
      `${DOCUMENT}#viewer@group:g${width - 1}#member`,
    ],
    question: () => asked(ANN, true),
  },
  {
    name: "folders of a document",
    // Nobody sees any of them, so that every one is looked at.
    tuples: (width) => [
      ...times(width, (i) => `${DOCUMENT}#parent@folder:f${i}`),
      `group:g#member@user:bob`,
      ...times(width, (i) => `folder:f${i}#viewer@group:g#member`),
      `group:other#member@${ANN}`,
    ],
    question: () => asked(ANN, false),
  },
];

function asked(subject: string, allowed: boolean): Asked {
  return { kind: "growing", subject, permission: "view", object: DOCUMENT, allowed };
}

function times(count: number, tuple: (i: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, i) => tuple(i));
}
