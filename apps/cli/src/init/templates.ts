import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** A situation to begin from: the name of its folder, and what it is, for whoever chooses. */
export interface Template {
  readonly name: string;
  readonly about: string;
  /** A question that its facts answer, to begin with. */
  readonly firstQuestion: string;
}

export const TEMPLATES: readonly Template[] = [
  {
    name: "documents",
    about: "documents and folders: owners, editors, commenters, viewers, teams, links, suspended people",
    firstQuestion: "user:dee edit document:roadmap",
  },
  {
    name: "organisation",
    about: "an organisation with teams inside teams, projects, and environments with approval",
    firstQuestion: "user:tom contribute project:website",
  },
  {
    name: "saas",
    about: "a service with many tenants that are kept apart, and API keys with no more than they need",
    firstQuestion: "apikey:acme_sync write project:crm",
  },
  {
    name: "invoices",
    about: "invoices with approval limits, two approvers, delegates and office hours",
    firstQuestion: "user:boss approve invoice:checked",
  },
];

/** One file to be written: where, relative to the project, in the slashes of the system, and what. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** Beside `src` and `dist` alike. */
const FOLDER = fileURLToPath(new URL("../../templates", import.meta.url));

/** What every template has. */
const SHARED = "every";

/** The files of a template, sorted by path. */
export function filesOf({ name }: Template): readonly TemplateFile[] {
  return [SHARED, name].flatMap((folder) => filesIn(join(FOLDER, folder))).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function filesIn(folder: string): readonly TemplateFile[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ path: path.slice(folder.length + sep.length), text: readFileSync(path, "utf8") }));
}
