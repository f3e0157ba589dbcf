import type { Session } from "./surroundings.ts";

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
