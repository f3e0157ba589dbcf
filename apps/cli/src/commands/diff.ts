import { diffModels, renderMarkdown, renderText, type AccessData, type DiffReport } from "@relata/diff";
import type { Model } from "@relata/model";
import { Option, type Command } from "commander";
import { compareAccess, searchExample } from "../compare-models.ts";
import { loadModel } from "../load-model.ts";
import { withStoreOptions, type DatabaseOptions } from "../database/database-options.ts";
import { withStore } from "../open-store.ts";
import { circumstances, withJson, type QuestionOptions } from "../options.ts";
import { paintFor } from "../output/paint.ts";
import { marksFor } from "../output/report-marks.ts";
import { toJson } from "../output/to-json.ts";
import { readFacts } from "../read-facts.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface DiffOptions extends DatabaseOptions, Pick<QuestionOptions, "tuples" | "context" | "now" | "json"> {
  readonly markdown?: true;
  readonly maxTuples: number;
  readonly maxSteps: number;
  readonly exitZero?: true;
}

/** What the exit code is where the models differ. */
const CHANGED = 1;

/**
 * `relata diff`: what changes from one model to another, in words; over given data, whose access changes; without data, a
 * small world that tells the two apart.
 */
export function addDiff(program: Command, session: Session): void {
  const command = program
    .command("diff <old> <new>")
    .description(
      "what changes between two models (files, folders, git:REF:PATH), and whose access; exits with 1 if any",
    )
    .addOption(
      new Option("-t, --tuples <file>", "file of facts to compare access over; may be repeated")
        .default([], "none")
        .argParser((path: string, before: readonly string[]) => [...before, path]),
    )
    .option("--context <json>", "values of context.*, as a JSON object")
    .option("--now <timestamp>", "the instant to ask at, as 2026-01-31T09:00:00Z (default: now)")
    .option("--markdown", "print Markdown for a pull request")
    .option("--max-tuples <number>", "tuples of an example, where no data is given", wholeNumber, 6)
    .option("--max-steps <number>", "questions to ask in search of an example", wholeNumber, 50_000)
    .option("--exit-zero", "exit with 0 also where the models differ");
  withJson(withStoreOptions(command)).action((old: string, now: string, options: DiffOptions) =>
    diff(session, old, now, options),
  );
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw usageError(`\`${text}\` is not a whole number`);
}

async function diff(session: Session, old: string, now: string, options: DiffOptions): Promise<void> {
  if (options.json === true && options.markdown === true) throw usageError("give --json or --markdown, not both");
  const given = circumstances(options);
  const [before, after] = [loadModel(session, old), loadModel(session, now)];
  const changes = diffModels(before, after);
  const data = await dataOf(session, before, options);
  const { maxTuples, maxSteps } = options;
  const report: DiffReport = {
    changes,
    ...(data !== undefined && { access: compareAccess(session, before, after, data, given) }),
    ...(data === undefined &&
      changes.length > 0 && { search: searchExample(session, before, after, { maxTuples, maxSteps }) }),
  };
  session.stdout.write(rendered(session, report, options));
  if (changes.length > 0 && options.exitZero !== true) session.finish(CHANGED);
}

function rendered(session: Session, report: DiffReport, { json, markdown }: DiffOptions): string {
  if (json === true) return toJson(report);
  if (markdown === true) return renderMarkdown(report);
  return renderText(report, marksFor(paintFor(session.stdout, session)));
}

/** The data to compare over: facts are read under the old model, which is the one they were written under. */
async function dataOf(session: Session, before: Model, options: DiffOptions): Promise<AccessData | undefined> {
  const { tuples, db, store } = options;
  if ((db ?? store) !== undefined && tuples.length > 0)
    throw usageError("give --tuples or --db, not both: one store is asked");
  if (tuples.length > 0) {
    const facts = await readFacts(session, before, tuples);
    return {
      tuples: facts.tuples,
      attributes: facts.attributes.map(({ object, set = {} }) => ({ object, values: set })),
    };
  }
  // Why not that of RELATA_DATABASE_URL: a comparison of models alone is a question, too.
  return (db ?? store) === undefined ? undefined : withStore(session, options, async (opened) => opened.contents());
}
