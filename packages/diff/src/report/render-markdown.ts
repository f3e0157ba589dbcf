import { sayAccess, sayPair } from "../access/say-access.ts";
import type { AccessDiff, AccessGroup } from "../access/access-diff.ts";
import type { ModelChange } from "../changes/model-change.ts";
import type { CounterexampleSearch } from "../counterexample/counterexample.ts";
import { sayInVain, sayQuestion, worldLines } from "../counterexample/say-search.ts";
import { quote } from "../quote.ts";
import type { DiffReport } from "./diff-report.ts";
import { sayRename, sayUndecided } from "./render-text.ts";
import { counted, countedStranded, strandedKinds } from "./say-stranded.ts";

/**
 * The report for a pull request: what is said first, what it says it of folded away. Whatever files and data hold stands in
 * code, so that no name or id is read as Markdown or HTML.
 */
export function renderMarkdown({ changes, access, search, stranded, applied }: DiffReport): string {
  const parts = [
    "## Permission model",
    ...(applied === null ? ["No model has been applied yet."] : modelParts(changes)),
    ...(stranded === undefined ? [] : strandedParts(stranded)),
    ...(access === undefined ? [] : accessParts(access)),
    ...(search === undefined ? [] : searchParts(search)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function modelParts(changes: readonly ModelChange[]): readonly string[] {
  if (changes.length === 0) return ["The model does not change."];
  const printed = changes.map(({ path, before, after }) => `# ${path}\n${signed("-", before)}${signed("+", after)}`);
  return [
    `**${counted(changes.length, "change")}**`,
    list(changes.map((change) => change.words + sayRename(change))),
    details("Before and after", fenced(printed.join("\n"), "diff")),
  ];
}

function strandedParts(stranded: NonNullable<DiffReport["stranded"]>): readonly string[] {
  const kinds = strandedKinds(stranded);
  if (kinds.length === 0) return ["Everything that is live fits the new model."];
  return [
    "### Stranded data",
    `**${countedStranded(stranded)}** would not fit the new model.`,
    list(kinds.map(({ what, count, reason }) => `${count.toLocaleString("en")} of ${quote(what)}: ${reason}`)),
    details("Examples", fenced(kinds.flatMap(({ examples }) => examples).join("\n"))),
  ];
}

function accessParts({ groups, stillConditional }: AccessDiff): readonly string[] {
  const undecided = stillConditional === 0 ? [] : [`${sayUndecided(stillConditional)}.`];
  if (groups.length === 0) return ["### Whose access changes", "Nobody's, over this data.", ...undecided];
  return [
    "### Whose access changes",
    list(groups.map((group) => sayAccess(group, quote))),
    details("Examples", fenced(groups.map(examplesOf).join("\n"))),
    ...undecided,
  ];
}

function examplesOf(group: AccessGroup): string {
  const { permission, before, after, examples } = group;
  return examples.map((pair) => `${permission}: ${sayPair(pair)}: ${before} before, ${after} after`).join("\n");
}

function searchParts(search: CounterexampleSearch): readonly string[] {
  const { found } = search;
  if (found === undefined) return ["### An example of the difference", `None: ${sayInVain(search)}.`];
  return ["### An example of the difference", fenced([sayQuestion(found), ...worldLines(found)].join("\n"))];
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** A fence that nothing inside can end. */
function fenced(text: string, language = ""): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

function signed(sign: string, text: string | undefined): string {
  return text === undefined
    ? ""
    : text
        .split("\n")
        .map((line) => `${sign} ${line}\n`)
        .join("");
}
