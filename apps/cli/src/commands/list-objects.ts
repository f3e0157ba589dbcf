import type { Command } from "commander";
import { withRelata } from "../open-store.ts";
import { circumstances, withQuestion, type QuestionOptions } from "../options.ts";
import { printListing } from "../output/print-listing.ts";
import type { Session } from "../surroundings.ts";

/**
 * `relata list-objects`: a reference a line. It takes no `--resource`: attributes belong to one object, and here many
 * are asked about. Law: exactly the objects of which `check` says so.
 */
export function addListObjects(program: Command, session: Session): void {
  const command = program
    .command("list-objects <subject> <permission> <type>")
    .description("the objects of a type that the subject may do that to, one a line");
  withQuestion(command).action(async (subject: string, permission: string, type: string, options: QuestionOptions) => {
    const question = { subject, permission, type, ...circumstances(options) };
    const entries = await withRelata(session, options, async (relata) => relata.listObjects(question));
    printListing(session, entries, options.json === true);
  });
}
