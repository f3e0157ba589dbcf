import { parseInstant, type Attribute, type Field, type Instant } from "@relata/model";

/** Random worlds are small and share few names, so that their parts meet: most bugs need two or three of each. */
export const USERS = ["a", "b"] as const;

/** Types that hold relations. Each has the same names, so that arrows and subject sets of any type find them. */
export const OBJECT_TYPES = ["doc", "folder", "group"] as const;

export const IDS: Readonly<Record<string, readonly string[]>> = {
  user: USERS,
  apikey: ["k"],
  group: ["g", "h"],
  folder: ["f", "r"],
  doc: ["d"],
};

/** The relation whose subjects are objects: what arrows follow. */
export const ARROW_RELATION = "parent";
/** Relations without a rewrite. */
export const STORED_RELATIONS = ["member", "viewer"] as const;
/** A relation with a rewrite. */
export const REWRITTEN_RELATION = "editor";
export const PERMISSIONS = ["view", "edit", "share"] as const;
export const NAMES = [ARROW_RELATION, ...STORED_RELATIONS, REWRITTEN_RELATION, ...PERMISSIONS] as const;

export const ATTRIBUTES: readonly Attribute[] = [
  { name: "labels", type: { kind: "map", of: { kind: "number" } }, trusted: false },
  { name: "level", type: { kind: "number" }, trusted: false },
  { name: "region", type: { kind: "string" }, trusted: false },
  { name: "seal", type: { kind: "number" }, trusted: true },
  { name: "seen", type: { kind: "timestamp" }, trusted: false },
  { name: "tags", type: { kind: "list", of: { kind: "string" } }, trusted: false },
];

export const CONTEXT: readonly Field[] = [
  { name: "limit", type: { kind: "number" } },
  { name: "zone", type: { kind: "string" } },
];

function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new Error(`not an instant: ${text}`);
  return parsed;
}

/** Every question is asked at `NOW`; windows begin and end before it, at it and after it. */
export const BEFORE = instant("2026-01-01T00:00:00Z");
export const NOW = instant("2026-02-01T00:00:00Z");
export const AFTER = instant("2026-03-01T00:00:00Z");
