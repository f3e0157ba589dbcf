import { formatDiagnostic, type Diagnostic, type Severity } from "@relata/language";
import { Option, type Command } from "commander";
import { BAD_INPUT, WARNED } from "../exit-code.ts";
import { findModel } from "../find-model.ts";
import { readModelAt, shownFile, type ReadModel } from "../load-model.ts";
import { withJson, withModel } from "../options.ts";
import { modelSummary, modelTable } from "../output/model-summary.ts";
import { paintDiagnostic } from "../output/paint-diagnostic.ts";
import { paintFor } from "../output/paint.ts";
import { toJson } from "../output/to-json.ts";
import { validationReport, validationSummary } from "../output/validation-report.ts";
import { readEditedModel } from "../read-edited-model.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";
import { validateModel, type ValidatedModel } from "../validate-model.ts";

interface ValidateOptions {
  readonly model?: string;
  readonly stdin?: true;
  readonly path?: string;
  readonly warnings: "show" | "error" | "off";
  readonly json?: true;
}

/**
 * `relata validate`: every error and every warning of the models, with its place. Warnings do not fail it unless they are
 * made to: what is doubtful may be meant. Diagnostics go to standard error, so that standard output holds lines only of
 * success. Ends with 3 on an error, and with 1 where `--warnings=error` makes a warning fail it.
 */
export function addValidate(program: Command, session: Session): void {
  const command = program
    .command("validate [models...]")
    .description("check models (files or folders, each a model), and print what is wrong or doubtful in them");
  withModel(command)
    .addOption(
      new Option("--warnings <what>", "show them, end with 1 on any, or leave them out")
        .choices(["show", "error", "off"])
        .default("show"),
    )
    .option("--stdin", "read one file from standard input, as an editor has it; needs --path")
    .option("--path <file>", "the path that the file from standard input has");
  withJson(command).action((paths: readonly string[], options: ValidateOptions) => validate(session, paths, options));
}

async function validate(session: Session, paths: readonly string[], options: ValidateOptions): Promise<void> {
  const models = (await readModels(session, paths, options)).map(validateModel);
  const diagnostics = once(models.flatMap((model) => model.diagnostics)).filter(
    ({ severity }) => severity === "error" || options.warnings !== "off",
  );
  const has = (wanted: Severity) => diagnostics.some(({ severity }) => severity === wanted);
  if (has("error")) session.finish(BAD_INPUT);
  else if (options.warnings === "error" && has("warning")) session.finish(WARNED);
  if (options.json === true) session.stdout.write(toJson(validationReport(models, diagnostics)));
  else print(session, models, diagnostics);
}

/** @throws CommanderError where the options do not go together; Failure `model_unreadable` */
async function readModels(
  session: Session,
  paths: readonly string[],
  { model, stdin, path }: ValidateOptions,
): Promise<readonly ReadModel[]> {
  if (paths.length > 0 && (model !== undefined || stdin === true)) {
    throw usageError("models are given as arguments, or by --model, or by --stdin, and not by two of these");
  }
  if ((stdin === true) !== (path !== undefined)) throw usageError("--stdin and --path go together: give both");
  if (path !== undefined) return [await readEditedModel(session, model, path)];
  const given = paths.length === 0 ? [model] : paths;
  return given.map((each) => readModelAt(findModel(session, each), { lint: true }));
}

/** Without those that two models have in common, which share a file; by path and place. */
function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Map(diagnostics.map((each) => [JSON.stringify([each.span, each.code, each.message]), each]));
  return [...known.values()];
}

function print(session: Session, models: readonly ValidatedModel[], diagnostics: readonly Diagnostic[]): void {
  const { stdout, stderr } = session;
  const paint = paintFor(stderr, session);
  for (const diagnostic of diagnostics) {
    const rendered = formatDiagnostic(diagnostic, textOf(models, diagnostic));
    stderr.write(`${paintDiagnostic(rendered, diagnostic.severity, paint)}\n\n`);
  }
  if (diagnostics.length > 0) stderr.write(`${validationSummary(models, diagnostics)}\n`);
  for (const { shownPath, read, valid } of models) {
    const { model } = read.compilation;
    if (!valid || model === undefined) continue;
    stdout.write(`${shownPath}: ${modelSummary(model)}\n`);
    if (stdout.isTTY === true) stdout.write(`${modelTable(model)}\n`);
  }
}

/** The text of the file that a diagnostic points into. */
function textOf(models: readonly ValidatedModel[], { span }: Diagnostic): string {
  for (const { read } of models) {
    const file = read.compilation.files.find(({ path }) => shownFile(read.place, path) === span.path);
    if (file !== undefined) return file.text;
  }
  return "";
}
