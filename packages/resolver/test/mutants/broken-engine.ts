import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Engine } from "../agreement.ts";
import type { Mutant } from "./mutant.ts";

const SOURCES = fileURLToPath(new URL("../../src/", import.meta.url));
const COPIES = fileURLToPath(new URL("../.mutants/", import.meta.url));

/** Forgets every copy that was made. */
export async function removeCopies(): Promise<void> {
  await rm(COPIES, { recursive: true, force: true });
}

/** A copy of the resolver as it is. */
export async function soundEngine(): Promise<Engine> {
  return importCopy(await copy("sound"));
}

/** A copy of the resolver with one fault. Throws where the text that the fault replaces is not there exactly once. */
export async function brokenEngine(mutant: Mutant): Promise<Engine> {
  const folder = await copy(mutant.name.replaceAll(/[^a-z]+/g, "-"));
  const path = `${folder}/${mutant.file}`;
  const pieces = (await readFile(path, "utf8")).split(mutant.find);
  if (pieces.length !== 2)
    throw new Error(
      `\`${mutant.find}\` stands ${pieces.length - 1} times in ${mutant.file}, and must stand there once`,
    );
  await writeFile(path, pieces.join(mutant.put));
  return importCopy(folder);
}

async function copy(name: string): Promise<string> {
  const folder = `${COPIES}${name}`;
  await mkdir(folder, { recursive: true });
  await cp(SOURCES, folder, { recursive: true });
  return folder;
}

async function importCopy(folder: string): Promise<Engine> {
  return (await import(/* @vite-ignore */ `${folder}/index.ts`)) as Engine;
}
