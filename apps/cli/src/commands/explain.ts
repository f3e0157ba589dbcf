import { renderExplanation } from "@relata/core";
import type { Command } from "commander";
import { EXIT_CODE_OF_OUTCOME } from "../exit-code.ts";
import { withRelata } from "../open-store.ts";
import { circumstances, withQuestion, withResource, type QuestionOptions } from "../options.ts";
import { decisionText } from "../output/decision-text.ts";
import { colourFor, paintFor } from "../output/paint.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";
import { unreadValues } from "../unread-values.ts";

/**
 * `relata explain`: the decision as `check` prints it, an empty line, and the tree of the reason. A very long or wide
 * tree is cut, and says so; `--json` has all of the reason.
 */
export function addExplain(program: Command, session: Session): void {
  const command = program
    .command("explain <subject> <permission> <object>")
    .description("why may the subject do that, or why not? exits as `check` does");
  withResource(withQuestion(command)).action(
    (subject: string, permission: string, object: string, options: QuestionOptions) =>
      explain(session, { subject, permission, object }, options),
  );
}

async function explain(
  session: Session,
  asked: { readonly subject: string; readonly permission: string; readonly object: string },
  options: QuestionOptions,
): Promise<void> {
  const given = circumstances(options);
  const explanation = await withRelata(session, options, async (relata) => {
    const answer = await relata.explain({ ...asked, ...given });
    // After the answer, so that a question with a mistake is told of that alone.
    for (const note of unreadValues(relata.model, asked.object, given)) session.stderr.write(`note: ${note}\n`);
    return answer;
  });
  const { decision, reasons } = explanation;
  if (options.json === true) session.stdout.write(toJson({ ...asked, ...decision, reasons }));
  else {
    const paint = paintFor(session.stdout, session);
    const tree = renderExplanation(explanation, { colour: colourFor(paint) });
    session.stdout.write(`${decisionText(decision, paint)}\n${tree}\n`);
  }
  session.finish(EXIT_CODE_OF_OUTCOME[decision.outcome]);
}
