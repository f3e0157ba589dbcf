import type { Asked } from "../contenders/contender.ts";
import { idOf } from "./edges.ts";
import type { Organisation } from "./organisation.ts";
import { Random } from "./random.ts";
import { foldersAbove, mayView, waysOf, type Ways } from "./reference.ts";

/** What a question hangs on. */
export const KINDS = [
  "direct",
  "group, depth 1",
  "group, depth 2",
  "group, depth 3",
  "group, depth 4",
  "folder chain",
  "folder with group",
  "banned",
  "denied",
] as const;

export type Kind = (typeof KINDS)[number];

/** A question to an organisation. */
export interface Question extends Asked {
  readonly kind: Kind;
  /** Who asks about what, in numbers of the organisation. */
  readonly person: number;
  readonly document: number;
}

/** Guesses at questions of one kind before those that were found have to do, and before it is said that there are none. */
const ENOUGH_GUESSES = 200_000;
const MOST_GUESSES = 1_000_000;

/**
 * Questions of every kind, as many of each, and mixed. Each is made by going one way of its kind, and is of the kind only if no other way
 * answers it: so that nobody is asked about groups whom an owner's tuple would do.
 */
export function questionsOf(world: Organisation, ofEach: number, seed = 4): readonly Question[] {
  const random = new Random(seed);
  return random.shuffled(KINDS.flatMap((kind) => questionsOfKind(world, kind, ofEach, random)));
}

function questionsOfKind(world: Organisation, kind: Kind, count: number, random: Random): readonly Question[] {
  const found: Question[] = [];
  for (let guess = 0; found.length < count && guess < (found.length > 0 ? ENOUGH_GUESSES : MOST_GUESSES); guess++) {
    const document = random.below(world.size.documents);
    const person = guessed(world, kind, document, random);
    if (person === undefined || !isOf(kind, waysOf(world, person, document))) continue;
    found.push(questionOf(world, kind, person, document));
  }
  if (found.length === 0) throw new Error(`${world.size.name}: there is no question of the kind \`${kind}\``);
  // A small organisation has few of some kinds: they are asked more often.
  return Array.from({ length: count }, (_, n) => found[n % found.length] as Question);
}

function questionOf(world: Organisation, kind: Kind, person: number, document: number): Question {
  const { type, id } = world.person(person);
  const allowed = mayView(world, person, document);
  const object = `document:${idOf("document", document)}`;
  return { kind, subject: `${type}:${id}`, permission: "view", object, allowed, person, document };
}

/** Somebody who reaches the document on a way of the kind, most likely. */
function guessed(world: Organisation, kind: Kind, document: number, random: Random): number | undefined {
  switch (kind) {
    case "direct":
      return random.pick(world.viewers.of(document));
    case "group, depth 1":
    case "group, depth 2":
    case "group, depth 3":
    case "group, depth 4":
      return memberBelow(world, random.pick(world.viewerGroups.of(document)), depthOf(kind), random);
    case "folder chain":
      return random.pick(foldersAbove(world, document).flatMap((folder) => world.folderViewers.of(folder)));
    case "folder with group": {
      const groups = foldersAbove(world, document).flatMap((folder) => world.folderGroups.of(folder));
      return memberBelow(world, random.pick(groups), 1 + random.below(4), random);
    }
    case "banned":
      return random.pick(world.banned.of(document));
    case "denied":
      return random.below(world.people);
  }
}

function isOf(kind: Kind, ways: Ways): boolean {
  const { isDirect, groupDepth, isByFolder, isByFolderGroup, isBanned } = ways;
  const isByGroup = groupDepth > 0;
  switch (kind) {
    case "direct":
      return isDirect && !isByGroup && !isByFolder && !isByFolderGroup && !isBanned;
    case "group, depth 1":
    case "group, depth 2":
    case "group, depth 3":
    case "group, depth 4":
      return groupDepth === depthOf(kind) && !isDirect && !isByFolder && !isByFolderGroup && !isBanned;
    case "folder chain":
      return isByFolder && !isDirect && !isByGroup && !isByFolderGroup && !isBanned;
    case "folder with group":
      return isByFolderGroup && !isDirect && !isByGroup && !isByFolder && !isBanned;
    case "banned":
      return isBanned && (isDirect || isByGroup || isByFolder || isByFolderGroup);
    case "denied":
      return !isDirect && !isByGroup && !isByFolder && !isByFolderGroup && !isBanned;
  }
}

function depthOf(kind: Kind): number {
  return Number(kind.at(-1));
}

/** A member of a group so many memberships below the group; undefined where there is none on the way that is tried. */
function memberBelow(world: Organisation, group: number | undefined, depth: number, random: Random) {
  let at = group;
  for (let step = 1; step < depth && at !== undefined; step++) at = random.pick(world.nested.of(at));
  return at === undefined ? undefined : random.pick(world.members.of(at));
}
