import { readModel } from "@relata/core";

export const { model: ROWS_MODEL } = readModel(`model 1

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
  relation folder: folder
  relation owner:  user
  relation viewer: user | user:* | group#member
  relation banned: user
  permission view = (viewer + owner + folder->view) - banned
}
`);

/** Rows that are visible to a subject who sees few: a page of them. */
export const FEW = 20;

const FOLDERS = 1_000;

/** Who asks for a page, what share of the rows they see, and the shape that is better for it. */
export interface Reader {
  readonly subject: string;
  readonly sees: string;
  readonly better: "in" | "exists";
  /** That a row is among those, by its number, of so many. */
  readonly isSeen: (row: number, rows: number) => boolean;
}

export const READERS: readonly Reader[] = [
  { subject: "user:few", sees: "20 rows", better: "in", isSeen: (row, rows) => row % (rows / FEW) === 1 },
  { subject: "user:half", sees: "half, in one folder", better: "exists", isSeen: (row) => row % 2 === 0 },
  { subject: "user:tree", sees: "half, in 1,000 folders", better: "exists", isSeen: (row) => row % 2 === 1 },
];

/** About one tuple for each row: its folder, and what readers reach those by. */
export function* tuplesOfRows(rows: number): Generator<string> {
  yield "group:all#member@group:half#member";
  yield "group:half#member@user:half";
  yield "folder:open#viewer@group:all#member";
  yield "folder:root#viewer@user:tree";
  for (let i = 0; i < FOLDERS; i++) yield `folder:f${i}#parent@folder:root`;
  for (let i = 0; i < rows; i++) {
    yield `document:${i}#folder@folder:${i % 2 === 0 ? "open" : `f${(i >> 1) % FOLDERS}`}`;
    if (i % (rows / FEW) === 1) yield `document:${i}#viewer@user:few`;
  }
}
