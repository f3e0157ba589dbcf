import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A program and its first arguments. */
export type Command = readonly [string, ...string[]];

/**
 * The relata to run for a file: what the setting says, else the one of the nearest `node_modules`, from the file's folder
 * up to the workspace's. Undefined where there is none.
 *
 * Why `node` and a script on Windows: what stands in `.bin` there is for a shell, and none is ever started.
 */
export function findCommand(
  folder: string,
  workspace: string,
  setting: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Command | undefined {
  const [program, ...args] = setting;
  if (program !== undefined) return [program, ...args];
  for (const place of foldersUp(folder, workspace)) {
    const modules = join(place, "node_modules");
    const found = platform === "win32" ? scriptOf(join(modules, "relata")) : binary(join(modules, ".bin", "relata"));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** From the folder upwards, the workspace being the last; the folder alone where it is outside. */
function foldersUp(folder: string, workspace: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== workspace; at = dirname(at)) {
    if (dirname(at) === at) return [folder];
    folders.push(dirname(at));
  }
  return folders;
}

function binary(path: string): Command | undefined {
  return existsSync(path) ? [path] : undefined;
}

/** The script that the package's own manifest names. */
function scriptOf(folder: string): Command | undefined {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return undefined;
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly bin?: { readonly relata?: string } };
  return bin?.relata === undefined ? undefined : ["node", join(folder, bin.relata)];
}
