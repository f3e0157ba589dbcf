import type { LoadFile, SourceFile } from "@relata/language";

import type { Conversion } from "./converted.ts";
import { convertJsonModels } from "./json-model/convert-json-models.ts";
import { convertOpenFga } from "./openfga/convert-openfga.ts";
import { convertValidation } from "./spicedb/convert-validation.ts";
import { convertZed } from "./spicedb/convert-zed.ts";

/** What can be converted, by name. */
export const SOURCE_KINDS = ["openfga", "spicedb", "json"] as const;

export type SourceKind = (typeof SOURCE_KINDS)[number];

export interface ConvertOptions {
  /** The text of a file that the source names, by its path; undefined where there is none. */
  readonly load?: LoadFile;
  /** A file of tuples in the form of the source's engine, besides what the source holds. */
  readonly tuples?: SourceFile;
}

/**
 * Of which engine a file is, by its name and by what it holds; undefined where neither tells.
 *
 * ```ts
 * guessSource({ path: "store.fga.yaml", text }); // "openfga"
 * ```
 */
export function guessSource({ path, text }: SourceFile): SourceKind | undefined {
  if (/(?:^|\/)fga\.mod$|\.fga(?:\.ya?ml|\.json)?$/.test(path)) return "openfga";
  if (/\.(?:zed|zaml)$/.test(path)) return "spicedb";
  if (path.endsWith(".json")) return /"type_?[dD]efinitions"/.test(text) ? "openfga" : "json";
  if (!/\.ya?ml$/.test(path)) return undefined;
  if (/^(?:schema|schemaFile|relationships)\s*:/m.test(text)) return "spicedb";
  return /^(?:model|model_file|tuples)\s*:/m.test(text) ? "openfga" : undefined;
}

/** Converts a file of that engine, with what it names. Never throws: what cannot be carried over is in the refusals. */
export function convertFile(source: SourceFile, kind: SourceKind, { load, tuples }: ConvertOptions = {}): Conversion {
  const loading = load === undefined ? {} : { load };
  switch (kind) {
    case "openfga":
      return convertOpenFga(source, { ...loading, ...(tuples !== undefined && { tuples: [tuples] }) });
    case "spicedb": {
      const options = { ...loading, ...(tuples !== undefined && { relationships: tuples }) };
      return /\.(?:ya?ml|zaml)$/.test(source.path) ? convertValidation(source, options) : convertZed(source, options);
    }
    case "json":
      return convertJsonModels(source, tuples === undefined ? {} : { tuples });
  }
}
