import { UNITS, type Figure, type PartFound, type Report } from "./figure.ts";

/**
 * How often the figure of the baseline fits into this one, as if both had been measured on one machine: times are counted in yardsticks of
 * their own run. Below 1 less is taken, or done. Undefined where the baseline has no such figure.
 */
export function comparedWith(baseline: Report | undefined, part: string, found: PartFound, figure: Figure) {
  const then = baseline?.parts[part];
  const before = then?.figures.find(
    ({ row, by, unit }) => row === figure.row && by === figure.by && unit === figure.unit,
  );
  if (then === undefined || before === undefined || before.value === 0) return undefined;
  const ratio = figure.value / before.value;
  const { isTime, isMoreBetter } = UNITS[figure.unit];
  if (!isTime) return ratio;
  const machine = found.yardstickNanos / then.yardstickNanos;
  return isMoreBetter ? ratio * machine : ratio / machine;
}
