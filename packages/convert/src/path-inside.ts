/**
 * Where a path leads that a file names, in the one spelling of it; undefined where it leaves the folder. The folder is the empty
 * text or ends in `/`. Nothing is looked up, so links are for whoever loads files.
 */
export function pathInside(folder: string, from: string, named: string): string | undefined {
  if (named.startsWith("/") || /[\\\0]/.test(named) || /^[A-Za-z]:/.test(named)) return undefined;
  const parts: string[] = [];
  const inside = from.slice(folder.length).split("/").slice(0, -1);
  for (const part of [...inside, ...named.split("/")]) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? undefined : `${folder}${parts.join("/")}`;
}

/** The folder of a file: the empty text, or one that ends in `/`. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
