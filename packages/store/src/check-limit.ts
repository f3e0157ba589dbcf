import { Failure } from "@relata/model";

/** Refuses a limit that a page could not keep. @throws Failure `invalid_question` */
export function checkLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1) return;
  throw new Failure("invalid_question", `a limit is a whole number from 1 on: this one is \`${limit}\``);
}
