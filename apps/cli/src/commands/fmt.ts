import { resolve } from "node:path";
import type { PolicyForm } from "@relata/language";
import { Option, type Command } from "commander";
import { BAD_INPUT } from "../exit-code.ts";
import { findFiles } from "../find-files.ts";
import { formatModelFile, type FormattedFile } from "../format-model-file.ts";
import { withJson } from "../options.ts";
import { formatReport, sayFormatted } from "../output/format-report.ts";
import { toJson } from "../output/to-json.ts";
import { writeWholeFile } from "../output/write-whole-file.ts";
import { readModelBytes } from "../read-model-bytes.ts";
import { readAll } from "../read-text.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface FmtOptions {
  readonly check?: true;
  readonly stdin?: true;
  readonly policies?: PolicyForm;
  readonly json?: true;
}

/** What `--check` ends with where a file would change. */
const WOULD_CHANGE = 1;

/**
 * `relata fmt`: model files in the one layout, written in place. Standard output holds the paths of those that changed, so
 * that a script can go on with them. A file that does not parse is left alone and ends the run with 3, behind the others.
 */
export function addFmt(program: Command, session: Session): void {
  const command = program
    .command("fmt [paths...]")
    .description("format model files: files, folders and globs (default: the working folder; `-`: standard input)")
    .option("--check", "write nothing; list what would change, and exit with 1 if anything would")
    .option("--stdin", "format standard input to standard output, as an editor does")
    .addOption(new Option("--policies <form>", "give all policies one form").choices(["expression", "json"]));
  withJson(command).action((paths: readonly string[], options: FmtOptions) => fmt(session, paths, options));
}

async function fmt(session: Session, paths: readonly string[], options: FmtOptions): Promise<void> {
  const isStdin = options.stdin === true || paths.includes("-");
  if (isStdin && paths.some((path) => path !== "-")) {
    throw usageError("standard input is formatted by itself: give no other paths with it");
  }
  const files = isStdin ? [await formatStdin(session, options)] : formatFiles(session, paths, options);
  if (files.some(({ status }) => status === "failed" || status === "unreadable")) session.finish(BAD_INPUT);
  else if (options.check === true && files.some(({ status }) => status === "formatted")) session.finish(WOULD_CHANGE);
  if (options.json === true) session.stdout.write(toJson(formatReport(files)));
  else sayFormatted(session, files, { isCheck: options.check === true, isStdin });
}

/** Each file is written before the next one is read, so that a run that is stopped has done whole files. */
function formatFiles(session: Session, paths: readonly string[], { check, policies }: FmtOptions): FormattedFile[] {
  const found = findFiles(session, paths, { names: "*.relata", nothing: "nothing to format" });
  return found.map((path) => {
    const absolute = resolve(session.cwd, path);
    const file = formatModelFile(path, () => readModelBytes(absolute, path), policies);
    if (file.status === "formatted" && check !== true) writeWholeFile(absolute, path, [file.text]);
    return file;
  });
}

async function formatStdin(session: Session, { policies }: FmtOptions): Promise<FormattedFile> {
  const bytes = await readAll(session.stdin);
  return formatModelFile("standard input", () => bytes, policies);
}
