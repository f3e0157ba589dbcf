import type { Listed } from "@relata/core";
import type { Outcome } from "@relata/model";
import type { GoldenRow } from "./golden.ts";

/** What a list says of each id that it names, and of all others. */
export interface Outcomes {
  readonly named: ReadonlyMap<string, Outcome>;
  readonly others: Outcome;
}

/** An id's outcome; one that the list does not name is as all others are. */
export function outcomeOf({ named, others }: Outcomes, id: string): Outcome {
  return named.get(id) ?? others;
}

/** Of our list: rows by themselves, and a wildcard for all that have none but its exceptions. */
export function outcomesOfListed(listed: readonly Listed[], idOf: (reference: string) => string): Outcomes {
  const named = new Map<string, Outcome>();
  let others: Outcome = "denied";
  for (const { reference, outcome, except = [] } of listed) {
    const id = idOf(reference);
    if (id === "*") others = outcome;
    else named.set(id, outcome);
    for (const excepted of except) named.set(idOf(excepted), "denied");
  }
  return { named, others };
}

/** Of rows in which one id may stand by itself and under a wildcard: then it holds as much as the better of them says. */
export function outcomesOfRows(rows: readonly GoldenRow[]): Outcomes {
  const ids = new Set(rows.flatMap(({ id, except }) => [id, ...except.map((each) => each.id)]));
  ids.delete("*");
  const of = (id: string): Outcome => best(rows.map((row) => outcomeIn(row, id)));
  return { named: new Map([...ids].map((id) => [id, of(id)])), others: best(rows.map((row) => outcomeIn(row, "*"))) };
}

function outcomeIn({ id, outcome, except }: GoldenRow, asked: string): Outcome {
  if (id !== "*") return id === asked ? outcome : "denied";
  const exception = except.find((each) => each.id === asked);
  if (exception === undefined) return outcome;
  return exception.outcome === "conditional" ? "conditional" : "denied";
}

function best(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes("allowed")) return "allowed";
  return outcomes.includes("conditional") ? "conditional" : "denied";
}

/** Takes the id out of references of a type; of a subject set, too. */
export function idIn(type: string): (reference: string) => string {
  return (reference) => reference.slice(type.length + 1).split("#")[0] ?? "";
}
