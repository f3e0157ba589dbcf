import type { Command } from "commander";
import { EXIT_CODE_OF_OUTCOME } from "../exit-code.ts";
import { withRelata } from "../open-store.ts";
import { circumstances, withQuestion, withResource, type QuestionOptions } from "../options.ts";
import { decisionText } from "../output/decision-text.ts";
import { paintFor } from "../output/paint.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";
import { unreadValues } from "../unread-values.ts";

/**
 * `relata check`: the decision, which is also the exit code, so that `if relata check …` lets in exactly those who are
 * allowed, and nobody whose answer waits for something.
 */
export function addCheck(program: Command, session: Session): void {
  const command = program
    .command("check <subject> <permission> <object>")
    .description("may the subject do that to the object? exits with 0 allowed, 1 denied, 2 conditional");
  withResource(withQuestion(command)).action(
    (subject: string, permission: string, object: string, options: QuestionOptions) =>
      check(session, { subject, permission, object }, options),
  );
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
