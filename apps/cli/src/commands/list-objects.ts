import type { Command } from "commander";
import { permissionsOf, scopeOf, withList, withScope, type ScopeOptions } from "../list-options.ts";
import { circumstances, withQuestion } from "../options.ts";
import { printList } from "../print-list.ts";
import type { Session } from "../surroundings.ts";

/**
 * `relata list-objects`: a reference a line. It takes no `--resource`: attributes belong to one object, and here many
 * are asked about. Law: exactly the objects of which `check` says so, within the scope.
 */
export function addListObjects(program: Command, session: Session): void {
  const command = program
    .command("list-objects <subject> <permission> <type>")
    .description("the objects of a type that the subject may do that to, one a line");
  withQuestion(withScope(withList(command))).action(
    async (subject: string, permission: string, type: string, options: ScopeOptions) => {
      const { consistency: _, ...given } = circumstances(options);
      const question = {
        subject,
        permission: permissionsOf(permission, options),
        type,
        ...scopeOf(options),
        ...given,
      };
      await printList(session, options, {
        whole: (relata, state) => relata.listObjects({ ...question, ...state }),
        page: (relata, page, state) => relata.listObjects({ ...question, ...state }, page),
        pageOfView: (view, page) => view.listObjects(question, page),
      });
    },
  );
}
