import Table from "cli-table3";
import { createColors } from "picocolors";
import { comparedWith } from "./compared.ts";
import { reached, UNITS, type Figure, type PartFound, type Report } from "./figure.ts";

/** How the table is printed. */
export interface TableOptions {
  readonly isColoured: boolean;
  readonly baseline?: Report | undefined;
  /** Figures by kind of question, too. */
  readonly showsDetails?: boolean;
}

/** A change that other runs of the same code show, too. */
const NOISE = 1.25;

/** Every figure of the run in one table, with a heading for each part, and what was left out below. */
export function tableOf(report: Report, { isColoured, baseline, showsDetails = false }: TableOptions): string {
  const { bold, dim, green, red, yellow } = createColors(isColoured);
  const table = new Table({
    head: ["", "by", "median", "p99", "× first", "goal", "× baseline"].map((name) => bold(name)),
    colAligns: ["left", "left", "right", "right", "right", "right", "right"],
    colWidths: [WIDEST_ROW],
    wordWrap: true,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 1 },
    chars: LINES,
  });
  const notes: string[] = [];
  for (const [part, found] of Object.entries(report.parts)) {
    table.push([{ content: bold(part) + dim(`  ${found.seconds.toFixed(0)} s`), colSpan: 7 }]);
    const shown = found.figures.filter(({ isDetail }) => showsDetails || isDetail !== true);
    for (const [at, figure] of shown.entries()) {
      const isFirst = shown[at - 1]?.row !== figure.row;
      const value = written(figure.value, figure.unit);
      table.push([
        isFirst ? figure.row : "",
        figure.by,
        `${value} ${figure.unit}`,
        figure.p99 === undefined ? "" : written(figure.p99, figure.unit),
        ofFirst(shown, figure),
        ofGoal(figure),
        ofBaseline(part, found, figure),
      ]);
    }
    if (found.failure !== undefined) notes.push(red(`${part} failed: ${found.failure}`));
    for (const { what, why } of found.leftOut) notes.push(dim(`${part}: left out: ${what}: ${why}`));
  }
  return [table.toString(), ...notes].join("\n");

  function ofGoal(figure: Figure): string {
    const share = reached(figure);
    if (share === undefined) return "";
    return share >= 1 ? green(`${share.toFixed(2)} ✓`) : yellow(`${share.toFixed(2)}  `);
  }

  function ofBaseline(part: string, found: PartFound, figure: Figure): string {
    const ratio = comparedWith(baseline, part, found, figure);
    if (ratio === undefined) return "";
    const worse = UNITS[figure.unit].isMoreBetter ? 1 / ratio : ratio;
    const text = ratio.toFixed(2);
    return worse > NOISE ? red(text) : worse < 1 / NOISE ? green(text) : text;
  }
}

/** How often the first figure of the row fits into this one. */
function ofFirst(shown: readonly Figure[], figure: Figure): string {
  const first = shown.find(({ row, unit }) => row === figure.row && unit === figure.unit);
  if (first === undefined || first === figure || first.value === 0) return "";
  const ratio = figure.value / first.value;
  return ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(2);
}

/** As many digits as can be meant. */
function written(value: number, unit: Figure["unit"]): string {
  if (!UNITS[unit].isTime && Number.isInteger(value)) return value.toLocaleString("en");
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Longer names take several lines. */
const WIDEST_ROW = 44;

/** Rules between parts would be more ink than figures. */
const LINES = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ",
};
