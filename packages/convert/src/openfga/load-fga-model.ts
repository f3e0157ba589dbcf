import type { SourceFile } from "@relata/language";

import type { Origin } from "../origin.ts";
import { folderOf } from "../path-inside.ts";
import type { Sourced } from "../sourced/sourced.ts";
import type { FgaSource } from "./convert-fga-model.ts";
import { blockText } from "./block-text.ts";
import { namedFile, readFile, type FgaSite } from "./fga-site.ts";
import { jsonPlaces } from "./json-places.ts";
import { readDsl, type ReadFga } from "./read-dsl.ts";
import { readFgaJson } from "./read-fga-json.ts";

/** What a model is made of, and where to point for what comes from no part of it. */
export interface LoadedFga {
  readonly sources: readonly FgaSource[];
  readonly whole: Origin;
  /** The file that imports the modules, where there are some. */
  readonly root?: string;
}

const VERSIONS = ["1.1", "1.2"];

/** A model by the name of its file: `fga.mod` with its modules, `.json`, else the DSL. Undefined where it cannot be read. */
export function loadFgaModel(source: SourceFile, site: FgaSite): LoadedFga | undefined {
  if (/(^|\/)fga\.mod$/.test(source.path)) return loadModules(source, site);
  const path = `${baseName(source.path)}.relata`;
  const read = source.path.endsWith(".json") ? readJsonModel(source, site) : readDsl(source, site.refusals);
  return read === undefined ? undefined : loaded(path, read, site);
}

/** A model that stands in a store file: told of there. */
export function loadInlineModel(value: Sourced, store: SourceFile, site: FgaSite): LoadedFga | undefined {
  const text = value.text();
  if (text === undefined) return undefined;
  const source = site.embedded.file(text, "model", value.origin, blockText(value, store, text));
  const isJson = text.trimStart().startsWith("{");
  const read = isJson ? readJsonModel(source, site) : readDsl(source, site.refusals);
  return read === undefined ? undefined : loaded(`${baseName(store.path)}.relata`, read, site);
}

/** `dir/store.fga.yaml` is `store`. */
export function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.replace(/(\.fga)?\.(ya?ml|json)$|\.fga$/, "");
}

function loaded(path: string, read: ReadFga, site: FgaSite): LoadedFga {
  checkVersion(read.model.schemaVersion, read.places.whole, site);
  return { sources: [{ path, read }], whole: read.places.whole };
}

function checkVersion(version: string, origin: Origin, { refusals }: FgaSite): void {
  // Why not of a module by itself: it has none, and what it lacks is told of its parts.
  if (version === "" || VERSIONS.includes(version)) return;
  const hint = "models of schema 1.0 have no types to carry over: migrate it to 1.1 in OpenFGA first";
  refusals.refuse("source_invalid", origin, `schema ${version} is not read, only ${VERSIONS.join(" and ")}`, hint);
}

function readJsonModel(source: SourceFile, site: FgaSite): ReadFga | undefined {
  const whole = readFile(source, site);
  const value = whole?.field("authorization_model") ?? whole;
  if (value === undefined) return undefined;
  const places = jsonPlaces(value);
  return { model: readFgaJson(value.json(), places.whole, site.refusals), places };
}

function loadModules(source: SourceFile, site: FgaSite): LoadedFga | undefined {
  const value = readFile(source, site);
  if (value === undefined) return undefined;
  checkVersion(value.field("schema")?.text() ?? "", value.origin, site);
  const folder = folderOf(source.path);
  const files = (value.field("contents")?.list() ?? []).map((each) => namedFile(each, source, site));
  const sources = files.flatMap((file): readonly FgaSource[] => {
    const read = file === undefined ? undefined : readDsl(file, site.refusals);
    if (file === undefined || read === undefined) return [];
    return [{ path: `${file.path.slice(folder.length).replace(/\.fga$/, "")}.relata`, read }];
  });
  if (files.length === 0) value.refuse("`contents` lists no modules", "list the paths of the modules");
  if (sources.length < files.length) return undefined;
  const whole = value.origin;
  return { sources, whole, root: rootName(sources.map(({ path }) => path)) };
}

function rootName(taken: readonly string[]): string {
  let name = "model";
  while (taken.includes(`${name}.relata`)) name = `${name}_root`;
  return `${name}.relata`;
}
