import type { Command } from "commander";
import { permissionsOf, withList, type ListOptions } from "../list-options.ts";
import { circumstances, withQuestion, withResource } from "../options.ts";
import { printList } from "../print-list.ts";
import type { Session } from "../surroundings.ts";

/**
 * `relata list-subjects`: a reference a line; where a wildcard is granted, also `user:*` with its exceptions. Law: exactly
 * the subjects of which `check` says so.
 */
export function addListSubjects(program: Command, session: Session): void {
  const command = program
    .command("list-subjects <type> <permission> <object>")
    .description("the subjects of a type (`user`, `group#member`) that may do that to the object, one a line");
  withResource(withQuestion(withList(command))).action(
    async (type: string, permission: string, object: string, options: ListOptions) => {
      const { consistency: _, ...given } = circumstances(options);
      const question = { type, permission: permissionsOf(permission, options), object, ...given };
      await printList(session, options, {
        whole: (relata, state) => relata.listSubjects({ ...question, ...state }),
        page: (relata, page, state) => relata.listSubjects({ ...question, ...state }, page),
        pageOfView: (view, page) => view.listSubjects(question, page),
      });
    },
  );
}
