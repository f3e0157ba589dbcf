import { sayMissing, type Permissions } from "@relata/core";
import type { Command } from "commander";
import { withRelata } from "../open-store.ts";
import { circumstances, withQuestion, type QuestionOptions } from "../options.ts";
import { paintFor, type Paint } from "../output/paint.ts";
import { toJson } from "../output/to-json.ts";
import { repeated } from "../repeated.ts";
import type { Session } from "../surroundings.ts";

interface PermissionsOptions extends QuestionOptions {
  readonly type: readonly string[];
  readonly object: readonly string[];
  readonly permission: readonly string[];
}

/**
 * `relata permissions`: all that a subject may do, an object a line, `folder:*` for every object that has no line of its
 * own. Law: exactly the permissions of which `check` says so.
 */
export function addPermissions(program: Command, session: Session): void {
  const command = program
    .command("permissions <subject>")
    .description("what the subject may do: the permissions it has on each object, an object a line")
    .addOption(repeated("--type <type>", "of every object of this type (default: of all types)"))
    .addOption(repeated("--object <object>", "of this object, also where there are none"))
    .addOption(repeated("--permission <name>", "only this permission"));
  withQuestion(command).action(async (subject: string, options: PermissionsOptions) => {
    const { type, object, permission } = options;
    const given = {
      ...circumstances(options),
      ...(type.length > 0 && { types: type }),
      ...(object.length > 0 && { objects: object }),
      ...(permission.length > 0 && { permissions: permission }),
    };
    const entries = await withRelata(session, options, async (relata) => relata.permissionsOf(subject, given));
    const paint = paintFor(session.stdout, session);
    session.stdout.write(options.json === true ? toJson(entries) : tableOf(entries, paint));
  });
}

function tableOf(entries: readonly Permissions[], paint: Paint): string {
  const width = Math.max(0, ...entries.map(({ object }) => object.length));
  return entries.map((entry) => `${entry.object.padEnd(width)}  ${namesOf(entry, paint)}\n`).join("");
}

function namesOf({ allowed, conditional }: Permissions, paint: Paint): string {
  const names = [
    ...allowed.map((name) => paint.green(name)),
    ...conditional.map(
      ({ permission, missing }) => `${paint.yellow(permission)} (needs ${missing.map(sayMissing).join(", ")})`,
    ),
  ];
  return names.length === 0 ? paint.dim("none") : names.join(", ");
}
