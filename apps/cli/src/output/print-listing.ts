import { sayMissing, type Listed, type ListedSeveral, type Missing } from "@relata/core";
import { compareText, formatObject } from "@relata/model";
import type { Session } from "../surroundings.ts";
import { paintFor } from "./paint.ts";
import { toJson } from "./to-json.ts";

/**
 * A list for scripts that take whole lines. A bare reference on standard output is allowed, without conditions; what is
 * conditional is a note on standard error; a wildcard with exceptions is one line that no reference can be mistaken for,
 * because none holds a blank. Of several permissions, those that are allowed follow the reference, behind a tab.
 */
export function printListing(session: Session, entries: readonly (Listed | ListedSeveral)[], json: boolean): void {
  if (json) {
    session.stdout.write(toJson(entries));
    return;
  }
  const paint = paintFor(session.stderr, session);
  const said = entries.map(sayEntry);
  const named = entries.filter((_, i) => said[i]?.allowed === undefined).map(({ reference }) => reference);
  const lines = entries.flatMap((entry, i) => {
    const { allowed } = said[i] ?? {};
    return allowed === undefined ? [] : [`${lineOf(entry, named)}${allowed}`];
  });
  session.stdout.write(asLines(lines.sort(compareText)));
  const notes = entries.flatMap((entry, i) =>
    (said[i]?.conditional ?? []).map((needs) => `${paint.yellow("conditional:")} ${lineOf(entry, [])} ${needs}`),
  );
  session.stderr.write(asLines(notes));
}

/** What an entry says: what stands behind it on its line, if it has one, and the notes of what is conditional. */
interface Said {
  readonly allowed?: string;
  readonly conditional: readonly string[];
}

function sayEntry(entry: Listed | ListedSeveral): Said {
  if (!("permissions" in entry)) {
    return entry.outcome === "allowed"
      ? { allowed: "", conditional: [] }
      : { conditional: [`needs ${needsOf(entry.reference, entry.missing)}`] };
  }
  const { reference, permissions } = entry;
  const allowed = permissions.filter(({ outcome }) => outcome === "allowed").map(({ permission }) => permission);
  const conditional = permissions.filter(({ outcome }) => outcome === "conditional");
  return {
    ...(allowed.length > 0 && { allowed: `\t${allowed.join(" ")}` }),
    conditional: conditional.map(({ permission, missing }) => `${permission} needs ${needsOf(reference, missing)}`),
  };
}

function asLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** A wildcard that is allowed says nothing of what has an entry of its own: what is conditional is excepted too. */
function lineOf({ reference, except }: Listed | ListedSeveral, conditional: readonly string[]): string {
  if (except === undefined) return reference;
  const others = [...except, ...conditional].sort(compareText);
  return others.length === 0 ? reference : `${reference} except ${others.join(", ")}`;
}

/** What the entry waits for. Its own attributes go without saying whose they are. */
function needsOf(reference: string, missing: readonly Missing[] = []): string {
  return missing.map((entry) => (isOwn(entry, reference) ? entry.path : sayMissing(entry))).join(", ");
}

function isOwn({ of }: Missing, reference: string): boolean {
  return of !== undefined && formatObject(of) === reference;
}
