import type { Command } from "commander";
import { withRelata } from "../open-store.ts";
import { circumstances, withQuestion, withResource, type QuestionOptions } from "../options.ts";
import { printListing } from "../output/print-listing.ts";
import type { Session } from "../surroundings.ts";

/**
 * `relata list-subjects`: a reference a line; where a wildcard is granted, also `user:*` with its exceptions. Law: exactly
 * the subjects of which `check` says so.
 */
export function addListSubjects(program: Command, session: Session): void {
  const command = program
    .command("list-subjects <type> <permission> <object>")
    .description("the subjects of a type (`user`, `group#member`) that may do that to the object, one a line");
  withResource(withQuestion(command)).action(
    async (type: string, permission: string, object: string, options: QuestionOptions) => {
      const question = { type, permission, object, ...circumstances(options) };
      const entries = await withRelata(session, options, async (relata) => relata.listSubjects(question));
      printListing(session, entries, options.json === true);
    },
  );
}
