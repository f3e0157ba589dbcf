import type { ObjectRef, Outcome, SubjectRef } from "@relata/model";

/** What another engine answered to one question. */
export interface GoldenCheck {
  readonly object: ObjectRef;
  readonly permission: string;
  readonly subject: SubjectRef;
  readonly expected: Outcome;
}

/** Who it found on one object, of one kind. Whoever is in no row is denied. */
export interface GoldenList {
  readonly object: ObjectRef;
  readonly permission: string;
  /** `user`, or `group#member`. */
  readonly kind: string;
  readonly rows: readonly GoldenRow[];
}

/** One subject, or everybody (`*`) but the exceptions; those with `conditional` are exceptions only perhaps. */
export interface GoldenRow {
  readonly id: string;
  readonly outcome: Outcome;
  readonly except: readonly { readonly id: string; readonly outcome: Outcome }[];
}

export interface Golden {
  readonly checks: readonly GoldenCheck[];
  readonly lists: readonly GoldenList[];
}

interface CheckLine {
  readonly f: string;
  readonly check: { readonly [key: string]: number };
}

interface ListLine {
  readonly f: string;
  readonly ls: string;
  readonly type: string;
  readonly rows: readonly {
    readonly id: string;
    readonly p: number;
    readonly ex: readonly (readonly [string, number])[];
  }[];
}

/**
 * Reads answers that another engine gave, a JSON object a line, by the name of the file that they are about: either `check`, from
 * `object#permission@subject#set` to 1 (no), 2 (has) or 3 (conditional), or `ls`, the subjects of one kind, with 1 (has) or 2
 * (conditional) and with exceptions.
 *
 * @throws SyntaxError for a line that is no JSON
 */
export function readGolden(text: string): ReadonlyMap<string, Golden> {
  const byFile = new Map<string, { checks: GoldenCheck[]; lists: GoldenList[] }>();
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const read = JSON.parse(line) as CheckLine | ListLine;
    const file = byFile.get(read.f) ?? { checks: [], lists: [] };
    byFile.set(read.f, file);
    if ("check" in read) file.checks.push(...Object.entries(read.check).map(checkOf));
    else file.lists.push(listOf(read));
  }
  return byFile;
}

function checkOf([key, answer]: readonly [string, number]): GoldenCheck {
  const at = key.indexOf("@");
  const expected = answer === 2 ? "allowed" : answer === 3 ? "conditional" : "denied";
  return { ...asked(key.slice(0, at)), subject: subjectOf(key.slice(at + 1)), expected };
}

function listOf({ ls, type, rows }: ListLine): GoldenList {
  return {
    ...asked(ls),
    kind: type.replace(/#$/, ""),
    rows: rows.map(({ id, p, ex }) => ({
      id,
      outcome: found(p),
      except: ex.map(([id, p]) => ({ id, outcome: found(p) })),
    })),
  };
}

function found(permissionship: number): Outcome {
  return permissionship === 2 ? "conditional" : "allowed";
}

/** `document:1#view`: no name there holds a `#`, and no type a `:`. */
function asked(text: string): { readonly object: ObjectRef; readonly permission: string } {
  const hash = text.lastIndexOf("#");
  return { object: objectOf(text.slice(0, hash)), permission: text.slice(hash + 1) };
}

function objectOf(text: string): ObjectRef {
  const colon = text.indexOf(":");
  return { type: text.slice(0, colon), id: text.slice(colon + 1) };
}

/** `user:ann#` is no subject set. */
function subjectOf(text: string): SubjectRef {
  const { object, permission } = asked(text);
  return permission === "" ? object : { ...object, relation: permission };
}
