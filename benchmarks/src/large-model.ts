import type { SourceFile } from "@relata/language";

const FILES = 10;
const TYPES_PER_FILE = 50;
const RELATIONS_PER_TYPE = 10;

/** Of a model as large as they come, in ten files: what its parts must add up to is known, so it is asserted. */
export const LARGE_MODEL = {
  types: FILES * TYPES_PER_FILE,
  relations: FILES * TYPES_PER_FILE * RELATIONS_PER_TYPE,
  permissions: FILES * TYPES_PER_FILE * 6,
  policies: FILES * TYPES_PER_FILE,
} as const;

/**
 * The files of the large model: every type refers to two others, by arrows, chains of arrows and subject sets, and its
 * permissions are unions, intersections and exclusions of relations, of each other and of arrows, some under a policy.
 */
export function largeModelFiles(): readonly SourceFile[] {
  return Array.from({ length: FILES }, (_, file) => {
    const types = Array.from({ length: TYPES_PER_FILE }, (_, i) => typeText(file * TYPES_PER_FILE + i));
    return { path: `part${file}.relata`, text: ["model 1", ...types].join("\n\n") };
  });
}

function typeText(i: number): string {
  const other = (step: number) => `thing${(i * 7 + step) % LARGE_MODEL.types}`;
  return `/// Thing number ${i}.
type thing${i} {
  attribute amount: number
  attribute status: "draft" | "sent" | "paid"

  relation parent: ${other(1)} | ${other(2)}
  relation home: ${other(3)}
  relation owner: thing${i} | ${other(1)}#owner
  relation editor: thing${i} | ${other(2)}#owner | ${other(3)}#edit
  relation viewer: thing${i} | thing${i}:* | ${other(1)}#view with policy${i}
  relation banned: thing${i}
  relation auditor: thing${i} with policy${i}
  relation member: thing${i} | ${other(4)}#member
  relation guest: thing${i} | ${other(5)}#member
  relation helper: ${other(5)}#member

  permission edit = owner + editor + parent->edit
  permission view = (edit + viewer + guest + parent->view + home->parent->view) - banned
  permission audit = (auditor + helper) & member
  permission approve = edit when policy${i}
  permission remove = owner + home.all(edit)
  permission list = view + audit + approve + remove
}

policy policy${i} = json {
  "and": [{ "==": [{ "var": "resource.status" }, "paid"] }, { "<=": [{ "var": "resource.amount" }, ${1000 + i}] }]
}`;
}
