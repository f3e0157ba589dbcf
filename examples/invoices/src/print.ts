import { renderExplanation, type Decision, type Explanation } from "@relata/core";
import Table from "cli-table3";
import picocolors from "picocolors";

/** Colour where a person looks; plain text where it is piped or not wanted. */
const colours = picocolors.createColors(process.stdout.isTTY && process.env["NO_COLOR"] === undefined);

export function heading(text: string): string {
  return `\n${colours.bold(text)}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({
    head: head.map((name) => colours.bold(name)),
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    style: { head: [], border: [] },
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn.toString();
}

export function outcomeText(decision: Decision): string {
  switch (decision.outcome) {
    case "allowed":
      return colours.green("✔ allowed");
    case "denied":
      return colours.red("✘ denied");
    case "conditional":
      return colours.yellow(`? conditional\n  needs ${decision.missing.map(({ path }) => path).join(",\n  ")}`);
  }
}

export function reasonText(explanation: Explanation): string {
  const { green, red, yellow, dim } = colours;
  const roles = { allowed: green, denied: red, conditional: yellow, lines: dim, remark: dim };
  return renderExplanation(explanation, { colour: (role, text) => roles[role](text) });
}
