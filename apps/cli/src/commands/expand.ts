import { mermaidExpansion, renderExpansion } from "@relata/core";
import type { Command } from "commander";
import { withRelata } from "../open-store.ts";
import { circumstances, withQuestion, type QuestionOptions } from "../options.ts";
import { colourFor, paintFor } from "../output/paint.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface ExpandOptions extends QuestionOptions {
  readonly deep?: true;
  readonly mermaid?: true;
}

/**
 * `relata expand`: who has a permission on an object, as the expression of the model with tuples at its leaves: a tree, one
 * line of JSON, or Mermaid. Nobody is asked about, so policies are named and not decided.
 */
export function addExpand(program: Command, session: Session): void {
  const command = program
    .command("expand <permission> <object>")
    .description("who has the permission on the object: its expression, with the tuples at the leaves")
    .option("--deep", "follow names, subject sets and arrows to their ends (default: one level)")
    .option("--mermaid", "print a Mermaid flowchart");
  withQuestion(command).action((permission: string, object: string, options: ExpandOptions) =>
    expand(session, { permission, object }, options),
  );
}

async function expand(
  session: Session,
  asked: { readonly permission: string; readonly object: string },
  options: ExpandOptions,
): Promise<void> {
  if (options.json === true && options.mermaid === true) throw usageError("give --json or --mermaid, not both");
  const { context: _, ...given } = circumstances(options);
  const depth = options.deep === true ? "deep" : "shallow";
  const expansion = await withRelata(session, options, async (relata) => relata.expand({ ...asked, ...given, depth }));
  if (options.json === true) session.stdout.write(toJson({ ...asked, ...expansion }));
  else if (options.mermaid === true) session.stdout.write(mermaidExpansion(expansion));
  else {
    const tree = renderExpansion(expansion, { colour: colourFor(paintFor(session.stdout, session)) });
    session.stdout.write(`${tree}\n`);
  }
}
