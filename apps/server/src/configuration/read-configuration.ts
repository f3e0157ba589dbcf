import { readFileSync } from "node:fs";
import { misnamedVariables } from "@relata/keys";
import { didYouMean } from "@relata/model";
import { readSettings, type Environment, type Settings } from "../settings.ts";
import { readFile, type ReadFile } from "./read-file.ts";
import { SETTINGS } from "./setting-table.ts";

export interface Configuration {
  readonly settings: Settings;
  /** What was said, by its variables: the environment wins over the file. It holds secrets: see `configurationText`. */
  readonly said: Environment;
}

/** What is looked for where the environment names no file. */
const FILES = ["relata.config.json", "relata.config.yaml"];

const VARIABLES = [...SETTINGS.map(({ variable }) => variable), "RELATA_CONFIG"];

/** One of them is named: what the environment says is instead of either. */
const DATABASES = ["RELATA_DB", "RELATA_DATABASE_URL"];

/** Reads the file and the environment, whole, and names every problem of both at once. */
export function readConfiguration(env: Environment): Configuration | { readonly problems: readonly string[] } {
  const [path, file] = fileOf(env["RELATA_CONFIG"] ?? "");
  const said: Record<string, string> = {};
  const isElsewhere = DATABASES.some((variable) => env[variable] !== undefined);
  for (const { variable } of SETTINGS) {
    const ofFile = isElsewhere && DATABASES.includes(variable) ? undefined : file.values[variable];
    const value = env[variable] ?? ofFile;
    if (value !== undefined) said[variable] = value;
  }
  const isOfFile = (variable: string) => env[variable] === undefined && file.values[variable] !== undefined;
  const read = readSettings(said);
  const problems = [
    ...file.problems,
    ...misnamedVariables(env),
    ...slips(env),
    ...("problems" in read ? read.problems.map((problem) => placed(problem, path, isOfFile)) : []),
  ];
  if (problems.length > 0 || "problems" in read) return { problems };
  return { settings: read.settings, said };
}

function fileOf(named: string): readonly [string, ReadFile] {
  for (const path of named === "" ? FILES : [named]) {
    const text = textOf(path);
    if (text !== undefined) return [path, readFile(path, text)];
  }
  const problems =
    named === "" ? [] : [`\`RELATA_CONFIG\` is \`${named}\`: there is no such file, or it cannot be read`];
  return [named, { values: {}, problems }];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Variables that are nearly ours: what one believes to have said would not be done. Others may be of other programs. */
function slips(env: Environment): readonly string[] {
  const unknown = Object.keys(env).filter((name) => name.startsWith("RELATA_") && !VARIABLES.includes(name));
  return unknown.flatMap((name) => {
    const hint = didYouMean(name, VARIABLES);
    return hint === "" ? [] : [`\`${name}\` is no setting${hint}`];
  });
}

/** A problem of what stands in the file is told by the name that it has there. */
function placed(problem: string, path: string, isOfFile: (variable: string) => boolean): string {
  let text = problem;
  for (const { variable, field } of SETTINGS) {
    if (isOfFile(variable)) text = text.replaceAll(`\`${variable}\``, `\`${field}\` of \`${path}\``);
  }
  return text;
}
