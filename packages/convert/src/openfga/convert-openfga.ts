import type { LoadFile, SourceFile } from "@relata/language";
import { indexModel, type Tuple } from "@relata/model";

import type { Conversion, ConvertedSuite } from "../converted.ts";
import { folderOf } from "../path-inside.ts";
import { Refusals } from "../refusal.ts";
import { Embedded } from "../relocate.ts";
import type { Sourced } from "../sourced/sourced.ts";
import { convertFgaModel } from "./convert-fga-model.ts";
import { namedFile, readFile, type FgaSite } from "./fga-site.ts";
import type { FgaTarget } from "./fga-tuple.ts";
import { baseName, loadFgaModel, loadInlineModel, type LoadedFga } from "./load-fga-model.ts";
import { readFgaTests } from "./read-fga-tests.ts";
import { readFgaTuples, readTuple } from "./read-fga-tuples.ts";

export interface OpenFgaOptions {
  /** The text of a file that the source names, by its path; undefined where there is none. */
  readonly load?: LoadFile;
  /** The folder that named files may not leave: that of the source, unless given. */
  readonly root?: string;
  /** Files of tuples, besides what the source holds. */
  readonly tuples?: readonly SourceFile[];
}

/**
 * What OpenFGA has in files, as files of relata: a model in the DSL (`.fga`) or in JSON, modules (`fga.mod`), or a store (`.fga.yaml`)
 * with its model, tuples and tests.
 *
 * Law: of tuples that both admit, the model decides as OpenFGA does, but for what docs/how-to/convert.md tells. Never throws: all
 * that cannot be carried over is in the refusals.
 */
export function convertOpenFga(source: SourceFile, options: OpenFgaOptions = {}): Conversion {
  const site: FgaSite = {
    load: options.load,
    root: options.root ?? folderOf(source.path),
    refusals: new Refusals(),
    embedded: new Embedded(),
  };
  const isStore = /\.ya?ml$/.test(source.path);
  const store = isStore ? readFile(source, site) : undefined;
  const loaded = !isStore ? loadFgaModel(source, site) : store && loadOfStore(store, source, site);
  const told = (): Conversion => ({
    refusals: site.refusals.finish().map((refusal) => site.embedded.refusal(refusal)),
  });
  if (loaded === undefined) return told();
  const { printed, parameters, refusals, notes } = convertFgaModel(loaded.sources, loaded.whole, loaded.root);
  site.refusals.add(refusals);
  if (printed === undefined || site.refusals.any) return told();
  const target = { index: indexModel(printed.model), parameters };
  const given = (options.tuples ?? []).flatMap((file) => readFgaTuples(file, target, site.refusals));
  const tuples = [...given, ...(store === undefined ? [] : tuplesIn(store, source, target, site))];
  const suites = store === undefined ? [] : suitesIn(store, source, target, site);
  if (site.refusals.any) return told();
  const converted = { ...printed, tuples, suites, parameters, notes: notes.map((note) => site.embedded.note(note)) };
  return { converted, refusals: [] };
}

function loadOfStore(store: Sourced, source: SourceFile, site: FgaSite): LoadedFga | undefined {
  const [model, file] = [store.field("model"), store.field("model_file")];
  if (model !== undefined) return loadInlineModel(model, source, site);
  if (file === undefined) return store.refuse("a store has a `model` or a `model_file`, and this has neither");
  const named = namedFile(file, source, site);
  return named === undefined ? undefined : loadFgaModel(named, site);
}

/** The tuples of a store, or of one of its tests: those written there, and those of files. */
function tuplesIn(value: Sourced, source: SourceFile, target: FgaTarget, site: FgaSite): readonly Tuple[] {
  const one = value.field("tuple_file");
  const files = [...(one === undefined ? [] : [one]), ...(value.field("tuple_files")?.list() ?? [])];
  const named = files.flatMap((each) => namedFile(each, source, site) ?? []);
  const written = (value.field("tuples")?.list() ?? []).flatMap((each) => readTuple(each, target, site.refusals));
  return [...named.flatMap((file) => readFgaTuples(file, target, site.refusals)), ...written];
}

function suitesIn(store: Sourced, source: SourceFile, target: FgaTarget, site: FgaSite): readonly ConvertedSuite[] {
  const tests = store.field("tests");
  if (tests === undefined) return [];
  const read = readFgaTests(tests, target, (test) => tuplesIn(test, source, target, site));
  return [{ path: `${baseName(source.path)}.relata.yaml`, tests: read }];
}
