import { Failure, formatKey, type TupleKey } from "@relata/model";
import { countStranded, type Stranded } from "./judge.ts";
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

/** What every adapter throws where a model would strand what is live. `details` is what a judge is answered. */
export function tuplesStranded(stranded: Stranded): Failure {
  const { tuples, attributes } = countStranded(stranded);
  const counts = [
    ...(tuples === 0 ? [] : [`${tuples.toLocaleString("en")} ${tuples === 1 ? "tuple" : "tuples"}`]),
    ...(attributes === 0
      ? []
      : [`${attributes.toLocaleString("en")} ${attributes === 1 ? "attribute" : "attributes"}`]),
  ];
  const verb = tuples + attributes === 1 ? "does" : "do";
  return new Failure(
    "tuples_stranded",
    `nothing was applied: ${counts.join(" and ")} ${verb} not fit the model; delete them first, or with the model`,
    { details: stranded },
  );
}

/** What every adapter throws where another model was applied meanwhile. */
export function modelMoved(expected: number, found: number): Failure {
  const is = found === 0 ? "no model has been applied yet" : `model ${found} is the applied one`;
  return new Failure(
    "precondition_failed",
    `nothing was applied: ${is}, and ${expected === 0 ? "none" : `model ${expected}`} was expected: look at the change again`,
    { details: { expected, found } },
  );
}

/** What every adapter throws after `close`. */
export function storeClosed(): Failure {
  return new Failure("closed", "the store has been closed: open it again to read or write");
}

/** What every adapter throws where an idempotency key comes again with other changes. */
export function idempotencyMismatch(key: string): Failure {
  return new Failure(
    "idempotency_mismatch",
    `nothing was written: the key ${JSON.stringify(key)} was that of another write: give each write a key of its own`,
  );
}

/** What every adapter throws where the state that a token names does not come. */
export function tokenNotReached(waitedMs: number): Failure {
  return new Failure(
    "token_not_reached",
    `the state that the token names did not come within ${waitedMs} ms: its write was rolled back, or what is read lags behind`,
  );
}

/** What every adapter throws for a state that history no longer reaches back to. */
export function snapshotExpired(number: number, oldest: number): Failure {
  return new Failure(
    "snapshot_expired",
    `the state of revision ${number} is gone: history reaches back to revision ${oldest}; begin anew from a newer state, or keep history longer`,
    { details: { number, oldest } },
  );
}

/** A filter in the manner of a tuple, `…` where a part may be anything: `document:…#viewer@user:ann`. */
function formatFilter({ object, relation, subject }: TupleFilter): string {
  const set = subject?.relation === undefined || subject.relation === null ? "" : `#${subject.relation}`;
  return `${part(object?.type)}:${part(object?.id)}#${part(relation)}@${part(subject?.type)}:${part(subject?.id)}${set}`;
}

function part(text: string | undefined): string {
  return text ?? "…";
}
