import { formatNote, formatRefusal, type Conversion } from "@relata/convert";
import type { LoadFile, SourceFile } from "@relata/language";
import { formatTuple } from "@relata/model";
import { paintDiagnostic } from "../output/paint-diagnostic.ts";
import { paintFor } from "../output/paint.ts";
import type { Session } from "../surroundings.ts";
import type { ConvertedFiles } from "./converted-files.ts";
import { pathBelow } from "./read-source.ts";

/** One file, and what became of it. */
export interface ToldConversion {
  readonly source: SourceFile;
  readonly conversion: Conversion;
  readonly files?: ConvertedFiles;
}

interface TellOptions {
  readonly out?: string;
  readonly load: LoadFile;
}

/** Refusals with their lines and carets, notes, the model or the paths of what was written, and what to do next. */
export function tellConversion(session: Session, all: readonly ToldConversion[], { out, load }: TellOptions): void {
  const { stdout, stderr } = session;
  const isRefused = all.some(({ files }) => files === undefined);
  for (const { source, conversion } of all) {
    const paint = paintFor(stderr, session);
    for (const refusal of conversion.refusals) {
      const text = refusal.span.path === source.path ? source.text : (load(refusal.span.path) ?? "");
      stderr.write(`${paintDiagnostic(formatRefusal(refusal, text), "error", paint)}\n\n`);
    }
    for (const note of conversion.converted?.notes ?? []) stderr.write(`${formatNote(note)}\n`);
  }
  if (isRefused) stderr.write(`nothing is written: ${counted(all)} cannot be carried over\n`);
  else if (out === undefined) for (const { files } of all) printed(session, files);
  else stdout.write(written(session, out, all));
}

/** The model alone. Why: what is behind it in a pipe reads a model. */
function printed({ stdout, stderr }: Session, files: ConvertedFiles | undefined): void {
  for (const { text } of files?.models ?? []) stdout.write(text);
  const others = [
    ...(files?.facts === undefined ? [] : ["its tuples"]),
    ...(files?.suites.length === 0 ? [] : ["its tests"]),
  ];
  if (others.length > 0) stderr.write(`note: ${others.join(" and ")} are not printed: --out writes them to a folder\n`);
}

function written(session: Session, out: string, all: readonly ToldConversion[]): string {
  const paint = paintFor(session.stdout, session);
  const files = all.flatMap((each) => each.files ?? []);
  const shown = (path: string): string => pathBelow(session.cwd, out, path);
  const steps = files.flatMap(({ models, facts, suites }) => [
    `relata validate ${shown(models[0]?.path ?? "")}`,
    ...suites.map(({ path }) => `relata test ${shown(path)}`),
    ...(facts === undefined
      ? []
      : [`relata import ${shown(facts.path)} --model ${shown(models[0]?.path ?? "")} --db authz.db`]),
  ]);
  const paths = files.flatMap((each) => each.files.map(({ path }) => `${paint.green("+")} ${shown(path)}`));
  return [...paths, "", "Next:", ...steps.map((step) => `  npx ${step}`), ""].join("\n");
}

function counted(all: readonly ToldConversion[]): string {
  const count = all.reduce((sum, { conversion }) => sum + conversion.refusals.length, 0);
  return count === 1 ? "one thing" : `${count} things`;
}

/** For machines: everything, be it written to files or not. */
export function toldJson(all: readonly ToldConversion[]): object {
  return {
    conversions: all.map(({ source, conversion: { converted, refusals }, files }) => ({
      path: source.path,
      files: files?.models ?? [],
      tuples: (converted?.tuples ?? []).map(formatTuple),
      suites: files?.suites ?? [],
      notes: converted?.notes ?? [],
      refusals,
    })),
  };
}
