import { Failure } from "@relata/core";
import { indexModel, type Model } from "@relata/model";
import {
  formatOf,
  formatProblem,
  RecordParser,
  type ParsedRecord,
  type RecordProblem,
  type TransferFormat,
} from "@relata/transfer";
import type { Surroundings } from "../surroundings.ts";
import { readChunks, shownPath } from "./read-chunks.ts";

export interface RecordSource {
  /** Read one after the other; `-` is standard input. */
  readonly files: readonly string[];
  /** That of the name of each file unless given. */
  readonly format?: TransferFormat;
  readonly onBytes: (count: number) => void;
}

/** Mistakes after which the rest of a file is not looked at. */
const MAX_MISTAKES = 20;

/**
 * The records of files, in bounded memory. After the first mistake no record is given any more, and the file is read on only
 * to name the others: whoever has twenty lines to mend wants to hear of them once.
 *
 * @throws Failure `invalid_tuple` that names each line of the first file with mistakes, in `details.mistakes` too;
 *   CommanderError as `readChunks`
 */
export async function* readRecords(
  surroundings: Surroundings,
  model: Model,
  { files, format, onBytes }: RecordSource,
): AsyncGenerator<ParsedRecord, void, undefined> {
  for (const path of files) {
    const problems: RecordProblem[] = [];
    const shown = shownPath(path);
    const parser = new RecordParser(indexModel(model), format ?? formatOf(path), {
      path: shown,
      onProblem: (problem) => problems.push(problem),
    });
    for await (const record of parsed(parser, readChunks(surroundings, path, onBytes))) {
      if (problems.length === 0) yield record;
      if (problems.length >= MAX_MISTAKES) break;
    }
    if (problems.length > 0) throw mistaken(problems, shown);
  }
}

async function* parsed(parser: RecordParser, chunks: AsyncIterable<string>): AsyncGenerator<ParsedRecord> {
  for await (const chunk of chunks) yield* parser.push(chunk);
  yield* parser.end();
}

function mistaken(problems: readonly RecordProblem[], path: string): Failure {
  const lines = problems.slice(0, MAX_MISTAKES).map((problem) => formatProblem(problem, path));
  const more = problems.length < MAX_MISTAKES ? [] : ["and there may be more lines with mistakes behind these"];
  const mistakes = problems.map((problem) => ({ path, ...problem }));
  return new Failure("invalid_tuple", [...lines, ...more].join("\n"), { details: { mistakes } });
}
