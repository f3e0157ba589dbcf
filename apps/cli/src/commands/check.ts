import type { Command } from "commander";
import { EXIT_CODE_OF_OUTCOME } from "../exit-code.ts";
import { withRelata } from "../open-store.ts";
import { circumstances, withQuestion, withResource, type QuestionOptions } from "../options.ts";
import { decisionText } from "../output/decision-text.ts";
import { paintFor } from "../output/paint.ts";
import { printBatch } from "../output/print-batch.ts";
import { toJson } from "../output/to-json.ts";
import { readBatch } from "../read-batch.ts";
import type { Session } from "../surroundings.ts";
import { unreadValues } from "../unread-values.ts";
import { usageError } from "../usage-error.ts";

/**
 * `relata check`: the decision, which is also the exit code, so that `if relata check …` lets in exactly those who are
 * allowed, and nobody whose answer waits for something.
 */
export function addCheck(program: Command, session: Session): void {
  const command = program
    .command("check [subject] [permission] [object]")
    .usage("[options] <subject> <permission> <object>\n       relata check [options] --batch <file>")
    .description("may the subject do that to the object? exits with 0 allowed, 1 denied, 2 conditional")
    .option("--batch <file>", "questions, one a line, all asked of one state; exits with the gravest of their codes");
  withResource(withQuestion(command)).action(
    (subject: string | undefined, permission: string | undefined, object: string | undefined, options: CheckOptions) =>
      options.batch === undefined
        ? check(session, askedOf(subject, permission, object), options)
        : checkBatch(session, subject, options.batch, options),
  );
}

interface CheckOptions extends QuestionOptions {
  readonly batch?: string;
}

/** @throws CommanderError where a part is missing */
function askedOf(subject?: string, permission?: string, object?: string): Asked {
  if (subject !== undefined && permission !== undefined && object !== undefined) return { subject, permission, object };
  const missing = subject === undefined ? "subject" : permission === undefined ? "permission" : "object";
  throw usageError(`missing required argument '${missing}'`);
}

/** @throws CommanderError where there is one question besides */
async function checkBatch(
  session: Session,
  subject: string | undefined,
  path: string,
  options: CheckOptions,
): Promise<void> {
  if (subject !== undefined) throw usageError("give one question, or --batch FILE, not both");
  if (options.resource !== undefined) {
    throw usageError("--resource is of one object: in a batch, write `resource` in the JSON of its question");
  }
  const given = circumstances(options);
  const items = await readBatch(session, path);
  const outcomes = await withRelata(session, options, async (relata) => relata.checkMany(items, given));
  const answers = outcomes.flatMap((outcome, i) => items.slice(i, i + 1).map((item) => ({ item, outcome })));
  printBatch(session, answers, options.json === true);
}

/** A question as it stands in the arguments. */
interface Asked {
  readonly subject: string;
  readonly permission: string;
  readonly object: string;
}

/** What is missing stands below the outcome: the first line is one word, for scripts that read it. */
async function check(session: Session, asked: Asked, options: QuestionOptions): Promise<void> {
  const given = circumstances(options);
  const decision = await withRelata(session, options, async (relata) => {
    const answer = await relata.check({ ...asked, ...given });
    // After the answer, so that a question with a mistake is told of that alone.
    for (const note of unreadValues(relata.model, asked.object, given)) session.stderr.write(`note: ${note}\n`);
    return answer;
  });
  const paint = paintFor(session.stdout, session);
  session.stdout.write(options.json === true ? toJson({ ...asked, ...decision }) : decisionText(decision, paint));
  session.finish(EXIT_CODE_OF_OUTCOME[decision.outcome]);
}
