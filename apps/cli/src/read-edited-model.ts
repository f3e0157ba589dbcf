import { resolve } from "node:path";
import { Failure, isFailure } from "@relata/core";
import { fileAlone, findModel, type ModelPlace } from "./find-model.ts";
import { readModelAt, type EditedFile, type ReadModel } from "./load-model.ts";
import { decodeText, readAll } from "./read-text.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * The model of a file that is being edited: its text comes from standard input, and what it imports from the disk. A
 * file that is part of the model (of `--model`, else of where a model usually stands) is read as that part, because by
 * itself it would seem to miss what its neighbours declare. Any other file is a model of its own. It is linted.
 *
 * @throws Failure `model_unreadable`
 */
export async function readEditedModel(
  surroundings: Surroundings,
  given: string | undefined,
  path: string,
): Promise<ReadModel> {
  const edited = { absolutePath: resolve(surroundings.cwd, path), text: await readText(surroundings, path) };
  const whole = wholeModel(surroundings, given, edited);
  return whole ?? readModelAt(fileAlone(surroundings.cwd, path), { edited, lint: true });
}

/** The model that the file is a part of, if there is one. */
function wholeModel(surroundings: Surroundings, given: string | undefined, edited: EditedFile): ReadModel | undefined {
  const place = placeOf(surroundings, given);
  const read = place === undefined ? undefined : readModelAt(place, { edited, lint: true });
  const isPart = read?.compilation.files.some(({ path }) => resolve(read.place.folder, path) === edited.absolutePath);
  return isPart === true ? read : undefined;
}

/** Why nothing is wrong without one: an editor opens files of which nobody has said where their model is. */
function placeOf(surroundings: Surroundings, given: string | undefined): ModelPlace | undefined {
  try {
    return findModel(surroundings, given);
  } catch (error) {
    if (given === undefined && isFailure(error) && error.code === "model_unreadable") return undefined;
    throw error;
  }
}

async function readText({ stdin }: Surroundings, path: string): Promise<string> {
  const decoded = decodeText(await readAll(stdin));
  if ("text" in decoded) return decoded.text;
  throw new Failure("model_unreadable", `standard input is not the text of \`${path}\`: ${decoded.problem}`);
}
