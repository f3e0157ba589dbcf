import { convertFile, guessSource, SOURCE_KINDS, type SourceKind } from "@relata/convert";
import { Option, type Command } from "commander";
import { resolve } from "node:path";
import { convertedFiles, type ConvertedFiles } from "../convert/converted-files.ts";
import { tellConversion, toldJson } from "../convert/tell-conversion.ts";
import { loaderIn, readSource } from "../convert/read-source.ts";
import { BAD_INPUT } from "../exit-code.ts";
import { writeNewFiles } from "../init/write-new-files.ts";
import { withJson } from "../options.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface ConvertOptions {
  readonly from?: SourceKind;
  readonly out?: string;
  readonly tuples?: string;
  readonly force?: true;
  readonly json?: true;
}

/**
 * `relata convert`: a model of another engine, with its tuples and tests, as files of relata. Standard output holds the model, or with
 * `--out` the paths of what was written; all else goes to standard error. What cannot be carried over is shown with its place, all of it,
 * and ends the run with 3: then nothing is written.
 */
export function addConvert(program: Command, session: Session): void {
  const command = program
    .command("convert <files...>")
    .description("convert models, tuples and tests of OpenFGA, SpiceDB, or JSON models, to those of relata")
    .addOption(
      new Option("--from <engine>", "whose files they are (default: told from name and text)").choices(SOURCE_KINDS),
    )
    .option("--tuples <file>", "tuples in the form of that engine, to go with one file")
    .option("--out <folder>", "write the model, its tuples and its tests to a folder")
    .option("--force", "replace files that are there already");
  withJson(command).action((paths: readonly string[], options: ConvertOptions) => convert(session, paths, options));
}

function convert(session: Session, paths: readonly string[], options: ConvertOptions): void {
  if (options.tuples !== undefined && paths.length > 1)
    throw usageError("--tuples goes with one file: convert them one by one");
  const load = loaderIn(session);
  const tuples = options.tuples === undefined ? undefined : readSource(session, options.tuples);
  const told = paths.map((path) => {
    const source = readSource(session, path);
    const conversion = convertFile(source, options.from ?? guessed(source), {
      load,
      ...(tuples !== undefined && { tuples }),
    });
    return {
      source,
      conversion,
      ...(conversion.converted !== undefined && { files: convertedFiles(source, conversion.converted) }),
    };
  });
  const files = told.flatMap((each) => (each.files === undefined ? [] : [each.files]));
  const isRefused = files.length < told.length;
  if (isRefused) session.finish(BAD_INPUT);
  else if (options.out !== undefined) write(session, options.out, files, options.force === true);
  else refuseSeveral(files, options.json === true);
  if (options.json === true) session.stdout.write(toJson(toldJson(told)));
  else tellConversion(session, told, { ...options, load });
}

function guessed(source: { readonly path: string; readonly text: string }): SourceKind {
  const kind = guessSource(source);
  if (kind !== undefined) return kind;
  throw usageError(
    `it cannot be told of which engine \`${source.path}\` is: say it with --from ${SOURCE_KINDS.join(", ")}`,
  );
}

/** @throws CommanderError where two of them have one path, or one is there already */
function write(session: Session, folder: string, all: readonly ConvertedFiles[], isForced: boolean): void {
  const files = all.flatMap((each) => each.files);
  const paths = files.map(({ path }) => path);
  const twice = paths.find((path, i) => paths.indexOf(path) < i);
  if (twice !== undefined)
    throw usageError(`nothing is written, because two of the files would become \`${twice}\`: convert them one by one`);
  writeNewFiles(resolve(session.cwd, folder), files, isForced);
}

/** Why: a model of several files cannot be read again from where they are one text. */
function refuseSeveral(all: readonly ConvertedFiles[], isJson: boolean): void {
  const models = all.flatMap(({ models: each }) => each);
  if (isJson || models.length <= 1) return;
  const names = models.map(({ path }) => `  ${path}`).join("\n");
  throw usageError(
    `these are several files, which standard output cannot hold; --out writes them to a folder:\n${names}`,
  );
}
