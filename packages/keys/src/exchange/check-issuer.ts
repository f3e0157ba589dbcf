import { Failure } from "@relata/model";

/** Who makes tokens, and for whom. */
export interface Issuing {
  readonly issuer: string;
  readonly audiences: readonly string[];
}

/** Why: callers in plain JavaScript hold what they hold. @throws Failure `invalid_settings` */
export function checkIssuer({ issuer, audiences }: Issuing): void {
  if (!isText(issuer)) throw new Failure("invalid_settings", "`issuer` must be text: the `iss` of every token");
  if (Array.isArray(audiences) && audiences.length > 0 && audiences.every(isText)) return;
  throw new Failure("invalid_settings", "`audiences` must name who reads tokens, at least one");
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
