import { resolve } from "node:path";
import type { Command } from "commander";
import { chooseTemplate } from "../init/choose-template.ts";
import { filesOf, TEMPLATES, type Template } from "../init/templates.ts";
import { writeNewFiles } from "../init/write-new-files.ts";
import { withJson } from "../options.ts";
import { paintFor } from "../output/paint.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";

interface InitOptions {
  readonly dir: string;
  readonly force?: true;
  readonly json?: true;
}

/**
 * `relata init`: a model to begin with, its tests, facts to try it on, and a workflow for CI. It writes all of a template's
 * files or none, and nothing over what is there, unless it is forced to.
 */
export function addInit(program: Command, session: Session): void {
  const command = program
    .command("init [template]")
    .description(`begin with a model and its tests: ${TEMPLATES.map(({ name }) => name).join(", ")}`)
    .option("--dir <folder>", "the folder to write to", ".")
    .option("--force", "replace files that are there already");
  withJson(command).action((name: string | undefined, options: InitOptions) => init(session, name, options));
}

async function init(session: Session, name: string | undefined, { dir, force, json }: InitOptions): Promise<void> {
  // Why not asked where JSON is wanted: whoever reads it is a program.
  const { choose, ...others } = session;
  const template = await chooseTemplate(json === true || choose === undefined ? others : session, name);
  const files = filesOf(template);
  writeNewFiles(resolve(session.cwd, dir), files, force === true);
  const paths = files.map(({ path }) => path);
  session.stdout.write(
    json === true ? toJson({ template: template.name, dir, files: paths }) : toldText(session, template, dir, paths),
  );
}

function toldText(session: Session, { firstQuestion }: Template, dir: string, paths: readonly string[]): string {
  const paint = paintFor(session.stdout, session);
  const steps = [
    ...(dir === "." ? [] : [`cd ${dir}`]),
    "npm install --save-dev relata",
    "npm install @relata/core @relata/sqlite",
    "npx relata test",
    "npx relata import facts.txt --db authz.db",
    `npx relata explain ${firstQuestion} --db authz.db`,
  ];
  return [
    ...paths.map((path) => `${paint.green("+")} ${path}`),
    "",
    "Next:",
    ...steps.map((step) => `  ${step}`),
    "",
    "authz.md says what the model is, and how to go on.",
    "",
  ].join("\n");
}
