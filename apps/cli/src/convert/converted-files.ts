import { printSuite, type Converted } from "@relata/convert";
import type { SourceFile } from "@relata/language";
import { formatTuple } from "@relata/model";

/** What a conversion becomes on the disk. */
export interface ConvertedFiles {
  /** All files; those of the model first. */
  readonly files: readonly SourceFile[];
  readonly models: readonly SourceFile[];
  readonly facts?: SourceFile;
  readonly suites: readonly SourceFile[];
}

/** The model, its tuples as a file of facts, and its tests. All of it stands in one folder, but for modules in folders of their own. */
export function convertedFiles(source: SourceFile, { files, tuples, suites }: Converted): ConvertedFiles {
  const base = source.path.slice(source.path.lastIndexOf("/") + 1).replace(/(\.fga)?\.\w+$/, "");
  const models = files.map(({ path, text }) => ({ path: below(path, source), text }));
  const factsPath = `${base}.facts.txt`;
  const facts = tuples.length === 0 ? undefined : { path: factsPath, text: `${tuples.map(formatTuple).join("\n")}\n` };
  const model = `./${models[0]?.path ?? ""}`;
  const paths = { model, ...(facts !== undefined && { tuples: `./${factsPath}` }) };
  const written = suites.flatMap((suite, i) => {
    const text = printSuite(suite, paths);
    const name = i === 0 ? base : `${base}_${i + 1}`;
    return text === undefined ? [] : [{ path: `${name}.relata.yaml`, text }];
  });
  return {
    files: [...models, ...(facts === undefined ? [] : [facts]), ...written],
    models,
    ...(facts !== undefined && { facts }),
    suites: written,
  };
}

/** Relative to the folder of the source, which is what the folder of the result stands for. */
function below(path: string, source: SourceFile): string {
  const folder = source.path.slice(0, source.path.lastIndexOf("/") + 1);
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}
