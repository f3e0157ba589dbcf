import { renderMarkdown, renderText, type DiffReport } from "@relata/diff";
import type { Command } from "commander";
import { withStoreOptions, type DatabaseOptions } from "../database/database-options.ts";
import { loadModel } from "../load-model.ts";
import { circumstances, withJson } from "../options.ts";
import { paintFor } from "../output/paint.ts";
import { marksFor } from "../output/report-marks.ts";
import { toJson } from "../output/to-json.ts";
import { isRefused, planModel, withDatabase } from "../plan-model.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface PlanOptions extends DatabaseOptions {
  readonly context?: string;
  readonly now?: string;
  readonly access: boolean;
  readonly markdown?: true;
  readonly json?: true;
}

/** What the exit code is where applying the model would be refused. */
const REFUSED = 1;

/** `relata plan`: the dry run of `apply`: what changes, what would be stranded, whose access changes. Writes nothing. */
export function addPlan(program: Command, session: Session): void {
  const command = program
    .command("plan <model>")
    .description("what applying the model to a database would do; exits with 1 if it would be refused")
    .option("--context <json>", "values of context.*, as a JSON object")
    .option("--now <timestamp>", "the instant to compare access at (default: now)")
    .option("--no-access", "do not compare access, which reads the whole database")
    .option("--markdown", "print Markdown for a pull request");
  withJson(withStoreOptions(command)).action((model: string, options: PlanOptions) => plan(session, model, options));
}

async function plan(session: Session, path: string, options: PlanOptions): Promise<void> {
  if (options.json === true && options.markdown === true) throw usageError("give --json or --markdown, not both");
  const { context, now } = options;
  const given = circumstances({
    tuples: [],
    ...(context !== undefined && { context }),
    ...(now !== undefined && { now }),
  });
  const model = loadModel(session, path);
  const planned = await withDatabase(session, options, model, async (relata) =>
    planModel(session, relata, model, options.access ? given : undefined),
  );
  const refused = isRefused(planned.plan);
  session.stdout.write(rendered(session, planned.report, refused, options));
  if (refused) session.finish(REFUSED);
}

function rendered(session: Session, report: DiffReport, refused: boolean, { json, markdown }: PlanOptions): string {
  if (json === true) return toJson({ refused, ...report });
  if (markdown === true) return renderMarkdown(report);
  const end = refused ? "`relata apply` would refuse it; nothing was changed\n" : "";
  return renderText(report, marksFor(paintFor(session.stdout, session))) + end;
}
