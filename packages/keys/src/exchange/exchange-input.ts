import { Failure } from "@relata/model";
import type { Within } from "../verifier/claims.ts";

/** What a token is wanted for: the less, the smaller it is. */
export interface ExchangeInput extends Within {
  /** Who is to read it: one of the audiences that are configured, the first of them unless given. */
  readonly audience?: string;
}

/** @throws Failure `invalid_question` */
export function audienceOf({ audience }: ExchangeInput, audiences: readonly [string, ...string[]]): string {
  if (audience === undefined) return audiences[0];
  if (audiences.includes(audience)) return audience;
  throw new Failure("invalid_question", `there are no tokens for the audience \`${audience}\``);
}

/** What was asked for alone; undefined where it was everything. */
export function withinOf({ types, permissions }: ExchangeInput): Within | undefined {
  if (types === undefined && permissions === undefined) return undefined;
  return { ...(types !== undefined && { types }), ...(permissions !== undefined && { permissions }) };
}
