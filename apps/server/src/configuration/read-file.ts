import { didYouMean } from "@relata/model";
import { parseDocument } from "yaml";
import { SETTINGS } from "./setting-table.ts";

/** What a file says, by the variables that would say the same. */
export interface ReadFile {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

const FIELDS = new Map(SETTINGS.map(({ field, variable }) => [field, variable]));

/**
 * Reads YAML, of which JSON is a part: an object of settings. Lists may be lists. No problem repeats what stands there, since it
 * may be a secret.
 */
export function readFile(path: string, text: string): ReadFile {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line = 1, col = 1 } = error.linePos?.[0] ?? {};
    return {
      values: {},
      problems: [`\`${path}\` cannot be read at line ${line}, column ${col}: it is neither JSON nor YAML`],
    };
  }
  const read: unknown = document.toJS();
  if (typeof read !== "object" || read === null || Array.isArray(read)) {
    return {
      values: {},
      problems: [`\`${path}\` is to hold an object of settings, as \`{ "model": "authz.relata" }\``],
    };
  }
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const [field, value] of Object.entries(read)) {
    const variable = FIELDS.get(field);
    const said = textOf(value);
    if (variable === undefined)
      problems.push(`\`${path}\` has no setting \`${field}\`${didYouMean(field, [...FIELDS.keys()])}`);
    else if (said === undefined) problems.push(`\`${field}\` of \`${path}\` is text, a number, or a list of these`);
    else if (said !== "") values[variable] = said;
  }
  return { values, problems };
}

/** As the environment would say it; undefined for what it could not, and empty for what is switched off. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "boolean") return value ? "1" : "";
  if (Array.isArray(value)) {
    const parts = value.map((part: unknown) => (Array.isArray(part) ? undefined : textOf(part)));
    return parts.includes(undefined) ? undefined : parts.join(",");
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
