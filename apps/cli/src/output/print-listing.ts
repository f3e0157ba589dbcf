import { sayMissing, type Listed, type Missing } from "@relata/core";
import { compareText, formatObject } from "@relata/model";
import type { Session } from "../surroundings.ts";
import { paintFor } from "./paint.ts";
import { toJson } from "./to-json.ts";

/**
 * A list for scripts that take whole lines. A bare reference on standard output is allowed, without conditions; what is
 * conditional is a note on standard error; a wildcard with exceptions is one line that no reference can be mistaken for,
 * because none holds a blank.
 */
export function printListing(session: Session, entries: readonly Listed[], json: boolean): void {
  if (json) {
    session.stdout.write(toJson(entries));
    return;
  }
  const paint = paintFor(session.stderr, session);
  const conditional = entries.filter(({ outcome }) => outcome === "conditional");
  const named = conditional.map(({ reference }) => reference);
  const lines = entries.filter(({ outcome }) => outcome === "allowed").map((entry) => lineOf(entry, named));
  session.stdout.write(asLines(lines.sort(compareText)));
  const notes = conditional.map(
    (entry) => `${paint.yellow("conditional:")} ${lineOf(entry, [])} needs ${needsOf(entry)}`,
  );
  session.stderr.write(asLines(notes));
}

function asLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** A wildcard that is allowed says nothing of what has an entry of its own: what is conditional is excepted too. */
function lineOf({ reference, except }: Listed, conditional: readonly string[]): string {
  if (except === undefined) return reference;
  const others = [...except, ...conditional].sort(compareText);
  return others.length === 0 ? reference : `${reference} except ${others.join(", ")}`;
}

/** What the entry waits for. Its own attributes go without saying whose they are. */
function needsOf({ reference, missing = [] }: Listed): string {
  return missing.map((entry) => (isOwn(entry, reference) ? entry.path : sayMissing(entry))).join(", ");
}

function isOwn({ of }: Missing, reference: string): boolean {
  return of !== undefined && formatObject(of) === reference;
}
