import { formatInstant, instantFromMs } from "@relata/model";
import type { AccessDiff } from "../access/access-diff.ts";
import { sayAccess, sayPair } from "../access/say-access.ts";
import { isMore } from "../access/change.ts";
import type { ModelChange } from "../changes/model-change.ts";
import type { CounterexampleSearch } from "../counterexample/counterexample.ts";
import { sayInVain, sayQuestion, worldLines } from "../counterexample/say-search.ts";
import { PLAIN, type DiffReport, type Marks } from "./diff-report.ts";
import { counted, countedStranded, strandedKinds } from "./say-stranded.ts";

const SIGNS = { added: "+", removed: "-", changed: "~" } as const;

/** Examples that a group of answers is shown with. */
const MAX_EXAMPLES = 3;

/** The report for a person at a terminal; each line ends with a line end. */
export function renderText(report: DiffReport, marks: Marks = PLAIN): string {
  const { changes, access, search, stranded, applied } = report;
  const lines = [
    ...appliedLines(applied),
    ...(applied === null ? [] : modelLines(changes, marks)),
    ...(stranded === undefined ? [] : strandedLines(stranded, marks)),
    ...(access === undefined ? [] : accessLines(access, marks)),
    ...(search === undefined ? [] : searchLines(search, marks)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function appliedLines(applied: DiffReport["applied"]): readonly string[] {
  if (applied === undefined) return [];
  if (applied === null) return ["no model has been applied yet"];
  return [`compared with model ${applied.number}, applied ${formatInstant(instantFromMs(applied.at))}`];
}

function modelLines(changes: readonly ModelChange[], marks: Marks): readonly string[] {
  if (changes.length === 0) return [marks.heading("the models are equal")];
  return [
    marks.heading(`model: ${counted(changes.length, "change")}`),
    ...changes.flatMap((change) => [
      `  ${sign(change, marks)} ${change.words}${sayRename(change)}`,
      ...sides(change).map((line) => `      ${marks.faint(line)}`),
    ]),
  ];
}

function sign({ kind }: ModelChange, marks: Marks): string {
  switch (kind) {
    case "added":
      return marks.added(SIGNS.added);
    case "removed":
      return marks.removed(SIGNS.removed);
    case "changed":
      return SIGNS.changed;
  }
}

/** Said once, where the old name stands. */
export function sayRename({ kind, rename }: ModelChange): string {
  return rename === undefined || kind !== "removed"
    ? ""
    : `, and \`${rename}\` was added with the same shape: a rename?`;
}

/** Both sides, one below the other. What was removed is not printed again: its name says it. */
function sides({ kind, before, after }: ModelChange): readonly string[] {
  return [
    ...(before === undefined || kind === "removed" ? [] : labelled("was", before)),
    ...(after === undefined ? [] : labelled("now", after)),
  ];
}

function labelled(label: string, text: string): readonly string[] {
  return text.split("\n").map((line, i) => `${i === 0 ? label : "   "}  ${line}`.trimEnd());
}

function strandedLines(stranded: NonNullable<DiffReport["stranded"]>, marks: Marks): readonly string[] {
  const kinds = strandedKinds(stranded);
  if (kinds.length === 0) return [marks.heading("data: everything that is live fits the new model")];
  return [
    marks.heading(`data: ${countedStranded(stranded)} would be stranded`),
    ...kinds.flatMap(({ what, count, reason, examples }) => [
      `  ${marks.removed("!")} ${count.toLocaleString("en")} of ${what}: ${reason}`,
      ...examples.map((example) => `      ${marks.faint(example)}`),
    ]),
  ];
}

function accessLines({ groups, stillConditional }: AccessDiff, marks: Marks): readonly string[] {
  const undecided = stillConditional === 0 ? [] : [`  ${sayUndecided(stillConditional)}`];
  if (groups.length === 0) return [marks.heading("access: nobody's answer changes over this data"), ...undecided];
  return [
    marks.heading("access:"),
    ...groups.flatMap((group) => [
      `  ${isMore(group) ? marks.added("+") : marks.removed("-")} ${sayAccess(group)}`,
      ...(group.answers > 1
        ? group.examples.slice(0, MAX_EXAMPLES).map((pair) => `      ${marks.faint(sayPair(pair))}`)
        : []),
    ]),
    ...undecided,
  ];
}

/** "3 answers stay conditional: what decides them was not compared". */
export function sayUndecided(count: number): string {
  const [stay, them] = count === 1 ? ["stays", "it"] : ["stay", "them"];
  return `${counted(count, "answer")} ${stay} conditional: what decides ${them} was not compared`;
}

function searchLines(search: CounterexampleSearch, marks: Marks): readonly string[] {
  const { found } = search;
  if (found === undefined) return [marks.heading("example: none"), `  ${sayInVain(search)}`];
  return [
    marks.heading(`example: ${sayQuestion(found)}`),
    ...worldLines(found).map((line) => `      ${marks.faint(line)}`),
  ];
}
