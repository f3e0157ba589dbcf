import type { Edges } from "./edges.ts";
import type { Organisation } from "./organisation.ts";

/** By which ways somebody reaches a document, each looked for by itself. */
export interface Ways {
  /** The document names them: as owner, editor or viewer. */
  readonly isDirect: boolean;
  /** Memberships on the shortest way from them to a group that the document names; 0 where there is none. */
  readonly groupDepth: number;
  /** A folder above the document names them. */
  readonly isByFolder: boolean;
  /** A folder above the document names a group that they are in. */
  readonly isByFolderGroup: boolean;
  readonly isBanned: boolean;
}

/**
 * The answer by plain loops over the organisation's own lists: what the workload expects. It shares no code with any engine, knows this one
 * model only, and is as slow as it is simple.
 */
export function waysOf(world: Organisation, person: number, document: number): Ways {
  const depths = depthsOf(world, person);
  const folders = foldersAbove(world, document);
  const names = (edges: Edges, object: number) => edges.of(object).includes(person);
  const groups = [...world.viewerGroups.of(document), ...world.editorGroups.of(document)];
  const reached = groups.flatMap((group) => depths.get(group) ?? []);
  return {
    isDirect: [world.owners, world.editors, world.viewers].some((edges) => names(edges, document)),
    groupDepth: reached.length === 0 ? 0 : Math.min(...reached),
    isByFolder: folders.some((folder) => names(world.folderViewers, folder)),
    isByFolderGroup: folders.some((folder) => world.folderGroups.of(folder).some((group) => depths.has(group))),
    isBanned: names(world.banned, document),
  };
}

export function mayView(world: Organisation, person: number, document: number): boolean {
  const { isDirect, groupDepth, isByFolder, isByFolderGroup, isBanned } = waysOf(world, person, document);
  return (isDirect || groupDepth > 0 || isByFolder || isByFolderGroup) && !isBanned;
}

/** The groups that somebody is in, and how many memberships lead there. */
export function depthsOf(world: Organisation, person: number): ReadonlyMap<number, number> {
  const depths = new Map<number, number>();
  let next = world.members.with(person);
  for (let depth = 1; next.length > 0; depth++) {
    const fresh = next.filter((group) => !depths.has(group));
    for (const group of fresh) depths.set(group, depth);
    next = fresh.flatMap((group) => world.nested.with(group));
  }
  return depths;
}

/** From the document's own folders up to the root. */
export function foldersAbove(world: Organisation, document: number): readonly number[] {
  const found: number[] = [];
  for (let next = world.parents.of(document); next.length > 0;) {
    found.push(...next);
    next = next.flatMap((folder) => world.folderParents.of(folder));
  }
  return found;
}

/** Every document that somebody may view: from them down, so that it is not asked of each. */
export function documentsOf(world: Organisation, person: number): ReadonlySet<number> {
  const groups = [...depthsOf(world, person).keys()];
  const found = new Set([world.owners, world.editors, world.viewers].flatMap((edges) => edges.with(person)));
  const named = groups.flatMap((group) => [...world.viewerGroups.with(group), ...world.editorGroups.with(group)]);
  for (const document of named) found.add(document);
  const folders = new Set([
    ...world.folderViewers.with(person),
    ...groups.flatMap((group) => world.folderGroups.with(group)),
  ]);
  for (const folder of folders) {
    for (const below of world.folderParents.with(folder)) folders.add(below);
    for (const document of world.parents.with(folder)) found.add(document);
  }
  for (const document of world.banned.with(person)) found.delete(document);
  return found;
}
