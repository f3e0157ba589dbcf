import type { Tuple } from "@relata/model";
import { Edges, idOf, type EdgeKind } from "./edges.ts";
import { Random } from "./random.ts";
import type { Size } from "./size.ts";

const edge = (type: string, relation: string, subjects: EdgeKind["subjects"]) =>
  new Edges({ type, relation, subjects });

/** What share of the groups stands on each level, from the widest to those that have most of the members. */
const GROUP_LEVELS = [0.05, 0.1, 0.25, 0.6];
/** The same of folders, below the root. */
const FOLDER_LEVELS = [0.05, 0.15, 0.3, 0.5];

/** Sees every document. */
export const EVERYWHERE = 0;
/** Sees a thousand documents, or all where there are fewer, and nothing else. */
export const READER = 1;
const READ = 1_000;

/**
 * An organisation that a seed decides: users, keys, groups nested 4 deep, folders 5 deep, documents with owner, editor, viewer, parent and
 * banned. People are numbered: users first, then keys.
 */
export class Organisation {
  readonly size: Size;
  readonly people: number;
  readonly members = edge("group", "member", "people");
  readonly nested = edge("group", "member", "group");
  readonly folderParents = edge("folder", "parent", "folder");
  readonly folderViewers = edge("folder", "viewer", "people");
  readonly folderGroups = edge("folder", "viewer", "group");
  readonly parents = edge("document", "parent", "folder");
  readonly owners = edge("document", "owner", "people");
  readonly editors = edge("document", "editor", "people");
  readonly editorGroups = edge("document", "editor", "group");
  readonly viewers = edge("document", "viewer", "people");
  readonly viewerGroups = edge("document", "viewer", "group");
  readonly banned = edge("document", "banned", "people");
  readonly #random: Random;

  constructor(size: Size, seed = 20) {
    this.size = size;
    this.people = size.users + size.keys;
    this.#random = new Random(seed);
    this.#groups();
    this.#folders();
    this.#documents();
    this.#fill();
  }

  get #all(): readonly Edges[] {
    const { members, nested, folderParents, folderViewers, folderGroups, parents } = this;
    const { owners, editors, editorGroups, viewers, viewerGroups, banned } = this;
    const ofFolders = [folderParents, folderViewers, folderGroups];
    return [members, nested, ...ofFolders, parents, owners, editors, editorGroups, viewers, viewerGroups, banned];
  }

  get count(): number {
    return this.#all.reduce((sum, { count }) => sum + count, 0);
  }

  /** One after the other, so that nobody needs to hold them all. */
  *tuples(): Generator<Tuple> {
    for (const edges of this.#all) yield* edges.tuples((n) => this.person(n));
  }

  person(n: number): { readonly type: string; readonly id: string } {
    const { users } = this.size;
    return n < users ? { type: "user", id: idOf("user", n) } : { type: "key", id: idOf("key", n - users) };
  }

  /** Anybody but those whose lists are known. */
  #anybody(): number {
    return READER + 1 + this.#random.below(this.people - READER - 1);
  }

  #groups(): void {
    const levels = levelsOf(this.size.groups, GROUP_LEVELS);
    for (const [at, level] of levels.entries()) {
      for (const group of level) {
        const parent = this.#random.pick(levels[at - 1] ?? []);
        if (parent !== undefined) this.nested.add(parent, group);
      }
    }
    const last = levels.at(-1) ?? [];
    for (let person = READER + 1; person < this.people; person++) {
      for (let n = 0; n < 4; n++) this.members.add(this.#random.pick(last) ?? 0, person);
      // Some stand higher up.
      if (this.#random.onceIn(4)) this.members.add(this.#random.below(this.size.groups), person);
    }
  }

  #folders(): void {
    const levels = [[0], ...levelsOf(this.size.folders - 1, FOLDER_LEVELS).map((level) => level.map((n) => n + 1))];
    this.folderViewers.add(0, EVERYWHERE);
    for (const [at, level] of levels.entries()) {
      for (const folder of level) {
        const parent = this.#random.pick(levels[at - 1] ?? []);
        // What stands at the root everybody would see, who is named there.
        if (parent === undefined) continue;
        this.folderParents.add(folder, parent);
        this.folderViewers.add(folder, this.#anybody());
        if (this.#random.onceIn(2)) this.folderGroups.add(folder, this.#group());
      }
    }
  }

  #documents(): void {
    const { documents, folders } = this.size;
    for (let document = 0; document < documents; document++) {
      this.parents.add(document, 1 + this.#random.below(folders - 1));
      this.owners.add(document, this.#anybody());
      if (this.#random.onceIn(2)) this.editors.add(document, this.#anybody());
      if (this.#random.onceIn(8)) this.editorGroups.add(document, this.#group());
      if (!this.#random.onceIn(3)) this.viewerGroups.add(document, this.#group());
      this.viewers.add(document, this.#anybody());
      if (document < READ) this.viewers.add(document, READER);
      // Half of the banned would see it otherwise.
      if (this.#random.onceIn(3)) this.banned.add(document, this.#anybody());
      if (this.#random.onceIn(3)) this.banned.add(document, this.viewers.of(document)[0] ?? 0);
    }
  }

  /** Every other group is one of those with most members below them. */
  #group(): number {
    const { groups } = this.size;
    return this.#random.onceIn(2) ? this.#random.below(Math.ceil(groups * 0.15)) : this.#random.below(groups);
  }

  /** Viewers, until there are exactly as many tuples as there shall be. */
  #fill(): void {
    const missing = this.size.tuples - this.count;
    if (missing < 0) throw new Error(`${this.size.name}: ${-missing} tuples too many`);
    for (let made = 0; made < missing;) {
      if (this.viewers.add(this.#random.below(this.size.documents), this.#anybody())) made++;
    }
  }
}

/** The numbers from 0 on, on levels of these shares; each level has one at least. */
function levelsOf(count: number, shares: readonly number[]): readonly (readonly number[])[] {
  const levels: number[][] = [];
  let next = 0;
  for (const [at, share] of shares.entries()) {
    const end = at === shares.length - 1 ? count : Math.max(next + 1, next + Math.round(count * share));
    levels.push(Array.from({ length: end - next }, (_, n) => next + n));
    next = end;
  }
  return levels;
}
