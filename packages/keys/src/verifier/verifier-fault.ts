/** Why a verifier cannot answer. None of them is a word on the token. */
export type VerifierFaultCode =
  /** An option is missing, or cannot be right. */
  | "misconfigured"
  /** The issuer's keys could not be had. */
  | "keys_unavailable"
  /** The list of revoked keys could not be had. */
  | "revocations_unavailable"
  /** The check endpoint gave no decision. */
  | "issuer_unavailable";

/** Thrown where a verifier cannot answer: never to be taken for a refusal. */
export class VerifierFault extends Error {
  override readonly name = "VerifierFault";
  readonly code: VerifierFaultCode;

  constructor(code: VerifierFaultCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }
}
