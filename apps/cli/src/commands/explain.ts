import { mermaidExplanation, renderExplanation } from "@relata/core";
import type { Command } from "commander";
import { EXIT_CODE_OF_OUTCOME } from "../exit-code.ts";
import { withRelata } from "../open-store.ts";
import { circumstances, withQuestion, withResource, type QuestionOptions } from "../options.ts";
import { decisionText } from "../output/decision-text.ts";
import { colourFor, paintFor } from "../output/paint.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";
import { unreadValues } from "../unread-values.ts";
import { usageError } from "../usage-error.ts";

interface ExplainOptions extends QuestionOptions {
  readonly mermaid?: true;
}

/**
 * `relata explain`: the decision as `check` prints it, an empty line, the tree of the reason, and what would allow it. A very
 * long or wide tree is cut, and says so; `--json` has all of the reason, and `--mermaid` is the same tree for a document.
 */
export function addExplain(program: Command, session: Session): void {
  const command = program
    .command("explain <subject> <permission> <object>")
    .description("why may the subject do that, or why not, and what would allow it? exits as `check` does")
    .option("--mermaid", "print a Mermaid flowchart");
  withResource(withQuestion(command)).action(
    (subject: string, permission: string, object: string, options: ExplainOptions) =>
      explain(session, { subject, permission, object }, options),
  );
}

async function explain(
  session: Session,
  asked: { readonly subject: string; readonly permission: string; readonly object: string },
  options: ExplainOptions,
): Promise<void> {
  if (options.json === true && options.mermaid === true) throw usageError("give --json or --mermaid, not both");
  const given = circumstances(options);
  const explanation = await withRelata(session, options, async (relata) => {
    const answer = await relata.explain({ ...asked, ...given });
    // After the answer, so that a question with a mistake is told of that alone.
    for (const note of unreadValues(relata.model, asked.object, given)) session.stderr.write(`note: ${note}\n`);
    return answer;
  });
  const { decision, reasons, misses } = explanation;
  if (options.json === true) session.stdout.write(toJson({ ...asked, ...decision, reasons, misses }));
  else if (options.mermaid === true) session.stdout.write(mermaidExplanation(explanation));
  else {
    const paint = paintFor(session.stdout, session);
    const tree = renderExplanation(explanation, { colour: colourFor(paint) });
    session.stdout.write(`${decisionText(decision, paint)}\n${tree}\n`);
  }
  session.finish(EXIT_CODE_OF_OUTCOME[decision.outcome]);
}
