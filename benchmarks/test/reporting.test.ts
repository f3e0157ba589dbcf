import { describe, expect, test } from "vitest";
import { toOptions } from "../src/options.ts";
import { comparedWith } from "../src/reporting/compared.ts";
import type { Figure, PartFound, Report } from "../src/reporting/figure.ts";
import { tableOf } from "../src/reporting/table.ts";

const CHECK: Figure = { row: "S", by: "relata", value: 2, unit: "µs", p99: 4, goal: 1 };

function found(figures: readonly Figure[], yardstickNanos = 100): PartFound {
  return { figures, leftOut: [], yardstickNanos, seconds: 1 };
}

function report(parts: Readonly<Record<string, PartFound>>): Report {
  return { isQuick: false, node: "v20", machine: "", parts };
}

describe("a figure beside the baseline", () => {
  const baseline = report({ workload: found([{ ...CHECK, value: 1 }]) });

  test("is compared as if it had been measured on that machine", () => {
    expect(comparedWith(baseline, "workload", found([CHECK], 100), CHECK)).toBe(2);
    expect(comparedWith(baseline, "workload", found([CHECK], 200), CHECK)).toBe(1);
  });

  test("is compared with more of it where more is better", () => {
    const rate: Figure = { row: "S", by: "relata", value: 500, unit: "/s" };
    const then = report({ batch: found([{ ...rate, value: 1_000 }]) });
    expect(comparedWith(then, "batch", found([rate], 200), rate)).toBe(1);
  });

  test("is compared as it is where the machine does not matter", () => {
    const bytes: Figure = { row: "S", by: "relata", value: 80, unit: "bytes/tuple" };
    const then = report({ memory: found([{ ...bytes, value: 40 }]) });
    expect(comparedWith(then, "memory", found([bytes], 200), bytes)).toBe(2);
  });

  test("is not compared where the baseline does not have it", () => {
    expect(comparedWith(undefined, "workload", found([CHECK]), CHECK)).toBeUndefined();
    expect(comparedWith(baseline, "peers", found([CHECK]), CHECK)).toBeUndefined();
    expect(comparedWith(baseline, "workload", found([CHECK]), { ...CHECK, by: "Cedar" })).toBeUndefined();
  });
});

describe("the table", () => {
  const cedar: Figure = { row: "S", by: "Cedar", value: 300, unit: "µs", isDetail: true };
  const whole = report({
    workload: { ...found([CHECK, cedar]), leftOut: [{ what: "SpiceDB", why: "this is Node 20" }] },
    lists: { ...found([]), failure: "out of memory" },
  });

  test("says who took how much, of whom, of the goal and of the baseline, in plain text", () => {
    const table = tableOf(whole, { isColoured: false, baseline: whole, showsDetails: true });
    expect(table).not.toContain("\u001b");
    const [ours = "", theirs = ""] = ["relata", "Cedar"].map((by) =>
      table.split("\n").find((line) => line.includes(by)),
    );
    expect(ours.split(/ {2,}/)).toEqual(["S", "relata", "2.00 µs", "4.00", "0.50", "1.00 "]);
    expect(theirs).toContain("150");
  });

  test("says what was left out and what failed, and keeps details for who wants them", () => {
    const table = tableOf(whole, { isColoured: false });
    expect(table).toContain("workload: left out: SpiceDB: this is Node 20");
    expect(table).toContain("lists failed: out of memory");
    expect(table).not.toContain("Cedar");
  });

  test("is coloured on a terminal", () => {
    expect(tableOf(whole, { isColoured: true })).toContain("\u001b[");
  });
});

describe("options", () => {
  const parts = ["workload", "curves"];

  test("name parts, or all of them", () => {
    expect(toOptions([], parts)).toMatchObject({ names: parts, isQuick: false, isDrawn: false });
    expect(toOptions(["curves", "--json", "f.json"], parts)).toMatchObject({
      names: ["curves"],
      isDrawn: true,
      json: "f.json",
    });
    expect(toOptions(["curves", "--quick"], parts)).toMatchObject({ isQuick: true, isDrawn: false });
  });

  test.each([
    [["speed"], "there is no part `speed`: name some of workload, curves"],
    [["--resume"], "`--resume` goes on with a file: name it by `--json`"],
    [["--fast"], "Unknown option '--fast'"],
  ])("%s are refused", (args, why) => {
    expect(toOptions(args, parts)).toContain(why);
  });
});
