/** The parts of a path without `.` and with every `..` resolved; undefined where it leaves what it starts from. */
function resolved(parts: readonly string[]): readonly string[] | undefined {
  const path: string[] = [];
  for (const part of parts) {
    if (part === "" || part === ".") continue;
    if (part !== "..") path.push(part);
    else if (path.pop() === undefined) return undefined;
  }
  return path;
}

/** The one spelling of a file's path: `./a/../b.relata` is `b.relata`. A path that cannot be resolved stays as it is. */
export function normalPath(path: string): string {
  const parts = resolved(path.split("/"));
  return parts === undefined ? path : `${path.startsWith("/") ? "/" : ""}${parts.join("/")}`;
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
 */
export function resolveImport(from: string, path: string, root: string): string | undefined {
  if (!/^\.\.?\//.test(path) || /[\\\0]/.test(path)) return undefined;
  const base = normalPath(from);
  const parts = resolved([...base.split("/").slice(0, -1), ...path.split("/")]);
  if (parts === undefined) return undefined;
  const target = `${base.startsWith("/") ? "/" : ""}${parts.join("/")}`;
  return target.startsWith(root) ? target : undefined;
}
