import { isFailure, type ApplyModelOptions, type ModelApplied, type Relata } from "@relata/core";
import { countedStranded, renderText, type DiffReport } from "@relata/diff";
import type { Command } from "commander";
import { withStoreOptions, type DatabaseOptions } from "../database/database-options.ts";
import { confirm } from "../confirm.ts";
import { loadModelWithText } from "../load-model.ts";
import { withJson } from "../options.ts";
import { paintFor } from "../output/paint.ts";
import { marksFor } from "../output/report-marks.ts";
import { toJson } from "../output/to-json.ts";
import { isRefused, planModel, withDatabase } from "../plan-model.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface ApplyOptions extends DatabaseOptions {
  readonly message?: string;
  readonly deleteStranded?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** What the exit code is where the model is refused, or the deletion is not wanted after all. */
const REFUSED = 1;

/**
 * `relata apply`: records the model as the database's own, in one transaction that judges what is live. What does not fit
 * is deleted only where that is asked for, and confirmed.
 */
export function addApply(program: Command, session: Session): void {
  const command = program
    .command("apply <model>")
    .description("make the model the database's own; refused where it would strand what is live, with exit code 1")
    .option("--message <text>", "who applies it, or what for: kept with the model")
    .option("--delete-stranded", "delete what does not fit the model, in the same transaction")
    .option("--yes", "delete without asking");
  withJson(withStoreOptions(command)).action((model: string, options: ApplyOptions) => apply(session, model, options));
}

async function apply(session: Session, path: string, options: ApplyOptions): Promise<void> {
  const { model, text } = loadModelWithText(session, path);
  await withDatabase(session, options, model, async (relata) => {
    const { plan, report } = await planModel(session, relata, model, undefined);
    if (isRefused(plan)) {
      if (options.deleteStranded !== true) return refuse(session, report, options);
      if (!(await isConfirmed(session, report, options))) return decline(session);
    }
    const kept: ApplyModelOptions = {
      ...(text !== undefined && { text }),
      ...(options.message !== undefined && { message: options.message }),
      ...(options.deleteStranded === true && { deleteStranded: true }),
      // Why: what was shown, and confirmed, was shown against this model.
      after: plan.applied?.number ?? 0,
    };
    const applied = await attempt(session, relata, model, kept, options);
    if (applied !== undefined) session.stdout.write(options.json === true ? toJson(applied) : sentence(applied));
  });
}

/** Applies, or says what was stranded since it was planned: a refusal is an answer, and no failure to answer. */
async function attempt(
  session: Session,
  relata: Relata,
  model: Relata["model"],
  kept: ApplyModelOptions,
  options: ApplyOptions,
): Promise<ModelApplied | undefined> {
  try {
    return await relata.apply(model, kept);
  } catch (error) {
    if (!isFailure(error, "tuples_stranded")) throw error;
    const { report } = await planModel(session, relata, model, undefined);
    refuse(session, report, options);
    return undefined;
  }
}

function refuse(session: Session, { stranded }: DiffReport, { json }: ApplyOptions): void {
  session.finish(REFUSED);
  if (json === true) {
    session.stdout.write(toJson({ refused: true, stranded }));
    return;
  }
  session.stderr.write(shown(session, stranded));
  session.stderr.write("nothing was applied: mend the model, delete these first, or give --delete-stranded\n");
}

/** @throws CommanderError where nobody can be asked */
async function isConfirmed(session: Session, { stranded }: DiffReport, { yes, json }: ApplyOptions): Promise<boolean> {
  if (stranded === undefined) return true;
  if (json !== true) session.stderr.write(shown(session, stranded));
  if (yes === true) return true;
  if (session.stderr.isTTY !== true || json === true) {
    throw usageError(
      "--delete-stranded deletes, and nobody can be asked here: give --yes as well, after a look at `relata plan`",
    );
  }
  return confirm(session, `delete ${countedStranded(stranded)}?`);
}

function decline(session: Session): void {
  session.finish(REFUSED);
  session.stderr.write("nothing was applied\n");
}

/** What is stranded, without the changes of the model: those are for `plan`. */
function shown(session: Session, stranded: DiffReport["stranded"]): string {
  const report = { changes: [], ...(stranded !== undefined && { stranded }) };
  const text = renderText(report, marksFor(paintFor(session.stderr, session)));
  return text.slice(text.indexOf("\n") + 1);
}

/** "applied as model 4, and deleted 12 tuples". */
function sentence({ entry, recorded, deleted }: ModelApplied): string {
  const what = recorded
    ? `applied as model ${entry.number}`
    : `this is model ${entry.number}, which is applied already`;
  const isNothing = deleted.tuples.length === 0 && deleted.attributes.length === 0;
  return `${what}${isNothing ? "" : `, and deleted ${countedStranded(deleted)}`}\n`;
}
