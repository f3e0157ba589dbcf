import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CLOSING, drawingLimit, mermaid, OPENING, placeInMarkdown, type MermaidOptions } from "@relata/diagram";
import { Option, type Command } from "commander";
import { STALE } from "../exit-code.ts";
import { loadModel } from "../load-model.ts";
import { withModel } from "../options.ts";
import { writeWholeFile } from "../output/write-whole-file.ts";
import type { Session } from "../surroundings.ts";
import { systemReason, usageError } from "../usage-error.ts";

interface GraphOptions {
  readonly model?: string;
  readonly type: readonly string[];
  readonly permissions?: boolean;
  readonly direction?: NonNullable<MermaidOptions["direction"]>;
  readonly out?: string;
  readonly check?: true;
}

/**
 * `relata graph`: the model as Mermaid, on standard output or in a file. Of a Markdown file only what stands between the
 * two markers is replaced, so that a README stays current; with `--check` nothing is, and CI learns whether it is.
 */
export function addGraph(program: Command, session: Session): void {
  const command = program
    .command("graph")
    .description("draw the model as a Mermaid flowchart, for a README")
    .addOption(
      new Option("--type <name>", "draw only this type and its neighbours; may be repeated")
        .default([], "all")
        .argParser((name: string, before: readonly string[]) => [...before, name]),
    )
    .option("--permissions", "show what permissions are made of (default: where it fits)")
    .option("--no-permissions", "show types and relations alone")
    .addOption(
      new Option("--direction <way>", "where lines lead (default: as it fits a page)").choices(["right", "down"]),
    )
    .option("-o, --out <file>", `write to a file; in a *.md file between ${OPENING} and ${CLOSING}`)
    .option("--check", "write nothing; exit with 1 if the file of --out would change");
  withModel(command).action((options: GraphOptions) => graph(session, options));
}

async function graph(session: Session, options: GraphOptions): Promise<void> {
  const { out } = options;
  if (options.check === true && out === undefined) throw usageError("--check needs --out: the file to look at");
  const text = await drawn(session, options);
  if (out === undefined) session.stdout.write(text);
  else place(session, { text, out, isCheck: options.check === true });
}

async function drawn(session: Session, { model, type, permissions, direction }: GraphOptions): Promise<string> {
  const drawing = {
    types: type,
    ...(direction !== undefined && { direction }),
    ...(permissions !== undefined && { permissions }),
  };
  const text = mermaid(loadModel(session, model), drawing);
  const limit = drawingLimit(text);
  if (limit !== undefined) session.stderr.write(`note: ${limit}; draw a part of the model with --type\n`);
  return text;
}

function place(
  { cwd, stdout, stderr, finish }: Session,
  { text, out, isCheck }: { readonly text: string; readonly out: string; readonly isCheck: boolean },
): void {
  const path = resolve(cwd, out);
  const before = existsSync(path) ? readText(path, out) : undefined;
  const after = /\.(md|markdown|mdx)$/i.test(out) ? inDocument(before, text, out) : text;
  if (before === after) stdout.write(`${out}: up to date\n`);
  else if (isCheck) {
    stderr.write(`${out}: not up to date; run the same command without --check\n`);
    finish(STALE);
  } else {
    writeWholeFile(path, out, [after]);
    stdout.write(`${out}: written\n`);
  }
}

/** @throws CommanderError where there is no place for the diagram in the document */
function inDocument(document: string | undefined, text: string, out: string): string {
  const placed = document === undefined ? undefined : placeInMarkdown(document, text);
  if (placed !== undefined) return placed;
  throw usageError(
    `${out} has no place for the diagram: write the lines ${OPENING} and ${CLOSING} where it shall stand`,
  );
}

function readText(path: string, out: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw usageError(`${out} cannot be read: ${systemReason(error)}`);
  }
}
