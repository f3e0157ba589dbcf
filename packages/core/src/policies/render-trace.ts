import type { Clause, ClauseOutcome } from "@relata/abac";
import type { Colour, Role } from "../explanation-text/draw.ts";
import { clauseText } from "./clause-text.ts";
import type { PolicyTrial } from "./try-policy.ts";

/** Letters of a clause that are shown. */
const WIDTH = 90;

/**
 * What each clause of a policy gave, as a tree of text: `✓` true, `✗` false, `?` unknown, `=` another value. A clause
 * inside a list operator has one value for each element. No line break at the end.
 *
 * ```text
 * ? resource.status == "paid" && resource.amount <= limit: needs context.limit
 * ├─ ✓ resource.status == "paid"
 * │  └─ = resource.status: "paid"
 * └─ ? resource.amount <= limit: needs context.limit
 * ```
 */
export function renderTrace(trial: PolicyTrial, colour: Colour = (_, text) => text): string {
  const { clauses, cut } = trial;
  const lines = clauses.map((clause, i) => {
    const branches = clause.depth === 0 ? "" : colour("lines", branchesOf(clauses, i));
    return branches + lineOf(trial, clause, colour);
  });
  if (cut > 0) lines.push(colour("remark", `… and ${cut} more`));
  return lines.join("\n");
}

/** What stands left of the clause: whether others follow below each of the clauses around it. */
function branchesOf(clauses: readonly Clause[], at: number): string {
  const { depth = 0 } = clauses[at] ?? {};
  const parts: string[] = [];
  for (let level = 1; level <= depth; level++) {
    const next = clauses.slice(at + 1).find((clause) => clause.depth <= level);
    const goesOn = next?.depth === level;
    if (level === depth) parts.push(goesOn ? "├─ " : "└─ ");
    else parts.push(goesOn ? "│  " : "   ");
  }
  return parts.join("");
}

function lineOf({ policy }: PolicyTrial, clause: Clause, colour: Colour): string {
  const text = clipped(clauseText(policy, clause.pointer));
  if (clause.visits === 0) return colour("remark", `· ${text}: not reached`);
  const [role, mark] = markOf(clause);
  const said = sayOutcomes(clause);
  return `${colour(role, mark)} ${text}${said === "" ? "" : `: ${said}`}`;
}

/** One mark for a clause that was evaluated once. For each element of a list, its values say what they are. */
function markOf({ visits, outcomes: [outcome] }: Clause): readonly [Role, string] {
  if (visits > 1 || outcome === undefined) return ["remark", "="];
  if (outcome.kind === "unknown") return ["conditional", "?"];
  if (outcome.value === true) return ["allowed", "✓"];
  return outcome.value === false ? ["denied", "✗"] : ["remark", "="];
}

/** Nothing where the mark says it. */
function sayOutcomes({ visits, outcomes }: Clause): string {
  const [outcome] = outcomes;
  if (visits === 1 && outcome?.kind === "value" && typeof outcome.value === "boolean") return "";
  const more = visits > outcomes.length ? [`… ${visits} in all`] : [];
  return [...outcomes.map(sayOutcome), ...more].join(", ");
}

function sayOutcome(outcome: ClauseOutcome): string {
  if (outcome.kind === "value") return clipped(JSON.stringify(outcome.value));
  if (outcome.problem !== undefined) return `failed, ${outcome.problem.message}`;
  return `needs ${outcome.missing.join(", ")}`;
}

function clipped(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text;
}
