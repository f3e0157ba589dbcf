import { writeName } from "@relata/language";
import type { Admission } from "./admissions.ts";
import type { Line, LineKind } from "./picture.ts";
import { writeCondition, writeWho } from "./write-subject.ts";

/**
 * The lines of a picture: one for all that a type's relations admit of one kind from one type, because ten lines between
 * two boxes say no more than one with ten names.
 */
export function linesOf(admissions: readonly Admission[]): readonly Line[] {
  const bundles = new Map<string, Admission[]>();
  for (const admission of admissions) {
    // Why a joined key is safe here: no name holds white space.
    const key = `${admission.from} ${kindOf(admission)} ${admission.to}`;
    bundles.set(key, [...(bundles.get(key) ?? []), admission]);
  }
  return [...bundles.values()].flatMap(lineOf);
}

function lineOf(bundle: readonly Admission[]): readonly Line[] {
  const [first] = bundle;
  if (first === undefined) return [];
  return [{ from: first.from, to: first.to, kind: kindOf(first), labels: labelsOf(bundle, kindOf(first)) }];
}

function kindOf({ subject }: Admission): LineKind {
  if (subject.relation !== undefined) return "set";
  return subject.wildcard === true ? "every" : "one";
}

/** Names alone where the line's end says who. Else the names of those that admit the same: `clerk, auditor: group#member`. */
function labelsOf(bundle: readonly Admission[], kind: LineKind): readonly string[] {
  if (kind === "one") return bundle.map(writeRelation);
  const byWho = new Map<string, string[]>();
  for (const admission of bundle) {
    const who = writeWho(admission.subject);
    byWho.set(who, [...(byWho.get(who) ?? []), writeRelation(admission)]);
  }
  return [...byWho].map(([who, names]) => `${names.join(", ")}: ${who}`);
}

function writeRelation({ relation, subject }: Admission): string {
  return `${writeName(relation)}${writeCondition(subject)}`;
}
