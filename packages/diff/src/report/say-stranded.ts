import { canonicalJson, formatObject, formatSubjectType, formatTuple } from "@relata/model";
import { countStranded, type Stranded } from "@relata/store";

/** One kind of what is stranded: what, how many, why, and examples as facts. */
export interface StrandedKind {
  readonly what: string;
  readonly count: number;
  readonly reason: string;
  readonly examples: readonly string[];
}

/** What is stranded, kind by kind, in words: tuples first. */
export function strandedKinds({ tuples, attributes }: Stranded): readonly StrandedKind[] {
  return [
    ...tuples.map(({ kind, count, reason, examples }) => ({
      what: `${kind.type}#${kind.relation}@${formatSubjectType(kind.subject)}`,
      count,
      reason,
      examples: examples.map(formatTuple),
    })),
    ...attributes.map(({ kind, count, reason, examples }) => ({
      what: `${kind.type}.${kind.name}`,
      count,
      reason,
      examples: examples.map(({ object, value }) => `${formatObject(object)} ${canonicalJson({ [kind.name]: value })}`),
    })),
  ];
}

/** "3 tuples and 1 attribute". */
export function countedStranded(stranded: Stranded): string {
  const { tuples, attributes } = countStranded(stranded);
  const parts = [
    ...(tuples > 0 || attributes === 0 ? [counted(tuples, "tuple")] : []),
    ...(attributes > 0 ? [counted(attributes, "attribute")] : []),
  ];
  return parts.join(" and ");
}

/** "1 tuple", "1,024 tuples". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
