import { Failure, formatKey, type TupleKey } from "@relata/model";
import type { Precondition, TupleFilter } from "./store.ts";

/** What every adapter throws for a created tuple that is live already. */
export function tupleExists(key: TupleKey): Failure {
  return new Failure("tuple_exists", `\`${formatKey(key)}\` is there already: touch it to replace it`);
}

/** What every adapter throws for a precondition that does not hold. */
export function preconditionFailed({ must, filter }: Precondition): Failure {
  const found = must === "match" ? "no live tuple matches" : "a live tuple matches";
  return new Failure("precondition_failed", `nothing was written: ${found} \`${formatFilter(filter)}\``, {
    details: { must, filter },
  });
}

/** What every adapter throws after `close`. */
export function storeClosed(): Failure {
  return new Failure("closed", "the store has been closed: open it again to read or write");
}

/** A filter in the manner of a tuple, `…` where a part may be anything: `document:…#viewer@user:ann`. */
function formatFilter({ object, relation, subject }: TupleFilter): string {
  const set = subject?.relation === undefined || subject.relation === null ? "" : `#${subject.relation}`;
  return `${part(object?.type)}:${part(object?.id)}#${part(relation)}@${part(subject?.type)}:${part(subject?.id)}${set}`;
}

function part(text: string | undefined): string {
  return text ?? "…";
}
