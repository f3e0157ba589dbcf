import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isFailure, parseFacts, type Facts } from "@relata/core";
import { indexModel, type Model } from "@relata/model";
import { decodeText, readAll } from "./read-text.ts";
import type { Surroundings } from "./surroundings.ts";
import { systemReason, usageError } from "./usage-error.ts";

/** Called now and then with the part of a file, from 0 to 1, that has been read. */
export type OnFacts = (path: string, part: number) => void;

/** Facts between two reports of progress. */
const BLOCK_LINES = 20_000;

/**
 * Reads facts files, each in the order given; `-` is standard input.
 *
 * @throws Failure `invalid_tuple` that names every line of the first file with mistakes; CommanderError for a file that
 * cannot be read
 */
export async function readFacts(
  { stdin, cwd }: Surroundings,
  model: Model,
  paths: readonly string[],
  onFacts: OnFacts = () => undefined,
): Promise<Facts> {
  const facts: Facts[] = [];
  for (const path of paths) {
    const bytes = path === "-" ? await readAll(stdin) : readFile(resolve(cwd, path), path);
    const shown = path === "-" ? "standard input" : path;
    facts.push(parseBlocks(model, textOf(bytes, shown), shown, onFacts));
  }
  return {
    tuples: facts.flatMap(({ tuples }) => tuples),
    attributes: facts.flatMap(({ attributes }) => attributes),
  };
}

/**
 * Why in blocks: one call would say nothing for as long as it takes. Where a block has a mistake, the whole text is read
 * once more, because only then every mistake has its line.
 */
function parseBlocks(model: Model, text: string, shown: string, onFacts: OnFacts): Facts {
  const index = indexModel(model);
  const lines = text.split("\n");
  const tuples: Facts["tuples"][number][] = [];
  const attributes: Facts["attributes"][number][] = [];
  for (let start = 0; start < lines.length; start += BLOCK_LINES) {
    onFacts(shown, start / lines.length);
    try {
      const block = parseFacts(index, lines.slice(start, start + BLOCK_LINES).join("\n"), shown);
      for (const tuple of block.tuples) tuples.push(tuple);
      for (const change of block.attributes) attributes.push(change);
    } catch (error) {
      if (!isFailure(error) || lines.length <= BLOCK_LINES) throw error;
      return parseFacts(index, text, shown);
    }
  }
  return { tuples, attributes };
}

function textOf(bytes: Uint8Array, shown: string): string {
  const decoded = decodeText(bytes);
  if ("text" in decoded) return decoded.text;
  throw usageError(`${shown} is not a file of facts: ${decoded.problem}`);
}

function readFile(path: string, shown: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw usageError(`the facts in ${shown} cannot be read: ${systemReason(error)}`);
  }
}
