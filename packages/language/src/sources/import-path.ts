/** The parts of a path without `.`, each `..` taken together with the folder before it; those in front stay. */
function resolved(parts: readonly string[]): readonly string[] {
  const path: string[] = [];
  for (const part of parts) {
    if (part === "" || part === ".") continue;
    if (part === ".." && path.length > 0 && path.at(-1) !== "..") path.pop();
    else path.push(part);
  }
  return path;
}

/**
 * The one spelling of a file's path: `./a/../b.relata` is `b.relata`. Nothing is looked up, so links are not followed;
 * that is for whoever loads files. Law: a normal path is its own normal path.
 */
export function normalPath(path: string): string {
  return `${path.startsWith("/") ? "/" : ""}${resolved(path.split("/")).join("/")}`;
}

/** The deepest folder that holds all of the files, ending in `/`, or the empty text. */
export function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => normalPath(path).split("/").slice(0, -1));
  const [first = [], ...others] = folders;
  let depth = 0;
  while (depth < first.length && others.every((folder) => folder[depth] === first[depth])) depth++;
  return first
    .slice(0, depth)
    .map((part) => `${part}/`)
    .join("");
}

/**
 * Where an import leads: relative to the importing file, and inside the root folder. Undefined where it is not relative
 * (it begins with `./` or `../`), leaves the root, or holds a backslash, which only some systems take for a `/`.
 *
 * The root is the empty text or ends in `/`. It may itself lie above where paths start: files of `../models/` import
 * from `../models/`, and `../` is no way out of it.
 */
export function resolveImport(from: string, path: string, root: string): string | undefined {
  if (!/^\.\.?\//.test(path) || /[\\\0]/.test(path)) return undefined;
  const target = normalPath([...from.split("/").slice(0, -1), ...path.split("/")].join("/"));
  if (!target.startsWith(root)) return undefined;
  return target.slice(root.length).startsWith("../") ? undefined : target;
}
