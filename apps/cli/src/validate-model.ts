import { join } from "node:path";
import { isFailure, type Model } from "@relata/core";
import type { Diagnostic } from "@relata/language";
import { checkPolicies, shownDiagnostic, type ReadModel } from "./load-model.ts";

/** A diagnostic of the compiler, or a failure of the library told as one: then it has the failure's code. */
export type ToldDiagnostic = Omit<Diagnostic, "code"> & { readonly code: string };

/** A model with all that is wrong or doubtful in it, under the paths that its files have for the caller. */
export interface ValidatedModel {
  readonly shownPath: string;
  readonly read: ReadModel;
  /** Whether it can be used. */
  readonly valid: boolean;
  readonly diagnostics: readonly ToldDiagnostic[];
}

/** Everything that opening the model would refuse, and what the compiler warns of. */
export async function validateModel(read: ReadModel): Promise<ValidatedModel> {
  const { place, compilation } = read;
  const { model } = compilation;
  const problems = model === undefined ? [] : await policyProblems(read, model);
  const [name = "", ...others] = place.names;
  return {
    shownPath: others.length === 0 ? join(place.shownFolder, name) : place.shownFolder,
    read,
    valid: model !== undefined && problems.length === 0,
    diagnostics: [...compilation.diagnostics.map((diagnostic) => shownDiagnostic(place, diagnostic)), ...problems],
  };
}

/** Why at the start of the file: the library knows the model and not its text. */
async function policyProblems({ place }: ReadModel, model: Model): Promise<readonly ToldDiagnostic[]> {
  try {
    await checkPolicies(model);
    return [];
  } catch (error) {
    if (!isFailure(error) || error.code !== "invalid_model") throw error;
    const path = join(place.shownFolder, place.names[0] ?? "");
    const span = { path, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
    const hint = "see the operators and their types in the reference of policies";
    return [{ code: error.code, severity: "error", message: error.message.replaceAll("\n", "; "), hint, span }];
  }
}
