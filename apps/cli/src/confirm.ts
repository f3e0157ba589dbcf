import type { Session } from "./surroundings.ts";
import { usageError } from "./usage-error.ts";

/** Asks a person, and answers whether the first line that they type is a yes. */
export async function confirm({ stdin, stderr }: Session, question: string): Promise<boolean> {
  stderr.write(`${question} [y/N] `);
  let typed = "";
  for await (const chunk of stdin) {
    typed += Buffer.from(chunk).toString();
    if (typed.includes("\n")) break;
  }
  return /^\s*y(es)?\s*$/i.test(typed.split("\n")[0] ?? "");
}

/**
 * The same, where a person sits there. `before` is what shows what would be done.
 *
 * @throws CommanderError where nobody can be asked
 */
export async function isConfirmed(
  session: Session,
  question: string,
  { isAsking, before }: { readonly isAsking: boolean; readonly before: string },
): Promise<boolean> {
  if (session.stderr.isTTY === true && isAsking) return confirm(session, question);
  throw usageError(`${question} nobody can be asked here: give --yes as well, after a look at ${before}`);
}
