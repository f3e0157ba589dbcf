import { join } from "node:path";
import type { Command } from "commander";
import { BAD_INPUT } from "../exit-code.ts";
import { checkPolicies, readModelFiles, renderDiagnostic, shownDiagnostic, type ReadModel } from "../load-model.ts";
import { withJson, withModel } from "../options.ts";
import { modelSummary, modelTable } from "../output/model-summary.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";

interface ValidateOptions {
  readonly model?: string;
  readonly json?: true;
}

/**
 * `relata validate`: every error and every warning of the model, with its place. Warnings do not fail it: what is
 * doubtful may be meant. Diagnostics go to standard error, so that standard output holds a line only of success.
 */
export function addValidate(program: Command, session: Session): void {
  const command = program.command("validate").description("check the model, and print what is wrong or doubtful in it");
  withJson(withModel(command)).action((options: ValidateOptions) => validate(session, options));
}

async function validate(session: Session, options: ValidateOptions): Promise<void> {
  const read = readModelFiles(session, options.model);
  const { model } = read.compilation;
  if (model !== undefined) await checkPolicies(model);
  else session.finish(BAD_INPUT);
  if (options.json === true) session.stdout.write(toJson(summaryOf(read)));
  else print(session, read);
}

function print({ stdout, stderr }: Session, read: ReadModel): void {
  const { place, compilation } = read;
  const { diagnostics, model } = compilation;
  for (const diagnostic of diagnostics) stderr.write(`${renderDiagnostic(read, diagnostic)}\n\n`);
  if (model === undefined) return;
  const [name = "", ...others] = place.names;
  const shown = others.length === 0 ? join(place.shownFolder, name) : place.shownFolder;
  stdout.write(`${shown}: ${modelSummary(model)}\n`);
  if (stdout.isTTY === true) stdout.write(`${modelTable(model)}\n`);
}

/** For machines: the diagnostics with paths as the caller would write them. */
function summaryOf({ place, compilation: { model, diagnostics, files } }: ReadModel): unknown {
  return {
    valid: model !== undefined,
    files: files.map(({ path }) => join(place.shownFolder, path)),
    ...(model !== undefined && { types: model.types, policies: model.policies.map(({ name }) => name) }),
    diagnostics: diagnostics.map((diagnostic) => shownDiagnostic(place, diagnostic)),
  };
}
