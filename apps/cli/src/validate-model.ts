import { join } from "node:path";
import type { Diagnostic } from "@relata/language";
import { shownDiagnostic, type ReadModel } from "./load-model.ts";

/** A model with all that is wrong or doubtful in it, under the paths that its files have for the caller. */
export interface ValidatedModel {
  readonly shownPath: string;
  readonly read: ReadModel;
  /** Whether it can be used. */
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function validateModel(read: ReadModel): ValidatedModel {
  const { place, compilation } = read;
  const [name = "", ...others] = place.names;
  return {
    shownPath: others.length === 0 ? join(place.shownFolder, name) : place.shownFolder,
    read,
    valid: compilation.model !== undefined,
    diagnostics: compilation.diagnostics.map((diagnostic) => shownDiagnostic(place, diagnostic)),
  };
}
